from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CitizenConfig(AppConfig):
    name = "pamong.feedback.citizen"
    label = "citizen"
    verbose_name = "Umpan balik warga"

    def ready(self) -> None:
        from pamong.feedback.citizen import listeners  # noqa: F401, PLC0415  # registers them
        from pamong.platform.notifications.kinds import declare  # noqa: PLC0415  # the registry of another app

        declare("citizen.heard", title=_("Umpan balik warga untuk Anda"))
