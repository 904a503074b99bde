import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pamong.evidence.rules.periods import months, next_month, split

DAYS = st.dates(dt.date(2020, 1, 1), dt.date(2030, 12, 31))


@given(DAYS, st.integers(0, 800))
def test_months_and_edges_cover_each_day_exactly_once(start: dt.date, length: int) -> None:
    end = start + dt.timedelta(days=length)
    period = split(start, end)
    covered = [first + dt.timedelta(days=i) for first, last in period.edges for i in range((last - first).days + 1)]
    month = period.first
    while month < period.after:
        covered += [month + dt.timedelta(days=i) for i in range((next_month(month) - month).days)]
        month = next_month(month)
    assert sorted(covered) == [start + dt.timedelta(days=i) for i in range(length + 1)]


@pytest.mark.parametrize(
    ("start", "end", "first", "after", "edges"),
    [
        ("2026-01-01", "2026-03-31", "2026-01-01", "2026-04-01", []),
        ("2026-01-15", "2026-03-31", "2026-02-01", "2026-04-01", [("2026-01-15", "2026-01-31")]),
        ("2026-01-15", "2026-01-20", "2026-02-01", "2026-02-01", [("2026-01-15", "2026-01-20")]),
        ("2026-12-01", "2027-01-15", "2026-12-01", "2027-01-01", [("2027-01-01", "2027-01-15")]),
        ("2028-02-01", "2028-02-29", "2028-02-01", "2028-03-01", []),
        ("2026-01-31", "2026-02-01", "2026-02-01", "2026-02-01", [("2026-01-31", "2026-02-01")]),
    ],
)
def test_split_of_worked_cases(start: str, end: str, first: str, after: str, edges: list[tuple[str, str]]) -> None:
    period = split(dt.date.fromisoformat(start), dt.date.fromisoformat(end))
    assert period.edges == tuple((dt.date.fromisoformat(a), dt.date.fromisoformat(b)) for a, b in edges)
    assert (period.first.isoformat(), period.after.isoformat()) == (first, after)


def test_a_period_that_ends_before_it_starts_is_an_error() -> None:
    with pytest.raises(ValueError, match="ends"):
        split(dt.date(2026, 2, 1), dt.date(2026, 1, 31))


def test_months_touched() -> None:
    assert months(dt.date(2026, 11, 30), dt.date(2027, 1, 1)) == [
        dt.date(2026, 11, 1),
        dt.date(2026, 12, 1),
        dt.date(2027, 1, 1),
    ]
