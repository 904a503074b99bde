"""Plt and Plh: the order of days, the length, what has passed."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pamong.people.rules import acting as rules
from pamong.rulebook.errors import Refused

TODAY = dt.date(2026, 11, 22)
DAY = dt.timedelta(days=1)
offsets = st.integers(-800, 800).map(lambda n: TODAY + n * DAY)


def refused_field(call: object) -> str | None:
    with pytest.raises(Refused) as refused:
        call()  # type: ignore[operator]
    return refused.value.field


@pytest.mark.parametrize(("starts", "ends"), [(0, 0), (0, 365), (30, 60)])
def test_periods_that_are_fine(starts: int, ends: int) -> None:
    rules.check_period(TODAY + starts * DAY, TODAY + ends * DAY, today=TODAY, may_backdate=False)


@pytest.mark.parametrize(
    ("starts", "ends", "backdate", "field"),
    [
        (1, 0, False, "ends"),
        (0, 366, False, "ends"),
        (-1, 5, False, "starts"),
        (-32, 5, True, "starts"),
        (5, -5, True, "ends"),
    ],
)
def test_periods_that_are_not(starts: int, ends: int, backdate: bool, field: str) -> None:
    period = (TODAY + starts * DAY, TODAY + ends * DAY)
    assert refused_field(lambda: rules.check_period(*period, today=TODAY, may_backdate=backdate)) == field


def test_a_clerk_may_be_a_month_late() -> None:
    rules.check_period(TODAY - 31 * DAY, TODAY, today=TODAY, may_backdate=True)


@given(offsets, offsets, st.booleans())
def test_what_passes_is_ordered_short_and_not_too_old(starts: dt.date, ends: dt.date, backdate: bool) -> None:
    try:
        rules.check_period(starts, ends, today=TODAY, may_backdate=backdate)
    except Refused:
        return
    assert starts <= ends
    assert (ends - starts).days < rules.MAX_DAYS
    assert starts >= TODAY - (31 * DAY if backdate else 0 * DAY)


@given(offsets, st.integers(0, 365), offsets)
def test_an_early_end_never_changes_the_past(starts: dt.date, length: int, last_day: dt.date) -> None:
    ends = starts + length * DAY
    try:
        new_end = rules.last_day_after_end(starts=starts, ends=ends, last_day=last_day, today=TODAY)
    except Refused:
        return
    if new_end is None:
        assert starts > TODAY
    else:
        assert starts <= new_end < ends
        assert new_end >= TODAY - DAY


def test_nobody_replaces_himself() -> None:
    assert refused_field(lambda: rules.check_pair(5, 5)) == "acting"
    rules.check_pair(5, 6)
