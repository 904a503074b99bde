from django.apps import AppConfig


class WorklogConfig(AppConfig):
    name = "pamong.worklog"
    label = "worklog"
    verbose_name = "Catatan harian"
