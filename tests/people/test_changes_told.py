"""Other areas hear of every change of a post, with what changed, in the same transaction."""

import datetime as dt
from collections.abc import Iterator

import pytest

from pamong.people.actions import imports, organisation
from pamong.people.events import AssignmentChanged, PostChange
from pamong.people.models import Assignment
from pamong.platform import events
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def told() -> Iterator[list[AssignmentChanged]]:
    """What is published during the test."""
    heard: list[AssignmentChanged] = []
    events.listen(AssignmentChanged)(heard.append)
    yield heard
    events._listeners[AssignmentChanged].remove(heard.append)


def only(told: list[AssignmentChanged]) -> PostChange:
    assert [len(event.changes) for event in told] == [1]
    return told[0].changes[0]


def test_a_move_names_both_assignments_and_both_superiors(world: World, told: list[AssignmentChanged]) -> None:
    before = Assignment.objects.get(person=world.employee)
    day = world.today + dt.timedelta(days=3)
    after = organisation.assign(
        person=world.employee,
        unit=world.root,
        title="Arsiparis",
        superior=world.head,
        since=day,
        by=world.viewer("admin"),
    )
    change = only(told)
    assert (change.person_id, change.before_id, change.after_id) == (world.employee.pk, before.pk, after.pk)
    assert (change.superior_before_id, change.superior_id) == (world.superior.pk, world.head.pk)
    assert (change.unit_changed, change.post_changed, change.superior_changed) == (True, True, True)
    assert (change.day, change.in_place, told[0].cause) == (day, False, "move")


def test_a_superior_filled_in_is_told_as_mended_in_place(world: World, told: list[AssignmentChanged]) -> None:
    present = Assignment.objects.get(person=world.head)
    organisation.set_superior(assignment=present, superior=world.stranger_head, by=world.viewer("personnel"))
    change = only(told)
    assert change.in_place and change.superior_changed and not change.unit_changed and not change.post_changed


def test_an_import_tells_of_all_changed_people_at_once(world: World, told: list[AssignmentChanged]) -> None:
    rows = "NIP;Nama;Unit Kerja;Jabatan\n199005052017072004;Sari Lestari, A.Md.;Bidang Pelayanan Pencatatan Sipil;Operator\n"
    rows += "199208122015111044;Teguh;Bidang Pelayanan Pencatatan Sipil;Pranata Komputer Terampil\n"
    run = imports.upload(content=rows.encode(), file_name="pegawai.csv", by=world.viewer("personnel"))
    imports.check(run=run, by=world.viewer("personnel"))
    imports.apply(run=run, by=world.viewer("personnel"))
    assert [len(event.changes) for event in told] == [2]
    assert told[0].cause == "import"
    assert {change.person_id for change in told[0].changes} == {world.employee.pk, world.peer.pk}
    assert all(change.post_changed and not change.unit_changed for change in told[0].changes)
