"""What helps to write a goal: the leader's goal, the person's own past, and what many others aimed at and reached."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.contrib.postgres.search import TrigramSimilarity
from django.db import connection
from django.db.models import F, Q
from django.db.models.functions import Greatest, Upper

from pamong.planning.models import Indicator, Skp
from pamong.planning.queries.measured import Realisation, Wanted, as_wanted, realisations, shown
from pamong.planning.rules.achievement import achievement
from pamong.planning.rules.measure import parse
from pamong.planning.rules.smart_help import Goal, Letter, Spread, letters, spread

ALIKE, MOST_PAST, MOST_OTHERS = 0.3, 5, 300


@dataclass(frozen=True)
class Past:
    """An own indicator of an earlier plan; ``realised`` and ``percent`` None where no evidence stood."""

    year: int
    text: str
    unit: str
    target: Decimal | None
    realised: Decimal | None
    percent: Decimal | None


@dataclass(frozen=True)
class Help:
    """The panel beside the form. ``targets`` and ``reached`` are quartiles of at least five other persons, else None."""

    letters: list[Letter]
    parent_title: str
    parent_owner: str
    parent_indicators: list[Indicator]
    past: list[Past]
    targets: Spread | None
    reached: Spread | None


def help_for(plan: Skp, goal: Goal, *, measure: str = "", parent: tuple[int, str, str] | None = None) -> Help:
    """Help for a goal being written in a plan (at most four statements). ``parent``: id, title and owner of the leader's."""
    past = _own_past(plan, goal, measure)
    others = _others(plan, goal, measure) if goal.is_indicator and goal.unit and goal.text.strip() else []
    found = realisations([*(_of_past(i) for i in past), *(o.wanted for o in others if o.ends < plan.starts)])
    targets = spread((o.person_id, o.target) for o in reversed(others))
    return Help(
        letters=letters(goal, targets),
        parent_title=parent[1] if parent else "",
        parent_owner=parent[2] if parent else "",
        parent_indicators=list(Indicator.objects.filter(result_id=parent[0])[:5]) if parent else [],
        past=[_past(i, found.get(i.pk)) for i in past],
        targets=targets,
        reached=spread(
            (o.person_id, found[o.wanted.indicator_id].value)
            for o in reversed(others)
            if o.wanted.indicator_id in found and o.ends < plan.starts
        ),
    )


def _own_past(plan: Skp, goal: Goal, measure: str) -> list[Indicator]:
    """Own indicators of earlier plans that are worded alike or measured alike, the most alike and latest first."""
    text = goal.text.strip().upper()
    if not text and not measure:
        return []
    alike = Greatest(TrigramSimilarity(Upper("text"), text), TrigramSimilarity(Upper("result__title"), text))
    same = Q(alike__gte=ALIKE)
    if binding := parse(measure):
        same |= Q(measure__startswith=f"{binding.metric} ")
    return list(
        Indicator.objects.filter(result__skp__person_id=plan.person_id, result__skp__ends__lt=plan.starts)
        .annotate(alike=alike)
        .filter(same)
        .select_related("result__skp__assignment", "result__skp__cycle")
        .order_by(F("alike").desc(), "-result__skp__starts", "pk")[:MOST_PAST]
    )


def _of_past(row: Indicator) -> Wanted:
    return as_wanted(row, row.result.skp, row.result.skp.starts, row.result.skp.ends)


def _past(row: Indicator, found: Realisation | None) -> Past:
    value = found.value if found else None
    percent = achievement(row.direction, row.target, value, row.target_max)
    return Past(row.result.skp.starts.year, row.text, row.unit, row.target, shown(value), percent)


@dataclass(frozen=True)
class _Other:
    """An indicator of somebody else that is like the one being written."""

    person_id: int
    target: Decimal
    ends: dt.date
    wanted: Wanted


# The same unit and direction, and worded alike or measured by the same metric; of this year and the two before, agreed.
_OTHERS = """
SELECT s.person_id, i.target, s.ends, i.id, i.aspect, i.measure, a.unit_id, c.agency_id, s.starts
FROM planning_indicator i JOIN planning_workresult r ON r.id = i.result_id JOIN planning_skp s ON s.id = r.skp_id
JOIN people_assignment a ON a.id = s.assignment_id JOIN planning_cycle c ON c.id = s.cycle_id
WHERE {alike} AND lower(i.unit) = lower(%(unit)s) AND i.direction = %(direction)s AND i.target IS NOT NULL
  AND i.dropped_on IS NULL AND s.state = 'agreed' AND s.person_id <> %(me)s AND a.position_kind = %(kind)s
  AND s.ends >= %(since)s
ORDER BY similarity(upper(i.text), %(text)s) DESC, s.starts DESC, i.id LIMIT %(most)s
"""


def _others(plan: Skp, goal: Goal, measure: str) -> list[_Other]:
    binding = parse(measure)
    params: dict[str, Any] = {
        "text": goal.text.strip().upper(),
        "unit": goal.unit.strip(),
        "direction": goal.direction,
        "me": plan.person_id,
        "kind": plan.assignment.position_kind,
        "since": plan.starts - dt.timedelta(days=2 * 366),
        "most": MOST_OTHERS,
        "metric": f"{binding.metric} " if binding else "",
    }
    alike = "upper(i.text) %% %(text)s"
    if binding:
        alike = f"({alike} OR starts_with(i.measure, %(metric)s))"
    with connection.cursor() as cursor:
        cursor.execute(_OTHERS.format(alike=alike), params)
        return [_other(row) for row in cursor.fetchall()]


def _other(row: Sequence[Any]) -> _Other:
    person, target, ends, pk, aspect, measure, unit, agency, starts = row
    return _Other(person, target, ends, Wanted(pk, aspect, measure, person, unit, agency, starts, ends))
