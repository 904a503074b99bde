"""How much of the year a part counts: who moves within it has a plan for each post, weighed by their days (PP 30/2019 Ps. 36)."""

import datetime as dt
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Part:
    """Days of a part, days of the whole, and the share in percent with two decimals."""

    days: int
    total: int
    share: Decimal


def days_between(first: dt.date, last: dt.date) -> int:
    """Days from the first to the last, both counted; 0 when the last lies before the first."""
    return max((last - first).days + 1, 0)


def part(first: dt.date, last: dt.date, whole_first: dt.date, whole_last: dt.date) -> Part:
    """The part of a period that runs from ``first`` to ``last``; what lies outside the period does not count."""
    days = days_between(max(first, whole_first), min(last, whole_last))
    total = days_between(whole_first, whole_last)
    share = (Decimal(100 * days) / Decimal(total)).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return Part(days, total, share)
