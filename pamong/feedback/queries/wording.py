"""Sentences to pick, and praise the unit may see."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext

from pamong.feedback.models import Feedback, Phrase, PraiseShown
from pamong.feedback.rules.phrases import BUILT_IN
from pamong.people.models import Agency
from pamong.platform.access import scope
from pamong.platform.access.viewer import Viewer


@dataclass(frozen=True)
class Sentence:
    """One sentence as it is offered; ``code`` of a built-in one, ``pk`` of an agency's own wording (0: none)."""

    code: str
    kind: str
    value: str
    text: str
    pk: int
    is_active: bool


def phrases_kept(agency_id: int) -> list[Sentence]:
    """All sentences of an agency, the built-in ones in its wording, those left out as well (one statement)."""
    rows = list(Phrase.objects.filter(agency_id=agency_id).order_by("value", "kind", "pk"))
    by_code = {row.code: row for row in rows if row.code}
    found = []
    for built in BUILT_IN:
        row = by_code.get(built.code)
        text = row.text if row else gettext(built.text)
        active = row.is_active if row else True
        found.append(Sentence(built.code, built.kind, built.value, text, row.pk if row else 0, active))
    own = [Sentence("", row.kind, row.value, row.text, row.pk, row.is_active) for row in rows if not row.code]
    return found + own


def phrases(agency_id: int) -> list[Sentence]:
    """The sentences that are offered in an agency."""
    return [one for one in phrases_kept(agency_id) if one.is_active]


def phrase_agencies(viewer: Viewer) -> QuerySet[Agency]:
    """Agencies whose sentences the viewer keeps, by name."""
    return Agency.objects.filter(scope(viewer, "feedbackphrase.change", {}, agency="pk")).order_by("name")


def own_praise(viewer: Viewer, pk: int) -> Feedback | None:
    """Praise about the viewer himself, or None."""
    return Feedback.objects.filter(pk=pk, person_id=viewer.me, kind="praise").first()


def shown_of(feedback: Feedback) -> bool:
    """Whether the unit may see this praise."""
    return PraiseShown.objects.filter(feedback=feedback, shown=True).exists()


def praised_in_unit(viewer: Viewer) -> QuerySet[Feedback]:
    """Praise of colleagues of the viewer's unit who agreed, newest first."""
    found = Feedback.objects.filter(unit_id=viewer.unit_id or 0, kind="praise", praise_shown__shown=True)
    return found.select_related("person", "giver").order_by("-pk")
