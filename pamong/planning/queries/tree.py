"""The cascade on one page: goals of the region, plans of agencies, and the work results that carry them, level by level.

One level is read at a time, in the same number of statements however many people there are. Nodes of the plans are open
to all staff; work results only as far as the viewer's right goes, of the rest only the number is told.
"""

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _

from pamong.people import queries as people
from pamong.people.models import Assignment, Unit
from pamong.planning.enums import ParentState, SkpState
from pamong.planning.models import HandedDown, Indicator, Skp, WorkResult
from pamong.planning.queries.measured import as_wanted, is_own, realisations
from pamong.planning.queries.skps import relations
from pamong.planning.rules.achievement import achievement, reached
from pamong.platform.access import scope
from pamong.platform.access.errors import NotVisible
from pamong.platform.access.viewer import Viewer
from pamong.platform.calendar.queries import today
from pamong.programmes import queries as programmes

PER_LEVEL = 30
NODE, RESULT = "n", "r"
_ABOVE = """
WITH RECURSIVE above AS (
  SELECT id, parent_id, 0 AS depth FROM planning_workresult WHERE id = %s
  UNION ALL SELECT r.id, r.parent_id, above.depth + 1 FROM planning_workresult r JOIN above ON r.id = above.parent_id
  WHERE above.depth < 50
) CYCLE id SET is_cycle USING way SELECT id FROM above
"""


@dataclass(frozen=True)
class Measured:
    """One indicator of an entry: what was asked, what is known, and whether it is reached (None: unknown)."""

    text: str
    unit: str
    target: Decimal | None
    target_max: Decimal | None
    target_text: str
    realised: Decimal | None
    percent: Decimal | None
    reached: bool | None


@dataclass
class Entry:
    """One line of the tree. ``key`` opens it: "n12" a node of a plan, "r34" a work result."""

    key: str
    level: str
    title: str
    owner: str
    url: str
    state: str = ""  # of a node: as programmes says; of a result: the state of its plan
    measured: list[Measured] = field(default_factory=list)
    gaps: list[str] = field(default_factory=list)
    promised: "Promise | None" = None
    money: programmes.Money | None = None
    children: int = 0
    person_id: int | None = None
    address: str = ""

    @property
    def is_node(self) -> bool:
        return self.key.startswith(NODE)


@dataclass(frozen=True)
class Promise:
    """How a node stands in the perjanjian kinerja of its agency for the year."""

    pk: int
    state: str
    state_label: str
    number: int


@dataclass
class Level:
    """What stands under the opened entry (or at the top): nodes, then a page of work results."""

    opened: Entry | None
    path: list[Entry]
    nodes: list[Entry]
    results: list[Entry]
    page: Page[WorkResult]
    hidden: int  # work results the viewer may not see


@dataclass(frozen=True)
class Wanted:
    """What the address asks for."""

    year: int
    key: str = ""
    unit: Unit | None = None
    page: str = ""

    def address(self, key: str) -> str:
        """The query string that opens an entry, with the same year and unit."""
        unit = {"unit": self.unit.pk} if self.unit else {}
        return "?" + urlencode({"tahun": self.year, "simpul": key, **unit})

    @property
    def first(self) -> dt.date:
        return dt.date(self.year, 1, 1)

    @property
    def last(self) -> dt.date:
        return dt.date(self.year, 12, 31)


def visible_results(viewer: Viewer, wanted: Wanted, policy: str = "cascade.view") -> QuerySet[WorkResult]:
    """Work results of the year that the viewer may see, within the chosen unit."""
    plans = Skp.objects.filter(scope(viewer, policy, relations(viewer), agency="cycle__agency_id"))
    found = of_year(wanted).filter(skp__in=plans.order_by().values("pk"))
    if wanted.unit is not None:
        found = found.filter(skp__assignment__unit__path__startswith=wanted.unit.path)
    return found


def of_year(wanted: Wanted) -> QuerySet[WorkResult]:
    """All work results of plans of the year."""
    return WorkResult.objects.filter(skp__cycle__year=wanted.year)


def unit_of(viewer: Viewer, pk: str) -> Unit | None:
    """The unit an address narrows to, or None."""
    if not (pk.isascii() and pk.isdigit() and len(pk) < 10):
        return None
    return Unit.objects.filter(pk=int(pk)).first()


def level(viewer: Viewer, wanted: Wanted) -> Level:
    """What stands under ``wanted.key``; the top of the tree without one. Raises NotVisible."""
    kind, pk = wanted.key[:1], wanted.key[1:]
    if not wanted.key:
        return _top(viewer, wanted)
    if kind not in (NODE, RESULT) or not (pk.isascii() and pk.isdigit() and len(pk) < 18):
        raise NotVisible
    return _under_node(viewer, wanted, int(pk)) if kind == NODE else _under_result(viewer, wanted, int(pk))


def _top(viewer: Viewer, wanted: Wanted) -> Level:
    agency_id = wanted.unit.agency_id if wanted.unit else None
    nodes = programmes.top_nodes(wanted.year, agency_id, carried=_carried(wanted))
    return _level(wanted, None, [], nodes=nodes, results=_Results())


