"""The clocks of a case: which law runs, since when, until when, and which one binds.

* 3 hari kerja: verification (SP4N-LAPOR!, PermenPANRB 62/2018)
* 5 hari kerja: first follow-up (the same), from the verification
* 14 hari: reply whether the complaint is complete (UU 25/2009 Pasal 44 ayat (3))
* 30 hari: the reporter completes it (ayat (4)); else it counts as withdrawn (ayat (5))
* 60 hari: decision, from the day it is declared complete (Pasal 50 ayat (1))

While the reporter completes the complaint the clock of the decision has not begun: that is the only stop the law knows.
A question asked later does not stop it. Reopening keeps the first clock: what was due stays due.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from pamong.rulebook.deadlines import limit

VERIFY, FOLLOW_UP = "verifikasi_lapor", "tindak_lanjut_lapor"
REPLY, COMPLETE, DECIDE = "tanggapan_pengaduan", "kelengkapan_pengaduan", "putusan_pengaduan"
Deadline = Callable[
    [str, dt.date], dt.date
]  # kind, start → last day (rulebook/deadlines.py with the agency's holidays)


@dataclass(frozen=True)
class Days:
    """The days of a case that clocks hang on."""

    received: dt.date
    verified: dt.date | None = None
    followed_up: dt.date | None = None
    asked_complete: dt.date | None = None
    complete: dt.date | None = None
    answered: dt.date | None = None
    reopened: bool = False


@dataclass(frozen=True)
class Clock:
    """One limit: its kind in the rulebook, first and last day, and the day on which it was met."""

    kind: str
    start: dt.date
    due: dt.date
    met: dt.date | None
    on_reporter: bool = False  # the reporter's own limit

    @property
    def about(self) -> str:
        """What it is for, in the words of the rulebook."""
        return limit(self.kind).about

    @property
    def source(self) -> str:
        """The law and its article."""
        return str(limit(self.kind).source)

    @property
    def is_open(self) -> bool:
        return self.met is None

    def in_time(self) -> bool:
        """Whether it was met by its last day; an open one is not (yet)."""
        return self.met is not None and self.met <= self.due


def clocks(days: Days, deadline: Deadline) -> list[Clock]:
    """Every clock that runs or ran, in the order of their last day."""
    found = [Clock(VERIFY, days.received, deadline(VERIFY, days.received), days.verified)]
    replied = _earliest(days.complete, days.asked_complete)
    found.append(Clock(REPLY, days.received, deadline(REPLY, days.received), replied))
    if days.verified:
        met = _earliest(days.followed_up, days.answered, days.asked_complete)
        found.append(Clock(FOLLOW_UP, days.verified, deadline(FOLLOW_UP, days.verified), met))
    if days.complete:
        found.append(Clock(DECIDE, days.complete, deadline(DECIDE, days.complete), days.answered))
    elif days.asked_complete:
        found.append(
            Clock(COMPLETE, days.asked_complete, deadline(COMPLETE, days.asked_complete), None, on_reporter=True)
        )
    return sorted(found, key=lambda clock: clock.due)


def binding(found: list[Clock]) -> Clock | None:
    """The clock that binds the agency now: of the open ones, the earliest; None while it is the reporter's turn or all are met."""
    return next((clock for clock in found if clock.is_open and not clock.on_reporter), None)


def decision_due(days: Days, deadline: Deadline) -> dt.date | None:
    """Last day for the decision (60 hari since complete), or None while it is not declared complete."""
    return deadline(DECIDE, days.complete) if days.complete else None


def answered_in_time(days: Days, on: dt.date, deadline: Deadline) -> bool:
    """Whether a decision on a day keeps the law: within 60 days of completeness (of receipt, where nobody ever declared it)."""
    return on <= deadline(DECIDE, days.complete or days.received)


def _earliest(*found: dt.date | None) -> dt.date | None:
    return min((day for day in found if day), default=None)
