"""A plan from a workbook: keep the upload, then write what its check finds new or changed, all of it in one act."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import CharField, Max, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone
from django.utils.translation import gettext as _

from pamong.platform.access.errors import Conflict, NotVisible
from pamong.platform.access.viewer import Viewer
from pamong.platform.audit import actions as audit
from pamong.platform.guard import ACTION
from pamong.programmes.actions._row import open_plan
from pamong.programmes.models import BudgetLine, Node, OutcomeIndicator, PlanUpload, StrategicPlan, YearTarget
from pamong.programmes.queries.sheets import read_book
from pamong.programmes.queries.stored import OF_BUDGET, OF_MEASURE, OF_NODE
from pamong.programmes.queries.uploads import checked, stale_uploads
from pamong.programmes.rules import sheet, tree
from pamong.programmes.rules.sheet import Judged
from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_

BATCH = 500
KEPT_DAYS = 30


@transaction.atomic
def upload_plan(*, plan_id: int, content: bytes, file_name: str, by: Viewer) -> PlanUpload:
    """Keep a workbook for its check. Raises NotVisible, Refused (field ``file``) for one that is no plan."""
    plan = open_plan(by, plan_id)
    lines = read_book(content, file_name, plan).lines
    row = PlanUpload.objects.add(
        via=ACTION, plan=plan, file_name=file_name[-200:], content=content, uploaded_by=by.name[:150] or "-"
    )
    audit.record(by=by, verb="plan.uploaded", target=row, rows=len(lines))
    return row


@transaction.atomic
def take_upload(*, pk: int, seen: str, by: Viewer) -> PlanUpload:
    """Write what the check finds new or changed; refused lines stay out. ``seen``: the fingerprint of the check that was read.

    Raises NotVisible, Refused (taken already, nothing to do), Conflict when the plan changed since the check.
    """
    row = PlanUpload.objects.filter(pk=pk).select_for_update(of=("self",)).first()
    if row is None:
        raise NotVisible
    row.plan = open_plan(by, row.plan_id)
    if row.applied_at is not None:
        raise Refused(N_("Berkas ini sudah diimpor."), code="sudah_diimpor")
    found = checked(row)
    if found.fingerprint() != seen:
        raise Conflict(mine={}, theirs={_("Rencana"): _("berubah sejak Anda memeriksa berkas ini")})
    counts = found.counts()
    if not counts[sheet.NEW] + counts[sheet.CHANGED]:
        raise Refused(N_("Tidak ada yang baru atau berubah; tidak ada yang perlu diimpor."), code="tetap")
    of = {kind: [j for j in found.judged if j.line.kind == kind] for kind in sheet.KINDS}
    _write_nodes(row.plan, of[sheet.NODE])
    _write_measures(of[sheet.MEASURE])
    _write_budget(of[sheet.BUDGET])
    row.added, row.changed, row.refused = counts[sheet.NEW], counts[sheet.CHANGED], counts[sheet.REFUSED]
    row.applied_at = timezone.now()
    row.save(via=ACTION, update_fields=["added", "changed", "refused", "applied_at"])
    audit.record(by=by, verb="plan.imported", target=row.plan, upload=row.pk, **counts)
    return row


@transaction.atomic
def forget_uploads(*, by: Viewer) -> int:
    """Take away the files of old uploads; what they brought stays. Answers how many."""
    old = stale_uploads(timezone.now() - dt.timedelta(days=KEPT_DAYS))
    first = old.first()
    if first is None:
        return 0
    audit.record(by=by, verb="plan.uploads_forgotten", target=first)
    return old.update(via=ACTION, content=None)


def _split(judged: Iterable[Judged]) -> tuple[list[Judged], list[Judged]]:
    rows = list(judged)
    return [j for j in rows if j.state == sheet.NEW], [j for j in rows if j.state == sheet.CHANGED]


def _at(node: "int | Judged | None") -> int | None:
    return node.made if isinstance(node, Judged) else node


def _write_nodes(plan: StrategicPlan, judged: Sequence[Judged]) -> None:
    fresh, changed = _split(judged)
    _step_aside(Node, "code", fresh, changed, lambda values, _node: values["code"])
    for kind in tree.ORDER:  # a parent is there before what stands under it
        level = [j for j in fresh if j.values["kind"] == kind]
        rows = Node.objects.bulk_create(
            [Node(plan=plan, **{**_of(OF_NODE, j), "parent_id": _at(j.node)}) for j in level], via=ACTION
        )
        for one, made in zip(level, rows, strict=True):
            one.made = made.pk
    rows = [Node(**_stored(j), **{**_of(OF_NODE, j), "parent_id": _at(j.node)}) for j in changed]
    _store(Node, rows, OF_NODE)


def _write_measures(judged: Sequence[Judged]) -> None:
    fresh, changed = _split(judged)
    _step_aside(OutcomeIndicator, "text", fresh, changed, lambda values, node: (node, values["text"]))
    places = _last_places(j.node for j in fresh)
    made = []
    for one in fresh:
        at = _at(one.node) or 0
        places[at] = places.get(at, 0) + 1
        made.append(OutcomeIndicator(node_id=at, order=places[at], **_of(OF_MEASURE, one)))
    for one, row in zip(fresh, OutcomeIndicator.objects.bulk_create(made, via=ACTION), strict=True):
        one.made = row.pk
    _store(OutcomeIndicator, [OutcomeIndicator(**_stored(j), **_of(OF_MEASURE, j)) for j in changed], OF_MEASURE)
    _write_targets([*fresh, *changed])


def _last_places(nodes: Iterable["int | Judged | None"]) -> dict[int, int]:
    wanted = {node for node in nodes if isinstance(node, int)}
    found = OutcomeIndicator.objects.filter(node_id__in=wanted).order_by().values_list("node_id")
    return dict(found.annotate(last=Max("order")))


def _write_targets(judged: Sequence[Judged]) -> None:
    """The yearly targets of these indicators as the workbook says them."""
    by_id = {(j.stored.id if j.stored else j.made or 0): j for j in judged}
    present = {(t.indicator_id, t.year): t for t in YearTarget.objects.filter(indicator_id__in=by_id)}
    wanted = {
        (pk, int(name.removeprefix("target_"))): value
        for pk, j in by_id.items()
        for name, value in j.values.items()
        if name.startswith("target_") and value is not None
    }
    fresh = [YearTarget(indicator_id=k[0], year=k[1], value=v) for k, v in wanted.items() if k not in present]
    YearTarget.objects.bulk_create(fresh, via=ACTION)
    other = [t for key, t in present.items() if key in wanted and t.value != wanted[key]]
    for row in other:
        row.value = wanted[row.indicator_id, row.year]
    YearTarget.objects.bulk_update(other, ["value"], batch_size=BATCH, via=ACTION)
    gone = [t.pk for key, t in present.items() if key not in wanted]
    if gone:
        YearTarget.objects.filter(pk__in=gone).delete(via=ACTION)


def _write_budget(judged: Sequence[Judged]) -> None:
    fresh, changed = _split(judged)
    _step_aside(BudgetLine, "code", fresh, changed, lambda values, node: (node, values["year"], values["code"]))
    made = [BudgetLine(node_id=_at(j.node) or 0, **_of(OF_BUDGET, j)) for j in fresh]
    BudgetLine.objects.bulk_create(made, via=ACTION)
    _store(BudgetLine, [BudgetLine(**_stored(j), **_of(OF_BUDGET, j)) for j in changed], OF_BUDGET)


def _of(names: Iterable[str], one: Judged) -> dict[str, Any]:
    return {name: one.values[name] for name in names}


def _stored(one: Judged) -> dict[str, int]:
    """Id of the row, and the version it has after this change."""
    return {"pk": one.stored.id, "version": one.stored.version + 1} if one.stored else {}


def _store(model: Any, rows: Sequence[Any], names: Iterable[str]) -> None:
    model.objects.bulk_update(
        rows, [name.removesuffix("_id") for name in (*names, "version")], batch_size=BATCH, via=ACTION
    )


def _step_aside(
    model: Any,
    column: str,
    fresh: Sequence[Judged],
    changed: Sequence[Judged],
    key: Callable[[Mapping[str, Any], Any], Any],
) -> None:
    """Rows whose code another row takes over in this import give it up first: two rows may exchange their codes."""
    wanted = {key(j.values, j.node) for j in (*fresh, *changed)}
    leaving = [
        j.stored.id
        for j in changed
        if j.stored
        and key(j.stored.values, j.stored.values.get("node_id")) != key(j.values, j.node)
        and key(j.stored.values, j.stored.values.get("node_id")) in wanted
    ]
    if leaving:
        aside = Concat(Value("~ "), Cast("pk", CharField()))
        model.objects.filter(pk__in=leaving).update(via=ACTION, **{column: aside})
