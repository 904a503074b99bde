"""What peer feedback puts on the home page."""

from django.urls import reverse
from django.utils.translation import gettext as _

from pamong.feedback.peer.queries.subjects import mine_to_answer, reports_to_decide
from pamong.platform.access.viewer import Viewer
from pamong.platform.access.who import Who
from pamong.platform.calendar.queries import today
from pamong.platform.ui.cards import Card
from pamong.platform.ui.formatting import long_date, number


def home_cards(viewer: Viewer) -> list[Card]:
    """Colleagues who wait for the viewer's word, and for moderators reported texts (two statements at most)."""
    return [*_asked(viewer), *_reported(viewer)]


def _asked(viewer: Viewer) -> list[Card]:
    if not viewer.is_staff:
        return []
    day = today()
    waiting = mine_to_answer(viewer).filter(
        used__isnull=True, subject__round__starts__lte=day, subject__round__ends__gte=day
    )
    ends = list(waiting.order_by().values_list("subject__round__ends", flat=True))
    if not ends:
        return []
    note = _("anonim, sampai %(day)s") % {"day": long_date(min(ends))}
    return [Card(_("Umpan balik rekan"), number(len(ends)), note, reverse("peer:mine"), "info")]


def _reported(viewer: Viewer) -> list[Card]:
    if not viewer.has_role(Who.ASSESSMENT_TEAM, Who.AGENCY_ADMIN):
        return []
    waiting = reports_to_decide(viewer).filter(hidden__isnull=True).count()
    if not waiting:
        return []
    note = _("teks umpan balik rekan yang dilaporkan")
    return [Card(_("Laporan teks"), number(waiting), note, reverse("peer:moderation"), "warn")]
