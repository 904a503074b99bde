from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InsightConfig(AppConfig):
    name = "pamong.voice.insight"
    label = "insight"
    verbose_name = "Statistik dan sinyal pengaduan"

    def ready(self) -> None:
        from pamong.platform.notifications.kinds import declare  # noqa: PLC0415  # the registry of another app

        declare("voice.signal", title=_("Sinyal pengaduan"), mail=True)
        declare("voice.inquiry", title=_("Penyelidikan pengaduan"), mail=True)
