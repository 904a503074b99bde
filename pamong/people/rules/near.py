"""Whether two names of units are the same but for a slip of the hand: never decided here, always asked."""

import difflib
import re
from collections.abc import Iterable

from pamong.rulebook.tables import normal

SHORTEST_WORD = 4  # SMP and SMA, Lor and Kidul, 01 and 05 are different things, not slips
NEAR = 0.8
_REGION = re.compile(r" (kota|kabupaten|kab|provinsi) [a-z ]+$")
_ROMAN = re.compile(r"^[ivx]+$")


def key(name: str) -> str:
    """What makes two spellings one unit: case, blanks, punctuation and accents do not count; & is dan."""
    return normal(name.replace("&", " dan "))


def near(one: str, other: str) -> bool:
    """Whether two different keys are probably one unit: a slip in long words, a region's name more, words joined."""
    if one == other:
        return False
    first, second = _REGION.sub("", one), _REGION.sub("", other)
    if first == second or first.replace(" ", "") == second.replace(" ", ""):
        return True
    words, others = first.split(), second.split()
    if len(words) != len(others):
        return False
    pairs = [(a, b) for a, b in zip(words, others, strict=True) if a != b]
    return bool(pairs) and len(pairs) < max(2, len(words)) and all(_slip(a, b) for a, b in pairs)


def _slip(one: str, other: str) -> bool:
    if min(len(one), len(other)) < SHORTEST_WORD or any(c.isdigit() for c in one + other):
        return False
    if _ROMAN.match(one) or _ROMAN.match(other):
        return False
    return difflib.SequenceMatcher(None, one, other).ratio() >= NEAR and _edits(one, other) <= 2


def _edits(one: str, other: str) -> int:
    """Number of letters that must be typed or taken away, roughly."""
    blocks = difflib.SequenceMatcher(None, one, other).get_matching_blocks()
    same = sum(block.size for block in blocks)
    return max(len(one), len(other)) - same


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known key most like this one, if one is near."""
    found = [other for other in known if near(name, other)]
    return max(found, key=lambda other: difflib.SequenceMatcher(None, name, other).ratio(), default=None)


def best_spelling(spellings: Iterable[str]) -> str:
    """The best written of several spellings of one name: mixed case before all small before all capitals."""
    counted: dict[str, int] = {}
    for spelling in spellings:
        counted[spelling] = counted.get(spelling, 0) + 1

    def worth(spelling: str) -> tuple[int, int]:
        return (0 if spelling.isupper() else 1 if spelling.islower() else 2, counted[spelling])

    return max(counted, key=worth)
