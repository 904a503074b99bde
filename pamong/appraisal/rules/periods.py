"""The period of an evaluation: quarter or month of the year, or the whole year."""

import calendar
from datetime import date

from pamong.rulebook.errors import Refused
from pamong.rulebook.text import MONTHS, N_

QUARTER, MONTH, ANNUAL = "quarter", "month", "annual"
ROMAN = ("I", "II", "III", "IV")
LAST = {QUARTER: 4, MONTH: 12, ANNUAL: 1}


def check_period(kind: str, number: int, step: str) -> None:
    """The period exists and is one the agency evaluates by (``step``), or the year; raises Refused."""
    if kind not in LAST or not 1 <= number <= LAST[kind]:
        raise Refused(N_("Periode penilaian tidak dikenal. Pilih periode dari daftar."), field="period")
    if kind not in (step, ANNUAL):
        raise Refused(N_("Siklus ini tidak dinilai dengan periode itu. Pilih periode dari daftar."), field="period")


def period(kind: str, number: int, year: int) -> tuple[date, date]:
    """First and last day of a period."""
    if kind == ANNUAL:
        return date(year, 1, 1), date(year, 12, 31)
    length = 3 if kind == QUARTER else 1
    last = number * length
    return date(year, last - length + 1, 1), date(year, last, calendar.monthrange(year, last)[1])


def clipped(kind: str, number: int, year: int, starts: date, ends: date) -> tuple[date, date] | None:
    """The part of a period in which a plan ran (``starts`` to ``ends``); None when it did not run in it."""
    first, last = period(kind, number, year)
    first, last = max(first, starts), min(last, ends)
    return (first, last) if first <= last else None


def periods_of(step: str) -> list[tuple[str, int]]:
    """All periods of a cycle that evaluates each quarter or each month, and the year at the end."""
    return [*((step, number) for number in range(1, LAST[step] + 1)), (ANNUAL, 1)]


def label(kind: str, number: int, year: int) -> tuple[str, dict[str, object]]:
    """The name of a period as msgid and values: Triwulan III 2026, Bulan September 2026, Tahun 2026."""
    if kind == QUARTER:
        return N_("Triwulan %(number)s %(year)s"), {"number": ROMAN[number - 1], "year": year}
    if kind == MONTH:
        return N_("Bulan %(month)s %(year)s"), {"month": MONTHS[number - 1], "year": year}
    return N_("Tahun %(year)s"), {"year": year}
