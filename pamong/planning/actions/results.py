"""Writes of work results and indicators: only the owner, only in a draft or returned plan; a stale form is refused."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeVar

from django.db import models, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from pamong.planning.actions._measures import fields_of
from pamong.planning.enums import Direction, ParentState, ResultKind
from pamong.planning.models import ActionItem, HandedDown, Indicator, Skp, WorkResult
from pamong.planning.queries.cascade import ancestors, one_link_at_a_time, parents_for
from pamong.planning.queries.skps import locked_skp
from pamong.planning.rules import cascade, states
from pamong.platform.access.errors import Conflict, NotVisible
from pamong.platform.access.viewer import Viewer
from pamong.platform.audit import actions as audit
from pamong.platform.guard import ACTION
from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_

Row = TypeVar("Row", WorkResult, Indicator)


@dataclass(frozen=True)
class ResultInput:
    """What a form says of a work result. ``parent``: id of a leader's result, or a state (waiting, none)."""

    kind: str
    title: str
    description: str = ""
    perspective: str = ""
    weight: Decimal | None = None
    parent_id: int | None = None
    parent_state: str = ParentState.WAITING
    starts: dt.date | None = None
    ends: dt.date | None = None


@dataclass(frozen=True)
class IndicatorInput:
    """What a form says of an indicator."""

    text: str
    aspect: str = ""
    unit: str = ""
    target: Decimal | None = None
    target_max: Decimal | None = None
    target_text: str = ""
    direction: str = Direction.MORE
    evidence_source: str = ""
    measure: str = ""  # ``rules.measure``: what measures it by itself
    pair: int = 0  # the same number above 0 on quantity and quality of a result


def _editable(by: Viewer, skp_id: int) -> Skp:
    skp = locked_skp(by, "skp.edit", skp_id)
    states.check_editable(skp.state)
    return skp


def _check_version(row: WorkResult | Indicator, version: int | None, fields: dict[str, Any]) -> None:
    if version is None or version == row.version:
        return
    changed = {name: value for name, value in fields.items() if getattr(row, name) != value}
    raise Conflict(
        mine={_label(row, name): str(value) for name, value in changed.items()},
        theirs={_label(row, name): str(getattr(row, name)) for name in changed},
    )


def _label(row: models.Model, name: str) -> str:
    labels = {"title": _("Rencana hasil kerja"), "text": _("Indikator"), "weight": _("Bobot"), "target": _("Target")}
    return labels.get(name, name)


@transaction.atomic
def save_result(
    *, skp_id: int, given: ResultInput, by: Viewer, result_id: int | None = None, version: int | None = None
) -> WorkResult:
    """Add a work result, or change one of the version the form was opened with.

    Incomplete is fine while it is a draft. Raises NotVisible, Refused (field), Conflict.
    """
    if given.parent_id and result_id:
        one_link_at_a_time()
    skp = _editable(by, skp_id)
    starts = given.starts or skp.starts
    if given.ends is not None and given.ends < starts:
        raise Refused(N_("Tenggat tidak boleh sebelum tanggal mulai."), field="ends")
    main = given.kind == ResultKind.MAIN
    fields: dict[str, Any] = {
        "kind": given.kind,
        "title": given.title.strip(),
        "description": given.description.strip(),
        "perspective": given.perspective,
        "weight": given.weight if main else None,
        "parent_id": given.parent_id,
        "parent_state": ParentState.LINKED if given.parent_id else given.parent_state,
        "starts": starts,
        "ends": given.ends,
    }
    row = _row(WorkResult.objects.filter(skp=skp), result_id)
    if given.parent_id and (row is None or row.parent_id != given.parent_id):
        _check_parent(skp, result_id, given.parent_id)
    kept = _kept(WorkResult.objects.filter(skp=skp), row, version, fields, skp=skp)
    audit.record(by=by, verb="result.saved", target=kept)
    return kept


def _row(found: models.QuerySet[Row], pk: int | None) -> Row | None:
    if pk is None:
        return None
    row = found.filter(pk=pk).first()
    if row is None:
        raise NotVisible
    return row


def _kept(
    beside: models.QuerySet[Row], row: Row | None, version: int | None, fields: dict[str, Any], **owner: Any
) -> Row:
    """A new row behind those beside it, or this one changed; raises Conflict when it is no longer the one that was seen."""
    if row is None:
        place = (beside.aggregate(last=Max("order"))["last"] or 0) + 1
        row = beside.model(order=place, **owner, **fields)
        row.save(via=ACTION)
        return row
    _check_version(row, version, fields)
    for name, value in fields.items():
        setattr(row, name, value)
    row.version += 1
    row.save(via=ACTION, update_fields=[*fields, "version"])
    return row


