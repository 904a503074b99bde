"""The cascade: results a person may carry, what waits for a link, what was handed down, and the role-result matrix."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from pamong.people import queries as people
from pamong.people.models import Assignment
from pamong.planning.enums import Intervention, ParentState, ResultKind
from pamong.planning.models import HandedDown, Skp, WorkResult
from pamong.planning.queries.skps import relations
from pamong.platform.access import scope
from pamong.platform.access.errors import NotVisible
from pamong.platform.access.viewer import Viewer
from pamong.platform.calendar.queries import today

_ANCESTORS = """
WITH RECURSIVE above AS (
  SELECT id, parent_id, 1 AS depth FROM planning_workresult WHERE id = %s
  UNION ALL SELECT r.id, r.parent_id, above.depth + 1 FROM planning_workresult r JOIN above ON r.id = above.parent_id
  WHERE above.depth < 50
) CYCLE id SET is_cycle USING path SELECT id FROM above
"""


def ancestors(result_id: int) -> frozenset[int]:
    """Ids of a result and of all above it, up to the head of the region."""
    with connection.cursor() as cursor:
        cursor.execute(_ANCESTORS, [result_id])
        return frozenset(row[0] for row in cursor.fetchall())


def one_link_at_a_time() -> None:
    """Wait for other links being made, until the end of this transaction: two of them together could close a circle.

    Asked for before any row is locked, else two linkers wait for each other.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('planning.cascade'))")


def parents_for(skp: Skp) -> QuerySet[WorkResult]:
    """Leader's results this plan may carry: handed down to the person (``offered``), else any of his assessor's.

    Annotated ``offered`` and ``intervention``; owners' names with it. What was handed down comes first.
    """
    mine = HandedDown.objects.filter(result_id=OuterRef("pk"), to_person_id=skp.person_id)
    found = WorkResult.objects.filter(skp__starts__lte=skp.ends, skp__ends__gte=skp.starts)
    marked = found.annotate(offered=Exists(mine), intervention=Subquery(mine.values("intervention")[:1]))
    return (
        marked.filter(Q(offered=True) | Q(skp__person_id=skp.assessor_id))
        .exclude(skp__person_id=skp.person_id)
        .select_related("skp__person")
        .order_by("-offered", "skp__person__name", "-kind", "order", "pk")
    )


def parent_named(skp: Skp, result_id: int) -> tuple[int, str, str] | None:
    """A leader's result that this plan may carry: id, title and owner; None for any other."""
    found = parents_for(skp).filter(pk=result_id).first()
    return (found.pk, found.title, found.skp.person.name) if found else None


def offered_to(person_id: int, skp: Skp | None = None) -> QuerySet[HandedDown]:
    """What leaders handed down to a person and no result of his carries yet (within the days of ``skp``, if given)."""
    carried = WorkResult.objects.filter(parent_id=OuterRef("result_id"), skp__person_id=person_id)
    found = HandedDown.objects.filter(~Exists(carried), to_person_id=person_id, result__dropped_on__isnull=True)
    if skp is not None:
        found = found.filter(result__skp__starts__lte=skp.ends, result__skp__ends__gte=skp.starts)
    return found.select_related("result__skp__person").order_by("result__order", "pk")


def waiting_own(viewer: Viewer, on: dt.date | None = None) -> QuerySet[WorkResult]:
    """The viewer's own results that wait for a leader's result."""
    return _waiting(on or today()).filter(Q(skp__person_id=viewer.person_id))


def waiting_below(viewer: Viewer, on: dt.date | None = None) -> QuerySet[WorkResult]:
    """Results of others that wait for a result of the viewer (or of the one whose duties he carries)."""
    return (
        _waiting(on or today()).filter(skp__assessor_id__in=viewer.acts_for).exclude(Q(skp__person_id=viewer.person_id))
    )


def _waiting(day: dt.date) -> QuerySet[WorkResult]:
    found = WorkResult.objects.filter(parent_state=ParentState.WAITING, kind=ResultKind.MAIN, skp__ends__gte=day)
    return found.select_related("skp__person", "skp__assignment__unit").order_by("skp__person__name", "order", "pk")