def _under_node(viewer: Viewer, wanted: Wanted, pk: int) -> Level:
    agency_id = wanted.unit.agency_id if wanted.unit else None
    found = programmes.around(pk, wanted.year, agency_id, carried=_carried(wanted))
    if not found.path:
        raise NotVisible
    path = [node_entry(n) for n in found.path[:-1]]
    results = _results(viewer, wanted, Q(programme_id=pk))
    return _level(wanted, found.path[-1], path, nodes=found.under, results=results)


def _under_result(viewer: Viewer, wanted: Wanted, pk: int) -> Level:
    above = _results_above(viewer, wanted, pk)
    if not above or not above[-1].may_open:  # type: ignore[attr-defined]  # annotated
        raise NotVisible
    served = next((r.programme_id for r in above if r.programme_id), None)
    nodes_above = [node_entry(n) for n in programmes.node_path(served)] if served else []
    entries = nodes_above + [_path_entry(r) for r in above[:-1]]
    return _level(wanted, above[-1], entries, nodes=[], results=_results(viewer, wanted, Q(parent_id=pk)))


def _carried(wanted: Wanted) -> Coalesce:
    """How many work results of the year carry a node."""
    rows = of_year(wanted).filter(programme_id=OuterRef("pk")).order_by().values("programme_id")
    return Coalesce(Subquery(rows.annotate(n=Count("pk")).values("n")), 0)


@dataclass(frozen=True)
class _Results:
    """What may be listed under the opened entry, how many that are, and how many stand there altogether."""

    found: QuerySet[WorkResult] = field(default_factory=WorkResult.objects.none)
    shown: int = 0
    every: int = 0


def _results(viewer: Viewer, wanted: Wanted, under: Q) -> _Results:
    mine = visible_results(viewer, wanted).filter(under)
    counted = of_year(wanted).filter(under).aggregate(every=Count("pk"), shown=Count("pk", filter=Q(pk__in=mine)))
    return _Results(mine, counted["shown"], counted["every"])


def _results_above(viewer: Viewer, wanted: Wanted, pk: int) -> list[WorkResult]:
    """A result and all above it, the highest first, marked ``may_open``; one statement."""
    may = visible_results(viewer, Wanted(wanted.year)).filter(pk=OuterRef("pk"))
    above = RawSQL(_ABOVE, [pk])  # noqa: S611  # a constant; the number goes as its parameter
    rows = annotated(WorkResult.objects.filter(pk__in=above), wanted).annotate(may_open=Exists(may))
    by_id = {r.pk: r for r in rows}
    found: list[WorkResult] = []
    row = by_id.get(pk)
    while row is not None and row not in found:
        found.insert(0, row)
        row = by_id.get(row.parent_id or 0)
    return found


def _with_owner(found: QuerySet[WorkResult]) -> QuerySet[WorkResult]:
    return found.select_related("skp__person", "skp__assignment__unit")


def _level(
    wanted: Wanted,
    opened: "programmes.Node | WorkResult | None",
    path: list[Entry],
    *,
    nodes: "list[programmes.Node]",
    results: _Results,
) -> Level:
    shown = annotated(results.found, wanted).order_by(
        "skp__assignment__unit__path", "skp__person__name", "-kind", "order", "pk"
    )
    pages = Paginator(shown, PER_LEVEL)
    pages.count = results.shown  # known already
    page = pages.get_page(wanted.page)
    rows = list(page.object_list) if results.shown else []
    own_node = [opened] if isinstance(opened, programmes.Node) else []
    own_result = [opened] if isinstance(opened, WorkResult) else []
    entries = _node_entries([*own_node, *nodes], wanted)
    listed = result_entries([*own_result, *rows], wanted)
    for entry in (*path, *entries, *listed):
        entry.address = wanted.address(entry.key)
    heads = entries[: len(own_node)] + listed[: len(own_result)]
    return Level(
        opened=heads[0] if heads else None,
        path=path,
        nodes=entries[len(own_node) :],
        results=listed[len(own_result) :],
        page=page,
        hidden=results.every - results.shown if wanted.unit is None else 0,
    )


def annotated(found: QuerySet[WorkResult], wanted: Wanted) -> QuerySet[WorkResult]:
    """Results with owner, number of carriers, whether they were handed down, and whether their owner leads people."""
    led = Assignment.objects.filter(superior_id=OuterRef("skp__person_id"), valid__contains=min(wanted.last, today()))
    return _with_owner(found).annotate(
        carriers=Count("carried_by", filter=Q(carried_by__dropped_on__isnull=True)),
        was_handed=Exists(HandedDown.objects.filter(result_id=OuterRef("pk"))),
        leads=Exists(led),
    )


def node_entry(node: "programmes.Node") -> Entry:
    """A node without figures, for the way back."""
    owner = node.unit.name if node.unit else node.agency.name if node.agency else ""
    level_name = f"{node.plan.get_kind_display()} · {node.get_kind_display()}"
    return Entry(f"{NODE}{node.pk}", level_name, f"{node.code} {node.name}", owner, programmes.node_url(node.pk))


