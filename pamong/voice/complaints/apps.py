from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ComplaintsConfig(AppConfig):
    name = "pamong.voice.complaints"
    label = "complaints"
    verbose_name = "Pengaduan"

    def ready(self) -> None:
        from pamong.platform.notifications.kinds import declare  # noqa: PLC0415  # the registry of another app
        from pamong.voice.complaints import (  # noqa: PLC0415  # metrics it declares, events it listens to
            listeners,  # noqa: F401
            metrics,  # noqa: F401
        )

        declare("voice.received", title=_("Pengaduan baru"))
        declare("voice.assigned", title=_("Pengaduan untuk Anda tangani"), mail=True)
        declare("voice.reporter", title=_("Pelapor menulis"))
        declare("voice.due", title=_("Tenggat pengaduan"), mail=True)
        declare("voice.overdue", title=_("Pengaduan lewat tenggat"), mail=True)
        declare("voice.redacted", title=_("Ringkasan pengaduan untuk Anda tanggapi"), mail=True)
        declare("voice.unsealing", title=_("Permintaan membuka identitas pelapor"), mail=True)
