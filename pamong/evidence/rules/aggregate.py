"""How facts become one figure: which aggregations a kind of metric allows, and the arithmetic the database does too.

Everything is made of two numbers that add up over people, units and months: how many facts stand (``n``) and the sum of
their values (``total``). A mean of means is never taken. Only a percentile needs the values themselves.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

SUM, COUNT, MEAN, SHARE, PERCENTILE = "sum", "count", "mean", "share", "percentile"
# By kind of metric; the first one is what is meant when nothing else is said.
ALLOWED: dict[str, tuple[str, ...]] = {
    "count": (COUNT,),
    "sum": (SUM, MEAN, COUNT, PERCENTILE),
    "mean": (MEAN, PERCENTILE, COUNT),
    "share": (SHARE, COUNT),
    "duration": (MEAN, PERCENTILE, COUNT),
}
HUNDRED = Decimal(100)


@dataclass(frozen=True)
class Parts:
    """What a set of facts adds up to. Parts of disjoint sets are added."""

    total: Decimal
    n: int

    def __add__(self, other: "Parts") -> "Parts":
        return Parts(self.total + other.total, self.n + other.n)


NOTHING = Parts(Decimal(0), 0)


def together(parts: Iterable[Parts]) -> Parts:
    """The parts of several disjoint sets as those of one."""
    return sum(parts, NOTHING)


def figure(aggregation: str, parts: Parts, percentile: Decimal | None = None) -> Decimal | None:
    """The figure of an aggregation, unrounded; a share in percent. None where nothing stands: missing is not zero.

    ``percentile`` is the value found among the facts, for that aggregation only. Raises ValueError for an unknown one.
    """
    if aggregation not in (SUM, COUNT, MEAN, SHARE, PERCENTILE):
        raise ValueError(f"unknown aggregation {aggregation!r}")
    if parts.n <= 0:
        return None
    if aggregation == PERCENTILE:
        return percentile
    if aggregation == COUNT:
        return Decimal(parts.n)
    if aggregation == SUM:
        return parts.total
    mean = parts.total / parts.n
    return mean * HUNDRED if aggregation == SHARE else mean


def percentile_of(values: Sequence[Decimal], percent: int) -> Decimal:
    """The least of the values that at least ``percent`` percent of them do not exceed (``percentile_disc``).

    Always one of the values, so "90 percent were done within 3 days" can be opened to the case that took three days.
    Raises ValueError for no values or a percent outside 1 to 100.
    """
    if not values or not 1 <= percent <= 100:
        raise ValueError("a percentile needs values and a percent from 1 to 100")
    return sorted(values)[-(-percent * len(values) // 100) - 1]


def is_share(value: Decimal, n: int) -> bool:
    """Whether a fact of a share metric may carry this value: 0 or 1, its corrections also -1."""
    return value in (Decimal(0), Decimal(1)) or (n < 1 and value == Decimal(-1))
