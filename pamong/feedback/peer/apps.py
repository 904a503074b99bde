from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeerConfig(AppConfig):
    name = "pamong.feedback.peer"
    label = "peer"
    verbose_name = "Umpan balik rekan"

    def ready(self) -> None:
        from pamong.platform.notifications.kinds import declare  # noqa: PLC0415  # the registry of another app

        declare("peer.invited", title=_("Undangan memberi umpan balik rekan"))
        declare("peer.reminder", title=_("Undangan umpan balik rekan segera berakhir"))
        declare("peer.released", title=_("Ringkasan umpan balik rekan sudah tampil"))
        declare("peer.shared", title=_("Ringkasan umpan balik rekan dibagikan kepada Anda"))
        declare("peer.reported", title=_("Teks umpan balik rekan dilaporkan"))
        declare("peer.moderated", title=_("Laporan teks umpan balik diputuskan"))
