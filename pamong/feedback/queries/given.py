"""Reads of feedback. What a page shows takes ``viewer``; other areas above get plain lines."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext as _

from pamong.evidence.registry import source_url
from pamong.feedback.models import Feedback
from pamong.feedback.rules import split_source
from pamong.people import queries as people
from pamong.people.models import Assignment
from pamong.platform.access import scope
from pamong.platform.access.errors import NotVisible
from pamong.platform.access.table import TABLE
from pamong.platform.access.viewer import Viewer
from pamong.platform.access.who import Who
from pamong.platform.counting import Ask, how_many
from pamong.platform.ui.cards import Card
from pamong.platform.ui.formatting import number


@dataclass(frozen=True)
class FeedbackLine:
    """One piece of feedback as other areas show it; ``source_kind`` and ``source_key`` are empty for general feedback."""

    id: int
    kind: str
    kind_label: str
    text: str
    giver: str
    day: dt.date
    source_kind: str
    source_key: str
    source_label: str
    url: str
    answer: str


def visible(viewer: Viewer, policy: str = "feedback.view") -> QuerySet[Feedback]:
    """Feedback this viewer may see (or act on, by ``policy``), newest first, with person, giver and answer."""
    reports = people.direct_reports(viewer).order_by().values("person_id") if viewer.acts_for else []
    relations = {
        Who.SELF: Q(person_id=viewer.person_id),
        Who.GIVER: Q(giver_id=viewer.person_id),
        Who.SUPERIOR: Q(person_id__in=reports),
        Who.ABOVE: people.under(viewer.leads, "unit__path") & ~Q(person_id=viewer.person_id),
    }
    found = Feedback.objects.filter(scope(viewer, policy, relations))
    return found.select_related("person", "giver", "answer")


def feedback_for(*, viewer: Viewer, pk: int, policy: str = "feedback.view") -> Feedback:
    """One piece of feedback; raises NotVisible."""
    found = visible(viewer, policy).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def readable_person(viewer: Viewer, person_id: int) -> Assignment:
    """The person whose feedback page the viewer may open, even while it is empty; raises NotVisible."""
    assignment = people.assignment_for(viewer, person_id, "person.view")
    by_role = any(viewer.has_role(who) for who in TABLE["feedback.view"].who if who.is_role)
    by_relation = person_id == viewer.person_id or may_give(viewer, person_id)
    if not (by_role or by_relation or visible(viewer).filter(person_id=person_id).exists()):
        raise NotVisible
    return assignment


def about_me(viewer: Viewer) -> QuerySet[Feedback]:
    """What the viewer received, newest first; needs no other right than being that person."""
    return Feedback.objects.filter(person_id=viewer.person_id or 0).select_related("person", "giver", "answer")


def given_by_me(viewer: Viewer) -> QuerySet[Feedback]:
    """What the viewer gave, newest first."""
    return Feedback.objects.filter(giver_id=viewer.person_id or 0).select_related("person", "giver", "answer")


def narrowed(
    found: QuerySet[Feedback], *, kind: str = "", start: dt.date | None = None, end: dt.date | None = None
) -> QuerySet[Feedback]:
    """The list with the filters of the page: kind, first and last day."""
    if kind:
        found = found.filter(kind=kind)
    if start:
        found = found.filter(day__gte=start)
    return found.filter(day__lte=end) if end else found


def recipient_for(*, viewer: Viewer, person_id: int) -> Assignment:
    """Today's assignment of somebody this viewer may give feedback to; raises NotVisible."""
    return people.assignment_for(viewer, person_id, "feedback.give")


def may_give(viewer: Viewer, person_id: int) -> bool:
    """Whether this viewer may give feedback to the person today (for showing the button)."""
    return person_id != viewer.person_id and recipients(viewer).filter(person_id=person_id).exists()


def recipients(viewer: Viewer) -> QuerySet[Assignment]:
    """Everybody this viewer may give feedback to today, by name."""
    found = people.assignments(viewer, "feedback.give").exclude(person_id=viewer.person_id or 0)
    return found.order_by("person__name", "person_id")


def received(person_id: int, start: dt.date, end: dt.date) -> list[FeedbackLine]:
    """Feedback about a person between two days (both included), oldest first; the caller holds the right to see it."""
    found = Feedback.objects.filter(person_id=person_id, day__gte=start, day__lte=end)
    return [line_of(feedback) for feedback in found.select_related("giver", "answer").order_by("id")]


def line_of(feedback: Feedback) -> FeedbackLine:
    """One piece of feedback as a plain line."""
    kind, key = split_source(feedback.source)
    answer = getattr(feedback, "answer", None)
    return FeedbackLine(
        id=feedback.pk,
        kind=feedback.kind,
        kind_label=feedback.get_kind_display(),
        text=feedback.text,
        giver=feedback.giver.name,
        day=feedback.day,
        source_kind=kind,
        source_key=key,
        source_label=feedback.source_label,
        url=source_url(feedback.source),
        answer=answer.text if answer else "",
    )


def source_link(feedback: Feedback) -> str:
    """The page of the thing the feedback is about, or an empty text."""
    return source_url(feedback.source)


def home_cards(viewer: Viewer) -> Ask[list[Card]]:
    """New feedback about the viewer in the last 30 days that he has not answered; nothing without any."""
    if not viewer.is_staff:
        return Ask({}, lambda _found: [])
    recent = about_me(viewer).filter(created_at__gte=Now() - dt.timedelta(days=30), answer__isnull=True)
    return Ask({"recent": how_many(recent)}, _recent_cards)


def _recent_cards(found: dict[str, Any]) -> list[Card]:
    if not found["recent"]:
        return []
    note = _("dalam 30 hari, belum Anda tanggapi")
    return [Card(_("Umpan balik untuk Anda"), number(found["recent"]), note, reverse("feedback:received"), "info")]
