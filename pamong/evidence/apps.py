from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "pamong.evidence"
    label = "evidence"
    verbose_name = "Bukti kinerja"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _  # noqa: PLC0415

        from pamong.platform.notifications.kinds import declare  # noqa: PLC0415  # the registry of another app

        declare("evidence.answered", title=_("Bukti ditanggapi pegawai"))