def _check_parent(skp: Skp, result_id: int | None, parent_id: int) -> None:
    """Only what was handed down to the person, or a result of his assessor; never in a circle."""
    parent = parents_for(skp).filter(pk=parent_id).first()
    if parent is None:
        raise Refused(N_("Pilih hasil kerja pimpinan dari daftar."), field="parent", code="induk")
    cascade.check_parent(
        result_id=result_id,
        person_id=skp.person_id,
        parent_id=parent.pk,
        parent_person_id=parent.skp.person_id,
        ancestors=ancestors(parent.pk) if result_id else (),
    )


@transaction.atomic
def delete_result(*, skp_id: int, result_id: int, by: Viewer) -> None:
    """Delete a result of a draft with its indicators and hand-downs. Raises NotVisible, Refused if others carry it."""
    skp = _editable(by, skp_id)
    row = _row(WorkResult.objects.filter(skp=skp), result_id)
    if row is None:
        raise NotVisible
    carriers = WorkResult.objects.filter(parent_id=row.pk).count()
    if carriers:
        msgid = N_(
            "Hasil kerja ini sudah diturunkan ke %(n)s hasil kerja bawahan. Ubah isinya, atau lepaskan kaitannya dahulu."
        )
        raise Refused(msgid, n=carriers, code="masih_dipakai")
    audit.record(by=by, verb="result.deleted", target=row, title=row.title)
    HandedDown.objects.filter(result=row).delete(via=ACTION)
    try:
        with transaction.atomic():
            ActionItem.objects.filter(result=row).delete(via=ACTION)
            Indicator.objects.filter(result=row).delete(via=ACTION)
            row.delete(via=ACTION)
    except models.ProtectedError as error:
        raise Refused(
            N_("Hasil kerja ini sudah dipakai pada catatan harian, jadi tidak dapat dihapus. Ubah isinya saja.")
        ) from error


@transaction.atomic
def save_indicator(
    *,
    skp_id: int,
    result_id: int,
    given: IndicatorInput,
    by: Viewer,
    indicator_id: int | None = None,
    version: int | None = None,
    pair_with: int | None = None,
) -> Indicator:
    """Add or change an indicator. Incomplete is fine while it is a draft. Raises NotVisible, Refused (field), Conflict.

    ``pair_with`` is the indicator of the result it is judged together with, 0 for none, None to go by ``given.pair``.
    """
    skp = _editable(by, skp_id)
    result = _row(WorkResult.objects.filter(skp=skp), result_id)
    if result is None:
        raise NotVisible
    upper = given.target_max if given.direction == Direction.RANGE else None
    if upper is not None and given.target is None:
        raise Refused(N_("Isi juga batas bawah rentang."), field="target")
    if upper is not None and given.target is not None and upper < given.target:
        raise Refused(N_("Batas atas harus sama dengan atau lebih besar dari batas bawah."), field="target_max")
    row = _row(Indicator.objects.filter(result=result), indicator_id)
    fields: dict[str, Any] = {
        "text": given.text.strip(),
        "aspect": given.aspect,
        "target": given.target,
        "target_max": upper,
        "target_text": given.target_text.strip(),
        "direction": given.direction,
        "evidence_source": given.evidence_source.strip(),
        **fields_of(given, row, result.pk, pair_with),
    }
    kept = _kept(Indicator.objects.filter(result=result), row, version, fields, result=result)
    audit.record(by=by, verb="indicator.saved", target=kept)
    return kept


@transaction.atomic
def delete_indicator(*, skp_id: int, indicator_id: int, by: Viewer) -> None:
    """Delete an indicator of a draft. Raises NotVisible, and Refused when daily work is already logged on it."""
    skp = _editable(by, skp_id)
    row = _row(Indicator.objects.filter(result__skp=skp), indicator_id)
    if row is None:
        raise NotVisible
    audit.record(by=by, verb="indicator.deleted", target=row, text=row.text)
    try:
        with transaction.atomic():
            row.delete(via=ACTION)
    except models.ProtectedError as error:
        raise Refused(
            N_("Indikator ini sudah dipakai pada catatan harian, jadi tidak dapat dihapus. Ubah isinya saja.")
        ) from error
