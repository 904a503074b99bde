"""How a realisation came about, step by step and in its own numbers, as sentences that a screen can say in another language."""

from decimal import Decimal

from pamong.rulebook.rounding import half_up
from pamong.rulebook.text import N_, Sentence, number, say

SUM, COUNT, MEAN, SHARE, PERCENTILE = "sum", "count", "mean", "share", "percentile"


def realised(
    aggregation: str, *, value: Decimal, total: Decimal, n: int, percentile: int | None = None
) -> tuple[Sentence, ...]:
    """The steps from ``n`` facts with the sum ``total`` to ``value``; raises ValueError for an unknown aggregation."""
    shown = {"value": _short(value), "total": _short(total), "n": number(n)}
    msgids = {
        SUM: N_("Jumlah nilai %(n)s fakta = %(value)s."),
        COUNT: N_("Banyaknya fakta = %(value)s."),
        MEAN: N_("Jumlah %(total)s ÷ %(n)s fakta = rata-rata %(value)s."),
        SHARE: N_("%(total)s dari %(n)s kasus × 100 = %(value)s persen."),
        PERCENTILE: N_("Dari %(n)s fakta, sedikitnya %(p)s persen tidak melebihi %(value)s."),
    }
    if aggregation not in msgids:
        raise ValueError(f"unknown aggregation {aggregation!r}")
    if aggregation == PERCENTILE:
        shown["p"] = number(percentile or 0)
    return (say(msgids[aggregation], **shown),)


def _short(value: Decimal) -> str:
    """At most four decimals, as kept."""
    return number(half_up(value, 4))
