"""Plans of many persons at once, for boards: the number of statements does not grow with the number of persons."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from pamong.planning.enums import Aspect, SkpState
from pamong.planning.models import Indicator, Skp
from pamong.planning.queries.exposed import IndicatorLine, _indicator_line
from pamong.planning.queries.measured import Realisation, Wanted, is_own
from pamong.planning.rules import pairs
from pamong.planning.rules.achievement import reached


@dataclass(frozen=True)
class PlanLines:
    """The plan of a person on a day: its indicators in the order of the form, and whose figures they are."""

    skp_id: int
    person_id: int
    unit_id: int
    agency_id: int
    start: dt.date
    state: str
    lines: list[IndicatorLine] = field(default_factory=list)

    def wanted(self, end: dt.date) -> list[Wanted]:
        """What its indicators realise from its first day to ``end``, to be asked for; a unit's figure only once agreed."""
        agreed = self.state == SkpState.AGREED
        return [
            Wanted(i.id, i.aspect, i.measure, self.person_id, self.unit_id, self.agency_id, self.start, end)
            for i in self.lines
            if agreed or is_own(i.measure)
        ]


def indicators_on(person_ids: Iterable[int], on: dt.date) -> dict[int, PlanLines]:
    """The plans on a day (any state) by person id, with their indicators in the order of the form; one statement."""
    plans = Skp.objects.filter(person_id__in=list(person_ids), starts__lte=on, ends__gte=on)
    found = (
        Indicator.objects.filter(result__skp__in=plans)
        .select_related("result__parent", "result__skp__assignment", "result__skp__cycle")
        .order_by("result__skp__person_id", "-result__kind", "result__order", "result_id", "order", "pk")
    )
    plan: dict[int, PlanLines] = {}
    for row in found:
        skp = row.result.skp
        if skp.person_id not in plan:
            unit, agency = skp.assignment.unit_id, skp.cycle.agency_id
            plan[skp.person_id] = PlanLines(skp.pk, skp.person_id, unit, agency, skp.starts, skp.state)
        plan[skp.person_id].lines.append(_indicator_line(row))
    return plan


def warned(lines: Iterable[IndicatorLine], found: Mapping[int, Realisation]) -> frozenset[int]:
    """The indicators (by id) of pairs whose quantity is reached while the quality is not: for the reader, no formula."""
    sides = [
        pairs.Side(
            one.id,
            one.result_id,
            one.aspect,
            one.pair,
            one.text,
            reached(one.direction, one.target, found[one.id].value if one.id in found else None, one.target_max),
        )
        for one in lines
    ]
    return frozenset(pk for pk, (_other, warns) in pairs.notes(sides).items() if warns)


def realised_value(aspect: str, total: Decimal, n: int) -> Decimal:
    """What ``n`` pieces of evidence with the sum ``total`` realise of an indicator, four decimals.

    Quantities and costs add up; how good and how fast something was is a mean of what was reported, for two files of
    three days each took three days, not six. No regulation says so: it is how the four aspects of PP 30/2019 Ps. 10(3)
    are read here.
    """
    if aspect in (Aspect.QUALITY, Aspect.TIME) and n > 0:
        return (total / n).quantize(Decimal("0.0001"), ROUND_HALF_UP)
    return total
