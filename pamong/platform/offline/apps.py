from django.apps import AppConfig


class OfflineConfig(AppConfig):
    name = "pamong.platform.offline"
    label = "offline"
    verbose_name = "Tanpa sambungan"
