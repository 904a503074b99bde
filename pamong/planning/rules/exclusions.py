"""The days for which somebody plans no SKP (PP 30/2019 Ps. 23): within the cycle, and none twice."""

import datetime as dt
from collections.abc import Iterable

from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_

Days = tuple[dt.date | None, dt.date | None]  # first and last; None: the first or last day of the cycle
ONE_DAY = dt.timedelta(days=1)


def within(starts: dt.date | None, ends: dt.date | None, cycle_starts: dt.date, cycle_ends: dt.date) -> Days:
    """The days as stored: an end that is the cycle's own is left empty. Raises Refused (``starts``, ``ends``)."""
    for field, day in (("starts", starts), ("ends", ends)):
        if day is not None and not cycle_starts <= day <= cycle_ends:
            raise Refused(
                N_("Pilih tanggal dari %(earliest)s sampai %(latest)s."),
                field=field,
                earliest=cycle_starts,
                latest=cycle_ends,
            )
    if starts is not None and ends is not None and ends < starts:
        raise Refused(N_("Tanggal selesai tidak boleh sebelum tanggal mulai."), field="ends")
    return (None if starts == cycle_starts else starts, None if ends == cycle_ends else ends)


def meet(one: Days, other: Days) -> bool:
    """Whether two spans of days of the same cycle share a day."""
    before = one[1] is not None and other[0] is not None and one[1] < other[0]
    after = one[0] is not None and other[1] is not None and other[1] < one[0]
    return not (before or after)


def holds(outer: Days, first: dt.date, last: dt.date) -> bool:
    """Whether every day from ``first`` to ``last`` is left out."""
    return (outer[0] is None or outer[0] <= first) and (outer[1] is None or last <= outer[1])


def free_around(day: dt.date, spans: Iterable[Days], first: dt.date, last: dt.date) -> tuple[dt.date, dt.date]:
    """The days around ``day``, from ``first`` to ``last`` at most, that touch none of the spans left out."""
    for starts, ends in spans:
        if ends is not None and ends < day:
            first = max(first, ends + ONE_DAY)
        if starts is not None and starts > day:
            last = min(last, starts - ONE_DAY)
    return first, last
