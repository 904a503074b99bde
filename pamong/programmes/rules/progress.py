"""How far an outcome is: for reading only, never a rating. Missing is never zero."""

from decimal import ROUND_HALF_UP, Decimal

MORE, LESS = "more", "less"
NO_TARGET, NO_DATA, REACHED, ON_WAY, BEHIND = "no_target", "no_data", "reached", "on_way", "behind"
NEAR = Decimal(80)  # percent from which a target counts as on its way; a choice of this product


def percent(better: str, target: Decimal | None, realised: Decimal | None) -> Decimal | None:
    """Percent reached, two decimals: realised of target, or target of realised where less is better; None if unknown."""
    if target is None or realised is None:
        return None
    above, below = (realised, target) if better == MORE else (target, realised)
    if below == 0:
        return None
    return max(above / below * 100, Decimal(0)).quantize(Decimal("0.01"), ROUND_HALF_UP)


def state(better: str, target: Decimal | None, realised: Decimal | None) -> str:
    """In one word: no_target, no_data, reached, on_way (80 percent and more), behind."""
    if target is None:
        return NO_TARGET
    if realised is None:
        return NO_DATA
    if realised >= target if better == MORE else realised <= target:
        return REACHED
    found = percent(better, target, realised)
    return ON_WAY if found is not None and found >= NEAR else BEHIND


def worst(states: list[str]) -> str:
    """The state of a node from those of its indicators: what needs most attention; "" without indicators."""
    for one in (BEHIND, NO_TARGET, NO_DATA, ON_WAY, REACHED):
        if one in states:
            return one
    return ""
