from django.apps import AppConfig


class Open311Config(AppConfig):
    name = "pamong.voice.open311"
    label = "open311"
    verbose_name = "Open311"
