"""A plan as its workbook shows it: every row with its cells, and the words that cells are chosen from."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import override

from pamong.evidence import queries as evidence
from pamong.people.models import Agency, Unit
from pamong.platform.importexport.typed import figure
from pamong.programmes.enums import Better, MeasureKind, NodeKind, PlanKind
from pamong.programmes.models import BudgetLine, Node, OutcomeIndicator, StrategicPlan, YearTarget
from pamong.programmes.rules import sheet, tree
from pamong.programmes.rules.sheet import Stored

OF_NODE = ("kind", "code", "name", "parent_id", "agency_id", "unit_id")
OF_MEASURE = ("text", "kind", "unit", "better", "baseline", "baseline_year", "source", "metric")
OF_BUDGET = ("year", "code", "name", "ceiling", "realised", "realised_on")


@dataclass(frozen=True)
class Words:
    """What cells may name: label by value."""

    kinds: Mapping[str, str]
    measure_kinds: Mapping[str, str]
    better: Mapping[str, str]
    metrics: Mapping[str, str]
    agencies: Mapping[int, str]
    units: Mapping[int, str]
    closed: frozenset[int]  # units that are no longer there: read, but not offered


@dataclass(frozen=True)
class Above:
    """A node of the RPJMD under which a Renstra may begin."""

    id: int
    kind: str
    code: str


@dataclass(frozen=True)
class PlanState:
    """All of a plan, by table."""

    plan: StrategicPlan
    rows: Mapping[str, list[Stored]]
    words: Words
    above: tuple[Above, ...]
    with_children: frozenset[int]  # nodes under which something stands, in any plan


def plan_state(plan: StrategicPlan) -> PlanState:
    """The whole plan in eight statements, however large it is."""
    with override("id"):
        words = _words(plan)
        above = _above(plan)
        nodes = list(Node.objects.filter(plan=plan).order_by("code", "pk"))
        codes = {n.pk: n.code for n in nodes}
        outside = {a.id: a.code for a in above}
        children = Node.objects.filter(parent__plan=plan).order_by().values_list("parent_id", flat=True)
        rows = {
            sheet.NODE: [_node(n, codes, outside, words) for n in nodes],
            sheet.MEASURE: _measures(plan, codes, words),
            sheet.BUDGET: _budget(plan, codes),
        }
        return PlanState(plan, rows, words, above, frozenset(pk for pk in children if pk))


def _words(plan: StrategicPlan) -> Words:
    region = plan.agency_id is None
    units = list(Unit.objects.filter(Q(agency_id=plan.agency_id)).select_related("parent").order_by("path"))
    return Words(
        kinds={kind: str(NodeKind(kind).label) for kind in tree.LEVELS[plan.kind]},
        measure_kinds={str(value): str(label) for value, label in MeasureKind.choices},
        better={str(value): str(label) for value, label in Better.choices},
        metrics={m.id: str(m.title) for m in evidence.metrics()},
        agencies=dict(Agency.objects.order_by("name").values_list("pk", "name")) if region else {},
        units=unit_labels(units),
        closed=frozenset(u.pk for u in units if not u.is_active),
    )


def unit_labels(units: list[Unit]) -> dict[int, str]:
    """A name for each unit that no other has: with that of the unit above it where several are called the same."""
    names = Counter(u.name for u in units)
    longer = {u.pk: u.name if names[u.name] == 1 else f"{u.name} – {u.parent.name if u.parent else ''}" for u in units}
    again = Counter(longer.values())
    return {pk: label if again[label] == 1 else f"{label} (unit {pk})" for pk, label in longer.items()}


def _above(plan: StrategicPlan) -> tuple[Above, ...]:
    if plan.kind != PlanKind.RENSTRA:
        return ()
    found = Node.objects.filter(
        plan__kind=PlanKind.RPJMD,
        plan__first_year__lte=plan.last_year,
        plan__last_year__gte=plan.first_year,
        kind__in=[NodeKind.GOAL, NodeKind.OUTCOME],
    ).order_by("-plan__first_year", "code", "pk")
    return tuple(Above(pk, kind, code) for pk, kind, code in found.values_list("pk", "kind", "code"))


def _node(n: Node, codes: Mapping[int, str], outside: Mapping[int, str], words: Words) -> Stored:
    cells = {
        "kind": words.kinds.get(n.kind, n.kind),
        "code": n.code,
        "name": n.name,
        "parent": codes.get(n.parent_id or 0, ""),
        "region_parent": outside.get(n.parent_id or 0, ""),
        "agency": words.agencies.get(n.agency_id or 0, ""),
        "unit": words.units.get(n.unit_id or 0, ""),
    }
    return Stored(n.pk, n.version, _known(cells, n), {name: getattr(n, name) for name in OF_NODE})


def _measures(plan: StrategicPlan, codes: Mapping[int, str], words: Words) -> list[Stored]:
    targets: dict[int, dict[int, Any]] = {}
    for of, year, value in YearTarget.objects.filter(indicator__node__plan=plan).values_list(
        "indicator_id", "year", "value"
    ):
        targets.setdefault(of, {})[year] = value
    found = OutcomeIndicator.objects.filter(node__plan=plan).order_by("node__code", "node_id", "order", "pk")
    return [_measure(m, codes[m.node_id], targets.get(m.pk, {}), plan, words) for m in found]


def _measure(m: OutcomeIndicator, code: str, targets: Mapping[int, Any], plan: StrategicPlan, words: Words) -> Stored:
    cells = {
        "node": code,
        "text": m.text,
        "kind": words.measure_kinds[m.kind],
        "unit": m.unit,
        "better": words.better[m.better],
        "baseline": figure(m.baseline),
        "baseline_year": m.baseline_year,
        "source": m.source,
        "metric": words.metrics.get(m.metric, m.metric),
        **{sheet.target(year): figure(targets.get(year)) for year in plan.years},
    }
    values = {name: getattr(m, name) for name in OF_MEASURE} | {"node_id": m.node_id}
    values |= {sheet.target(year): targets.get(year) for year in plan.years}
    return Stored(m.pk, m.version, _known(cells, m), values)


def _budget(plan: StrategicPlan, codes: Mapping[int, str]) -> list[Stored]:
    found = []
    for b in BudgetLine.objects.filter(node__plan=plan).order_by("node__code", "node_id", "year", "code", "pk"):
        cells = {
            "node": codes[b.node_id],
            "year": b.year,
            "code": b.code,
            "name": b.name,
            "ceiling": figure(b.ceiling),
            "realised": figure(b.realised),
            "realised_on": b.realised_on,
        }
        values = {name: getattr(b, name) for name in OF_BUDGET} | {"node_id": b.node_id}
        found.append(Stored(b.pk, b.version, _known(cells, b), values))
    return found


def _known(cells: dict[str, Any], row: Any) -> dict[str, Any]:
    return {**cells, "id": row.pk, "version": row.version}
