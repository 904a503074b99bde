"""Plans of many persons at once, for boards: the number of statements does not grow with the number of persons."""

import datetime as dt
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from pamong.planning.enums import Aspect
from pamong.planning.models import Indicator, Skp
from pamong.planning.queries.exposed import IndicatorLine, _indicator_line


def indicators_on(person_ids: Iterable[int], on: dt.date) -> dict[int, tuple[dt.date, list[IndicatorLine]]]:
    """By person id the first day of his plan on a day (any state) and its indicators in the order of the form; one statement."""
    plans = Skp.objects.filter(person_id__in=list(person_ids), starts__lte=on, ends__gte=on)
    found = (
        Indicator.objects.filter(result__skp__in=plans)
        .select_related("result__parent", "result__skp")
        .order_by("result__skp__person_id", "-result__kind", "result__order", "result_id", "order", "pk")
    )
    plan: dict[int, tuple[dt.date, list[IndicatorLine]]] = {}
    for row in found:
        skp = row.result.skp
        plan.setdefault(skp.person_id, (skp.starts, []))[1].append(_indicator_line(row))
    return plan


def realised_value(aspect: str, total: Decimal, n: int) -> Decimal:
    """What ``n`` pieces of evidence with the sum ``total`` realise of an indicator, four decimals.

    Quantities and costs add up; how good and how fast something was is a mean of what was reported, for two files of
    three days each took three days, not six. No regulation says so: it is how the four aspects of PP 30/2019 Ps. 10(3)
    are read here.
    """
    if aspect in (Aspect.QUALITY, Aspect.TIME) and n > 0:
        return (total / n).quantize(Decimal("0.0001"), ROUND_HALF_UP)
    return total
