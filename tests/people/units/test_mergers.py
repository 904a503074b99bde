"""A unit goes up in another: people, superiors, children, acting, teams and the clerk's items come along, history stays."""

import datetime as dt

import pytest

from pamong.people import queries
from pamong.people.actions import units as actions
from pamong.people.enums import Matter, Outcome, TeamRole, UnitChangeState
from pamong.people.events import OpenMatter, OpenMattersAsked, UnitClosed, UnitMerged, UnitMoved
from pamong.people.models import Acting, Assignment, Team, TeamMember, Unit, UnitChange, UnitPast, WorkItem
from pamong.people.queries import tree
from pamong.people.queries import units as reads
from pamong.platform import events
from pamong.platform.access.errors import NotVisible
from pamong.platform.guard import ACTION
from pamong.rulebook.errors import Refused
from tests.world import World, assign, person, unit

pytestmark = pytest.mark.django_db
YESTERDAY = dt.timedelta(days=1)


@pytest.fixture
def sibling(world: World) -> Unit:
    """Another office of the registry with a head of its own."""
    made = unit(world.a, "Bidang Data", world.root)
    world.people["data_head"] = person("Agus Salim", "197901012005011001")
    assign(world.data_head, made, "Kepala Bidang Data", world.head, is_head=True)
    return made


def merged(world: World, src: Unit, dst: Unit, day: dt.date | None = None, **fields: str) -> UnitChange:
    wanted = reads.Wanted(src, "merge", day or world.today, dst, **fields)
    return actions.plan(wanted=wanted, decree="SK 1/2026", by=world.viewer("admin"))


def post(world: World, name: str, on: dt.date | None = None) -> Assignment:
    found = queries.current_assignment(world.people[name].pk, on or world.today)
    assert found is not None
    return found


def test_people_come_along_and_answer_to_the_head_there(world: World, sibling: Unit) -> None:
    merged(world, world.office, sibling)
    for name in ("employee", "peer", "superior"):
        assert post(world, name).unit == sibling
        assert post(world, name).superior == world.data_head
        before = post(world, name, world.today - YESTERDAY)
        assert before.unit == world.office
    assert not post(world, "superior").is_head
    assert post(world, "employee", world.today - YESTERDAY).superior == world.superior


def test_the_unit_stays_for_the_history_below_its_successor(world: World, sibling: Unit) -> None:
    old = world.office.path
    change = merged(world, world.office, sibling)
    gone = Unit.objects.get(pk=world.office.pk)
    assert (gone.is_active, gone.closed_on, gone.successor) == (False, world.today, sibling)
    assert gone.path == sibling.path + Unit.step(gone.pk)
    assert UnitPast.objects.get(unit=gone).path == old
    assert change.state == UnitChangeState.APPLIED
    assert change.carried["people"] == 3
    then = tree.tree(world.viewer("admin"), world.a.pk, world.today - YESTERDAY)
    now = tree.tree(world.viewer("admin"), world.a.pk, world.today)
    assert world.office.name in {row.name for row in then}
    assert world.office.name not in {row.name for row in now}


def test_whoever_leads_the_successor_reaches_what_was_done_before(world: World, sibling: Unit) -> None:
    from tests.world import account

    world.users["data_head"] = account(world.data_head.nip, world.data_head)
    old = world.office.path
    merged(world, world.office, sibling)
    leads = world.viewer("data_head").leads
    assert old in leads and sibling.path in leads
    assert world.viewer("superior").leads == ()


def test_children_hang_below_the_successor_and_namesakes_go_up_in_each_other(world: World, sibling: Unit) -> None:
    mine, theirs = unit(world.a, "Subbagian Umum", world.office), unit(world.a, "SUBBAGIAN  UMUM", sibling)
    other = unit(world.a, "Seksi Akta", world.office)
    world.people["clerk"] = person("Lina", "199101012015012001")
    assign(world.clerk, mine, "Pengadministrasi", world.superior)
    merged(world, world.office, sibling)
    assert post(world, "clerk").unit == theirs
    assert post(world, "clerk").superior == world.data_head
    other.refresh_from_db()
    assert (other.parent, other.path) == (sibling, sibling.path + Unit.step(other.pk))
    assert not Unit.objects.get(pk=mine.pk).is_active


def test_a_successor_without_head_changes_no_superior_and_asks_a_clerk(world: World) -> None:
    empty = unit(world.a, "Bidang Baru", world.root)
    merged(world, world.office, empty)
    assert post(world, "employee").superior == world.superior
    assert WorkItem.objects.filter(unit=empty, matter=Matter.UNIT_WITHOUT_HEAD, done_at=None).exists()


def test_the_former_head_gets_the_title_of_the_decree_or_a_clerk_is_asked(world: World, sibling: Unit) -> None:
    merged(world, world.office, sibling, head_title="Analis Kebijakan")
    assert post(world, "superior").position_title == "Analis Kebijakan"
    assert not WorkItem.objects.filter(matter=Matter.FORMER_HEAD).exists()


def test_without_a_title_the_clerk_is_asked(world: World, sibling: Unit) -> None:
    merged(world, world.office, sibling)
    assert WorkItem.objects.get(matter=Matter.FORMER_HEAD).person == world.superior


