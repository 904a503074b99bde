"""The digest of a day: grouped by the thing it is about, newest first, capped."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import NamedTuple

MOST_MATTERS = 40
MOST_LINES = 3  # of one matter


class Item(NamedTuple):
    """One notice: what kind, where to read it, when (in the reader's zone)."""

    title: str
    url: str
    at: dt.datetime


class Matter(NamedTuple):
    """All that happened to one thing; ``lines`` are its newest, ``many`` says how many there were."""

    url: str
    lines: tuple[Item, ...]
    many: int

    @property
    def more(self) -> int:
        return self.many - len(self.lines)


class Digest(NamedTuple):
    """What is listed, how many events the day had, and how many of them are left out."""

    matters: tuple[Matter, ...]
    total: int
    left_out: int


def matter_of(url: str) -> str:
    """The thing behind an address: the path without question and fragment."""
    return url.split("?", 1)[0].split("#", 1)[0]


def build(items: Iterable[Item], most: int = MOST_MATTERS) -> Digest:
    """Group the events of a day. Every event is counted: listed, within its matter's "more", or in ``left_out``."""
    newest = sorted(items, key=lambda item: item.at, reverse=True)
    groups: dict[str, list[Item]] = {}
    for item in newest:
        groups.setdefault(matter_of(item.url), []).append(item)
    matters = [Matter(group[0].url, tuple(_lines(group)), len(group)) for group in groups.values()]
    shown = tuple(matters[:most])
    return Digest(shown, len(newest), len(newest) - sum(m.many for m in shown))


def _lines(group: Sequence[Item]) -> Sequence[Item]:
    return group[:MOST_LINES]
