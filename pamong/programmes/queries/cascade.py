"""What the cascade page reads of the plans: tops, levels below, the way up; each in one statement."""

from collections.abc import Iterable

from django.db import connection
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from pamong.programmes.enums import AgreementState, PlanKind
from pamong.programmes.models import Agreement, Node, OutcomeIndicator, YearTarget
from pamong.programmes.rules import tree

MOST_AT_ONCE = 300
_ABOVE = """
WITH RECURSIVE above AS (
  SELECT id, parent_id, 0 AS depth FROM programmes_node WHERE id = %s
  UNION ALL SELECT n.id, n.parent_id, above.depth + 1 FROM programmes_node n JOIN above ON n.id = above.parent_id
  WHERE above.depth < 20
) SELECT id, depth FROM above
"""


def _nodes() -> QuerySet[Node]:
    return Node.objects.select_related("plan", "agency", "unit").order_by("plan__kind", "plan_id", "code", "pk")


def _covering(year: int) -> Q:
    return Q(plan__first_year__lte=year, plan__last_year__gte=year)


def _of_agency(agency_id: int | None) -> Q:
    return Q() if agency_id is None else Q(agency_id=agency_id) | Q(agency__isnull=True)


def top_nodes(year: int, agency_id: int | None = None) -> list[Node]:
    """Where the tree begins: the tops of the RPJMD, and tops of a Renstra that stand under nothing."""
    found = _nodes().filter(_covering(year), _of_agency(agency_id), parent__isnull=True)
    return sorted(found[:MOST_AT_ONCE], key=lambda n: n.plan.kind != PlanKind.RPJMD)


def nodes_under(ids: Iterable[int], year: int, agency_id: int | None = None) -> list[Node]:
    """What stands directly under these nodes, in plans of the year."""
    found = _nodes().filter(_covering(year), _of_agency(agency_id), parent_id__in=list(ids))
    return list(found[:MOST_AT_ONCE])


def node_path(pk: int) -> list[Node]:
    """A node and all above it, the top first; empty for one that does not exist. Two statements."""
    with connection.cursor() as cursor:
        cursor.execute(_ABOVE, [pk])
        depth = dict(cursor.fetchall())
    return sorted(_nodes().filter(pk__in=list(depth)), key=lambda n: -depth[n.pk])


def children_counts(ids: Iterable[int], year: int) -> dict[int, int]:
    """How many nodes stand directly under each of these; one statement."""
    found = Node.objects.filter(_covering(year), parent_id__in=list(ids)).order_by()
    return dict(found.values_list("parent_id").annotate(n=Count("pk")))


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
