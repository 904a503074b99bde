"""How far back a day may be logged, and the day's required minutes.

The window is a policy of the agency (a dated record); the working week is Perpres 21/2023: 37 hours 30 minutes in five
days, starting at 07.30, breaks not counted.
"""

from dataclasses import dataclass
from datetime import date, time, timedelta

from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_

WORKING_DAYS_A_WEEK = 5


@dataclass(frozen=True)
class Window:
    """The policy in force for an agency."""

    days_back: int = 7
    day_starts: time = time(7, 30)
    ask: str = N_("admin kepegawaian perangkat daerah Anda")


def check_day(*, day: date, today: date, window: Window) -> None:
    """Refuse days to come and days older than the window."""
    if day > today:
        raise Refused(
            N_("Tanggal %(day)s belum tiba. Pilih hari ini atau hari sebelumnya."),
            field="day",
            code="belum_terjadi",
            day=day,
        )
    if day < today - timedelta(days=window.days_back):
        raise Refused(
            N_(
                "Tanggal %(day)s sudah lewat lebih dari %(days)s hari, jadi tidak dapat dicatat lagi di sini. Hubungi %(ask)s."
            ),
            field="day",
            code="terlalu_lama_lalu",
            day=day,
            days=window.days_back,
            ask=window.ask or Window.ask,
        )


def required_minutes(minutes_per_week: int) -> int:
    """Minutes asked of a working day: a fifth of the agency's week (2,250 → 450)."""
    return minutes_per_week // WORKING_DAYS_A_WEEK
