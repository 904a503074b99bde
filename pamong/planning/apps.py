from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlanningConfig(AppConfig):
    name = "pamong.planning"
    label = "planning"
    verbose_name = "Perencanaan kinerja"

    def ready(self) -> None:
        from pamong.planning import metrics  # noqa: F401, PLC0415  # declares the metrics of this area
        from pamong.platform.notifications.kinds import declare  # noqa: PLC0415  # the registry of another app

        declare("planning.submitted", title=_("SKP menunggu pemeriksaan Anda"), mail=True)
        declare("planning.returned", title=_("SKP Anda dikembalikan"), mail=True)
        declare("planning.agreed", title=_("SKP Anda disetujui"), mail=True)
        declare("planning.noted", title=_("Catatan baru pada SKP"))
        declare("planning.expectations", title=_("Ekspektasi pimpinan pada SKP Anda"))
        declare("planning.handed_down", title=_("Hasil kerja pimpinan diturunkan kepada Anda"))
        declare("planning.linked", title=_("Hasil kerja Anda sudah dikaitkan"))
