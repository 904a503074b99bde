"""What waits for the viewer, on his home page."""

from django.urls import reverse
from django.utils.translation import gettext as _

from pamong.platform.access import may
from pamong.platform.access.viewer import Viewer
from pamong.platform.access.who import Who
from pamong.platform.calendar.queries import today
from pamong.platform.ui.cards import Card
from pamong.platform.ui.formatting import number
from pamong.voice.complaints.queries.board import counts


def home_cards(viewer: Viewer) -> list[Card]:
    """Cases past their limit, new ones for officers, and those given to the viewer; one statement, none without a part in it."""
    concerned = viewer.has_role(Who.COMPLAINT_OFFICER, Who.INSPECTOR) or viewer.is_staff
    if not concerned or not may(viewer, "complaint.list"):
        return []
    found, list_url = counts(viewer, today()), reverse("complaints:board")
    cards = []
    if found["late"]:
        cards.append(
            Card(
                _("Pengaduan lewat tenggat"), number(found["late"]), _("tangani hari ini"), f"{list_url}?lewat=1", "bad"
            )
        )
    if found["new"] and viewer.has_role(Who.COMPLAINT_OFFICER):
        cards.append(
            Card(
                _("Pengaduan baru"), number(found["new"]), _("menunggu verifikasi"), f"{list_url}?kelompok=new", "warn"
            )
        )
    if found["mine"]:
        cards.append(
            Card(
                _("Pengaduan yang Anda tangani"),
                number(found["mine"]),
                _("belum selesai"),
                f"{list_url}?milik=1",
                "info",
            )
        )
    return cards
