"""Weights of the main results: together exactly 100 percent when the plan is submitted (local policy, not law)."""

from collections.abc import Iterable
from decimal import Decimal

FULL = Decimal(100)


def total(weights: Iterable[Decimal | None]) -> Decimal:
    """Sum in percent; a result without weight adds nothing yet."""
    return sum((w for w in weights if w is not None), Decimal(0))


def missing(weights: Iterable[Decimal | None]) -> Decimal:
    """How many percent are still to be given (negative: given too much)."""
    return FULL - total(weights)
