"""Teams across units: formed by decree, led on dated days; the leader assigns and advises, the assessor rates."""

import datetime as dt

import pytest

from pamong.feedback import actions as feedback
from pamong.feedback import queries as feedback_queries
from pamong.people import queries
from pamong.people.actions import teams as actions
from pamong.people.enums import TaskState, TeamRole
from pamong.people.models import Person, Team, TeamMember, TeamTask
from pamong.people.queries import teams as reads
from pamong.platform.access.errors import NotVisible
from pamong.platform.notifications.models import Notification
from pamong.rulebook.errors import Refused
from tests.world import World

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def team(world: World) -> Team:
    """The peer leads, the employee of the same office and the secretary of another unit are in it."""
    made = actions.create(
        unit=world.root, name="Tim Akta Digital", purpose="Akta terbit dalam satu hari", decree="SK 9/2026",
        starts=world.today - 10 * DAY, ends=None, leader=world.peer, by=world.viewer("head"),
    )  # fmt: skip
    for who in (world.employee, world.acting):
        join(world, made, who, since=world.today - 9 * DAY)
    return made


def join(
    world: World,
    team: Team,
    who: Person,
    *,
    role: str = TeamRole.MEMBER,
    since: dt.date | None = None,
    by: str = "head",
) -> TeamMember:
    return actions.add_member(team=team, person=who, role=role, since=since or world.today, by=world.viewer(by))


def led(world: World, who: str, on: dt.date | None = None) -> set[int]:
    return {row["person_id"] for row in queries.team_members_led_by(world.viewer(who), on)}


def test_the_leader_leads_on_his_days_only(world: World, team: Team) -> None:
    assert led(world, "peer") == {world.peer.pk, world.employee.pk, world.acting.pk}
    assert led(world, "peer", world.today - 10 * DAY) == {world.peer.pk}
    assert led(world, "peer", world.today - 11 * DAY) == set()
    assert led(world, "employee") == led(world, "superior") == set()


def test_he_may_advise_members_of_any_unit_and_nobody_else(world: World, team: Team) -> None:
    viewer = world.viewer("peer")
    assert {row.person for row in feedback_queries.recipients(viewer)} == {world.employee, world.acting}
    with pytest.raises(NotVisible):
        feedback_queries.recipient_for(viewer=viewer, person_id=world.superior.pk)
    given = feedback.give(
        assignment=feedback_queries.recipient_for(viewer=viewer, person_id=world.acting.pk),
        kind="praise", text="Rekomendasi ketua tim: hasil kerja melampaui ekspektasi.", by=viewer,
    )  # fmt: skip
    heard = feedback_queries.received(world.acting.pk, given.day, given.day)
    assert [(line.giver, line.text) for line in heard] == [(world.peer.name, given.text)]


def test_leading_a_team_gives_no_other_right(world: World, team: Team) -> None:
    viewer = world.viewer("peer")
    assert not queries.assignments(viewer, "person.view").filter(person=world.acting).exists()
    assert not viewer.has_reports and viewer.leads == ()


def test_one_leader_at_a_time_and_nobody_twice(world: World, team: Team) -> None:
    with pytest.raises(Refused) as refused:
        join(world, team, world.superior, role=TeamRole.LEADER)
    assert refused.value.field == "role"
    with pytest.raises(Refused) as refused:
        join(world, team, world.employee)
    assert refused.value.field == "person"


def test_a_leader_is_replaced_from_a_day_on(world: World, team: Team) -> None:
    old = TeamMember.objects.get(team=team, person=world.peer)
    actions.end_member(member=old, last_day=world.today - DAY, by=world.viewer("head"))
    join(world, team, world.superior, role=TeamRole.LEADER)
    assert led(world, "peer") == set()
    assert world.employee.pk in led(world, "superior")


@pytest.mark.parametrize(("last", "field"), [(-20, "last_day"), (400, None)])
def test_days_outside_a_membership_are_refused(world: World, team: Team, last: int, field: str | None) -> None:
    member = TeamMember.objects.get(team=team, person=world.employee)
    if field is None:
        actions.end_member(member=member, last_day=world.today + last * DAY, by=world.viewer("head"))
        return
    with pytest.raises(Refused) as refused:
        actions.end_member(member=member, last_day=world.today + last * DAY, by=world.viewer("head"))
    assert refused.value.field == field


def test_whoever_has_not_begun_is_taken_back(world: World, team: Team) -> None:
    member = join(world, team, world.superior, since=world.today + 5 * DAY)
    actions.end_member(member=member, last_day=world.today, by=world.viewer("head"))
    assert not TeamMember.objects.filter(pk=member.pk).exists()


