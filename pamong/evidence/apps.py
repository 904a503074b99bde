from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "pamong.evidence"
    label = "evidence"
    verbose_name = "Bukti kinerja"
