"""The tree of a plan, and one node with its history."""

from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Q, QuerySet

from pamong.evidence import queries as evidence
from pamong.people.models import Agency, Unit
from pamong.programmes.enums import NodeKind, PlanKind
from pamong.programmes.models import BudgetLine, Node, OutcomeIndicator, Realisation, StrategicPlan, YearTarget
from pamong.programmes.queries.figures import Figure, Money, figures, money, state_of
from pamong.programmes.rules import tree

MOST_NODES = 2_000


@dataclass
class Branch:
    """A node as the page of a plan shows it, with what stands under it."""

    node: Node
    figures: list[Figure]
    money: Money | None
    children: "list[Branch]" = field(default_factory=list)

    @property
    def state(self) -> str:
        return state_of(self.figures)

    @property
    def lacks_owner(self) -> bool:
        return self.node.kind == NodeKind.PROGRAMME and self.node.agency_id is None


def branches(plan: StrategicPlan, year: int) -> list[Branch]:
    """The whole tree of a plan with the figures of a year, tops first; three statements at any size."""
    rows = list(nodes_of(plan)[:MOST_NODES])
    ids = [n.pk for n in rows]
    measured, spent = figures(ids, year), money(ids, year)
    made = {n.pk: Branch(n, measured[n.pk], spent.get(n.pk)) for n in rows}
    tops: list[Branch] = []
    for branch in made.values():
        above = made.get(branch.node.parent_id or 0)
        (above.children if above else tops).append(branch)
    return tops


def nodes_of(plan: StrategicPlan) -> QuerySet[Node]:
    """The nodes of a plan by code."""
    return Node.objects.filter(plan=plan).select_related("agency", "unit", "parent__plan").order_by("code", "pk")


def parent_choices(plan: StrategicPlan, kind: str | None = None) -> list[tuple[str, str]]:
    """Where a node of this plan may stand: nodes of the plan, for a Renstra also goals and outcomes of the RPJMD."""
    wanted = Q(plan=plan)
    if plan.kind == PlanKind.RENSTRA:
        region = Q(
            plan__kind=PlanKind.RPJMD, plan__first_year__lte=plan.last_year, plan__last_year__gte=plan.first_year
        )
        wanted |= region & Q(kind__in=[NodeKind.GOAL, NodeKind.OUTCOME])
    found = Node.objects.filter(wanted).exclude(kind=NodeKind.SUBACTIVITY).order_by("-plan__kind", "code", "pk")
    rows = found.values_list("pk", "kind", "code", "name", "plan__kind")[:MOST_NODES]
    return [
        (str(pk), f"{'RPJMD · ' if of != plan.kind else ''}{code} {name} ({NodeKind(k).label})")
        for pk, k, code, name, of in rows
    ]


def kinds_for(plan: StrategicPlan, parent: Node | None) -> tuple[str, ...]:
    """The levels that may be added under a node of the plan, or at its top."""
    if parent is not None and parent.plan_id != plan.pk:
        return tree.TOPS_OF_AGENCY
    return tree.kinds_under(plan.kind, parent.kind if parent else "")


def all_kinds(plan: StrategicPlan) -> tuple[str, ...]:
    """All levels of a plan."""
    return tree.LEVELS[plan.kind]


def agency_choices() -> list[tuple[str, str]]:
    """All agencies, for who answers for a programme of the region."""
    return [(str(pk), name) for pk, name in Agency.objects.order_by("name").values_list("pk", "name")[:1000]]


def unit_choices(agency_id: int | None) -> list[tuple[str, str]]:
    """The units of an agency, indented."""
    found = Unit.objects.filter(Q(agency_id=agency_id), is_active=True).order_by("path")
    return [
        (str(pk), "\u2003" * (path.count(".") - 1) + name)
        for pk, path, name in found.values_list("pk", "path", "name")[:500]
    ]


def path_of(node: Node) -> list[Node]:
    """The nodes above one, the top first (at most the five levels of each plan)."""
    found: list[Node] = []
    above = node.parent
    while above is not None and len(found) < 2 * len(tree.ORDER):
        found.insert(0, above)
        above = Node.objects.select_related("plan").filter(pk=above.parent_id).first() if above.parent_id else None
    return found


@dataclass(frozen=True)
class Series:
    """One indicator over the years of its plan: targets and realised values, newest value first."""

    figure: Figure
    targets: dict[int, Decimal]
    values: list[Realisation]

    def by_year(self, years: range) -> list[tuple[int, Decimal | None]]:
        """The last value of each year."""
        last: dict[int, Decimal] = {}
        for value in self.values:
            last.setdefault(value.day.year, value.value)
        return [(year, last.get(year)) for year in years]


def series_of(node: Node, year: int) -> list[Series]:
    """The indicators of a node with all targets and values; three statements."""
    found = figures([node.pk], year)[node.pk]
    ids = [f.id for f in found]
    targets: dict[int, dict[int, Decimal]] = {pk: {} for pk in ids}
    for target in YearTarget.objects.filter(indicator_id__in=ids):
        targets[target.indicator_id][target.year] = target.value
    values: dict[int, list[Realisation]] = {pk: [] for pk in ids}
    for row in Realisation.objects.filter(indicator_id__in=ids).order_by("indicator_id", "-day", "-pk"):
        values[row.indicator_id].append(row)
    return [Series(f, targets[f.id], values[f.id]) for f in found]


def budget_of(node: Node) -> QuerySet[BudgetLine]:
    """The budget lines of a node, newest year first."""
    return BudgetLine.objects.filter(node=node).order_by("-year", "code", "pk")


def measure_of(pk: int) -> OutcomeIndicator | None:
    """An indicator with node and plan; whether the viewer may change it, ``node_for`` says."""
    return OutcomeIndicator.objects.filter(pk=pk).select_related("node__plan").first()


def targets_of(indicator_id: int) -> dict[int, Decimal]:
    """The yearly targets of an indicator."""
    return dict(YearTarget.objects.filter(indicator_id=indicator_id).values_list("year", "value"))


def budget_line(pk: int) -> BudgetLine | None:
    """A budget line with its node."""
    return BudgetLine.objects.filter(pk=pk).select_related("node").first()


def metric_choices() -> list[tuple[str, str]]:
    """Metrics of the evidence spine that can fill an indicator."""
    return [(m.id, str(m.title)) for m in evidence.metrics()]


def children_of(node: Node) -> QuerySet[Node]:
    """What stands directly under a node, in any plan."""
    return Node.objects.filter(parent=node).select_related("plan", "agency", "unit").order_by("plan_id", "code", "pk")
