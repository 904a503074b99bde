"""The gap list: what nobody carries, what hangs in the air, and what has no owner or no measure, for a whole year.

Two statements count everything, two read a page, at any size. Work results only as far as the viewer may see them; parts
of plans of his own agency, or of all for those who watch the region.
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, Count, Exists, ExpressionWrapper, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from pamong.people.models import Assignment
from pamong.planning.enums import ParentState, ResultKind
from pamong.planning.models import HandedDown, WorkResult
from pamong.planning.queries.tree import Wanted, of_year, visible_results
from pamong.platform.access.table import TABLE
from pamong.platform.access.viewer import Viewer
from pamong.platform.calendar.queries import today
from pamong.programmes import queries as programmes

OWNERLESS, UNCARRIED_NODE, UNMEASURED = "tanpa_penanggung_jawab", "sasaran_tak_dijalankan", "tanpa_ukuran"
UNCARRIED, WAITING, HANGING = "hasil_tak_dijalankan", "menunggu", "menggantung"
KINDS = {
    OWNERLESS: _("Program tanpa penanggung jawab"),
    UNCARRIED_NODE: _("Sasaran, program, atau kegiatan yang belum dijalankan siapa pun"),
    UNMEASURED: _("Tujuan atau sasaran tanpa indikator atau tanpa target"),
    UNCARRIED: _("Hasil kerja pimpinan yang belum dijalankan siapa pun"),
    WAITING: _("Hasil kerja yang masih menunggu hasil kerja pimpinan"),
    HANGING: _("Hasil kerja yang menggantung: tanpa pimpinan, tanpa program"),
}
OF_NODES = (OWNERLESS, UNCARRIED_NODE, UNMEASURED)


@dataclass(frozen=True)
class Gap:
    """One row of the list. ``key`` opens it in the tree, ``person_id`` is the owner of a work result."""

    key: str
    title: str
    owner: str
    where: str
    person_id: int | None = None


def counts(viewer: Viewer, wanted: Wanted) -> dict[str, int]:
    """How many gaps of each kind; two statements."""
    nodes = _nodes(viewer, wanted).aggregate(**{kind: Count("pk", filter=_of_kind(kind)) for kind in OF_NODES})
    results = _results(viewer, wanted).aggregate(
        **{kind: Count("pk", filter=_of_kind(kind)) for kind in KINDS if kind not in OF_NODES}
    )
    return {**nodes, **results}


def gaps(viewer: Viewer, wanted: Wanted, kind: str) -> QuerySet[Any]:
    """The rows behind one kind, by agency or unit; ``as_gap`` makes them ready to be shown."""
    if kind in OF_NODES:
        found = _nodes(viewer, wanted).filter(_of_kind(kind)).select_related("plan", "agency", "unit")
        return found.order_by("plan__kind", "plan_id", "code", "pk")
    rows = _results(viewer, wanted).filter(_of_kind(kind)).select_related("skp__person", "skp__assignment__unit")
    return rows.order_by("skp__assignment__unit__path", "skp__person__name", "pk")


def as_gap(row: Any) -> Gap:
    """A row of ``gaps`` as pages and workbooks show it."""
    if isinstance(row, WorkResult):
        post = row.skp.assignment
        return Gap(
            f"r{row.pk}", row.title, f"{row.skp.person.name} · {post.position_title}", post.unit.name, row.skp.person_id
        )
    owner = row.unit.name if row.unit else row.agency.name if row.agency else ""
    return Gap(f"n{row.pk}", f"{row.code} {row.name}", owner, f"{row.plan.title} · {row.get_kind_display()}")


def _of_kind(kind: str) -> Q:
    return {
        OWNERLESS: Q(kind="programme", agency__isnull=True),
        UNCARRIED_NODE: Q(has_nodes=False, has_results=False),
        UNMEASURED: Q(kind__in=("goal", "outcome")) & (Q(has_measure=False) | Q(lacks_target=True)),
        UNCARRIED: Q(leads=True, has_carriers=False, was_handed=False),
        WAITING: Q(parent_state=ParentState.WAITING),
        HANGING: Q(parent_state=ParentState.NONE, programme__isnull=True),
    }[kind]


def _nodes(viewer: Viewer, wanted: Wanted) -> QuerySet[Any]:
    carried = WorkResult.objects.filter(programme_id=OuterRef("pk"), skp__cycle__year=wanted.year)
    agencies = {wanted.unit.agency_id} if wanted.unit else agencies_of(viewer)
    return programmes.marked_nodes(wanted.year, agencies).annotate(has_results=Exists(carried))


def _results(viewer: Viewer, wanted: Wanted) -> QuerySet[WorkResult]:
    day = min(wanted.last, today())
    led = Assignment.objects.filter(superior__isnull=False, valid__contains=day).values("superior_id")
    carried = of_year(wanted).filter(parent__isnull=False).values("parent_id")
    return (
        visible_results(viewer, wanted)
        .filter(kind=ResultKind.MAIN)
        .annotate(
            leads=_is(skp__person_id__in=led),
            has_carriers=_is(pk__in=carried),
            was_handed=_is(pk__in=HandedDown.objects.values("result_id")),
        )
    )


def _is(**lookup: QuerySet[Any]) -> "ExpressionWrapper[Q]":
    """A list read once for the whole statement. As EXISTS the database joins it row by row when it expects few rows,
    which on tables it has not counted yet takes seconds."""
    return ExpressionWrapper(Q(**lookup), output_field=BooleanField())


def agencies_of(viewer: Viewer) -> set[int] | None:
    """The agencies whose plans the viewer watches; None for a role that holds for the whole region."""
    held: set[int] = {viewer.agency_id} if viewer.agency_id else set()
    for who in TABLE["cascade.view"].who:
        if who.is_role and viewer.has_role(who):
            agencies = viewer.agencies_for(who)
            if agencies is None:
                return None
            held |= agencies
    return held
