"""A period as whole months, which roll-ups answer, and the days left over at its ends, which facts answer."""

from datetime import date, timedelta
from typing import NamedTuple


class Split(NamedTuple):
    """``first`` is the first whole month, ``after`` the month after the last whole one; ``edges`` are days, both included."""

    first: date
    after: date
    edges: tuple[tuple[date, date], ...]


def next_month(day: date) -> date:
    """The first day of the month after ``day``."""
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def split(start: date, end: date) -> Split:
    """Split the days from ``start`` to ``end`` (both included). Raises ValueError when the period ends before it starts."""
    if end < start:
        raise ValueError("a period ends on or after its first day")
    first = start if start.day == 1 else next_month(start)
    after = next_month(end) if (end + timedelta(days=1)).day == 1 else end.replace(day=1)
    if first >= after:  # no whole month
        return Split(first, first, ((start, end),))
    edges = []
    if start < first:
        edges.append((start, first - timedelta(days=1)))
    if after <= end:
        edges.append((after, end))
    return Split(first, after, tuple(edges))


def months(start: date, end: date) -> list[date]:
    """First days of all months touched from ``start`` to ``end``."""
    found, month = [], start.replace(day=1)
    while month <= end:
        found.append(month)
        month = next_month(month)
    return found
