"""Writes of the action plan. It lives on while the plan is in force: steps are added, moved and marked the whole year."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from pamong.planning.enums import EvaluationStep, Progress
from pamong.planning.models import ActionItem, Skp, WorkResult
from pamong.planning.queries.skps import locked_skp
from pamong.planning.rules import phases
from pamong.platform.access.errors import Conflict, NotVisible
from pamong.platform.access.viewer import Viewer
from pamong.platform.audit import actions as audit
from pamong.platform.guard import ACTION
from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_

MOST = 60  # steps under one result: a step a week


@dataclass(frozen=True)
class ActionInput:
    """What a form says of a step. ``period_no``: 1 to 4 or 1 to 12, by ``step``."""

    text: str
    step: str
    period_no: int
    target_text: str = ""


@transaction.atomic
def save_action(
    *,
    skp_id: int,
    result_id: int,
    given: ActionInput,
    by: Viewer,
    action_id: int | None = None,
    version: int | None = None,
) -> ActionItem:
    """Add a step under a result, or change one. Raises NotVisible, Refused (field), Conflict."""
    skp = _open(by, skp_id)
    result = WorkResult.objects.filter(skp=skp, pk=result_id).first()
    if result is None:
        raise NotVisible
    days = _days(skp, given)
    fields: dict[str, Any] = {
        "text": given.text.strip(),
        "target_text": given.target_text.strip(),
        "step": given.step,
        "period_no": given.period_no,
        "starts": days[0],
        "ends": days[1],
    }
    if action_id is None:
        if ActionItem.objects.filter(result=result).count() >= MOST:
            raise Refused(N_("Satu hasil kerja paling banyak memuat %(most)s rencana aksi."), field="text", most=MOST)
        row = ActionItem.objects.add(via=ACTION, result=result, **fields)
    else:
        row = _row(skp, action_id, version)
        for name, value in fields.items():
            setattr(row, name, value)
        row.version += 1
        row.save(via=ACTION, update_fields=[*fields, "version"])
    audit.record(by=by, verb="action.saved", target=row)
    return row


@transaction.atomic
def mark_action(
    *, skp_id: int, action_id: int, progress: str, by: Viewer, note: str = "", version: int | None = None
) -> ActionItem:
    """Mark how far a step is; a step that is put off says why. Raises NotVisible, Refused (field ``note``), Conflict."""
    skp = _open(by, skp_id)
    row = _row(skp, action_id, version)
    if progress == Progress.PUT_OFF and not note.strip():
        raise Refused(N_("Tulis mengapa ditunda dan sampai kapan."), field="note")
    row.progress, row.progress_note, row.marked_at = Progress(progress), note.strip(), Now()
    row.version += 1
    row.save(via=ACTION, update_fields=["progress", "progress_note", "marked_at", "version"])
    audit.record(by=by, verb="action.marked", target=row, progress=progress)
    return row


@transaction.atomic
def delete_action(*, skp_id: int, action_id: int, by: Viewer) -> None:
    """Delete a step on which no work was logged. Raises NotVisible, Refused."""

    row = _row(_open(by, skp_id), action_id, None)
    audit.record(by=by, verb="action.deleted", target=row, text=row.text)
    try:
        with transaction.atomic():
            row.delete(via=ACTION)
    except ProtectedError as error:
        raise Refused(
            N_("Rencana aksi ini sudah dipakai pada catatan harian, jadi tidak dapat dihapus. Tandai sebagai ditunda.")
        ) from error


def _open(by: Viewer, skp_id: int) -> Skp:
    return locked_skp(by, "action.edit", skp_id)


def _row(skp: Skp, action_id: int, version: int | None) -> ActionItem:
    row = ActionItem.objects.filter(result__skp=skp, pk=action_id).first()
    if row is None:
        raise NotVisible
    if version is not None and version != row.version:
        raise Conflict(mine={_("Versi yang Anda buka"): str(version)}, theirs={_("Versi sekarang"): str(row.version)})
    return row


def _days(skp: Skp, given: ActionInput) -> tuple[dt.date, dt.date]:
    """The part of the month or quarter in which the plan runs; raises Refused where it does not."""
    known = phases.periods(skp.starts.year, EvaluationStep(given.step))
    if not 1 <= given.period_no <= len(known):
        raise Refused(N_("Pilih bulan atau triwulan dari daftar."), field="period")
    period = known[given.period_no - 1]
    first, last = max(period.starts, skp.starts), min(period.ends, skp.ends)
    if first > last:
        raise Refused(N_("Periode itu di luar masa SKP ini. Pilih periode lain."), field="period")
    return first, last
