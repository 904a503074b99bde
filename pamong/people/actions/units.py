"""Changes of units by decree: planned for a day, looked at beforehand, applied when the day has come, history kept."""

import datetime as dt

from django.db import IntegrityError, transaction

from pamong.people.actions import _units as work
from pamong.people.actions import organisation
from pamong.people.enums import UnitChangeKind, UnitChangeState
from pamong.people.models import Unit, UnitChange
from pamong.people.queries import units as reads
from pamong.people.rules import reorganisation as rules
from pamong.platform.access.errors import NotVisible
from pamong.platform.access.viewer import Viewer
from pamong.platform.audit import actions as audit
from pamong.platform.calendar.queries import now, today
from pamong.platform.guard import ACTION
from pamong.platform.ui.text import refusal_text
from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_

ROUTE = "people.units"


@transaction.atomic
def plan(*, wanted: reads.Wanted, decree: str, by: Viewer) -> UnitChange:
    """Plan a change; one whose day has come is applied at once. Raises Refused when it cannot be, NotVisible.

    A unit has one planned change at a time.
    """
    _check_reach(wanted, by)
    if not decree.strip():
        raise Refused(N_("Tulis nomor surat keputusannya."), field="decree")
    preview = reads.preview(by, wanted)
    if preview.blockers:
        raise preview.blockers[0]
    zone = wanted.unit.agency.time_zone
    try:
        with transaction.atomic():
            change = UnitChange.objects.add(
                via=ACTION, unit=wanted.unit, kind=wanted.kind, target=wanted.target, name=wanted.name.strip(),
                head_title=wanted.head_title.strip(), day=wanted.day, decree=decree.strip(), planned_by_id=by.user_id,
            )  # fmt: skip
    except IntegrityError as error:
        raise Refused(
            N_("Unit ini sudah punya perubahan terjadwal. Batalkan dulu, atau tunggu sampai berlaku.")
        ) from error
    audit.record(by=by, verb="unit.change_planned", target=change, kind=change.kind, day=change.day)
    if wanted.day <= today(zone):
        return apply(change=change, by=by)
    return change


def _check_reach(wanted: reads.Wanted, by: Viewer) -> None:
    """Whoever changes a unit keeps its agency, and that of the unit it goes to."""
    touched = [wanted.unit, *([wanted.target] if wanted.target else [])]
    if by.is_system:
        return
    if reads.changeable(by).filter(pk__in=[unit.pk for unit in touched]).count() != len({u.pk for u in touched}):
        raise NotVisible


@transaction.atomic
def cancel(*, change: UnitChange, by: Viewer) -> UnitChange:
    """Take a planned change back. Raises Refused once it holds."""
    found = change.again()
    if found.state != UnitChangeState.PLANNED:
        raise Refused(N_("Perubahan ini sudah berlaku atau sudah dibatalkan."))
    found.state = UnitChangeState.CANCELLED
    found.save(via=ACTION, update_fields=["state"])
    audit.record(by=by, verb="unit.change_cancelled", target=found)
    return found


@transaction.atomic
def apply(*, change: UnitChange, by: Viewer) -> UnitChange:
    """Carry a planned change out, with everything the unit holds. Raises Refused when the organisation has changed since."""
    found = change.again()
    if found.state != UnitChangeState.PLANNED:
        raise Refused(N_("Perubahan ini sudah berlaku atau sudah dibatalkan."))
    wanted = reads.wanted_of(found)
    preview = reads.preview(by, wanted)
    if preview.blockers:
        raise preview.blockers[0]
    list(Unit.objects.select_for_update().filter(pk__in=preview.unit_ids).order_by("pk"))
    found.carried = _APPLY[UnitChangeKind(found.kind)](wanted, by=by)
    found.state, found.applied_at, found.problem = UnitChangeState.APPLIED, now(), ""
    found.save(via=ACTION, update_fields=["state", "applied_at", "carried", "problem"])
    audit.record(by=by, verb=f"unit.{found.kind}", target=found.unit, change=found.pk, day=found.day, **found.carried)
    return found


_APPLY = {
    UnitChangeKind.RENAME: work.rename,
    UnitChangeKind.MOVE: work.move,
    UnitChangeKind.MERGE: work.merge,
    UnitChangeKind.CLOSE: work.close,
}


def apply_due(*, by: Viewer, on: dt.date | None = None) -> int:
    """Apply every planned change whose day has come in its agency's zone; each by itself, and one that cannot be says why."""
    done = 0
    for change in reads.planned():
        if change.day > (on or today(change.unit.agency.time_zone)):
            continue
        try:
            with transaction.atomic():
                audit.set_context(by=by, route=ROUTE)
                apply(change=change, by=by)
            done += 1
        except Refused as refused:
            with transaction.atomic():
                audit.set_context(by=by, route=ROUTE)
                change.problem = refusal_text(refused)[:300]
                change.save(via=ACTION, update_fields=["problem"])
                audit.record(by=by, verb="unit.change_stuck", target=change, why=change.problem)
    return done


@transaction.atomic
def create(*, parent: Unit, name: str, by: Viewer) -> Unit:
    """A new unit below another. Raises Refused (field ``name``), NotVisible."""
    if not by.is_system and not reads.changeable(by).filter(pk=parent.pk).exists():
        raise NotVisible
    if not parent.is_active:
        raise Refused(N_("Unit induk itu sudah ditutup."), field="parent")
    rules.check_name_free(reads.nodes([parent.agency_id]).values(), parent_id=parent.pk, name=name, unit_id=0)
    return organisation.create_unit(agency=parent.agency, name=name, parent=parent, by=by)
