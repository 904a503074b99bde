"""Whom the end-of-day reminder is for: those of whom work was expected, whose day is over, and who logged nothing.

The moment is that of the person's own agency, or the end of his turn of duty; a reminder that comes half a day late is
not sent at all.
"""

from datetime import date, datetime, timedelta

LATEST = timedelta(hours=12)


def is_due(*, works: bool, entries: int, over_at: datetime, now: datetime) -> bool:
    """Whether one person is to be reminded of one day now (that it happens once is the notice's own key)."""
    return works and not entries and over_at <= now <= over_at + LATEST


def key_of(day: date) -> str:
    """Names the reminder of a day: the same person hears of it once."""
    return f"worklog:reminder:{day.isoformat()}"


def day_of(key: str) -> date | None:
    """The day that such a key names, or None for another key."""
    head, _, day = key.rpartition(":")
    if head != "worklog:reminder":
        return None
    try:
        return date.fromisoformat(day)
    except ValueError:
        return None