def test_acting_ends_teams_and_items_move_and_the_search_for_a_head_is_settled(world: World, sibling: Unit) -> None:
    world.appoint_acting("superior", "acting")
    team = Team.objects.add(
        via=ACTION, agency=world.a, unit=world.office, name="Tim Akta", purpose="Akta cepat", decree="1",
        valid=(world.today, None),
    )  # fmt: skip
    TeamMember.objects.add(via=ACTION, team=team, person=world.peer, role=TeamRole.LEADER, valid=(world.today, None))
    asked = WorkItem.objects.create(agency=world.a, unit=world.office, matter=Matter.UNIT_WITHOUT_HEAD)
    merged(world, world.office, sibling)
    assert Acting.objects.get().valid.upper == world.today
    team.refresh_from_db()
    assert team.unit == sibling
    asked.refresh_from_db()
    assert (asked.outcome, asked.done_by) == (Outcome.SETTLED, None)


def test_a_decree_that_came_late_holds_from_its_day(world: World, sibling: Unit) -> None:
    day = world.today - dt.timedelta(days=90)
    assign_later = world.today - dt.timedelta(days=30)
    newcomer = person("Baru Datang", "199501012020011001")
    assign(newcomer, world.office, "Arsiparis", world.superior, since=assign_later)
    merged(world, world.office, sibling, day)
    assert post(world, "employee", day - YESTERDAY).unit == world.office
    assert post(world, "employee", day).unit == sibling
    rows = Assignment.objects.filter(person=newcomer)
    assert [(row.unit, row.superior, row.valid.lower) for row in rows] == [(sibling, world.data_head, assign_later)]


def test_no_ring_when_the_successors_head_stood_below(world: World, sibling: Unit) -> None:
    Assignment.objects.filter(person=world.data_head).update(via=ACTION, superior=world.superior)
    merged(world, world.office, sibling)
    assert post(world, "superior").superior == world.data_head
    assert post(world, "data_head").superior == world.head


def test_a_ring_over_others_is_opened_and_a_clerk_is_asked(world: World, sibling: Unit) -> None:
    Assignment.objects.filter(person=world.data_head).update(via=ACTION, superior=world.acting)
    Assignment.objects.filter(person=world.acting).update(via=ACTION, superior=world.superior)
    merged(world, world.office, sibling)
    assert post(world, "superior").superior is None
    assert WorkItem.objects.get(matter=Matter.SUPERIOR_CYCLE).person == world.superior


def test_others_hear_of_it(world: World, sibling: Unit) -> None:
    heard: list[object] = []
    for event in (UnitMerged, UnitMoved, UnitClosed):
        events.listen(event)(heard.append)
    unit(world.a, "Seksi Akta", world.office)
    try:
        merged(world, world.office, sibling)
    finally:
        for event in (UnitMerged, UnitMoved, UnitClosed):
            events._listeners[event].remove(heard.append)
    assert [type(event).__name__ for event in heard] == ["UnitMoved", "UnitMerged"]


def test_a_unit_that_carries_something_is_not_closed_without_successor(world: World, sibling: Unit) -> None:
    with pytest.raises(Refused) as refused:
        actions.plan(wanted=reads.Wanted(world.office, "close", world.today), decree="1", by=world.viewer("admin"))
    assert "3 pegawai" in refused.value.text()


def test_open_matters_of_other_areas_keep_a_unit_open(world: World) -> None:
    empty = unit(world.a, "Bidang Kosong", world.root)
    answer = lambda asked: asked.found.append(OpenMatter("complaint", "2 pengaduan terbuka", 2))  # noqa: E731
    events.listen(OpenMattersAsked)(answer)
    try:
        with pytest.raises(Refused) as refused:
            actions.plan(wanted=reads.Wanted(empty, "close", world.today), decree="1", by=world.viewer("admin"))
    finally:
        events._listeners[OpenMattersAsked].remove(answer)
    assert "2 pengaduan terbuka" in refused.value.text()


def test_an_empty_unit_is_closed_and_its_name_is_free_again(world: World) -> None:
    empty = unit(world.a, "Bidang Kosong", world.root)
    actions.plan(wanted=reads.Wanted(empty, "close", world.today), decree="1", by=world.viewer("admin"))
    assert not Unit.objects.get(pk=empty.pk).is_active
    assert actions.create(parent=world.root, name="Bidang Kosong", by=world.viewer("admin")).is_active


@pytest.mark.parametrize("who", ["superior", "employee", "stranger"])
def test_only_who_keeps_the_agency_plans(world: World, sibling: Unit, who: str) -> None:
    with pytest.raises(NotVisible):
        actions.plan(wanted=reads.Wanted(world.office, "merge", world.today, sibling), decree="1", by=world.viewer(who))


def test_into_another_agency_only_the_personnel_office_merges(world: World) -> None:
    wanted = reads.Wanted(world.office, "merge", world.today, world.b_root)
    with pytest.raises(NotVisible):
        actions.plan(wanted=wanted, decree="1", by=world.viewer("admin"))
    actions.plan(wanted=wanted, decree="1", by=world.viewer("personnel"))
    assert post(world, "employee").agency == world.b
    assert world.employee.pk in [row.person_id for row in queries.assignments(world.viewer("stranger_head"))]


def test_not_into_what_hangs_below(world: World) -> None:
    below = unit(world.a, "Seksi", world.office)
    with pytest.raises(Refused, match="luar unit"):
        merged(world, world.office, below)
