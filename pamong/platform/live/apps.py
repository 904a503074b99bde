from django.apps import AppConfig


class LiveConfig(AppConfig):
    name = "pamong.platform.live"
    label = "live"
