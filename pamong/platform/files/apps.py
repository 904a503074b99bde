from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "pamong.platform.files"
    label = "files"
    verbose_name = "Berkas"
