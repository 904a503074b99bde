"""How far a target was reached, in percent, for reading only: the rule ``capaian`` in the words of planning."""

from decimal import Decimal

from pamong.rulebook import achievement as rulebook
from pamong.rulebook.achievement import Way

RULE = "capaian"
WAYS = {"more": Way.MORE, "less": Way.LESS, "exact": Way.EXACT, "range": Way.RANGE}


def way(direction: str) -> Way:
    """The rulebook's word for a direction; raises ValueError for an unknown one."""
    if direction not in WAYS:
        raise ValueError(f"unknown direction {direction!r}")
    return WAYS[direction]


def achievement(
    direction: str, target: Decimal | None, realised: Decimal | None, target_max: Decimal | None = None
) -> Decimal | None:
    """Percent reached, two decimals, never below 0; above 100 where more (or less) than asked was reached.

    None when target or realisation is missing (missing is never zero) or no ratio exists (see ``reached``). Raises
    ValueError for an unknown direction.
    """
    found = way(direction)
    return None if target is None or realised is None else rulebook.percent(found, target, realised, target_max)


def reached(
    direction: str, target: Decimal | None, realised: Decimal | None, target_max: Decimal | None = None
) -> bool | None:
    """Whether the target is met, also where no percent exists (less, 0 realised); None when something is missing."""
    found = way(direction)
    return None if target is None or realised is None else rulebook.met(found, target, realised, target_max)
