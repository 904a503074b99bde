"""What peer feedback puts on the home page."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from pamong.feedback.peer.queries.subjects import mine_to_answer, reports_to_decide
from pamong.platform.access.viewer import Viewer
from pamong.platform.access.who import Who
from pamong.platform.calendar.queries import today
from pamong.platform.counting import Ask, how_many, the_least
from pamong.platform.ui.cards import Card
from pamong.platform.ui.formatting import long_date, number


def home_cards(viewer: Viewer) -> Ask[list[Card]]:
    """Colleagues who wait for the viewer's word, and for moderators reported texts."""
    questions: dict[str, QuerySet[Any]] = {}
    if viewer.is_staff:
        day = today()
        waiting = mine_to_answer(viewer).filter(
            used__isnull=True, subject__round__starts__lte=day, subject__round__ends__gte=day
        )
        questions |= {"waiting": how_many(waiting), "ends": the_least(waiting, "subject__round__ends")}
    if viewer.has_role(Who.ASSESSMENT_TEAM, Who.AGENCY_ADMIN):
        questions["reported"] = how_many(reports_to_decide(viewer).filter(hidden__isnull=True))
    return Ask(questions, _cards)


def _cards(found: dict[str, Any]) -> list[Card]:
    cards = []
    if waiting := found.get("waiting"):
        note = _("anonim, sampai %(day)s") % {"day": long_date(found["ends"])}
        cards.append(Card(_("Umpan balik rekan"), number(waiting), note, reverse("peer:mine"), "info"))
    if reported := found.get("reported"):
        note = _("teks umpan balik rekan yang dilaporkan")
        cards.append(Card(_("Laporan teks"), number(reported), note, reverse("peer:moderation"), "warn"))
    return cards
