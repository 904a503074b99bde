"""How far back a day may be logged, from when on a reason is asked, and the day's required minutes.

The window is a policy of the agency (a dated record); days on which Pamong was out of reach do not count. The working week
is Perpres 21/2023: 37 hours 30 minutes in five days, starting at 07.30, breaks not counted.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, time

from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_

WORKING_DAYS_A_WEEK = 5


@dataclass(frozen=True)
class Window:
    """The policy in force for an agency. ``lost`` are the civil days on which Pamong could not be used.

    Three days without a reason: what was done on Friday is still in time on Monday.
    """

    days_back: int = 7
    day_starts: time = time(7, 30)
    ask: str = N_("admin kepegawaian perangkat daerah Anda")
    reason_after: int = 3
    closing: time = time(16)
    lost: Collection[date] = ()

    def age(self, day: date, today: date) -> int:
        """Days since ``day`` that count: from the day itself to today, lost ones left out."""
        return max((today - day).days - sum(day <= lost <= today for lost in self.lost), 0)

    def is_late(self, day: date, today: date) -> bool:
        """Whether an entry about ``day`` needs a reason."""
        return self.age(day, today) > self.reason_after


def check_day(*, day: date, today: date, window: Window, late_reason: str = "") -> str:
    """Refuse days to come, days older than the window, and late ones without a reason; answers the reason to be kept."""
    if day > today:
        raise Refused(
            N_("Tanggal %(day)s belum tiba. Pilih hari ini atau hari sebelumnya."),
            field="day",
            code="belum_terjadi",
            day=day,
        )
    if window.age(day, today) > window.days_back:
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
    if not window.is_late(day, today):
        return ""
    if not late_reason.strip():
        raise Refused(
            N_(
                "Tanggal %(day)s sudah lewat lebih dari %(days)s hari. Tulis mengapa baru dicatat sekarang; atasan Anda membacanya."
            ),
            field="late_reason",
            code="alasan_terlambat",
            day=day,
            days=window.reason_after,
        )
    return late_reason.strip()


def required_minutes(minutes_per_week: int) -> int:
    """Minutes asked of a working day: a fifth of the agency's week (2,250 → 450)."""
    return minutes_per_week // WORKING_DAYS_A_WEEK
