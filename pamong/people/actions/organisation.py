"""Writes of the organisation, one by one: agencies, units, people, assignments, superiors, heads.

The import writes the same in bulk (``import_write``); pages and the demo's seed come here.
"""

import copy
import datetime as dt

from django.db import transaction

from pamong.people.actions import _changes as changes
from pamong.people.actions._posts import COPIED
from pamong.people.enums import PositionKind, Zone
from pamong.people.models import Agency, Assignment, Person, Unit, User
from pamong.people.models.passwords import unusable_password
from pamong.platform.access.viewer import Viewer
from pamong.platform.audit import actions as audit
from pamong.platform.calendar.queries import today
from pamong.platform.guard import ACTION
from pamong.rulebook import nip as nips
from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_


@transaction.atomic
def create_agency(*, name: str, region: str = "", time_zone: str = Zone.WIB, by: Viewer) -> tuple[Agency, Unit]:
    """A new agency with its root unit of the same name. Raises Refused (field ``name``) when there is one already."""
    if Agency.objects.filter(name__iexact=name.strip()).exists():
        raise Refused(N_("Perangkat daerah “%(name)s” sudah ada."), field="name", name=name)
    agency = Agency.objects.add(via=ACTION, name=name.strip(), region=region, time_zone=time_zone)
    audit.record(by=by, verb="agency.created", target=agency)
    return agency, create_unit(agency=agency, name=agency.name, parent=None, by=by)


@transaction.atomic
def create_unit(*, agency: Agency, name: str, parent: Unit | None, by: Viewer) -> Unit:
    """A new unit under ``parent`` (None: at the top). Raises Refused (field ``name``) for a name taken there."""
    if Unit.objects.filter(agency=agency, parent=parent, name__iexact=name.strip(), is_active=True).exists():
        raise Refused(N_("Unit “%(name)s” sudah ada di bawah unit induk itu."), field="name", name=name)
    unit = Unit.objects.add(via=ACTION, agency=agency, parent=parent, name=name.strip(), path="")
    unit.path = (parent.path if parent else "") + Unit.step(unit.pk)
    unit.save(via=ACTION, update_fields=["path"])
    audit.record(by=by, verb="unit.created", target=unit)
    return unit


@transaction.atomic
def create_person(*, nip: str, name: str, by: Viewer, rank: str = "", email: str = "", phone: str = "") -> Person:
    """A new person with an account that still has to be activated. Birth date, sex and status follow from the NIP.

    Raises Refused (field ``nip``) for a NIP that is not sound or already taken.
    """
    parts = nips.parse(nip)
    if isinstance(parts, list):
        raise Refused(N_("NIP tidak sah: %(why)s."), field="nip", why="; ".join(nips.FAULTS[code] for code in parts))
    if Person.objects.filter(nip=parts.nip).exists():
        raise Refused(N_("NIP itu sudah ada."), field="nip")
    person = Person.objects.add(
        via=ACTION, nip=parts.nip, name=name.strip(), status=parts.status.value, birth_date=parts.born,
        sex=parts.sex.value, rank=rank, email=email, phone=phone,
    )  # fmt: skip
    account = User.objects.filter(nip=person.nip, person__isnull=True).first()
    if account:
        account.person = person
        account.save(update_fields=["person"])
    else:
        User.objects.create(nip=person.nip, person=person, password=unusable_password())
    audit.record(by=by, verb="person.created", target=person)
    return person


@transaction.atomic
def assign(
    *,
    person: Person,
    unit: Unit,
    title: str,
    kind: str = PositionKind.JA,
    level: str = "",
    superior: Person | None = None,
    is_head: bool = False,
    since: dt.date | None = None,
    by: Viewer,
) -> Assignment:
    """Give a person a post from a day on (default today); an assignment still open ends the day before.

    Raises Refused when the present assignment begins on or after that day, when the unit has another head then, or
    when somebody would be his own superior.
    """
    start = since or today(unit.agency.time_zone)
    if superior and superior.pk == person.pk:
        raise Refused(N_("Seseorang tidak dapat menjadi atasan bagi dirinya sendiri."), field="superior")
    present = before = _latest(person.pk)
    if present and (present.valid.upper is None or present.valid.upper > start):
        if present.valid.lower >= start:
            raise Refused(
                N_("Penempatan yang berlaku baru mulai %(day)s; pilih tanggal sesudahnya."),
                field="since",
                day=present.valid.lower,
            )
        _close(present, start)
    if is_head:
        _check_seat(unit, start, person.pk)
    made = Assignment.objects.add(
        via=ACTION, person=person, agency_id=unit.agency_id, unit=unit, position_title=title, position_kind=kind,
        position_level=level, superior=superior, is_head=is_head, valid=(start, None),
    )  # fmt: skip
    made.refresh_from_db(fields=["valid"])
    audit.record(by=by, verb="assignment.opened", target=made, person=person.pk)
    changes.tell([changes.compare(before, made, start)], cause="move", by=by)
    return made


