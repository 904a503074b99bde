"""Statistics from the roll-up, split so that refused cases never look like successes."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Max, Q, QuerySet, Sum

from pamong.people import queries as people
from pamong.people.models import Unit
from pamong.platform.access import scope
from pamong.platform.access.viewer import Viewer
from pamong.platform.access.who import Who
from pamong.voice.complaints import queries as complaints
from pamong.voice.complaints.enums import OPEN_STATES, State
from pamong.voice.complaints.queries import Complaint
from pamong.voice.insight.models import Tally

# What the table says, in its order; every state stands in exactly one column.
COLUMNS: dict[str, tuple[State, ...]] = {
    "open": OPEN_STATES,
    "confirmed": (State.CONFIRMED,),
    "visited": (State.VISITED,),
    "unconfirmed": (State.UNCONFIRMED,),
    "refused": (State.REFUSED,),
    "handed_over": (State.HANDED_OVER,),
    "withdrawn": (State.WITHDRAWN,),
    "merged": (State.MERGED,),
}
AXES = {"unit": "unit__name", "category": "category__name", "place": "place__name", "month": "month"}


@dataclass(frozen=True)
class Wanted:
    """Which figures: grouped by ``axis``, of these months (first day of each, both included), perhaps of one unit or category."""

    axis: str = "unit"
    first: dt.date | None = None
    last: dt.date | None = None
    unit_id: int | None = None
    category_id: int | None = None


@dataclass
class Line:
    """One line of the table: a unit, category, place or month."""

    key: str  # for the address of its cases; empty where cases have none
    name: str
    cells: dict[str, int] = field(default_factory=lambda: dict.fromkeys(COLUMNS, 0))
    decided: int = 0
    in_time: int = 0

    @property
    def total(self) -> int:
        """All cases of the line."""
        return sum(self.cells.values())

    @property
    def made_sure(self) -> int:
        """Cases done that somebody confirmed or visited."""
        return self.cells["confirmed"] + self.cells["visited"]


@dataclass(frozen=True)
class Figures:
    """The table with its sum line, and when it was counted."""

    lines: list[Line]
    total: Line
    counted_at: dt.datetime | None


def _seen(viewer: Viewer) -> Q:
    relations = {Who.HANDLER: people.under(viewer.leads, "unit__path")}
    return scope(viewer, "complaintfigures.view", relations, agency="unit__agency_id")


def figures(viewer: Viewer, wanted: Wanted) -> Figures:
    """The figures of the units this viewer answers for; two statements at any size."""
    axis = wanted.axis if wanted.axis in AXES else "unit"
    found = _narrowed(Tally.objects.filter(_seen(viewer)), wanted)
    key = "month" if axis == "month" else f"{axis}_id"
    rows = found.values(key, "state", *({AXES[axis]} - {key})).annotate(
        n=Sum("n"), decided=Sum("decided"), in_time=Sum("in_time")
    )
    column = {state: name for name, states in COLUMNS.items() for state in states}
    lines: dict[str, Line] = {}
    total = Line("", "")
    for row in rows.order_by():
        said = row[key]
        written = f"{said:%Y-%m}" if axis == "month" else str(said or "")
        line = lines.setdefault(written, Line(written, written if axis == "month" else row[AXES[axis]] or ""))
        for target in (line, total):
            target.cells[column[State(row["state"])]] += row["n"]
            target.decided += row["decided"]
            target.in_time += row["in_time"]
    order = sorted(
        lines.values(), key=lambda line: (line.key == "", line.key if axis == "month" else line.name.lower())
    )
    return Figures(order, total, Tally.objects.aggregate(at=Max("counted_at"))["at"])


def _narrowed(found: QuerySet[Tally], wanted: Wanted) -> QuerySet[Tally]:
    if wanted.first:
        found = found.filter(month__gte=wanted.first)
    if wanted.last:
        found = found.filter(month__lte=wanted.last)
    if wanted.unit_id:
        found = found.filter(unit_id=wanted.unit_id)
    if wanted.category_id:
        found = found.filter(category_id=wanted.category_id)
    return found


def figure_cases(viewer: Viewer, wanted: Wanted, key: str, column: str) -> QuerySet[Complaint]:
    """The cases behind one figure that this viewer may open: ``key`` is the line, ``column`` one of COLUMNS or empty."""
    found = complaints.visible(viewer, "complaint.list")
    chosen: dict[str, Any] = {"unit": wanted.unit_id, "category": wanted.category_id}
    first, last = wanted.first, month_end(wanted.last) if wanted.last else None
    if wanted.axis == "month":
        month = read_month(key)
        if month:
            first, last = month, month_end(month)
    elif key.isascii() and key.isdigit() and len(key) < 19:
        chosen[wanted.axis] = int(key)
    elif key == "-":
        chosen["without"] = (wanted.axis,)
    return complaints.of_figure(found, states=COLUMNS.get(column), first=first, last=last, **chosen)


def read_month(text: str) -> dt.date | None:
    """The first day of a month written 2026-11, or None."""
    try:
        return dt.datetime.strptime(text, "%Y-%m").date() if text else None  # noqa: DTZ007  # a civil month
    except ValueError:
        return None


def month_end(month: dt.date) -> dt.date:
    """The last day of a month."""
    return (month.replace(day=28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)


def unit_choices(viewer: Viewer) -> list[tuple[str, str]]:
    """Units with figures this viewer sees, for the filter."""
    ids = Tally.objects.filter(_seen(viewer)).order_by().values("unit_id")
    return [(str(pk), name) for pk, name in Unit.objects.filter(pk__in=ids).order_by("name").values_list("pk", "name")]
