from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "pamong.platform.jobs"
    label = "jobs"
    verbose_name = "Pekerjaan latar"

    def ready(self) -> None:
        from pamong.platform.jobs.queries import owns  # noqa: PLC0415  # needs the apps to be ready
        from pamong.platform.live import topics  # noqa: PLC0415

        topics.register("job", owns)
