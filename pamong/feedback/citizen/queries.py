"""Reads of what citizens said."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from pamong.feedback.citizen.enums import Shown, Tone
from pamong.feedback.citizen.models import CitizenVoice
from pamong.people import queries as people
from pamong.people.models import Assignment
from pamong.platform.access import scope
from pamong.platform.access.errors import NotVisible
from pamong.platform.access.viewer import Viewer
from pamong.platform.access.who import Who
from pamong.platform.counting import Ask, Listed, Question, how_many, how_much

MOST_WORDS = 3  # newest words of citizens beside a rating


def visible(viewer: Viewer, policy: str = "citizenvoice.view") -> QuerySet[CitizenVoice]:
    """What citizens said that this viewer may read: about him, about units he served in that day, about his people."""
    reports = people.direct_reports(viewer).order_by().values("person_id") if viewer.acts_for else []
    relations = {
        Who.SELF: _mine(viewer),
        Who.SUPERIOR: Q(person_id__in=reports),
        Who.ABOVE: people.under(viewer.leads, "unit__path"),
    }
    found = CitizenVoice.objects.filter(scope(viewer, policy, relations), withdrawn=False)
    return found.select_related("person", "unit")


def about_me(viewer: Viewer) -> QuerySet[CitizenVoice]:
    """About the viewer by name, and about the units he served in on the day, newest first."""
    found = CitizenVoice.objects.filter(_mine(viewer), withdrawn=False).select_related("person", "unit")
    return found.order_by("-day", "-pk") if viewer.is_staff else found.none()


def _mine(viewer: Viewer) -> Q:
    """By name, or of a unit the viewer served in on the day."""
    served = Assignment.objects.filter(
        person_id=viewer.me, unit_id=OuterRef("unit_id"), valid__contains=OuterRef("day")
    )
    return Q(person_id=viewer.me) | (Q(person_id__isnull=True) & Q(Exists(served)))


def about(viewer: Viewer, person_id: int) -> QuerySet[CitizenVoice]:
    """About one person whose record the viewer may read, newest first."""
    return visible(viewer).filter(person_id=person_id).order_by("-day", "-pk")


def voice_for(viewer: Viewer, pk: int, policy: str = "citizenvoice.show") -> CitizenVoice:
    """Praise about the viewer himself on which he decides; raises NotVisible."""
    found = CitizenVoice.objects.filter(
        scope(viewer, policy, {Who.SELF: Q(person_id=viewer.me)}), pk=pk, tone=Tone.PRAISE, withdrawn=False
    ).first()
    if found is None:
        raise NotVisible
    return found


def praised_in_unit(viewer: Viewer) -> QuerySet[CitizenVoice]:
    """Praise that colleagues of the viewer's unit agreed to show, newest first."""
    found = CitizenVoice.objects.filter(unit_id=viewer.unit_id or 0, tone=Tone.PRAISE, shown=Shown.YES, withdrawn=False)
    return found.select_related("person", "unit").order_by("-day", "-pk")


@dataclass(frozen=True)
class Heard:
    """What citizens said about a person in a period: how many of each, the mean score, and the newest words."""

    praise: int
    complaints: int
    scores: int
    mean: Decimal | None
    words: tuple[str, ...]


def heard(person_id: int, start: dt.date, end: dt.date) -> Ask[Heard]:
    """For the evaluation; the caller holds the right to see it."""
    found = CitizenVoice.objects.filter(person_id=person_id, day__gte=start, day__lte=end, withdrawn=False)
    scores = found.filter(tone=Tone.SCORE)
    spoken = found.exclude(words="").order_by("-day", "-pk")
    questions: dict[str, Question] = {
        "praise": how_many(found.filter(tone=Tone.PRAISE)),
        "complaints": how_many(found.filter(tone=Tone.COMPLAINT)),
        "scores": how_many(scores),
        "sum": how_much(scores, "value"),
        "spoken": Listed(spoken.values("words")[:MOST_WORDS]),
    }
    return Ask(questions, _heard)


def _heard(found: dict[str, Any]) -> Heard:
    scores = found["scores"] or 0
    return Heard(
        praise=found["praise"] or 0,
        complaints=found["complaints"] or 0,
        scores=scores,
        mean=found["sum"] / scores if scores and found["sum"] is not None else None,
        words=tuple(row["words"] for row in found["spoken"]),
    )