@transaction.atomic
def set_superior(*, assignment: Assignment, superior: Person, by: Viewer, since: dt.date | None = None) -> Assignment:
    """Name the direct superior: filled in where none was known, else a change from ``since`` (today) on that keeps the history.

    Raises Refused (field ``superior``) for the person himself and for a chain of superiors that would close into a ring,
    (``since``) for a day before the present post.
    """
    if superior.pk == assignment.person_id:
        raise Refused(N_("Seseorang tidak dapat menjadi atasan bagi dirinya sendiri."), field="superior")
    if _is_below(superior.pk, assignment.person_id):
        raise Refused(
            N_("%(name)s adalah bawahan pegawai ini; atasan tidak boleh berputar."),
            field="superior",
            name=superior.name,
        )
    present = assignment.again()
    if present.superior_id == superior.pk:
        return present
    day, before = since or today(present.agency.time_zone), copy.copy(present)
    if since and since < present.valid.lower:
        raise Refused(
            N_("Penempatan yang berlaku baru mulai %(day)s; pilih tanggal itu atau sesudahnya."),
            field="since",
            day=present.valid.lower,
        )
    if present.superior_id is None or present.valid.lower >= day:
        present.superior = superior
        present.save(via=ACTION, update_fields=["superior"])
    else:
        present = _replace(present, day, superior=superior)
    audit.record(by=by, verb="assignment.superior_set", target=present, person=present.person_id, superior=superior.pk)
    changes.tell([changes.compare(before, present, day)], cause="superior", by=by)
    return present


@transaction.atomic
def set_head(*, unit: Unit, person: Person, by: Viewer) -> Assignment:
    """Make a member of the unit its head, from today on.

    Raises Refused (field ``person``) unless he works there now and the seat is free.
    """
    day = today(unit.agency.time_zone)
    present = Assignment.objects.select_for_update().filter(person=person, unit=unit, valid__contains=day).first()
    if present is None:
        raise Refused(N_("%(name)s tidak bekerja di unit ini."), field="person", name=person.name)
    if present.is_head:
        return present
    _check_seat(unit, day, person.pk)
    before = copy.copy(present)
    if present.valid.lower >= day:
        present.is_head = True
        present.save(via=ACTION, update_fields=["is_head"])
    else:
        present = _replace(present, day, is_head=True)
    audit.record(by=by, verb="unit.head_set", target=unit, person=person.pk)
    changes.tell([changes.compare(before, present, day)], cause="head", by=by)
    return present


def _latest(person_id: int) -> Assignment | None:
    return Assignment.objects.select_for_update().filter(person_id=person_id).order_by("-valid").first()


def _close(assignment: Assignment, day: dt.date) -> None:
    assignment.valid = (assignment.valid.lower, day)
    assignment.save(via=ACTION, update_fields=["valid"])
    assignment.refresh_from_db(fields=["valid"])


def _replace(present: Assignment, day: dt.date, **changes: object) -> Assignment:
    """Close an assignment and open its copy with changes from ``day`` on."""
    end = present.valid.upper
    _close(present, day)
    values: dict[str, object] = {name: getattr(present, name) for name in COPIED}
    for name, value in changes.items():
        values.pop(f"{name}_id", None)
        values[name] = value
    made = Assignment.objects.add(via=ACTION, **values, valid=(day, end))
    made.refresh_from_db(fields=["valid"])
    return made


def _check_seat(unit: Unit, day: dt.date, person_id: int) -> None:
    taken = Assignment.objects.filter(unit=unit, is_head=True, valid__overlap=(day, None)).exclude(person_id=person_id)
    if taken.exists():
        raise Refused(N_("Unit ini sudah punya pimpinan."), field="person")


def _is_below(person_id: int, above_id: int) -> bool:
    """Whether somebody stands below another in the present chain of superiors."""
    day, seen = today(), set()
    at: int | None = person_id
    while at is not None and at not in seen:
        if at == above_id:
            return True
        seen.add(at)
        at = Assignment.objects.filter(person_id=at, valid__contains=day).values_list("superior_id", flat=True).first()
    return False
