"""What planning asks for: which node and which budget line a work result serves, and what is known of them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from pamong.programmes.enums import NodeKind
from pamong.programmes.models import BudgetLine, Node
from pamong.programmes.rules import tree

MOST_CHOICES = 500
INDENT = {kind: "\u2003" * depth for depth, kind in enumerate(tree.ORDER)}


@dataclass(frozen=True)
class NodeChoice:
    """A node to choose: ``label`` is indented by level and names code and level."""

    id: int
    kind: str
    label: str


@dataclass(frozen=True)
class NodeFacts:
    """What other areas may say of a node."""

    id: int
    kind: str
    kind_label: str
    code: str
    name: str
    plan_id: int
    plan_title: str
    agency_id: int | None


def _open_to(agency_id: int | None, year: int) -> Q:
    covers = Q(plan__first_year__lte=year, plan__last_year__gte=year)
    return covers & (Q(plan__agency_id=agency_id) | Q(plan__agency__isnull=True, kind=NodeKind.OUTCOME))


def node_choices(agency_id: int | None, year: int) -> list[NodeChoice]:
    """Nodes a work result of this agency may serve in a year: its Renstra, then the outcomes of the RPJMD. One statement."""
    found = Node.objects.filter(_open_to(agency_id, year)).order_by("plan__kind", "code", "pk")
    rows = found.values_list("pk", "kind", "code", "name", "plan__kind")
    # "renstra" sorts before "rpjmd"
    return [
        NodeChoice(pk, kind, f"{INDENT[kind]}{code} {name}" + (" (RPJMD)" if plan == tree.RPJMD else ""))
        for pk, kind, code, name, plan in rows[:MOST_CHOICES]
    ]


def may_serve(node_id: int, agency_id: int | None, year: int) -> bool:
    """Whether a work result of this agency may serve that node in a year."""
    return Node.objects.filter(_open_to(agency_id, year), pk=node_id).exists()


def budget_choices(agency_id: int | None, year: int) -> list[tuple[int, str]]:
    """Budget lines of the agency's Renstra in a year (id, code and name). One statement."""
    found = BudgetLine.objects.filter(Q(node__plan__agency_id=agency_id), year=year).order_by("code", "pk")
    return [(pk, f"{code} {name}") for pk, code, name in found.values_list("pk", "code", "name")[:MOST_CHOICES]]


def may_charge(line_id: int, agency_id: int | None, year: int) -> bool:
    """Whether a work result of this agency may name that budget line in a year."""
    return BudgetLine.objects.filter(Q(node__plan__agency_id=agency_id), pk=line_id, year=year).exists()


def node_facts(ids: Iterable[int]) -> dict[int, NodeFacts]:
    """What is known of these nodes, by id, in one statement."""
    found = Node.objects.filter(pk__in=list(ids)).select_related("plan")
    return {
        n.pk: NodeFacts(
            n.pk, n.kind, str(n.get_kind_display()), n.code, n.name, n.plan_id, n.plan.title, n.plan.agency_id
        )
        for n in found
    }
