"""The middle of a list of days."""

from collections.abc import Iterable


def median(days: Iterable[int]) -> int | None:
    """The lower middle value, so that it is a number of days somebody really waited; None for none."""
    found = sorted(days)
    return found[(len(found) - 1) // 2] if found else None
