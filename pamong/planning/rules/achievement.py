"""How far a target was reached, in percent: local policy, for reading only.

No regulation in force gives this formula (PP 30/2019 caps at 120 only in its numeric scheme, PermenPANRB 6/2022 has
none), so it is a versioned choice of this product, documented in ``docs/guide/capaian.md``. It shows progress; it never
makes a rating.
"""

from decimal import ROUND_HALF_UP, Decimal

from pamong.rulebook.words import Confidence

VERSION = "2026-01-01"
CONFIDENCE = Confidence.INFERENCE
HUNDRED = Decimal(100)
MORE, LESS, EXACT, RANGE = "more", "less", "exact", "range"


def achievement(
    direction: str, target: Decimal | None, realised: Decimal | None, target_max: Decimal | None = None
) -> Decimal | None:
    """Percent reached, two decimals, never below 0; above 100 where more (or less) than asked was reached.

    ``more``: realised / target. ``less``: target / realised; 0 realised cannot be put in percent → None (see
    ``reached``). ``exact``: 100 less the distance from the target in percent of it. ``range``: 100 inside, outside less
    the distance to the nearer end in percent of that end. None when target or realisation is missing (missing is never
    zero) or the target is 0 and no ratio exists, except that meeting an exact 0 or a range is 100. Raises ValueError
    for an unknown direction.
    """
    if direction not in (MORE, LESS, EXACT, RANGE):
        raise ValueError(f"unknown direction {direction!r}")
    if target is None or realised is None:
        return None
    if direction == RANGE:
        return _in_range(target, target if target_max is None else target_max, realised)
    if direction == EXACT:
        return _near(target, realised)
    above, below = (realised, target) if direction == MORE else (target, realised)
    return None if below == 0 else _percent(above / below)


def reached(
    direction: str, target: Decimal | None, realised: Decimal | None, target_max: Decimal | None = None
) -> bool | None:
    """Whether the target is met, also where no percent exists (less, 0 realised); None when something is missing."""
    if target is None or realised is None:
        return None
    if direction == MORE:
        return realised >= target
    if direction == LESS:
        return realised <= target
    upper = target if target_max is None or direction == EXACT else target_max
    return target <= realised <= upper


def _in_range(lower: Decimal, upper: Decimal, realised: Decimal) -> Decimal | None:
    if lower <= realised <= upper:
        return HUNDRED.quantize(Decimal("0.01"))
    return _near(lower if realised < lower else upper, realised)


def _near(target: Decimal, realised: Decimal) -> Decimal | None:
    if realised == target:
        return HUNDRED.quantize(Decimal("0.01"))
    return None if target == 0 else _percent(1 - abs(realised - target) / abs(target))


def _percent(ratio: Decimal) -> Decimal:
    return max(ratio * HUNDRED, Decimal(0)).quantize(Decimal("0.01"), ROUND_HALF_UP)
