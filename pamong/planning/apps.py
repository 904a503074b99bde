from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlanningConfig(AppConfig):
    name = "pamong.planning"
    label = "planning"
    verbose_name = "Perencanaan kinerja"

    def ready(self) -> None:
        from pamong.planning import (  # noqa: PLC0415  # metrics it declares, events it listens to
            listeners,  # noqa: F401
            metrics,  # noqa: F401
        )
        from pamong.platform.notifications.kinds import declare  # noqa: PLC0415  # the registry of another app

        declare("planning.submitted", title=_("SKP menunggu pemeriksaan Anda"), mail=True)
        declare("planning.returned", title=_("SKP Anda dikembalikan"), mail=True)
        declare("planning.agreed", title=_("SKP Anda disetujui"), mail=True)
        declare("planning.noted", title=_("Catatan baru pada SKP"))
        declare("planning.expectations", title=_("Ekspektasi pimpinan pada SKP Anda"))
        declare("planning.handed_down", title=_("Hasil kerja pimpinan diturunkan kepada Anda"))
        declare("planning.revision", title=_("Revisi SKP"))
        declare("planning.revision_submitted", title=_("Revisi SKP menunggu pemeriksaan Anda"), mail=True)
        declare("planning.revision_decided", title=_("Keputusan atas revisi SKP Anda"), mail=True)
        declare("planning.moved", title=_("SKP baru karena pindah tugas"), mail=True)
        declare("planning.template", title=_("Draf SKP disiapkan untuk Anda"))
        declare("planning.reminder", title=_("Pengingat siklus kinerja"), mail=True)
        declare("planning.linked", title=_("Hasil kerja Anda sudah dikaitkan"))
