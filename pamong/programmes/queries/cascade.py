"""What the cascade page reads of the plans: tops, levels below, the way up; each in one statement."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce
from django.urls import reverse

from pamong.programmes.enums import AgreementState, PlanKind
from pamong.programmes.models import Agreement, BudgetLine, Node, OutcomeIndicator, YearTarget
from pamong.programmes.rules import tree

MOST_AT_ONCE = 300
_ABOVE = """
WITH RECURSIVE above AS (
  SELECT id, parent_id, 0 AS depth FROM programmes_node WHERE id = %s
  UNION ALL SELECT n.id, n.parent_id, above.depth + 1 FROM programmes_node n JOIN above ON n.id = above.parent_id
  WHERE above.depth < 20
) SELECT id FROM above
"""


@dataclass(frozen=True)
class Around:
    """A node, all above it (the top first, the node itself last), and what stands directly under it."""

    path: list[Node]
    under: list[Node]


def _nodes() -> QuerySet[Node]:
    return Node.objects.select_related("plan", "agency", "unit").order_by("plan__kind", "plan_id", "code", "pk")


def _covering(year: int) -> Q:
    return Q(plan__first_year__lte=year, plan__last_year__gte=year)


def _of_agency(agency_id: int | None) -> Q:
    return Q() if agency_id is None else Q(agency_id=agency_id) | Q(agency__isnull=True)


def _counted(found: QuerySet[Node], year: int, also: Mapping[str, Any]) -> QuerySet[Node]:
    """Nodes with ``below`` (how many stand directly under each), ``ceiling`` and ``spent`` of the year's own budget lines,
    and what the caller wants besides; all in the statement that reads them.
    """
    children = Node.objects.filter(_covering(year), parent_id=OuterRef("pk")).order_by().values("parent_id")
    lines = BudgetLine.objects.filter(node_id=OuterRef("pk"), year=year).order_by().values("node_id")
    return found.annotate(
        below=Coalesce(Subquery(children.annotate(n=Count("pk")).values("n")), 0),
        ceiling=Subquery(lines.annotate(total=Sum("ceiling")).values("total")),
        spent=Subquery(lines.annotate(total=Sum("realised")).values("total")),
        **also,
    )


def top_nodes(year: int, agency_id: int | None = None, **also: Any) -> list[Node]:
    """Where the tree begins: the tops of the RPJMD, and tops of a Renstra that stand under nothing; one statement."""
    found = _nodes().filter(_covering(year), _of_agency(agency_id), parent__isnull=True)
    return sorted(_counted(found, year, also)[:MOST_AT_ONCE], key=lambda n: n.plan.kind != PlanKind.RPJMD)


def around(pk: int, year: int, agency_id: int | None = None, **also: Any) -> Around:
    """A node with its way up and what stands directly under it in plans of the year; one statement."""
    found = _nodes().filter(Q(pk__in=_above(pk)) | Q(_covering(year), _of_agency(agency_id), parent_id=pk))
    rows = list(_counted(found, year, also)[: MOST_AT_ONCE + 20])
    return Around(_chain(rows, pk), [n for n in rows if n.parent_id == pk])


def node_path(pk: int) -> list[Node]:
    """A node and all above it, the top first; empty for one that does not exist. One statement."""
    return _chain(list(_nodes().filter(pk__in=_above(pk))), pk)


def _above(pk: int) -> RawSQL:
    return RawSQL(_ABOVE, [pk])  # noqa: S611  # a constant; the number goes as its parameter


def _chain(rows: list[Node], pk: int) -> list[Node]:
    by_id = {n.pk: n for n in rows}
    found: list[Node] = []
    row = by_id.get(pk)
    while row is not None and row not in found:
        found.insert(0, row)
        row = by_id.get(row.parent_id or 0)
    return found


def promises(nodes: Iterable[Node], year: int) -> dict[int, tuple[int, str, str, int]]:
    """The perjanjian kinerja of the year behind nodes of a Renstra that such agreements name (outcomes and programmes):
    id, state, its words and version, by node; one statement.
    """
    wanted = {n.pk: n.agency_id for n in nodes if n.plan.kind == PlanKind.RENSTRA and n.kind in PROMISED}
    found = Agreement.objects.filter(agency_id__in={a for a in wanted.values() if a}, year=year)
    latest: dict[int, Agreement] = {}
    for one in found.exclude(state=AgreementState.REPLACED).defer("content").order_by("number"):
        latest[one.agency_id] = one
    rows = {pk: latest[agency_id] for pk, agency_id in wanted.items() if agency_id in latest}
    return {pk: (row.pk, row.state, str(row.get_state_display()), row.number) for pk, row in rows.items()}


PROMISED = (tree.OUTCOME, tree.PROGRAMME)


def node_url(pk: int) -> str:
    """The page of a node."""
    return reverse("programmes:node", args=[pk])


def marked_nodes(year: int, agencies: set[int] | None = None) -> QuerySet[Node]:
    """Nodes of plans of the year, of some agencies and of nobody, marked ``has_nodes``, ``has_measure``, ``lacks_target``."""
    wanted = _covering(year)
    if agencies is not None:
        wanted &= Q(agency_id__in=agencies) | Q(agency__isnull=True)
    targets = YearTarget.objects.filter(indicator_id=OuterRef("pk"), year=year)
    measures = OutcomeIndicator.objects.filter(node_id=OuterRef("pk"))
    return Node.objects.filter(wanted).annotate(
        has_nodes=Exists(Node.objects.filter(_covering(year), parent_id=OuterRef("pk"))),
        has_measure=Exists(measures),
        lacks_target=Exists(measures.filter(~Exists(targets))),
    )
