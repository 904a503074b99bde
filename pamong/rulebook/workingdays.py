"""Days and working days (hari, hari kerja). The first day counted is the day after the start."""

from collections.abc import Container
from datetime import date, timedelta
from functools import cache

Holidays = Container[date]

# Public and joint holidays of 2026, from an agency's calendar; to be checked against the joint decree (SKB 3 Menteri).
HOLIDAYS_2026 = frozenset(
    date(2026, month, day)
    for month, days in {
        1: (1, 16),
        2: (16, 17),
        3: (18, 19, 20, 21, 23, 24),
        4: (3, 5),
        5: (1, 14, 15, 27, 28, 31),
        6: (1, 16),
        8: (17, 25),
        12: (24, 25),
    }.items()
    for day in days
)


@cache
def national_holidays(year: int) -> frozenset[date]:
    """Public and joint holidays of a year: for 2026 the table, else the ``holidays`` package (partly estimates)."""
    if year == 2026:
        return HOLIDAYS_2026
    from holidays import country_holidays  # noqa: PLC0415  costs a tenth of a second, needed only where working days are counted

    return frozenset(country_holidays("ID", years=year, categories=("public", "government")))


class NationalHolidays:
    """The built-in calendar: answers ``day in calendar`` for any year. An agency's own may stand in its place."""

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and day in national_holidays(day.year)


NATIONAL = NationalHolidays()


def is_working_day(day: date, holidays: Holidays = NATIONAL) -> bool:
    """Monday to Friday and not a holiday."""
    return day.weekday() < 5 and day not in holidays


def add_days(start: date, days: int) -> date:
    """The last of ``days`` calendar days after ``start``."""
    return start + timedelta(days=days)


def add_working_days(start: date, days: int, holidays: Holidays = NATIONAL) -> date:
    """The last of ``days`` working days after ``start``."""
    day = start
    while days > 0:
        day += timedelta(days=1)
        days -= is_working_day(day, holidays)
    return day


def working_days_between(start: date, end: date, holidays: Holidays = NATIONAL) -> int:
    """Working days after ``start`` up to and including ``end`` (0 if end is not later)."""
    return sum(is_working_day(start + timedelta(days=step), holidays) for step in range(1, (end - start).days + 1))


def skipped_holidays(start: date, end: date, holidays: Holidays = NATIONAL) -> list[date]:
    """Holidays on Monday to Friday after ``start`` up to ``end``: what a count of working days stepped over."""
    days = (start + timedelta(days=step) for step in range(1, (end - start).days + 1))
    return [day for day in days if day.weekday() < 5 and day in holidays]


def add_months(start: date, months: int) -> date:
    """The same day ``months`` calendar months later, or the last day of that month if it has no such day."""
    index = start.year * 12 + start.month - 1 + months
    year, month = divmod(index, 12)
    first_of_next = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return date(year, month + 1, min(start.day, (first_of_next - timedelta(days=1)).day))
