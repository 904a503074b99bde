from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "pamong.programmes"
    label = "programmes"
    verbose_name = "Program dan sasaran"
