"""The results of a plan written as a whole: from a copy, a template, a workbook, or a revision both sides agreed to."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction
from django.db.models import Q

from pamong.planning.enums import ParentState, ResultKind
from pamong.planning.models import ActionItem, HandedDown, Indicator, Skp, WorkResult
from pamong.planning.queries.cascade import ancestors, one_link_at_a_time, parents_for
from pamong.planning.queries.skps import locked_skp
from pamong.planning.rules import cascade, plain, states
from pamong.platform.access.viewer import Viewer
from pamong.platform.audit import actions as audit
from pamong.platform.guard import ACTION
from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_

MOST_RESULTS, MOST_INDICATORS = 60, 300
OF_RESULT = ("kind", "title", "description", "perspective", "weight", "parent_id", "parent_state", "starts", "ends")
OF_INDICATOR = (
    "text",
    "aspect",
    "unit",
    "target",
    "target_max",
    "target_text",
    "direction",
    "evidence_source",
    "measure",
    "pair",
)


@dataclass(frozen=True)
class Written:
    """How many rows were added, changed and removed."""

    added: int = 0
    changed: int = 0
    removed: int = 0

    @property
    def nothing(self) -> bool:
        return not (self.added or self.changed or self.removed)


@transaction.atomic
def write_results(
    *,
    skp: Skp,
    results: Sequence[plain.Result],
    by: Viewer,
    remove_others: bool = False,
    drop_on: dt.date | None = None,
) -> Written:
    """Make the plan's results these: rows with an id are changed, others added, in this order.

    Rows not named stay, or go with ``remove_others``: deleted, or with ``drop_on`` kept for the evidence that points to
    them. The caller has locked the plan and checked that it may change. Raises Refused.
    """
    if len(results) > MOST_RESULTS or sum(len(r.indicators) for r in results) > MOST_INDICATORS:
        raise Refused(
            N_("Satu SKP paling banyak memuat %(results)s hasil kerja dan %(indicators)s indikator."),
            results=MOST_RESULTS,
            indicators=MOST_INDICATORS,
        )
    rows = {row.pk: row for row in WorkResult.objects.filter(skp=skp)}
    _check_parents(skp, results, rows)
    added, changed, placed = _results(skp, results, rows)
    more = _indicators(results, placed)
    removed = 0
    if remove_others:
        removed = _remove(skp, {row.pk for row in placed}, more[2], drop_on, by)
    written = Written(added + more[0], changed + more[1], removed)
    audit.record(by=by, verb="skp.content_written", target=skp, **vars(written))
    return written


@transaction.atomic
def set_annexes(*, skp_id: int, texts: Mapping[str, str], by: Viewer) -> Skp:
    """Write the annexes of the form, one entry a line; only in a draft or returned plan. Raises NotVisible, Refused."""
    skp = locked_skp(by, "skp.edit", skp_id)
    states.check_editable(skp.state)
    for name in plain.ANNEXES:
        setattr(skp, name, _tidy(texts.get(name, "")))
    skp.save(via=ACTION, update_fields=list(plain.ANNEXES))
    audit.record(by=by, verb="skp.annexes_set", target=skp)
    return skp


def _tidy(text: str) -> str:
    """One entry a line: blanks at the ends and empty lines go."""
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())


def _check_parents(skp: Skp, results: Sequence[plain.Result], rows: dict[int, WorkResult]) -> None:
    """Only what was handed down to the person or a result of his assessor may be carried; never in a circle."""
    fresh = [r for r in results if r.parent_id and (r.id is None or rows[r.id].parent_id != r.parent_id)]
    if not fresh:
        return
    one_link_at_a_time()
    offered = {p.pk: p for p in parents_for(skp).filter(pk__in={r.parent_id for r in fresh})}
    for result in fresh:
        parent = offered.get(result.parent_id or 0)
        if parent is None:
            raise Refused(N_("Pilih hasil kerja pimpinan dari daftar."), field="parent", code="induk")
        cascade.check_parent(
            result_id=result.id,
            person_id=skp.person_id,
            parent_id=parent.pk,
            parent_person_id=parent.skp.person_id,
            ancestors=ancestors(parent.pk) if result.id else (),
        )


def _fields_of_result(result: plain.Result, skp: Skp) -> dict[str, Any]:
    main = result.kind == ResultKind.MAIN
    state = ParentState.LINKED if result.parent_id else ParentState(result.parent_state)
    return {
        **{name: getattr(result, name) for name in OF_RESULT},
        "weight": result.weight if main else None,
        "parent_state": state if result.parent_id or state != ParentState.LINKED else ParentState.WAITING,
        "starts": result.starts or skp.starts,
    }


def _results(
    skp: Skp, results: Sequence[plain.Result], rows: dict[int, WorkResult]
) -> tuple[int, int, list[WorkResult]]:
    placed: list[WorkResult] = []
    fresh: list[WorkResult] = []
    changed: list[WorkResult] = []
    for order, result in enumerate(results, 1):
        fields = {**_fields_of_result(result, skp), "order": order}
        row = rows.get(result.id or 0)
        if row is None:
            row = WorkResult(skp=skp, **fields)
            fresh.append(row)
        elif _put(row, fields):
            changed.append(row)
        placed.append(row)
    WorkResult.objects.bulk_create(fresh, via=ACTION)
    WorkResult.objects.bulk_update(changed, [*OF_RESULT, "order", "version"], via=ACTION)
    return len(fresh), len(changed), placed


def _indicators(results: Sequence[plain.Result], placed: list[WorkResult]) -> tuple[int, int, set[int]]:
    """Added, changed, and the ids of the indicators that stay."""
    rows = {row.pk: row for row in Indicator.objects.filter(result__in=[r.pk for r in placed])}
    fresh: list[Indicator] = []
    changed: list[Indicator] = []
    kept: set[int] = set()
    for result, row in zip(results, placed, strict=True):
        for order, given in enumerate(result.indicators, 1):
            fields = {**{name: getattr(given, name) for name in OF_INDICATOR}, "order": order}
            present = rows.get(given.id or 0)
            if present is None or present.result_id != row.pk:
                fresh.append(Indicator(result=row, **fields))
                continue
            kept.add(present.pk)
            if _put(present, fields):
                changed.append(present)
    Indicator.objects.bulk_create(fresh, via=ACTION)
    Indicator.objects.bulk_update(changed, [*OF_INDICATOR, "order", "version"], via=ACTION)
    return len(fresh), len(changed), kept | {row.pk for row in fresh}


def _put(row: models.Model, fields: dict[str, Any]) -> bool:
    """Set the fields; whether the row says something else now. Only the place in the order is no new version."""
    different = {name for name, value in fields.items() if getattr(row, name) != value}
    for name in different:
        setattr(row, name, fields[name])
    if different - {"order"}:
        row.version += 1  # type: ignore[attr-defined]  # both kinds of row have one
    return bool(different)


def _remove(skp: Skp, results: set[int], indicators: set[int], drop_on: dt.date | None, by: Viewer) -> int:
    gone = WorkResult.objects.filter(skp=skp).exclude(pk__in=results)
    measures = Indicator.objects.filter(result__skp=skp).exclude(pk__in=indicators)
    if drop_on is not None:
        return measures.update(via=ACTION, dropped_on=drop_on) + gone.update(via=ACTION, dropped_on=drop_on)
    if WorkResult.objects.filter(parent__in=gone.values("pk")).exists():
        raise Refused(
            N_("Hasil kerja yang dihapus masih diintervensi bawahan. Lepaskan kaitannya dahulu."), code="masih_dipakai"
        )
    ids = list(gone.values_list("pk", flat=True))
    HandedDown.objects.filter(result__in=ids).delete(via=ACTION)
    count = measures.count() + gone.count()
    try:
        with transaction.atomic():
            ActionItem.objects.filter(result__in=ids).delete(via=ACTION)
            measures.delete(via=ACTION)
            gone.delete(via=ACTION)
    except models.ProtectedError as error:
        raise Refused(N_("Sebagian yang dihapus sudah dipakai pada catatan harian. Ubah isinya saja.")) from error
    return count


def let_wait(*, of: Skp, by: Viewer) -> list[WorkResult]:
    """Results of others that carried a dropped result of this plan wait again, to be linked anew; the rows, owners with them."""
    orphans = list(
        WorkResult.objects.filter(Q(parent__skp=of, parent__dropped_on__isnull=False)).select_related("skp__person")
    )
    for row in orphans:
        row.parent_id, row.parent_state = None, ParentState.WAITING
    WorkResult.objects.bulk_update(orphans, ["parent", "parent_state"], via=ACTION)
    if orphans:
        audit.record(by=by, verb="result.waits_again", target=of, results=[r.pk for r in orphans])
    return orphans
