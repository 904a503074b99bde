"""A person's way: moved, corrected, gone, taken back; whom somebody led is never left alone."""

import datetime as dt

import pytest

from pamong.people import queries
from pamong.people.actions import careers as actions
from pamong.people.enums import Matter, Outcome, TeamRole
from pamong.people.events import AssignmentChanged, PersonLeft
from pamong.people.models import Acting, Assignment, Person, Team, TeamMember, Unit, User, WorkItem
from pamong.platform import events
from pamong.platform.access.errors import NotVisible
from pamong.platform.access.viewer import Viewer
from pamong.platform.guard import ACTION
from pamong.platform.notifications.models import Notification
from pamong.rulebook.errors import Refused
from tests.world import World, assign, person, unit

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def post(world: World, name: str, on: dt.date | None = None) -> Assignment:
    found = queries.current_assignment(world.people[name].pk, on or world.today)
    assert found is not None
    return found


def move(
    world: World, name: str, where: Unit, *, by: str = "admin", day: dt.date | None = None, **fields: object
) -> Assignment:
    fields.setdefault("title", "Analis Kebijakan")
    new = actions.NewPost(where, kind="JA", **fields)  # type: ignore[arg-type]  # as the test says
    return actions.move(
        person=world.people[name], post=new, day=day or world.today, decree="SK 3/2026", by=world.viewer(by)
    )


def leave(
    world: World, name: str, *, day: dt.date | None = None, reason: str = "retirement", by: str = "admin"
) -> Person:
    return actions.leave(
        person=world.people[name], reason=reason, day=day or world.today, decree="SK 4/2026", by=world.viewer(by)
    )


def test_a_move_keeps_the_old_post_and_names_the_head_there_as_superior(world: World) -> None:
    day = world.today - 20 * DAY
    made = move(world, "employee", world.root, day=day)
    assert (made.superior, made.decree) == (world.head, "SK 3/2026")
    assert post(world, "employee", day - DAY).unit == world.office
    assert post(world, "employee").unit == world.root
    assert Notification.objects.filter(person_id=world.employee.pk, kind="career.moved").count() == 1


def test_whom_a_moved_head_led_answers_to_who_stood_above_and_a_head_is_sought(world: World) -> None:
    move(world, "superior", world.root)
    assert post(world, "employee").superior == world.head
    assert WorkItem.objects.filter(matter=Matter.UNIT_WITHOUT_HEAD, unit=world.office, done_at=None).exists()


def test_a_new_head_takes_over_whom_the_old_one_led(world: World) -> None:
    move(world, "superior", world.root, day=world.today - 3 * DAY)
    made = move(world, "acting", world.office, is_head=True, title="Kepala Bidang")
    assert made.superior == world.head
    assert post(world, "employee").superior == world.acting
    item = WorkItem.objects.get(matter=Matter.UNIT_WITHOUT_HEAD, unit=world.office)
    assert (item.outcome, item.done_by) == (Outcome.SETTLED, world.users["admin"])


def test_one_head_at_a_time(world: World) -> None:
    with pytest.raises(Refused, match="sudah punya pimpinan"):
        move(world, "acting", world.office, is_head=True)


def test_all_changes_are_told(world: World) -> None:
    heard: list[AssignmentChanged] = []
    events.listen(AssignmentChanged)(heard.append)
    try:
        move(world, "superior", world.root)
    finally:
        events._listeners[AssignmentChanged].remove(heard.append)
    assert [(event.cause, len(event.changes)) for event in heard] == [("move", 1), ("superior", 2)]


@pytest.mark.parametrize("who", ["superior", "head", "employee"])
def test_only_clerks_of_both_agencies_move_people(world: World, who: str) -> None:
    with pytest.raises(NotVisible):
        move(world, "employee", world.root, by=who)
    with pytest.raises(NotVisible):
        move(world, "employee", world.b_root, by="admin")
    move(world, "employee", world.b_root, by="personnel")
    assert post(world, "employee").agency == world.b


@pytest.mark.parametrize(
    ("change", "where"),
    [({"day": dt.date(2020, 1, 1)}, "day"), ({"closed": True}, "unit")],
)
def test_what_cannot_be_is_refused_at_its_field(world: World, change: dict[str, object], where: str) -> None:
    target = unit(world.a, "Bidang Lama", world.root)
    if change.pop("closed", False):
        Unit.objects.filter(pk=target.pk).update(via=ACTION, is_active=False)
        target.refresh_from_db()
    with pytest.raises(Refused) as refused:
        move(world, "employee", target, **change)  # type: ignore[arg-type]
    assert refused.value.field == where


