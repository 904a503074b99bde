from django.apps import AppConfig


class ImportExportConfig(AppConfig):
    name = "pamong.platform.importexport"
    label = "importexport"
    verbose_name = "Impor dan ekspor"
