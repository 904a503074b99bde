"""Default dates of a cycle; the agency may change each of them.

PP 30/2019: plan in January (Ps. 24(2)), annual evaluation from the end of December to the end of January (Ps. 42(1)), report
by the end of February (Ps. 51(1)). The fifteen days for a periodic evaluation are a choice of this product.
"""

import calendar
import datetime as dt
from dataclasses import dataclass

QUARTER, MONTH = "quarter", "month"
EVALUATION_DAYS = 15


@dataclass(frozen=True)
class Phase:
    """A stage with its first and last day; ``period_no`` numbers periodic evaluations, else 0."""

    kind: str
    period_no: int
    starts: dt.date
    ends: dt.date


@dataclass(frozen=True)
class Period:
    """A stretch of the year that one periodic evaluation looks back on."""

    number: int
    starts: dt.date
    ends: dt.date


def periods(year: int, step: str) -> list[Period]:
    """The four quarters or twelve months of a year, first and last day included; ValueError for another step."""
    if step not in (QUARTER, MONTH):
        raise ValueError(f"unknown evaluation step {step!r}")
    length = 3 if step == QUARTER else 1
    found = []
    for number in range(1, 12 // length + 1):
        last = number * length
        ends = dt.date(year, last, calendar.monthrange(year, last)[1])
        found.append(Period(number, dt.date(year, last - length + 1, 1), ends))
    return found


def default_phases(year: int, step: str) -> list[Phase]:
    """The stages of a cycle as the PP asks for them, ordered by time."""
    evaluations = [
        Phase("evaluation", p.number, p.ends + dt.timedelta(days=1), p.ends + dt.timedelta(days=EVALUATION_DAYS))
        for p in periods(year, step)
    ]
    end_of_february = dt.date(year + 1, 2, calendar.monthrange(year + 1, 2)[1])
    return sorted(
        [
            Phase("planning", 0, dt.date(year, 1, 1), dt.date(year, 1, 31)),
            Phase("execution", 0, dt.date(year, 1, 1), dt.date(year, 12, 31)),
            *evaluations,
            Phase("annual", 0, dt.date(year, 12, 31), dt.date(year + 1, 1, 31)),
            Phase("follow_up", 0, dt.date(year + 1, 2, 1), end_of_february),
        ],
        key=lambda phase: (phase.starts, phase.ends),
    )


ROMAN = ("I", "II", "III", "IV")
SHORT_MONTHS = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")


def short_label(step: str, number: int) -> str:
    """How forms name a quarter or month of the year: "TW II", "Agu"."""
    return f"TW {ROMAN[number - 1]}" if step == QUARTER else SHORT_MONTHS[number - 1]
