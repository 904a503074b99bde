from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DialogueConfig(AppConfig):
    name = "pamong.feedback.dialogue"
    label = "dialogue"
    verbose_name = "Dialog kinerja"

    def ready(self) -> None:
        from pamong.platform.notifications.kinds import declare  # noqa: PLC0415  # the registry of another app

        declare("dialogue.meeting", title=_("Dialog kinerja"))
        declare("dialogue.coaching", title=_("Catatan bimbingan untuk Anda"))
        declare("dialogue.followup", title=_("Tindak lanjut"))
