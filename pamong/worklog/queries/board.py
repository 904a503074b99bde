"""The live board: who has reported today, what waits, how far each indicator is. Constant in statements."""

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet, Window
from django.utils.translation import gettext as _

from pamong.people import queries as people
from pamong.people.models import Agency, Assignment, Unit
from pamong.people.queries import Expected
from pamong.platform.access import scope
from pamong.platform.access.errors import NotVisible
from pamong.platform.access.viewer import Viewer
from pamong.platform.access.who import Who
from pamong.platform.calendar.queries import now
from pamong.worklog.enums import EntryState
from pamong.worklog.models import Entry
from pamong.worklog.queries.months import away_word
from pamong.worklog.queries.progress import Progress, progress_for
from pamong.worklog.queries.surroundings import window_of

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
    late: bool = False  # something entered for today or waiting carries a reason for being late
    expected: Expected | None = None  # None only where the board did not ask
    over: bool = False  # the person's working day has ended

    @property
    def why(self) -> str:
        """Why nothing is asked today, in a word that a board may show; empty on a working day."""
        if self.expected is None or self.expected.works:
            return ""
        return away_word(self.expected)

    @property
    def missing(self) -> bool:
        """Whether the day is over, work was expected, and nothing is there."""
        return not self.count and self.over and bool(self.expected and self.expected.works)

    @property
    def hours(self) -> Decimal:
        return Decimal(self.minutes) / 60


@dataclass(frozen=True)
class Board:
    """One page of people: who reported, who is away and why, who misses something."""

    day: dt.date
    page: Page[Assignment]
    rows: list[BoardRow]

    @property
    def reported(self) -> int:
        return sum(1 for row in self.rows if row.count)


def board(viewer: Viewer, *, day: dt.date, unit: Unit | None = None, number: str | None = None) -> Board:
    """Direct reports today, or with ``unit`` everybody in that unit whom the viewer may see; 25 to a page.

    Six statements at any size of office.
    """
    if unit is None:
        found = people.direct_reports(viewer, on=day)
    else:
        found = people.assignments(viewer, "board.view", on=day).filter(unit_id=unit.pk)
        found = found.exclude(person_id=viewer.person_id or 0).order_by("-is_head", "person__name", "person_id")
    page = _page(found, number)
    rows = board_rows(list(page), day)
    _judge(rows, day)
    return Board(day, page, rows)


def _judge(rows: list[BoardRow], day: dt.date) -> None:
    """Put beside each row what was expected of the person (two statements)."""
    if not rows:
        return
    found = people.presence_of([row.assignment.person_id for row in rows], day, day)
    closing, moment = window_of(rows[0].assignment.agency_id, day).closing, now()
    for row in rows:
        presence = found[row.assignment.person_id, day]
        row.expected = presence.expected
        row.over = people.day_over(presence.expected, day, closing, ZoneInfo(presence.time_zone)) <= moment


def _page(found: QuerySet[Assignment], number: str | None) -> Page[Assignment]:
    """A page whose rows bring the total along: one statement instead of two, unless the page does not exist."""
    wanted = int(number) if number and number.isascii() and number.isdigit() and len(number) < 6 else 1
    first = (max(wanted, 1) - 1) * PER_PAGE
    rows = list(found.annotate(total=Window(Count("*")))[first : first + PER_PAGE])
    paginator = Paginator(found, PER_PAGE)
    if not rows and first:
        return paginator.get_page(number)
    paginator.count = rows[0].total if rows else 0
    return Page(rows, max(wanted, 1), paginator)


def board_rows(assignments: list[Assignment], day: dt.date) -> list[BoardRow]:
    """The rows of these persons (three statements). The caller has checked who asks."""
    rows = {a.person_id: BoardRow(a) for a in assignments}
    mine = Entry.objects.filter(person_id__in=rows).filter(Q(day=day) | Q(state=EntryState.SENT))
    values = mine.exclude(state=EntryState.WITHDRAWN).order_by("starts_at")
    for person_id, on, state, text, starts, ends, late in values.values_list(
        "person_id", "day", "state", "text", "starts_at", "ends_at", "late_reason"
    ):
        row = rows[person_id]
        row.waiting += state == EntryState.SENT
        row.late |= bool(late)
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
    elif len(viewer.leads) == 1:  # a path ends with the id of its own unit
        return [Place(_("Unit yang Anda pimpin"), f"unit={int(viewer.leads[0].rstrip('.').rpartition('.')[2])}")]
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
