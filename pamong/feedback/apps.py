from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FeedbackConfig(AppConfig):
    name = "pamong.feedback"
    label = "feedback"
    verbose_name = "Umpan balik"

    def ready(self) -> None:
        from pamong.feedback import metrics  # noqa: F401, PLC0415  # declares the metrics of this area
        from pamong.platform.notifications.kinds import declare  # noqa: PLC0415  # the registry of another app

        declare("feedback.received", title=_("Umpan balik baru untuk Anda"))
        declare("feedback.comment", title=_("Komentar dan tanggapan singkat"))
        declare("feedback.asked", title=_("Permintaan umpan balik"))
        declare("feedback.answered", title=_("Umpan balik Anda ditanggapi"))
