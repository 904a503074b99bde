"""Days, working days, months, and the built-in calendar."""

from datetime import date, timedelta

import holidays as package
from hypothesis import given
from hypothesis import strategies as st

from pamong.rulebook.workingdays import (
    HOLIDAYS_2026,
    NATIONAL,
    add_days,
    add_months,
    add_working_days,
    is_working_day,
    national_holidays,
    skipped_holidays,
    working_days_between,
)
from tests.rules.support import days

some_holidays = st.frozensets(st.dates(date(2026, 1, 1), date(2026, 12, 31)), max_size=20)
days_of_2026 = st.dates(date(2026, 1, 1), date(2026, 12, 31))


def test_the_table_of_2026_has_every_day_of_the_decree() -> None:
    assert len(HOLIDAYS_2026) == 24
    assert date(2026, 1, 16) in HOLIDAYS_2026
    assert date(2026, 3, 22) not in HOLIDAYS_2026  # a Sunday, which the agency's list leaves out
    assert date(2026, 12, 24) in HOLIDAYS_2026
    assert national_holidays(2026) is HOLIDAYS_2026


def test_the_table_of_2026_agrees_with_the_package_on_working_days() -> None:
    listed = package.country_holidays("ID", years=2026, categories=("public", "government"))
    assert {day for day in HOLIDAYS_2026 if day.weekday() < 5} == {day for day in listed if day.weekday() < 5}


def test_other_years_come_from_the_package() -> None:
    assert date(2025, 8, 17) in NATIONAL
    assert date(2027, 12, 25) in NATIONAL
    assert date(2027, 12, 28) not in NATIONAL
    assert "2027-12-25" not in NATIONAL


def test_the_first_day_counted_is_the_day_after() -> None:
    assert add_days(date(2026, 9, 21), 60) == date(2026, 11, 20)
    assert add_working_days(date(2026, 10, 1), 7, frozenset()) == date(2026, 10, 12)
    assert add_working_days(date(2026, 10, 2), 1, frozenset()) == date(2026, 10, 5)
    assert add_working_days(date(2026, 10, 3), 1, frozenset()) == date(2026, 10, 5)


def test_the_built_in_calendar_is_the_default() -> None:
    assert add_working_days(date(2026, 12, 23), 1) == date(2026, 12, 28)
    assert add_working_days(date(2026, 12, 23), 1, frozenset()) == date(2026, 12, 24)
    assert skipped_holidays(date(2026, 12, 23), date(2026, 12, 28)) == [date(2026, 12, 24), date(2026, 12, 25)]


@given(days, st.integers(1, 60), some_holidays)
def test_the_last_working_day_is_one(start: date, count: int, holidays: frozenset[date]) -> None:
    last = add_working_days(start, count, holidays)
    assert last > start
    assert is_working_day(last, holidays)
    assert working_days_between(start, last, holidays) == count


@given(days_of_2026, st.integers(1, 30), some_holidays)
def test_more_holidays_never_shorten_a_limit(start: date, count: int, holidays: frozenset[date]) -> None:
    assert add_working_days(start, count, holidays) >= add_working_days(start, count, frozenset())


@given(days, st.integers(0, 30), st.integers(0, 30))
def test_working_days_add_up(start: date, one: int, other: int) -> None:
    nothing: frozenset[date] = frozenset()
    at_once = add_working_days(start, one + other, nothing)
    assert at_once == add_working_days(add_working_days(start, one, nothing), other, nothing)


@given(days, days)
def test_nothing_lies_between_a_day_and_an_earlier_one(one: date, other: date) -> None:
    late, early = max(one, other), min(one, other)
    assert working_days_between(late, early, frozenset()) == 0


@given(days)
def test_five_working_days_a_week(start: date) -> None:
    assert working_days_between(start, start + timedelta(days=7), frozenset()) == 5


def test_months_end_on_the_last_day_if_needed() -> None:
    assert add_months(date(2027, 1, 29), 6) == date(2027, 7, 29)
    assert add_months(date(2026, 8, 31), 6) == date(2027, 2, 28)
    assert add_months(date(2027, 8, 31), 6) == date(2028, 2, 29)
    assert add_months(date(2026, 12, 31), 12) == date(2027, 12, 31)
    assert add_months(date(1968, 2, 29), 12 * 58) == date(2026, 2, 28)
    assert add_months(date(2026, 6, 30), 6) == date(2026, 12, 30)


@given(days, st.integers(0, 240))
def test_months_keep_the_day_or_take_the_last(start: date, months: int) -> None:
    end = add_months(start, months)
    assert (end.year * 12 + end.month) - (start.year * 12 + start.month) == months
    assert end.day == start.day or (end.day < start.day and (end + timedelta(days=1)).day == 1)
