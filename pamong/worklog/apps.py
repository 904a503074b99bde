from django.apps import AppConfig


class WorklogConfig(AppConfig):
    name = "pamong.worklog"
    label = "worklog"
    verbose_name = "Catatan harian"

    def ready(self) -> None:
        from pamong.worklog import metrics  # noqa: F401, PLC0415  # declares the metrics of this area
