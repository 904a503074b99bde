"""Writes of the yearly cycle: opened, its phases dated, persons left out with a reason."""

import datetime as dt
from collections.abc import Mapping

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from pamong.planning.enums import CycleState, EvaluationStep, ExclusionReason
from pamong.planning.models import Cycle, CycleExclusion, CyclePhase, Skp
from pamong.planning.queries.cycles import agencies_to_open, cycle_for, everybody
from pamong.planning.rules import exclusions
from pamong.planning.rules.phases import default_phases
from pamong.platform.access.errors import Conflict, NotAllowed, NotVisible
from pamong.platform.access.viewer import Viewer
from pamong.platform.audit import actions as audit
from pamong.platform.guard import ACTION
from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_


@transaction.atomic
def open_cycle(*, agency_id: int, year: int, by: Viewer, evaluation_step: str = EvaluationStep.QUARTER) -> Cycle:
    """Open the performance year of an agency with the phases of the PP as first dates. Raises NotAllowed, Refused."""
    if not by.is_system and not agencies_to_open(by).filter(pk=agency_id).exists():
        raise NotAllowed
    try:
        with transaction.atomic():
            cycle = Cycle.objects.add(
                via=ACTION,
                agency_id=agency_id,
                year=year,
                evaluation_step=EvaluationStep(evaluation_step),
                starts=dt.date(year, 1, 1),
                ends=dt.date(year, 12, 31),
            )
    except IntegrityError as error:
        raise Refused(
            N_("Siklus tahun %(year)s sudah dibuka untuk perangkat daerah ini."), field="year", year=str(year)
        ) from error
    _store_phases(cycle)
    audit.record(by=by, verb="cycle.opened", target=cycle, year=year, step=evaluation_step)
    return cycle


def _store_phases(cycle: Cycle) -> None:
    phases = default_phases(cycle.year, cycle.evaluation_step)
    CyclePhase.objects.bulk_create(
        [CyclePhase(cycle=cycle, kind=p.kind, period_no=p.period_no, starts=p.starts, ends=p.ends) for p in phases],
        via=ACTION,
    )


def _editable(cycle_id: int, by: Viewer) -> Cycle:
    if by.is_system:
        return Cycle.objects.select_for_update().get(pk=cycle_id)
    return cycle_for(by, "cycle.edit", cycle_id).again()


@transaction.atomic
def save_phases(
    *, cycle_id: int, dates: Mapping[int, tuple[dt.date, dt.date]], by: Viewer, version: int | None = None
) -> Cycle:
    """Move the first and last days of phases (by phase id). Raises NotVisible, Refused (field), Conflict."""
    cycle = _editable(cycle_id, by)
    if version is not None and version != cycle.version:
        raise Conflict(mine={_("Versi yang Anda buka"): str(version)}, theirs={_("Versi sekarang"): str(cycle.version)})
    moved = []
    for phase in CyclePhase.objects.filter(cycle=cycle):
        if phase.pk not in dates or dates[phase.pk] == (phase.starts, phase.ends):
            continue
        phase.starts, phase.ends = dates[phase.pk]
        if phase.ends < phase.starts:
            raise Refused(N_("Tanggal selesai tidak boleh sebelum tanggal mulai."), field=f"ends_{phase.pk}")
        moved.append(phase)
    CyclePhase.objects.bulk_update(moved, ["starts", "ends"], via=ACTION)
    cycle.version += 1
    cycle.save(via=ACTION, update_fields=["version"])
    audit.record(by=by, verb="cycle.phases_moved", target=cycle, phases=[p.pk for p in moved])
    return cycle


@transaction.atomic
def set_state(*, cycle_id: int, state: str, by: Viewer) -> Cycle:
    """Close a cycle (no new plans) or open it again. Raises NotVisible."""
    cycle = _editable(cycle_id, by)
    cycle.state = CycleState(state)
    cycle.save(via=ACTION, update_fields=["state"])
    audit.record(by=by, verb=f"cycle.{cycle.state}", target=cycle)
    return cycle


@transaction.atomic
def exclude(
    *,
    cycle_id: int,
    person_id: int,
    reason: str,
    by: Viewer,
    note: str = "",
    starts: dt.date | None = None,
    ends: dt.date | None = None,
) -> CycleExclusion:
    """Leave a person out of the cycle (PP 30/2019 Ps. 23), all of it or from a day to a day.

    A plan that runs on some of the days stays and can be revised; days that would leave nothing of a plan are refused.
    Raises NotVisible, Refused (field).
    """
    cycle = _editable(cycle_id, by)  # locked: two exclusions of a person come one after the other
    if not by.is_system and not everybody(by, cycle).filter(person_id=person_id).exists():
        raise NotVisible
    if reason == ExclusionReason.OTHER and not note.strip():
        raise Refused(N_("Jelaskan alasannya."), field="note")
    days = exclusions.within(starts, ends, cycle.starts, cycle.ends)
    _check_days(cycle, person_id, days)
    row = CycleExclusion.objects.add(
        via=ACTION,
        cycle=cycle,
        person_id=person_id,
        reason=ExclusionReason(reason),
        note=note.strip(),
        starts=days[0],
        ends=days[1],
    )
    audit.record(by=by, verb="cycle.excluded", target=cycle, person=person_id, reason=reason, starts=starts, ends=ends)
    return row


def _check_days(cycle: Cycle, person_id: int, days: exclusions.Days) -> None:
    for row in CycleExclusion.objects.filter(cycle=cycle, person_id=person_id).order_by("starts"):
        if exclusions.meet(days, (row.starts, row.ends)):
            raise Refused(
                N_("Orang ini sudah dikecualikan %(first)s sampai %(last)s: %(reason)s."),
                field="starts" if days != (None, None) else "person",
                first=row.starts or cycle.starts,
                last=row.ends or cycle.ends,
                reason=str(row.get_reason_display()),
            )
    for skp in Skp.objects.filter(cycle=cycle, person_id=person_id).order_by("starts"):
        if exclusions.holds(days, skp.starts, skp.ends):
            raise Refused(
                N_(
                    "SKP-nya (%(first)s sampai %(last)s) jatuh seluruhnya pada masa itu. Pilih tanggal di dalamnya saja."
                ),
                field="starts",
                first=skp.starts,
                last=skp.ends,
            )


@transaction.atomic
def include(*, cycle_id: int, person_id: int, by: Viewer, row_id: int | None = None) -> None:
    """Take a person back into the cycle: for one exclusion, or for all he has in it. Raises NotVisible."""
    cycle = _editable(cycle_id, by)
    found = CycleExclusion.objects.filter(cycle=cycle, person_id=person_id)
    gone, _rows = (found.filter(pk=row_id) if row_id is not None else found).delete(via=ACTION)
    if not gone:
        raise NotVisible
    audit.record(by=by, verb="cycle.included", target=cycle, person=person_id)
