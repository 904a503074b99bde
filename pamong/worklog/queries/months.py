"""Weeks and months of one person: what was logged on each day against what was expected of it."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from pamong.people import queries as people
from pamong.people.enums import AbsenceKind
from pamong.people.queries import Expected, Why
from pamong.platform.access.viewer import Viewer
from pamong.worklog.models import Entry, PersonDay
from pamong.worklog.queries.entries import entries


@dataclass(frozen=True)
class DayCell:
    """One day: minutes and entries logged, minutes asked, and what a reader should see of it."""

    day: dt.date
    expected: Expected
    entries: int
    minutes: int
    waiting: int
    accepted: int
    late: int
    state: str  # ok, short, missing, free, away, ahead

    @property
    def hours(self) -> Decimal:
        return Decimal(self.minutes) / 60

    @property
    def required_hours(self) -> Decimal:
        return Decimal(self.expected.minutes) / 60

    @property
    def why(self) -> str:
        """The reason for a day without work, in the reader's language; empty on a working day."""
        return why_text(self.expected)


def why_text(expected: Expected) -> str:
    """Why less or nothing is asked of a day: the holiday's name, the kind of absence, the roster; empty otherwise."""
    if expected.why is Why.HOLIDAY:
        return expected.detail
    if expected.why in (Why.ABSENT, Why.HALF):
        return str(AbsenceKind(expected.detail).label)
    words = {
        Why.SHIFT: _("Jaga %(turn)s") % {"turn": expected.detail},
        Why.OFF_SHIFT: _("Lepas jaga"),
        Why.NO_ROSTER: _("Jadwal jaga belum diisi"),
        Why.REST_DAY: _("Hari libur mingguan"),
        Why.NOT_POSTED: _("Belum bertugas"),
    }
    return words.get(expected.why, "")


def away_word(expected: Expected) -> str:
    """The same in the word that others may see: "Cuti" for every kind of leave."""
    if expected.why in (Why.ABSENT, Why.HALF):
        return AbsenceKind(expected.detail).group
    return why_text(expected)


def day_cells(person_id: int, first: dt.date, last: dt.date, today: dt.date) -> list[DayCell]:
    """One cell for each day from ``first`` to ``last`` (two statements). The caller has checked who asks."""
    expected = people.expected_of(person_id, first, last)
    fields = ("entries", "minutes", "waiting", "accepted", "late")
    rows = PersonDay.objects.filter(person_id=person_id, day__range=(first, last)).values_list("day", *fields)
    logged = {row[0]: row[1:] for row in rows}
    return [_cell(day, asked, logged.get(day, (0, 0, 0, 0, 0)), today) for day, asked in expected.items()]


def _cell(day: dt.date, asked: Expected, counts: tuple[int, ...], today: dt.date) -> DayCell:
    count, minutes, waiting, accepted, late = counts
    if minutes and minutes >= asked.minutes:
        state = "ok"
    elif count:
        state = "short"
    elif not asked.works:
        state = "away" if asked.why is Why.ABSENT else "free"
    else:
        state = "ahead" if day >= today else "missing"
    return DayCell(day, asked, count, minutes, waiting, accepted, late, state)


@dataclass(frozen=True)
class Sum:
    """Cells together: logged against what was asked up to today."""

    minutes: int
    required: int
    missing: int

    @property
    def hours(self) -> Decimal:
        return Decimal(self.minutes) / 60

    @property
    def required_hours(self) -> Decimal:
        return Decimal(self.required) / 60


def together(cells: list[DayCell], today: dt.date) -> Sum:
    """Logged minutes of all cells, required minutes of the days up to today, days that miss."""
    return Sum(
        sum(c.minutes for c in cells),
        sum(c.expected.minutes for c in cells if c.day <= today),
        sum(c.state == "missing" for c in cells),
    )


def entries_by_day(viewer: Viewer, person_id: int, first: dt.date, last: dt.date) -> dict[dt.date, list[Entry]]:
    """Entries that the viewer may see, by day, in order of time (one statement)."""
    found: dict[dt.date, list[Entry]] = {}
    for entry in entries(viewer, person_id=person_id, start=first, end=last).order_by("starts_at", "pk"):
        found.setdefault(entry.day, []).append(entry)
    return found


def last_logged_day(person_id: int, before: dt.date) -> dt.date | None:
    """The last day before ``before`` on which the person logged something."""
    found = PersonDay.objects.filter(person_id=person_id, day__lt=before, entries__gt=0).order_by("-day")
    return found.values_list("day", flat=True).first()
