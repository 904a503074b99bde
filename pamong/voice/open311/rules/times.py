"""Times of GeoReport v2: ISO 8601 with a zone, whole seconds."""

import datetime as dt
import re

WINDOW = dt.timedelta(days=90)
_SHAPE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:?\d\d)")


class Unreadable(ValueError):
    """What was sent cannot be understood; the text says why, in plain words' key."""


def read(text: str) -> dt.datetime:
    """An instant. A ``+`` that was not escaped arrives as a blank and is taken for one. Raises Unreadable."""
    text = re.sub(r" (\d\d:?\d\d)$", r"+\1", text.strip())
    if not _SHAPE.fullmatch(text):
        raise Unreadable(text)
    try:
        found = dt.datetime.fromisoformat(text)
        found.astimezone(dt.UTC)
    except (ValueError, OverflowError) as error:
        raise Unreadable(text) from error
    return found


def written(at: dt.datetime, zone: dt.tzinfo) -> str:
    """As answers write it, in the zone of the installation."""
    return at.astimezone(zone).isoformat(timespec="seconds")


def window(start: dt.datetime | None, end: dt.datetime | None, now: dt.datetime) -> tuple[dt.datetime, dt.datetime]:
    """The span asked for: 90 days around what is given, the last 90 without. Raises Unreadable when it is longer."""
    try:
        if start is not None and end is None:
            end = min(now, start + WINDOW) if start <= now else start + WINDOW
        last = end or now
        first = start or last - WINDOW
    except OverflowError as error:
        raise Unreadable("window") from error
    if last - first > WINDOW:
        raise Unreadable("window")
    return first, last
