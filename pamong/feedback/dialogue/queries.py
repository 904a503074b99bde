"""Reads of dialogue. Meetings, coaching and follow-ups are read by the two they concern, and by nobody else."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from pamong.feedback import queries as feedback
from pamong.feedback.dialogue.enums import MeetingState
from pamong.feedback.dialogue.models import CoachingNote, FollowUp, Meeting
from pamong.people import queries as people
from pamong.people.models import Assignment
from pamong.platform.access import scope
from pamong.platform.access.errors import NotVisible
from pamong.platform.access.viewer import Viewer
from pamong.platform.access.who import Who
from pamong.platform.calendar.queries import today
from pamong.platform.counting import Ask, how_many
from pamong.platform.ui.cards import Card
from pamong.platform.ui.formatting import number


def meetings(viewer: Viewer, policy: str = "dialogue.view") -> QuerySet[Meeting]:
    """Conversations the viewer takes part in, newest first."""
    relations = {Who.SELF: Q(person_id=viewer.me), Who.GIVER: Q(superior_id=viewer.me)}
    found = Meeting.objects.filter(scope(viewer, policy, relations))
    return found.select_related("person", "superior").order_by("-day", "-pk")


def meeting_for(viewer: Viewer, pk: int, policy: str = "dialogue.view") -> Meeting:
    """One conversation; raises NotVisible."""
    found = meetings(viewer, policy).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def followups(viewer: Viewer, policy: str = "followup.view") -> QuerySet[FollowUp]:
    """Agreed actions of the viewer's conversations, the next due first."""
    relations = {Who.SELF: Q(person_id=viewer.me), Who.GIVER: Q(superior_id=viewer.me)}
    found = FollowUp.objects.filter(scope(viewer, policy, relations))
    return found.select_related("person", "superior", "owner").order_by("due", "pk")


def open_followups(viewer: Viewer) -> QuerySet[FollowUp]:
    """Those not finished yet."""
    return followups(viewer).filter(done_on__isnull=True, dropped=False)


def closed_followups(viewer: Viewer) -> QuerySet[FollowUp]:
    """Those finished or dropped, the latest first."""
    return followups(viewer).exclude(done_on__isnull=True, dropped=False).order_by("-due", "-pk")


def followup_for(viewer: Viewer, pk: int, policy: str = "followup.done") -> FollowUp:
    """One agreed action; raises NotVisible."""
    found = followups(viewer, policy).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def coaching(viewer: Viewer) -> QuerySet[CoachingNote]:
    """Coaching notes to and by the viewer, newest first."""
    relations = {Who.SELF: Q(person_id=viewer.me), Who.GIVER: Q(author_id=viewer.me)}
    found = CoachingNote.objects.filter(scope(viewer, "coaching.view", relations))
    return found.select_related("person", "author").order_by("-pk")


def report_for(viewer: Viewer, person_id: int, policy: str = "coaching.write") -> Assignment:
    """Somebody whose direct superior's duties the viewer carries today; raises NotVisible."""
    found = people.assignments(viewer, policy).filter(person_id=person_id).exclude(person_id=viewer.me).first()
    if found is None:
        raise NotVisible
    return found


def reports(viewer: Viewer) -> list[tuple[str, str]]:
    """The viewer's direct reports as choices."""
    if not viewer.has_reports:
        return []
    return [(str(row.person_id), row.person.name) for row in people.direct_reports(viewer)[:500]]


def feedback_of(viewer: Viewer, pk: int) -> tuple[int, int]:
    """Person and giver of a feedback from which the viewer agrees an action: he must be one of the two."""
    found = feedback.feedback_for(viewer=viewer, pk=pk)
    if viewer.me not in (found.person_id, found.giver_id):
        raise NotVisible
    return found.person_id, found.giver_id


@dataclass(frozen=True)
class Held:
    """How much was talked in a period: counts only, for the contents belong to the two."""

    meetings: int
    coaching: int
    actions: int
    done: int


def held(person_id: int, start: dt.date, end: dt.date) -> Ask[Held]:
    """Counts for the evaluation of a person; the caller holds the right to see it."""
    talks = Meeting.objects.filter(person_id=person_id, state=MeetingState.HELD, day__range=(start, end))
    notes = CoachingNote.objects.filter(person_id=person_id, day__range=(start, end))
    agreed = FollowUp.objects.filter(person_id=person_id, dropped=False, due__range=(start, end))
    questions = {
        "meetings": how_many(talks),
        "coaching": how_many(notes),
        "actions": how_many(agreed),
        "done": how_many(agreed.filter(done_on__isnull=False)),
    }
    return Ask(questions, lambda found: Held(**{name: n or 0 for name, n in found.items()}))


def home_cards(viewer: Viewer) -> Ask[list[Card]]:
    """Agreed actions of which the viewer is the owner; nothing without any."""
    if not viewer.is_staff:
        return Ask({}, lambda _found: [])
    due = open_followups(viewer).filter(owner_id=viewer.me)
    return Ask({"due": how_many(due), "late": how_many(due.filter(due__lt=today()))}, _due_cards)


def _due_cards(found: dict[str, Any]) -> list[Card]:
    if not found["due"]:
        return []
    late, due = found["late"], number(found["due"])
    note = _("%(n)s lewat tenggat") % {"n": number(late)} if late else _("tidak ada yang lewat tenggat")
    return [Card(_("Tindak lanjut Anda"), due, note, reverse("dialogue:home"), "warn" if late else "info")]
