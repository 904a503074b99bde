"""How a unit handles complaints, for everybody: a year's figures, the small ones hidden."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Sum

from pamong.people.models import Unit
from pamong.platform.access.errors import NotVisible
from pamong.voice.complaints.enums import State
from pamong.voice.insight.models import Tally
from pamong.voice.insight.queries.figures import COLUMNS
from pamong.voice.insight.rules import small
from pamong.voice.insight.rules.middle import median

# Public columns: done is what somebody made sure of; the rest stands beside it, never in it.
PUBLIC: dict[str, tuple[State, ...]] = {
    "open": COLUMNS["open"],
    "done": (State.CONFIRMED, State.VISITED),
    "unconfirmed": COLUMNS["unconfirmed"],
    "refused": COLUMNS["refused"],
    "handed_over": COLUMNS["handed_over"],
    "ended": (State.WITHDRAWN, State.MERGED),
}
MONTHS = 12


@dataclass(frozen=True)
class UnitCard:
    """One unit's year. None: too few to say."""

    unit: Unit
    first: dt.date
    cells: dict[str, int | None]
    total: int | None
    decided: int
    days: int | None
    in_time: Decimal | None  # percent
    rating: Decimal | None  # 1 to 4
    counted_at: dt.datetime | None


def public_units(today: dt.date) -> list[tuple[Unit, int | None]]:
    """Units that had complaints in the year, with how many; small numbers hidden. Two statements."""
    found = Tally.objects.filter(month__gte=year_before(today), unit__isnull=False).order_by()
    sums = dict(found.values_list("unit_id").annotate(n=Sum("n")))
    units = Unit.objects.filter(pk__in=sums).select_related("agency").order_by("agency__name", "name")
    return [(unit, sums[unit.pk] if sums[unit.pk] >= small.SMALLEST else None) for unit in units]


def public_unit(pk: int, today: dt.date) -> UnitCard:
    """One unit's card; raises NotVisible for a unit that does not exist. Two statements."""
    unit = Unit.objects.select_related("agency").filter(pk=pk).first()
    if unit is None:
        raise NotVisible
    rows = list(Tally.objects.filter(unit=unit, month__gte=year_before(today)).order_by())
    cells = {name: sum(r.n for r in rows if r.state in states) for name, states in PUBLIC.items()}
    decided, rated = sum(r.decided for r in rows), sum(r.rated for r in rows)
    enough, said = decided >= small.SMALLEST, rated >= small.SMALLEST
    late = decided - sum(r.in_time for r in rows)
    return UnitCard(
        unit=unit,
        first=year_before(today),
        cells=small.hidden(cells),
        total=small.total(cells),
        decided=decided if enough else 0,
        days=median(day for r in rows for day in r.days) if enough else None,
        in_time=(Decimal(decided - late) * 100 / decided).quantize(Decimal(1)) if enough else None,
        rating=(Decimal(sum(r.rating_sum for r in rows)) / rated).quantize(Decimal("0.1")) if said else None,
        counted_at=max((r.counted_at for r in rows), default=None),
    )


def year_before(today: dt.date) -> dt.date:
    """The first of the twelve months that end with this one."""
    months = today.year * 12 + today.month - MONTHS
    return dt.date(months // 12, months % 12 + 1, 1)
