"""When a rise is unusual: a stretch of days against earlier stretches of the same service at the same place.

Compared is only with its own past, never with other places. The bar is the largest of three that anybody can check by hand:
the agency's share of the usual number, the most there ever was, and three standard deviations of a count that comes and goes
by chance (Poisson: the root of its mean). It names a service and a place; no person enters it.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

VERSION = "rise-1"
FEWEST_WINDOWS = 4  # less of a past says nothing about what is usual


@dataclass(frozen=True)
class Rise:
    """What was counted, and the bar it went over."""

    count: int
    history: tuple[int, ...]  # the newest first
    mean: Decimal
    highest: int
    bar: Decimal


def judge(count: int, history: Sequence[int], *, least: int, percent: int) -> Rise | None:
    """The rise, or None where there is none, too little of a past, or too few cases."""
    if count < least or len(history) < FEWEST_WINDOWS:
        return None
    mean = Decimal(sum(history)) / len(history)
    chance = mean + 3 * Decimal(math.sqrt(max(float(mean), 1.0)))
    bar = max(mean * percent / 100, Decimal(max(history)), chance).quantize(Decimal("0.1"))
    if count <= bar:
        return None
    return Rise(count, tuple(history), mean.quantize(Decimal("0.1")), max(history), bar)
