"""Is somebody expected at work on a day, for how many minutes, and if not, why not.

One answer for the board, the reminder, the day's total and every page: nobody is asked for work on a day on which he
does not work. The usual week is Perpres 21/2023 (37 h 30 min in five days, breaks not counted; Ramadan 32 h 30 min).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum

WORKING_DAYS_A_WEEK = 5
DAY = 24 * 60


class Why(StrEnum):
    """The reason of an answer, in the order in which it is looked for."""

    NOT_POSTED = "not_posted"
    ABSENT = "absent"  # the whole day: on leave, on a trip, in training …
    SHIFT = "shift"
    OFF_SHIFT = "off_shift"  # the roster gives him the day off
    NO_ROSTER = "no_roster"  # works by roster, and the roster of the day is not entered
    HOLIDAY = "holiday"
    REST_DAY = "rest_day"
    WORK = "work"
    HALF = "half"  # absent for a part of a working day


@dataclass(frozen=True)
class Turn:
    """A turn of duty; an end that is not after its start lies on the next day."""

    name: str
    starts: time
    ends: time
    break_minutes: int = 0

    @property
    def crosses_midnight(self) -> bool:
        return self.ends <= self.starts

    @property
    def minutes(self) -> int:
        """Minutes of duty without the break."""
        begun = self.starts.hour * 60 + self.starts.minute
        over = self.ends.hour * 60 + self.ends.minute + (DAY if self.crosses_midnight else 0)
        return max(over - begun - self.break_minutes, 0)


@dataclass(frozen=True)
class Circumstances:
    """What is known about one person on one day. ``week`` holds the minutes of Monday to Sunday."""

    day: date
    posted: bool = True
    week: Sequence[int] = (450, 450, 450, 450, 450, 0, 0)
    holiday: str = ""
    absence: str = ""  # its kind
    part: str = ""  # "morning" or "afternoon" for half a day
    by_roster: bool = False
    rostered: bool = False  # the roster says something about the day
    turn: Turn | None = None
    short_week: int | None = None  # minutes a week in a period with shorter hours


@dataclass(frozen=True)
class Expected:
    """Minutes asked of the day, and the reason. ``detail`` names the holiday, the kind of absence or the turn."""

    minutes: int
    why: Why
    detail: str = ""
    turn: Turn | None = None

    @property
    def works(self) -> bool:
        """Whether somebody who logs nothing on this day has missed something."""
        return self.minutes > 0


def expected_on(c: Circumstances) -> Expected:
    """The answer for one person and day; the first reason that holds counts. A turn of duty also holds on holidays."""
    if not c.posted:
        return Expected(0, Why.NOT_POSTED)
    if c.absence and not c.part:
        return Expected(0, Why.ABSENT, c.absence)
    full = _full_day(c)
    if c.absence and full.works:
        return Expected(full.minutes // 2, Why.HALF, c.absence, full.turn)
    return full


def _full_day(c: Circumstances) -> Expected:
    if c.turn is not None:
        return Expected(c.turn.minutes, Why.SHIFT, c.turn.name, c.turn)
    if c.rostered:
        return Expected(0, Why.OFF_SHIFT)
    if c.by_roster:
        return Expected(0, Why.NO_ROSTER)
    if c.holiday:
        return Expected(0, Why.HOLIDAY, c.holiday)
    minutes = c.week[c.day.weekday()]
    if minutes and c.short_week is not None:
        minutes = minutes * c.short_week // max(sum(c.week), 1)
    return Expected(minutes, Why.WORK if minutes else Why.REST_DAY)


def usual_week(minutes_per_week: int) -> tuple[int, ...]:
    """The agency's week spread over five days (2,250 → 450 a day)."""
    return (minutes_per_week // WORKING_DAYS_A_WEEK,) * WORKING_DAYS_A_WEEK + (0, 0)


def day_over(expected: Expected, day: date, closing: time, zone: tzinfo) -> datetime:
    """The moment from which a missing entry may be spoken of: the end of the turn, else the agency's closing time."""
    if expected.turn is None:
        return datetime.combine(day, closing, zone)
    last = day + timedelta(days=1) if expected.turn.crosses_midnight else day
    return datetime.combine(last, expected.turn.ends, zone)
