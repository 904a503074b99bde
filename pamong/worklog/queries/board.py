"""The live board: who has reported today, what waits, how far each indicator is. Constant in statements."""

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal

from django.core.paginator import Page, Paginator
from django.db.models import Q

from pamong.people import queries as people
from pamong.people.models import Agency, Assignment, Unit
from pamong.platform.access import scope
from pamong.platform.access.errors import NotVisible
from pamong.platform.access.viewer import Viewer
from pamong.platform.access.who import Who
from pamong.platform.calendar.queries import holidays_between
from pamong.worklog.enums import EntryState
from pamong.worklog.models import Entry
from pamong.worklog.queries.progress import Progress, progress_for

PER_PAGE = 25


@dataclass(frozen=True)
class Place:
    """A unit or agency to look into: ``query`` is its part of the board's address."""

    name: str
    query: str


@dataclass
class BoardRow:
    """One person today."""

    assignment: Assignment
    count: int = 0
    minutes: int = 0
    waiting: int = 0  # of any day
    last_text: str = ""
    last_at: dt.datetime | None = None
    progress: list[Progress] = field(default_factory=list)

    @property
    def hours(self) -> Decimal:
        return Decimal(self.minutes) / 60


@dataclass(frozen=True)
class Board:
    """One page of people. ``working`` is False on weekends and holidays: then nobody is missing."""

    day: dt.date
    working: bool
    page: Page[Assignment]
    rows: list[BoardRow]

    @property
    def reported(self) -> int:
        return sum(1 for row in self.rows if row.count)


def board(viewer: Viewer, *, day: dt.date, unit: Unit | None = None, number: str | None = None) -> Board:
    """Direct reports today, or with ``unit`` everybody in that unit whom the viewer may see; 25 to a page."""
    if unit is None:
        found = people.direct_reports(viewer, on=day)
    else:
        found = people.assignments(viewer, "board.view", on=day).filter(unit_id=unit.pk)
        found = found.exclude(person_id=viewer.person_id or 0).order_by("-is_head", "person__name", "person_id")
    page = Paginator(found, PER_PAGE).get_page(number)
    holidays = holidays_between(day, day, viewer.agency_id)
    return Board(day, day.weekday() < 5 and day not in holidays, page, board_rows(list(page), day))


def board_rows(assignments: list[Assignment], day: dt.date) -> list[BoardRow]:
    """The rows of these persons (three statements). The caller has checked who asks."""
    rows = {a.person_id: BoardRow(a) for a in assignments}
    mine = Entry.objects.filter(person_id__in=rows).filter(Q(day=day) | Q(state=EntryState.SENT))
    values = mine.exclude(state=EntryState.WITHDRAWN).order_by("starts_at")
    for person_id, on, state, text, starts, ends in values.values_list(
        "person_id", "day", "state", "text", "starts_at", "ends_at"
    ):
        row = rows[person_id]
        row.waiting += state == EntryState.SENT
        if on == day:
            row.count += 1
            row.minutes += int((ends - starts).total_seconds() // 60)
            row.last_text, row.last_at = text, ends
    for person_id, lines in progress_for(rows, day).items():
        rows[person_id].progress = lines
    return list(rows.values())


def unit_for(viewer: Viewer, pk: int) -> Unit:
    """A unit whose people the viewer may watch; raises NotVisible."""
    found = Unit.objects.filter(_units(viewer), pk=pk).select_related("parent").first()
    if found is None:
        raise NotVisible
    return found


def places_below(viewer: Viewer, unit: Unit | None, agency_id: int | None = None) -> list[Place]:
    """Where the viewer can look further: units below ``unit``; at the top his own units, or agencies for the region's readers."""
    if unit is not None:
        below = Unit.objects.filter(_units(viewer), parent_id=unit.pk, is_active=True)
    elif viewer.leads:
        below = Unit.objects.filter(path__in=viewer.leads)
    elif agency_id is not None:
        below = Unit.objects.filter(_units(viewer), agency_id=agency_id, parent__isnull=True, is_active=True)
    else:  # readers of whole agencies: the region has many, an assessment team has one
        agencies = Agency.objects.filter(scope(viewer, "board.view", _nobody(), agency="pk")).order_by("name")[:200]
        return [Place(a.name, f"opd={a.pk}") for a in agencies]
    return [Place(u.name, f"unit={u.pk}") for u in below.order_by("name")[:200]]


def _units(viewer: Viewer) -> Q:
    return scope(viewer, "board.view", {Who.SUPERIOR: Q(pk__in=()), Who.ABOVE: people.under(viewer.leads, "path")})


def _nobody() -> dict[Who, Q]:
    return {Who.SUPERIOR: Q(pk__in=()), Who.ABOVE: Q(pk__in=())}