def _path_entry(row: WorkResult) -> Entry:
    return Entry(f"{RESULT}{row.pk}", _("Hasil kerja"), row.title, row.skp.person.name, "", person_id=row.skp.person_id)


def _node_entries(rows: "list[programmes.Node]", wanted: Wanted) -> list[Entry]:
    """Nodes as read by ``top_nodes`` and ``around``, with their figures and promises; two statements for all of them."""
    measured = programmes.figures([n.pk for n in rows], wanted.year)
    promised = programmes.promises(rows, wanted.year)
    return [_node_entry(node, measured[node.pk], promised.get(node.pk)) for node in rows]


def _node_entry(
    node: "programmes.Node", figures: list[programmes.Figure], promised: tuple[int, str, str, int] | None
) -> Entry:
    read: Any = node  # with ``below``, ``carried``, ``ceiling`` and ``spent``
    entry = node_entry(node)
    entry.measured = [_of_figure(f) for f in figures]
    entry.state = programmes.state_of(figures)
    entry.money = None if read.ceiling is None else programmes.Money(read.ceiling, read.spent)
    entry.children = read.below + read.carried
    entry.gaps = _node_gaps(node, figures, entry.children)
    entry.promised = Promise(*promised) if promised else None
    return entry


def _node_gaps(node: "programmes.Node", measured: list[programmes.Figure], below: int) -> list[str]:
    found = []
    if node.kind == "programme" and node.agency_id is None:
        found.append(_("Tanpa penanggung jawab"))
    if not below:
        found.append(_("Belum dijalankan siapa pun"))
    if node.kind in ("goal", "outcome") and not measured:
        found.append(_("Tanpa indikator"))
    elif any(f.target is None for f in measured):
        found.append(_("Tanpa target tahun ini"))
    return found


def _of_figure(f: programmes.Figure) -> Measured:
    hit = None if f.target is None or f.realised is None else f.state == "reached"
    return Measured(f.text, f.unit, f.target, None, "", f.realised, f.percent, hit)


def result_entries(rows: list[WorkResult], wanted: Wanted) -> list[Entry]:
    """Annotated results with what their indicators realised in the year; two statements for all of them."""
    measured = _measures([row.pk for row in rows], wanted) if rows else {}
    return [_result_entry(row, measured.get(row.pk, [])) for row in rows]


def _result_entry(row: WorkResult, measured: list[Measured]) -> Entry:
    owner = f"{row.skp.person.name} · {row.skp.assignment.position_title}, {row.skp.assignment.unit.name}"
    entry = Entry(f"{RESULT}{row.pk}", _("Hasil kerja"), row.title, owner, "", row.skp.state, measured)
    entry.url = reverse("planning:skp", args=[row.skp_id])
    entry.person_id = row.skp.person_id
    entry.children = row.carriers  # type: ignore[attr-defined]  # annotated
    entry.gaps = _result_gaps(row, measured)
    return entry


def _result_gaps(row: WorkResult, measured: list[Measured]) -> list[str]:
    found = []
    if row.leads and not row.carriers:  # type: ignore[attr-defined]  # annotated
        handed = row.was_handed  # type: ignore[attr-defined]  # annotated
        found.append(_("Sudah diturunkan, belum direncanakan") if handed else _("Belum dijalankan siapa pun"))
    if row.parent_state == ParentState.WAITING:
        found.append(_("Menunggu hasil kerja pimpinan"))
    elif row.parent_state == ParentState.NONE and row.programme_id is None:
        found.append(_("Menggantung: tanpa pimpinan, tanpa program"))
    if not measured:
        found.append(_("Tanpa indikator"))
    if row.skp.state != SkpState.AGREED:
        found.append(_("SKP belum disetujui"))
    return found


def _measures(result_ids: list[int], wanted: Wanted) -> dict[int, list[Measured]]:
    found = Indicator.objects.filter(result_id__in=result_ids)
    found = found.select_related("result__skp__assignment", "result__skp__cycle")
    rows = list(found.order_by("result_id", "order", "pk"))
    open_rows = [i for i in rows if i.result.skp.state == SkpState.AGREED or is_own(i.measure)]
    values = realisations(as_wanted(i, i.result.skp, wanted.first, wanted.last) for i in open_rows)
    by_result: dict[int, list[Measured]] = {}
    for i in rows:
        value = values[i.pk].value if i.pk in values else None
        by_result.setdefault(i.result_id, []).append(
            Measured(
                i.text,
                i.unit,
                i.target,
                i.target_max,
                i.target_text,
                value,
                achievement(i.direction, i.target, value, i.target_max),
                reached(i.direction, i.target, value, i.target_max),
            )
        )
    return by_result


def units_for(viewer: Viewer) -> list[tuple[str, str]]:
    """Units the tree can be narrowed to."""
    return people.units_for(viewer)


def subjects(found: Level) -> list[int]:
    """Whose work results the page shows, for the record of readings."""
    entries = [*found.results, *([found.opened] if found.opened else [])]
    return [e.person_id for e in entries if e.person_id is not None]
