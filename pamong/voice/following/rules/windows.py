"""Which days a message tells of, and the key that names them. Days are told whole, the day after at the earliest."""

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

LONGEST = dt.timedelta(days=31)  # after a long pause of the worker nobody is told of more
UNCONFIRMED_DAYS = 2  # a wish nobody confirmed goes after these
LEAVES_AT = dt.time(6, 30)
MONDAY = 0


class Window(NamedTuple):
    """What one message of a follow tells: news of these days, both included."""

    follow_id: int
    first: dt.date
    last: dt.date

    def written(self) -> str:
        """As the key of the delivery."""
        return f"kabar:{self.follow_id}:{self.first.isoformat()}:{self.last.isoformat()}"


def read_window(key: str) -> Window:
    """A key as ``written``. Raises ValueError for anything else."""
    _word, follow, first, last = key.split(":")
    return Window(int(follow), dt.date.fromisoformat(first), dt.date.fromisoformat(last))


def cut_daily(local: dt.datetime) -> dt.date:
    """The last day that may be told: yesterday, from the morning on; before it the day before yesterday."""
    days = 1 if local.time() >= LEAVES_AT else 2
    return local.date() - dt.timedelta(days=days)


def cut_weekly(local: dt.datetime) -> dt.date:
    """The last Sunday that may be told."""
    day = cut_daily(local)
    return day - dt.timedelta(days=(day.weekday() + 1) % 7)


def first_of(told_to: dt.date, cut: dt.date) -> dt.date:
    """The first day a message up to ``cut`` tells of."""
    return max(told_to + dt.timedelta(days=1), cut - LONGEST)


def any_in(days: Iterable[dt.date], first: dt.date, last: dt.date) -> bool:
    """Whether one of these days lies between, both included."""
    return any(first <= day <= last for day in days)