def linkable(viewer: Viewer, policy: str, result_id: int) -> WorkResult:
    """A result the viewer may link (his own or one he assesses), locked with its plan; raises NotVisible."""
    allowed = Skp.objects.filter(scope(viewer, policy, relations(viewer), agency="cycle__agency_id")).values("pk")
    found = WorkResult.objects.filter(pk=result_id, skp__in=allowed).select_related("skp__cycle")
    result = found.select_for_update(of=("self", "skp"), no_key=True).first()
    if result is None:
        raise NotVisible
    return result


def leaders_results(viewer: Viewer, on: dt.date | None = None) -> QuerySet[WorkResult]:
    """This year's results of the persons whose duties the viewer carries: what he may hand down or offer as parent."""
    day = on or today()
    found = WorkResult.objects.filter(skp__person_id__in=viewer.acts_for, skp__starts__lte=day, skp__ends__gte=day)
    return found.select_related("skp__person").order_by("skp__person__name", "-kind", "order", "pk")


def own_result(viewer: Viewer, result_id: int, *, lock: bool = False) -> WorkResult:
    """A result the viewer may hand down, locked if an action asks for it; raises NotVisible."""
    source = WorkResult.objects.filter(pk=result_id, skp__person_id__in=viewer.acts_for).select_related("skp")
    found = (source.select_for_update(of=("self",), no_key=True) if lock else source).first()
    if found is None:
        raise NotVisible
    return found


def receivers(viewer: Viewer, search: str = "") -> QuerySet[Assignment]:
    """To whom results can be handed down: direct reports; with a search also everybody in the units he leads."""
    if not search:
        return people.direct_reports(viewer)
    return _below(viewer).filter(person__name__icontains=search)


def receivers_among(viewer: Viewer, person_ids: Iterable[int]) -> QuerySet[Assignment]:
    """Those of the named persons who stand below the viewer."""
    return _below(viewer).filter(person_id__in=list(person_ids))


def _below(viewer: Viewer) -> QuerySet[Assignment]:
    below = Q(superior_id__in=viewer.acts_for) | people.under(viewer.leads, "unit__path")
    found = Assignment.objects.filter(below, valid__contains=today()).exclude(person_id__in=viewer.acts_for)
    return (
        found.exclude(Q(person_id=viewer.person_id))
        .select_related("person", "unit")
        .order_by("person__name", "person_id")
    )


def handed_of(result_ids: Iterable[int]) -> QuerySet[HandedDown]:
    """Who was given these results, and how."""
    found = HandedDown.objects.filter(result_id__in=list(result_ids)).select_related("to_person")
    return found.order_by("result_id", "to_person__name")


@dataclass
class MatrixCell:
    """Where a person meets a leader's result: how it was given, and which results of his carry it."""

    intervention: str = ""
    intermediate: str = ""
    titles: list[str] = field(default_factory=list)

    @property
    def label(self) -> str:
        return str(Intervention(self.intervention).label) if self.intervention else ""


@dataclass(frozen=True)
class MatrixRow:
    """One person of the matrix with a cell per leader's result, in the order of the columns."""

    person_id: int
    name: str
    cells: list[MatrixCell]


@dataclass(frozen=True)
class Matrix:
    """Role-result matrix of one plan: the leader's results, the persons, and results nobody carries."""

    results: list[WorkResult]
    rows: list[MatrixRow]
    gaps: list[WorkResult]


def matrix(skp: Skp) -> Matrix:
    """The role-result matrix below a plan, persons by name; three statements at any size."""
    results = list(WorkResult.objects.filter(skp_id=skp.pk).order_by("-kind", "order", "pk"))
    place = {r.pk: n for n, r in enumerate(results)}
    rows: dict[int, MatrixRow] = {}

    def cell(person_id: int, name: str, result_id: int) -> MatrixCell:
        blank = MatrixRow(person_id, name, [MatrixCell() for _ in results])
        return rows.setdefault(person_id, blank).cells[place[result_id]]

    for given in handed_of(place):
        found = cell(given.to_person_id, given.to_person.name, given.result_id)
        found.intervention, found.intermediate = given.intervention, given.intermediate
    for child in WorkResult.objects.filter(parent_id__in=list(place)).select_related("skp__person").order_by("order"):
        if child.parent_id is not None:
            cell(child.skp.person_id, child.skp.person.name, child.parent_id).titles.append(child.title)
    ordered = sorted(rows.values(), key=lambda row: (row.name, row.person_id))
    carried = {n for row in ordered for n, c in enumerate(row.cells) if c.intervention or c.titles}
    return Matrix(results, ordered, [r for n, r in enumerate(results) if n not in carried])
