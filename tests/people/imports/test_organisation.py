"""Single writes of the organisation, as pages and the demo's seed use them."""

import datetime as dt

import pytest

from pamong.people import queries
from pamong.people.actions import organisation
from pamong.people.models import Assignment, Person, User
from pamong.platform.access.viewer import Viewer
from pamong.platform.audit.models import Event
from pamong.rulebook.errors import Refused
from tests.people.imports.files import nip
from tests.world import World

pytestmark = pytest.mark.django_db
CLERK = Viewer.system("uji")
LATER = dt.date(2025, 6, 1)


def test_agency_with_units_and_a_person() -> None:
    agency, root = organisation.create_agency(name="Dinas Sosial", time_zone="Asia/Makassar", by=CLERK)
    unit = organisation.create_unit(agency=agency, name="Bidang A", parent=root, by=CLERK)
    assert unit.path == f"{root.path}{unit.pk:06}."
    made = organisation.create_person(nip=" 19800101 200503 1 001 ", name="Sari", by=CLERK)
    post = organisation.assign(person=made, unit=unit, title="Kepala Bidang", is_head=True, since=LATER, by=CLERK)
    assert (made.nip, made.status, made.sex, made.birth_date) == (nip(0), "PNS", "L", dt.date(1980, 1, 1))
    assert (post.agency, post.valid.lower) == (agency, LATER)
    assert not User.objects.get(person=made).has_usable_password()
    verbs = Event.objects.filter(kind="act").values_list("verb", flat=True)
    assert {"agency.created", "unit.created", "person.created", "assignment.opened"} <= set(verbs)


def test_names_are_taken_once(world: World) -> None:
    with pytest.raises(Refused, match="sudah ada"):
        organisation.create_agency(name=world.a.name.upper(), by=CLERK)
    with pytest.raises(Refused, match="sudah ada"):
        organisation.create_unit(agency=world.a, name=world.office.name.lower(), parent=world.root, by=CLERK)
    with pytest.raises(Refused, match="sudah ada"):
        organisation.create_person(nip=world.employee.nip, name="Kembar", by=CLERK)
    with pytest.raises(Refused, match="18 angka"):
        organisation.create_person(nip="12", name="Salah", by=CLERK)


def test_waiting_account_finds_its_person() -> None:
    User.objects.create_user(nip(0))
    made = organisation.create_person(nip=nip(0), name="Sari", by=CLERK)
    assert User.objects.get().person == made


def test_next_assignment_ends_the_present_one_the_day_before(world: World) -> None:
    made = organisation.assign(person=world.employee, unit=world.root, title="Analis", since=LATER, by=CLERK)
    before = queries.current_assignment(world.employee.pk, LATER - dt.timedelta(days=1))
    assert before is not None
    assert (before.unit, before.valid.upper) == (world.office, LATER)
    assert queries.current_assignment(world.employee.pk) == made


def test_assignment_cannot_begin_before_the_present_one(world: World) -> None:
    with pytest.raises(Refused, match="tanggal sesudahnya"):
        organisation.assign(person=world.employee, unit=world.root, title="Analis", since=dt.date(2024, 1, 2), by=CLERK)
    assert Assignment.objects.filter(person=world.employee).count() == 1


def test_seat_of_head_is_taken_once(world: World) -> None:
    with pytest.raises(Refused, match="sudah punya pimpinan"):
        organisation.assign(
            person=world.employee, unit=world.office, title="Kepala", is_head=True, since=LATER, by=CLERK
        )
    with pytest.raises(Refused, match="sudah punya pimpinan"):
        organisation.set_head(unit=world.office, person=world.employee, by=CLERK)
    with pytest.raises(Refused, match="tidak bekerja di unit ini"):
        organisation.set_head(unit=world.office, person=world.stranger, by=CLERK)


def test_changed_superior_keeps_yesterday(world: World) -> None:
    present = queries.current_assignment(world.employee.pk)
    assert present is not None
    made = organisation.set_superior(assignment=present, superior=world.head, by=CLERK)
    assert queries.superior_of(world.employee.pk, world.today) == world.head.pk
    assert queries.superior_of(world.employee.pk, world.today - dt.timedelta(days=1)) == world.superior.pk
    assert organisation.set_superior(assignment=made, superior=world.head, by=CLERK) == made
    again = organisation.set_superior(assignment=made, superior=world.acting, by=CLERK)  # the same day: mended
    assert again.pk == made.pk


def test_head_chosen_on_the_day_of_arrival_is_set_in_place(world: World) -> None:
    unit = organisation.create_unit(agency=world.a, name="Bidang Baru", parent=world.root, by=CLERK)
    organisation.assign(person=world.peer, unit=unit, title="Analis", by=CLERK)
    made = organisation.set_head(unit=unit, person=world.peer, by=CLERK)
    assert made.is_head
    assert organisation.set_head(unit=unit, person=world.peer, by=CLERK) == made
    assert Assignment.objects.filter(person=world.peer, unit=unit).count() == 1


def test_nobody_stands_above_himself(world: World) -> None:
    present = queries.current_assignment(world.head.pk)
    assert present is not None
    with pytest.raises(Refused, match="dirinya sendiri"):
        organisation.set_superior(assignment=present, superior=world.head, by=CLERK)
    with pytest.raises(Refused, match="berputar"):
        organisation.set_superior(assignment=present, superior=world.employee, by=CLERK)
    with pytest.raises(Refused, match="dirinya sendiri"):
        organisation.assign(person=world.head, unit=world.root, title="x", superior=world.head, since=LATER, by=CLERK)
    assert Person.objects.get(pk=world.head.pk)
