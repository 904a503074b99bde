from django.apps import AppConfig


class PublicConfig(AppConfig):
    name = "pamong.voice.public"
    label = "laporan"
    verbose_name = "Pengaduan untuk publik"
