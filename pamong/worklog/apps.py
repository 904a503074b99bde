from django.apps import AppConfig


class WorklogConfig(AppConfig):
    name = "pamong.worklog"
    label = "worklog"
    verbose_name = "Catatan harian"

    def ready(self) -> None:
        from pamong.platform.live import topics  # noqa: PLC0415  # needs the apps to be ready
        from pamong.worklog import listeners, metrics  # noqa: F401, PLC0415  # metrics, and what is listened to
        from pamong.worklog.queries.wall import may_watch  # noqa: PLC0415  # needs the apps to be ready

        topics.register("wall", may_watch)
