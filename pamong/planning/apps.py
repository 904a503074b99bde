from django.apps import AppConfig


class PlanningConfig(AppConfig):
    name = "pamong.planning"
    label = "planning"
    verbose_name = "Perencanaan kinerja"