def test_a_closed_team_ends_with_everything_in_it(world: World, team: Team) -> None:
    task = give(world, team)
    actions.close(team=team, last_day=world.today - DAY, by=world.viewer("head"))
    assert led(world, "peer") == set()
    task.refresh_from_db()
    assert task.state == TaskState.WITHDRAWN
    assert not reads.teams(world.viewer("employee")).exists()
    assert reads.teams(world.viewer("employee"), past=True).count() == 1


def give(world: World, team: Team, **fields: object) -> TeamTask:
    values = {"person_id": world.employee.pk, "text": "Susun SOP", "due_on": None} | fields
    return actions.give_task(team=team, by=world.viewer("peer"), **values)  # type: ignore[arg-type]


def test_a_task_is_given_reported_and_heard_of(world: World, team: Team) -> None:
    task = give(world, team, due_on=world.today + 7 * DAY)
    done = actions.report_task(
        task=reads.task_for(world.viewer("employee"), task.pk, "teamtask.finish"), report="SOP selesai",
        by=world.viewer("employee"),
    )  # fmt: skip
    assert (done.state, done.report) == (TaskState.DONE, "SOP selesai")
    kinds = Notification.objects.filter(kind__startswith="teamtask").values_list("person_id", "kind")
    assert set(kinds) == {(world.employee.pk, "teamtask.given"), (world.peer.pk, "teamtask.reported")}
    with pytest.raises(Refused):
        actions.withdraw_task(task=task, by=world.viewer("peer"))


def test_only_the_leader_gives_and_only_the_member_reports(world: World, team: Team) -> None:
    task = give(world, team)
    with pytest.raises(NotVisible):
        reads.task_for(world.viewer("acting"), task.pk, "teamtask.finish")
    with pytest.raises(NotVisible):
        reads.task_for(world.viewer("head"), task.pk, "teamtask.give")
    with pytest.raises(NotVisible):
        actions.give_task(team=team, person_id=world.employee.pk, text="X", due_on=None, by=world.viewer("head"))
    withdrawn = actions.withdraw_task(task=task, by=world.viewer("peer"))
    assert withdrawn.state == TaskState.WITHDRAWN


@pytest.mark.parametrize(
    ("fields", "where"),
    [({"text": " "}, "text"), ({"due_on": dt.date(2020, 1, 1)}, "due_on"), ({"person_id": 0}, "person")],
)
def test_a_task_says_what_for_whom_and_until_when(
    world: World, team: Team, fields: dict[str, object], where: str
) -> None:
    with pytest.raises(Refused) as refused:
        give(world, team, **fields)
    assert refused.value.field == where


def test_members_see_their_tasks_the_leader_and_those_above_all(world: World, team: Team) -> None:
    give(world, team)
    shown = {
        who: len(reads.team_page(world.viewer(who), team.pk).tasks) for who in ("peer", "employee", "acting", "head")
    }
    assert shown == {"peer": 1, "employee": 1, "acting": 0, "head": 1}
    for who in ("superior", "stranger", "stranger_head"):
        with pytest.raises(NotVisible):
            reads.team_page(world.viewer(who), team.pk)


@pytest.mark.parametrize(("who", "may"), [("head", True), ("admin", True), ("superior", False), ("peer", False)])
def test_who_forms_and_changes_a_team(world: World, team: Team, who: str, may: bool) -> None:
    assert reads.manageable(world.viewer(who)).filter(pk=team.pk).exists() == may
    if may:
        actions.edit(team=team, name="Tim Baru", purpose="Lain", decree="SK", by=world.viewer(who))
    else:
        with pytest.raises(NotVisible):
            actions.edit(team=team, name="Tim Baru", purpose="Lain", decree="SK", by=world.viewer(who))


def test_an_office_head_forms_a_team_in_his_own_office(world: World) -> None:
    units = list(reads.team_units(world.viewer("superior")))
    assert units == [world.office]
    with pytest.raises(NotVisible):
        actions.create(
            unit=world.root, name="T", purpose="P", decree="D", starts=world.today, ends=None, leader=world.peer,
            by=world.viewer("superior"),
        )  # fmt: skip


@pytest.mark.parametrize(
    ("starts", "ends", "where"),
    [(0, -1, "ends"), (-500, None, "starts")],
)
def test_impossible_days_are_refused(world: World, starts: int, ends: int | None, where: str) -> None:
    with pytest.raises(Refused) as refused:
        actions.create(
            unit=world.root, name="T", purpose="P", decree="D", starts=world.today + starts * DAY,
            ends=None if ends is None else world.today + ends * DAY, leader=world.peer, by=world.viewer("head"),
        )  # fmt: skip
    assert refused.value.field == where
