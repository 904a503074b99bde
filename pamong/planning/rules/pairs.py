"""Quantity and quality of one result, shown and judged together. A warning informs the assessor; it is no formula.

Two indicators of a result are a pair when they carry the same number above 0, one of the aspect quantity, one of quality.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_

QUANTITY, QUALITY = "quantity", "quality"
MOST = 99


class Paired(Protocol):
    """What a pair is found by."""

    @property
    def result_id(self) -> int: ...
    @property
    def aspect(self) -> str: ...
    @property
    def pair(self) -> int: ...


Of = TypeVar("Of", bound=Paired)


@dataclass(frozen=True)
class Pair(Generic[Of]):
    """The two sides of a result."""

    quantity: Of
    quality: Of


def pairs(indicators: Iterable[Of]) -> list[Pair[Of]]:
    """The whole pairs among indicators, in the order of their quantity; a side alone is none."""
    sides: dict[tuple[int, int], dict[str, Of]] = {}
    for one in indicators:
        if one.pair > 0 and one.aspect in (QUANTITY, QUALITY):
            sides.setdefault((one.result_id, one.pair), {})[one.aspect] = one
    return [Pair(s[QUANTITY], s[QUALITY]) for s in sides.values() if len(s) == 2]


@dataclass(frozen=True)
class Side:
    """An indicator as its pair is judged: ``is_reached`` None while nothing is measured."""

    id: int
    result_id: int
    aspect: str
    pair: int
    text: str
    is_reached: bool | None


def notes(sides: Iterable[Side]) -> dict[int, tuple[str, bool]]:
    """By indicator of a whole pair: the text of the other side, and whether the pair warns the assessor."""
    found: dict[int, tuple[str, bool]] = {}
    for pair in pairs(sides):
        told = warns(pair.quantity.is_reached, pair.quality.is_reached)
        found[pair.quantity.id] = (pair.quality.text, told)
        found[pair.quality.id] = (pair.quantity.text, told)
    return found


def warns(quantity_reached: bool | None, quality_reached: bool | None) -> bool:
    """Whether much was done but not well: quantity reached, quality measured and not. What is not measured yet warns nobody."""
    return quantity_reached is True and quality_reached is False


def check(aspect: str, other_aspect: str | None, *, other_taken: bool) -> None:
    """Raise Refused unless the other indicator is there, is the opposite side, and is not already one of another pair."""
    if {aspect, other_aspect} != {QUANTITY, QUALITY}:
        raise Refused(
            N_("Pasangkan indikator kuantitas dengan indikator kualitas dari hasil kerja yang sama."),
            field="pair_with",
            code="pasangan",
        )
    if other_taken:
        raise Refused(
            N_("Indikator itu sudah berpasangan. Lepaskan dahulu pasangannya."), field="pair_with", code="pasangan"
        )


def free_number(taken: Iterable[int]) -> int:
    """The least number above 0 that no pair of the result carries."""
    used = set(taken)
    return next(n for n in range(1, MOST + 1) if n not in used)
