"""What contradicts itself in personnel data; plain Python."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from pamong.rulebook.retirement import AGE_OF, retirement

Span = tuple[int, int, dt.date, dt.date | None, Any]  # stand-in, absent, first day, first day after, row


def retires(kind: str, level: str, born: dt.date) -> dt.date | None:
    """The day somebody reaches the age of retirement of his post; None where the post does not tell it.

    The level decides where the rule knows it; a functional post of unknown level is not judged.
    """
    words = {word.casefold(): word for word in AGE_OF}
    known = words.get(level.strip().casefold()) or (words.get(kind.casefold()) if kind in ("JPT", "JA") else None)
    return retirement(known, born).day if known else None


def overlaps(spans: Iterable[Span]) -> list[Any]:
    """Rows whose stand-in stands in for somebody else too, or is replaced himself, on some of the same days."""
    rows = list(spans)
    found = []
    for one in rows:
        others = (other for other in rows if other[4] is not one[4] and one[0] in other[:2])
        if any(_meet(one, other) for other in others):
            found.append(one[4])
    return found


def _meet(one: Span, other: Span) -> bool:
    before = one[3] is not None and one[3] <= other[2]
    after = other[3] is not None and other[3] <= one[2]
    return not (before or after)
