"""The clocks of a case with the holidays of the agency that has it."""

import datetime as dt

from pamong.platform.calendar.queries import holidays_between
from pamong.rulebook import deadlines
from pamong.rulebook.workingdays import NATIONAL
from pamong.voice.complaints.models import Complaint
from pamong.voice.complaints.rules import clocks as rules

SPAN = dt.timedelta(days=120)  # holidays are looked up this far ahead


def deadline_with(agency_id: int | None, start: dt.date) -> rules.Deadline:
    """``deadline(kind, start)`` of the rulebook, with the holidays stored for the agency (else the national ones)."""
    stored = holidays_between(start, start + SPAN, agency_id)
    holidays = stored or NATIONAL

    def last_day(kind: str, since: dt.date) -> dt.date:
        return deadlines.deadline(kind, since, holidays)

    return last_day


def days_of(complaint: Complaint) -> rules.Days:
    """The days the clocks hang on."""
    return rules.Days(
        received=complaint.received_day,
        verified=complaint.verified_day,
        followed_up=complaint.followed_up_day,
        asked_complete=complaint.asked_complete_day,
        complete=complaint.complete_day,
        answered=complaint.answered_day,
        reopened=bool(complaint.reopened),
    )


def clocks_of(complaint: Complaint) -> list[rules.Clock]:
    """All clocks of a case, earliest first."""
    return rules.clocks(days_of(complaint), _deadline_of(complaint))


def binding_of(complaint: Complaint) -> rules.Clock | None:
    """The limit that binds now, or None."""
    if complaint.status.is_open and complaint.reopened and complaint.answered_day:
        first = [c for c in clocks_of(complaint) if c.kind == rules.DECIDE]
        return first[0] if first else None
    return rules.binding(clocks_of(complaint))


def reporters_limit(complaint: Complaint) -> dt.date | None:
    """The day by which the reporter completes his complaint, while it waits for that (UU 25/2009 Pasal 44 ayat (4))."""
    return next((c.due for c in clocks_of(complaint) if c.on_reporter and c.is_open), None)


def in_time(complaint: Complaint, on: dt.date) -> bool:
    """Whether a decision on this day keeps the law."""
    return rules.answered_in_time(days_of(complaint), on, _deadline_of(complaint))


def _deadline_of(complaint: Complaint) -> rules.Deadline:
    return deadline_with(complaint.unit.agency_id if complaint.unit else None, complaint.received_day)
