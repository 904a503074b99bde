from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FollowingConfig(AppConfig):
    name = "pamong.voice.following"
    label = "following"
    verbose_name = "Kabar laporan"

    def ready(self) -> None:
        from pamong.platform.notifications import letters  # noqa: PLC0415  # the registries of another app
        from pamong.platform.notifications.enums import Mode  # noqa: PLC0415
        from pamong.platform.notifications.kinds import declare  # noqa: PLC0415
        from pamong.voice.following.queries import writing  # noqa: PLC0415  # needs the models

        declare("voice.followed", title=_("Kabar laporan yang diikuti"), default=Mode.APP)
        letters.declare(writing.ASKED, writing.asked)
        letters.declare(writing.TOLD, writing.told)
