"""Renaming, moving and planning ahead: the tree of a day stays what it was on that day."""

import datetime as dt

import pytest

from pamong.people import queries
from pamong.people.actions import units as actions
from pamong.people.enums import UnitChangeState
from pamong.people.models import Assignment, Unit, UnitChange
from pamong.people.queries import tree
from pamong.people.queries import units as reads
from pamong.platform.access.viewer import Viewer
from pamong.rulebook.errors import Refused
from tests.world import World, assign, person, unit

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def plan(world: World, kind: str, what: Unit, **fields: object) -> UnitChange:
    day = fields.pop("day", world.today)
    wanted = reads.Wanted(what, kind, day, **fields)  # type: ignore[arg-type]  # as the test says
    return actions.plan(wanted=wanted, decree="SK 2/2026", by=world.viewer("admin"))


def names(world: World, on: dt.date) -> dict[int, str]:
    return {row.id: row.name for row in tree.tree(world.viewer("employee"), world.a.pk, on)}


def test_a_renamed_unit_is_called_as_it_was_on_the_day(world: World) -> None:
    plan(world, "rename", world.office, name="Bidang Akta", day=world.today - 10 * DAY)
    assert names(world, world.today)[world.office.pk] == "Bidang Akta"
    assert names(world, world.today - 11 * DAY)[world.office.pk] == "Bidang Pelayanan Pencatatan Sipil"
    rows = Assignment.objects.filter(person=world.employee).select_related("unit")
    assert tree.names_then(rows, world.today - 11 * DAY) == {rows[0].pk: "Bidang Pelayanan Pencatatan Sipil"}
    assert tree.names_then(rows) == {rows[0].pk: "Bidang Akta"}


def test_two_changes_each_keep_their_days(world: World) -> None:
    plan(world, "rename", world.office, name="Bidang Akta", day=world.today - 20 * DAY)
    plan(world, "rename", world.office, name="Bidang Sipil", day=world.today - 10 * DAY)
    assert [names(world, world.today - n * DAY)[world.office.pk] for n in (21, 20, 11, 10)] == [
        "Bidang Pelayanan Pencatatan Sipil", "Bidang Akta", "Bidang Akta", "Bidang Sipil",
    ]  # fmt: skip
    with pytest.raises(Refused, match="sudah berubah lagi"):
        plan(world, "rename", world.office, name="Bidang Lain", day=world.today - 15 * DAY)


def test_a_moved_unit_takes_everything_below_along(world: World) -> None:
    other = unit(world.a, "Sekretariat", world.root)
    boss = person("Sekretaris Baru", "197801012004011001")
    assign(boss, other, "Sekretaris", world.head, is_head=True)
    below = unit(world.a, "Seksi Akta", world.office)
    plan(world, "move", world.office, target=other)
    office, below = Unit.objects.get(pk=world.office.pk), Unit.objects.get(pk=below.pk)
    assert office.path == other.path + Unit.step(office.pk)
    assert below.path == office.path + Unit.step(below.pk)
    now = queries.current_assignment(world.superior.pk)
    assert now is not None and now.superior == boss and now.is_head
    staff = queries.current_assignment(world.employee.pk)
    assert staff is not None and staff.superior == world.superior
    assert Assignment.objects.filter(person=world.employee).count() == 1


def test_a_change_ahead_waits_for_its_day_and_is_applied_once(world: World) -> None:
    change = plan(world, "rename", world.office, name="Bidang Akta", day=world.today + 3 * DAY)
    system = Viewer.system("people.apply_unit_changes")
    assert actions.apply_due(by=system) == 0
    assert actions.apply_due(by=system, on=world.today + 3 * DAY) == 1
    assert actions.apply_due(by=system, on=world.today + 4 * DAY) == 0
    change.refresh_from_db()
    assert change.state == UnitChangeState.APPLIED


def test_what_can_no_longer_be_applied_says_why_and_waits(world: World) -> None:
    empty = unit(world.a, "Bidang Kosong", world.root)
    change = plan(world, "close", empty, day=world.today + 3 * DAY)
    assign(person("Baru", "199501012020011001"), empty, "Arsiparis", world.head)
    assert actions.apply_due(by=Viewer.system("job"), on=world.today + 3 * DAY) == 0
    change.refresh_from_db()
    assert change.state == UnitChangeState.PLANNED and "1 pegawai" in change.problem
    actions.cancel(change=change, by=world.viewer("admin"))
    assert UnitChange.objects.get().state == UnitChangeState.CANCELLED
    with pytest.raises(Refused):
        actions.cancel(change=change, by=world.viewer("admin"))


def test_one_planned_change_per_unit(world: World) -> None:
    plan(world, "rename", world.office, name="Bidang Akta", day=world.today + 3 * DAY)
    with pytest.raises(Refused, match="perubahan terjadwal"):
        plan(world, "rename", world.office, name="Bidang Sipil", day=world.today + 4 * DAY)


@pytest.mark.parametrize(
    ("kind", "fields", "where"),
    [
        ("rename", {"name": "bidang  data"}, "name"),
        ("move", {}, "target"),
        ("merge", {}, "target"),
        ("rename", {"name": "X", "day": dt.date(2020, 1, 1)}, "day"),
        ("rename", {"name": "X", "day": dt.date(2100, 1, 1)}, "day"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(world: World, kind: str, fields: dict[str, object], where: str) -> None:
    unit(world.a, "Bidang Data", world.root)
    with pytest.raises(Refused) as refused:
        plan(world, kind, world.office, **fields)
    assert refused.value.field == where


def test_every_change_needs_its_decree(world: World) -> None:
    with pytest.raises(Refused, match="surat keputusan"):
        actions.plan(
            wanted=reads.Wanted(world.office, "rename", world.today, name="X"), decree=" ", by=world.viewer("admin")
        )


def test_a_file_that_names_a_closed_unit_is_refused_with_the_successor(world: World) -> None:
    from pamong.people.actions import imports

    other = unit(world.a, "Bidang Data", world.root)
    plan(world, "merge", world.office, target=other)
    content = b"NIP;Nama;Unit Kerja;Jabatan\n199505052020122001;Rini;Bidang Pelayanan Pencatatan Sipil;Arsiparis\n"
    found = imports.preview(content=content, file_name="a.csv", answers={}, by=world.viewer("personnel"))
    assert not found.people and "Bidang Data" in found.refused[0].reason
