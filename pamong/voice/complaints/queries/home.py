"""What waits for the viewer, on his home page."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from pamong.platform.access import may
from pamong.platform.access.viewer import Viewer
from pamong.platform.access.who import Who
from pamong.platform.calendar.queries import today
from pamong.platform.counting import Ask, how_many
from pamong.platform.ui.cards import Card
from pamong.platform.ui.formatting import number
from pamong.voice.complaints.enums import OPEN_STATES
from pamong.voice.complaints.queries.board import GROUPS
from pamong.voice.complaints.queries.visible import visible


def home_cards(viewer: Viewer) -> Ask[list[Card]]:
    """Cases past their limit, new ones for officers, and those given to the viewer; none without a part in it."""
    concerned = viewer.has_role(Who.COMPLAINT_OFFICER, Who.INSPECTOR) or viewer.is_staff
    if not concerned or not may(viewer, "complaint.list"):
        return Ask({}, lambda _found: [])
    cases = visible(viewer, "complaint.list")
    open_ = cases.filter(state__in=OPEN_STATES)
    questions = {"late": how_many(open_.filter(due__lt=today())), "mine": how_many(open_.filter(handler_id=viewer.me))}
    if viewer.has_role(Who.COMPLAINT_OFFICER):
        questions["new"] = how_many(cases.filter(state__in=GROUPS["new"]))
    return Ask(questions, _cards)


def _cards(found: dict[str, Any]) -> list[Card]:
    list_url = reverse("complaints:board")
    cards = []
    if found["late"]:
        cards.append(
            Card(
                _("Pengaduan lewat tenggat"), number(found["late"]), _("tangani hari ini"), f"{list_url}?lewat=1", "bad"
            )
        )
    if found.get("new"):
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