def test_a_wrong_first_day_is_corrected_and_the_post_before_follows(world: World) -> None:
    made = move(world, "employee", world.root, day=world.today - 5 * DAY)
    actions.correct(
        assignment=made, start=world.today - 9 * DAY, title="Analis Muda", kind="JF", level="Ahli Muda", decree="",
        by=world.viewer("admin"),
    )  # fmt: skip
    rows = Assignment.objects.filter(person=world.employee).order_by("valid")
    assert rows[0].valid.upper == rows[1].valid.lower == world.today - 9 * DAY
    assert (rows[1].position_title, rows[1].position_kind, rows[1].decree) == ("Analis Muda", "JF", "SK 3/2026")
    with pytest.raises(Refused) as refused:
        actions.correct(
            assignment=made,
            start=dt.date(2020, 1, 1),
            title="A",
            kind="JA",
            level="",
            decree="",
            by=world.viewer("admin"),
        )
    assert refused.value.field == "start"


def test_correcting_a_former_heads_post_settles_the_clerks_item(world: World) -> None:
    item = WorkItem.objects.create(agency=world.a, person=world.peer, matter=Matter.FORMER_HEAD)
    row = Assignment.objects.get(person=world.peer)
    actions.correct(
        assignment=row, start=row.valid.lower, title="Analis", kind="JA", level="", decree="", by=world.viewer("admin")
    )
    item.refresh_from_db()
    assert item.outcome == Outcome.SETTLED


def test_whoever_leaves_hands_everything_over(world: World) -> None:
    world.appoint_acting("superior", "acting")
    team = Team.objects.add(
        via=ACTION, agency=world.a, unit=world.office, name="Tim", purpose="Akta", decree="1",
        valid=(world.today - 10 * DAY, None),
    )  # fmt: skip
    TeamMember.objects.add(
        via=ACTION, team=team, person=world.superior, role=TeamRole.LEADER, valid=(world.today - 10 * DAY, None)
    )
    heard: list[PersonLeft] = []
    events.listen(PersonLeft)(heard.append)
    try:
        leave(world, "superior", reason="death")
    finally:
        events._listeners[PersonLeft].remove(heard.append)
    assert post(world, "employee").superior == world.head
    assert Acting.objects.get().valid.upper == world.today
    assert TeamMember.objects.get().valid.upper == world.today
    assert [(event.reason, event.day) for event in heard] == [("death", world.today)]
    gone = Person.objects.get(pk=world.superior.pk)
    assert (gone.is_active, gone.left_reason) == (False, "death")
    assert not User.objects.get(person=gone).is_active
    assert queries.current_assignment(gone.pk, world.today) is None
    assert queries.current_assignment(gone.pk, world.today - DAY) is not None


def test_without_anybody_above_a_clerk_is_asked_for_each(world: World) -> None:
    leave(world, "head")
    waiting = WorkItem.objects.filter(matter=Matter.UNKNOWN_SUPERIOR, done_at=None)
    assert {item.person for item in waiting} == {world.superior, world.acting, world.admin}


def test_a_retirement_ahead_closes_the_account_on_its_day(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    leave(world, "employee", day=world.today + 5 * DAY)
    system = Viewer.system("people.end_services")
    assert Person.objects.get(pk=world.employee.pk).is_active
    assert actions.end_services(by=system) == 0
    monkeypatch.setattr(actions, "today", lambda *_: world.today + 5 * DAY)
    assert actions.end_services(by=system) == 1
    assert not User.objects.get(person=world.employee).is_active


def test_who_has_left_is_not_entered_twice_and_can_be_taken_back(world: World) -> None:
    leave(world, "employee")
    with pytest.raises(NotVisible):
        leave(world, "employee")
    gone = Person.objects.get(pk=world.employee.pk)
    actions.take_back_leaving(person=gone, by=world.viewer("admin"))
    assert post(world, "employee").valid.upper is None
    with pytest.raises(Refused):
        actions.take_back_leaving(person=gone, by=world.viewer("admin"))


def test_a_seat_that_was_filled_meanwhile_is_not_taken_back(world: World) -> None:
    leave(world, "superior", day=world.today - 2 * DAY)
    newcomer = person("Pengganti", "198001012006041009")
    assign(newcomer, world.office, "Kepala Bidang", world.head, is_head=True, since=world.today - DAY)
    with pytest.raises(Refused, match="dipimpin orang lain"):
        actions.take_back_leaving(person=Person.objects.get(pk=world.superior.pk), by=world.viewer("admin"))


@pytest.mark.parametrize(("reason", "day"), [("", None), ("retirement", dt.date(2020, 1, 1))])
def test_a_leaving_needs_reason_and_day(world: World, reason: str, day: dt.date | None) -> None:
    with pytest.raises(Refused):
        leave(world, "employee", reason=reason, day=day)
