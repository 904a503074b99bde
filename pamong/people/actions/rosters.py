"""Writes of turns, rosters and weeks: who works when."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from pamong.people.enums import WeekKind
from pamong.people.events import AttendanceChanged, CalendarChanged
from pamong.people.models import Assignment, RosterDay, Shift, Unit, WorkWeek
from pamong.people.queries import calendar as reads
from pamong.people.rules import rosters as rules
from pamong.platform.access.errors import NotVisible
from pamong.platform.access.viewer import Viewer
from pamong.platform.audit import actions as audit
from pamong.platform.calendar.queries import today
from pamong.platform.events import publish
from pamong.platform.guard import ACTION
from pamong.platform.importexport.reader import read
from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_, say

FOREVER = dt.date(2100, 1, 1)


@transaction.atomic
def set_shift(
    *,
    agency_id: int,
    code: str,
    name: str,
    starts: dt.time,
    ends: dt.time,
    break_minutes: int,
    by: Viewer,
    unit_id: int = 0,
) -> Shift:
    """Add a turn of duty, or change the one with this code; an end not after its start lies on the next day.

    Allowed to clerks and to heads of a unit (``unit_id``) of the agency. Raises NotVisible.
    """
    if not by.is_system and not reads.roster_units(by, "roster.edit").filter(pk=unit_id, agency_id=agency_id).exists():
        raise NotVisible
    values = {"name": name.strip(), "starts": starts, "ends": ends, "break_minutes": break_minutes, "is_active": True}
    found = Shift.objects.select_for_update().filter(agency_id=agency_id, code=code.strip()).first()
    if found is None:
        found = Shift.objects.add(via=ACTION, agency_id=agency_id, code=code.strip(), **values)
    else:
        for field, value in values.items():
            setattr(found, field, value)
        found.save(via=ACTION, update_fields=list(values))
    audit.record(by=by, verb="roster.shift_set", target=found)
    publish(CalendarChanged(agency_ids=(agency_id,), first=today(), last=FOREVER))
    return found


@dataclass(frozen=True)
class RosterTaken:
    """What came of a roster file: days set or changed, days that stood already, and the rows refused."""

    set: int
    same: int
    refused: tuple[rules.RosterFault, ...]


@transaction.atomic
def take_roster(*, unit: Unit, month: dt.date, content: bytes, file_name: str, by: Viewer) -> RosterTaken:
    """Take in the roster of a unit's people from a workbook; the same file again changes nothing. Raises Refused, NotVisible."""
    reads.roster_unit(by, unit.pk, "roster.edit")
    sheet = read(content, file_name)[0]
    shifts = {shift.code: shift for shift in reads.shifts_of(unit.agency_id)}
    if not shifts:
        raise Refused(N_("Belum ada kode jaga. Tambahkan dulu, misalnya P, S, dan M."), field="file")
    found, faults = rules.read_roster(sheet.rows, month, shifts)
    staff = Assignment.objects.filter(unit__path__startswith=unit.path, valid__contains=today())
    people = dict(staff.values_list("person__nip", "person_id"))
    strangers = {cell.row: cell.nip for cell in found if cell.nip not in people}
    faults += [
        rules.RosterFault(row, say(N_("NIP %(nip)s tidak bertugas di unit ini."), nip=nip))
        for row, nip in strangers.items()
    ]
    known = {(people[cell.nip], cell.day): cell.code for cell in found if cell.nip in people}
    changed = _store(known, shifts, by, unit)
    return RosterTaken(changed, len(known) - changed, tuple(sorted(faults, key=lambda fault: fault.row)))


def _store(known: dict[tuple[int, dt.date], str | None], shifts: dict[str, Shift], by: Viewer, unit: Unit) -> int:
    if not known:
        return 0
    days = [day for _, day in known]
    span, persons = (min(days), max(days)), {person for person, _ in known}
    standing = {
        (row.person_id, row.day): row
        for row in RosterDay.objects.select_for_update().filter(person_id__in=persons, day__range=span)
    }
    new, changed = [], []
    for (person, day), code in known.items():
        shift_id = shifts[code].pk if code else None
        row = standing.get((person, day))
        if row is None:
            new.append(RosterDay(person_id=person, day=day, shift_id=shift_id))
        elif row.shift_id != shift_id:
            row.shift_id = shift_id
            changed.append(row)
    RosterDay.objects.bulk_create(new, batch_size=2000, via=ACTION)
    RosterDay.objects.bulk_update(changed, ["shift"], batch_size=2000, via=ACTION)
    count = len(new) + len(changed)
    if count:
        audit.record(by=by, verb="roster.taken", target=unit, days=count, first=span[0], last=span[1])
        publish(AttendanceChanged(person_ids=tuple(sorted(persons)), first=span[0], last=span[1]))
    return count


@transaction.atomic
def set_week(
    *,
    agency_id: int,
    kind: WeekKind,
    minutes: Sequence[int],
    starts: dt.date,
    by: Viewer,
    unit_id: int | None = None,
    person_id: int | None = None,
) -> WorkWeek:
    """Say how an agency, a unit with all below it, or one person works from a day on; the former record ends the day before."""
    _check_agency(by, agency_id)
    if kind == WeekKind.WEEK and (len(minutes) != 7 or not 0 < sum(minutes) <= 3360):
        raise Refused(N_("Jumlah jam seminggu harus antara 1 dan 56 jam."), field="minutes")
    place = {"agency_id": agency_id, "unit_id": unit_id, "person_id": person_id}
    before = WorkWeek.objects.select_for_update().filter(**place, valid__overlap=(starts, None))
    for row in before:
        if row.valid.lower >= starts:
            row.delete(via=ACTION)
        else:
            row.valid = (row.valid.lower, starts)
            row.save(via=ACTION, update_fields=["valid"])
    made = WorkWeek.objects.add(
        via=ACTION, **place, kind=kind, minutes=list(minutes) if kind == WeekKind.WEEK else [], valid=(starts, None)
    )
    audit.record(by=by, verb="roster.week_set", target=made, starts=starts)
    publish(CalendarChanged(agency_ids=(agency_id,), first=starts, last=FOREVER))
    return made


def _check_agency(by: Viewer, agency_id: int) -> None:
    if by.is_system:
        return
    if not reads.kept_agencies(by, "workweek.edit").filter(pk=agency_id).exists():
        raise NotVisible
