"""Whoever takes another post within the year has two plans; a merger or a new superior orphans nothing."""

import datetime as dt

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pamong.people.models import Assignment
from pamong.planning import actions, queries
from pamong.planning.models import Skp
from pamong.planning.rules import posts, prorata
from pamong.platform.guard import ACTION
from pamong.platform.notifications.models import Notification
from pamong.rulebook.errors import Refused
from tests.planning import plans
from tests.world import World, assign, unit

DAY = dt.timedelta(days=1)
BY = plans.SYSTEM


def move(world: World, day: dt.date, superior: str = "head", title: str = "Analis") -> Assignment:
    """The employee takes a post in the root unit on a day."""
    present = Assignment.objects.get(person=world.employee, valid__contains=day)
    Assignment.objects.filter(pk=present.pk).update(via=ACTION, valid=(present.valid.lower, day))
    return assign(world.employee, world.root, title, world.people[superior], since=day)


def first_of(world: World, month: int) -> dt.date:
    return dt.date(world.today.year, month, 1)


@pytest.mark.django_db
def test_a_move_ends_the_first_plan_and_begins_a_second(world: World) -> None:
    first = plans.agreed(world)
    day = first_of(world, 8)
    move(world, day)
    assert actions.follow_posts(person_ids=[world.employee.pk], by=BY) == 2
    old, new = Skp.objects.filter(person=world.employee).order_by("starts")
    assert (old.pk, old.ends, old.assessor, old.state) == (first.pk, day - DAY, world.superior, "agreed")
    assert (new.starts, new.ends, new.assessor, new.state) == (day, first.ends, world.head, "draft")
    assert queries.part_of(old).days + queries.part_of(new).days == queries.part_of(old).total
    assert Notification.objects.filter(person_id=world.employee.pk, kind="planning.moved").count() == 1
    assert actions.follow_posts(person_ids=[world.employee.pk], by=BY) == 0  # again changes nothing


@pytest.mark.django_db
def test_the_first_of_august_is_212_of_365_days() -> None:
    year = (dt.date(2026, 1, 1), dt.date(2026, 12, 31))
    first = prorata.part(dt.date(2026, 1, 1), dt.date(2026, 7, 31), *year)
    second = prorata.part(dt.date(2026, 8, 1), dt.date(2026, 12, 31), *year)
    assert (first.days, second.days) == (212, 153)
    assert str(first.share) == "58.08" and str(second.share) == "41.92"


@pytest.mark.django_db
def test_another_superior_on_the_same_post_takes_over_the_open_plan(world: World) -> None:
    skp = plans.submitted(world)
    present = Assignment.objects.get(person=world.employee, valid__contains=world.today)
    Assignment.objects.filter(pk=present.pk).update(via=ACTION, valid=(present.valid.lower, world.today))
    after = assign(world.employee, world.office, present.position_title, world.acting, since=world.today)
    actions.follow_posts(person_ids=[world.employee.pk], by=BY)
    skp.refresh_from_db()
    assert (skp.assessor, skp.assignment_id, Skp.objects.filter(person=world.employee).count()) == (
        world.acting, after.pk, 1,
    )  # fmt: skip
    assert Notification.objects.filter(person_id=world.acting.pk, kind="planning.submitted").count() == 1
    actions.agree(skp_id=skp.pk, by=world.viewer("acting"))
    with pytest.raises(Refused):
        actions.create(person_id=world.employee.pk, by=world.viewer("employee"))  # the plan goes on


@pytest.mark.django_db
def test_a_merger_carries_the_plan_into_the_unit_that_took_it_up(world: World) -> None:
    skp = plans.agreed(world)
    into = unit(world.a, "Bidang Gabungan", world.root)
    present = Assignment.objects.get(person=world.employee, valid__contains=world.today)
    Assignment.objects.filter(pk=present.pk).update(via=ACTION, valid=(present.valid.lower, world.today))
    world.office.is_active, world.office.path = False, into.path + world.office.path[-5:]
    world.office.save(via=ACTION, update_fields=["is_active", "path"])
    after = assign(world.employee, into, present.position_title, world.superior, since=world.today)
    actions.follow_posts(person_ids=[world.employee.pk], by=BY)
    skp.refresh_from_db()
    assert (skp.assignment_id, skp.state, Skp.objects.filter(person=world.employee).count()) == (after.pk, "agreed", 1)


@pytest.mark.django_db
def test_who_leaves_has_a_plan_that_ends_with_his_last_day(world: World) -> None:
    skp = plans.agreed(world)
    present = Assignment.objects.get(person=world.employee, valid__contains=world.today)
    Assignment.objects.filter(pk=present.pk).update(via=ACTION, valid=(present.valid.lower, world.today))
    actions.follow_posts(person_ids=[world.employee.pk], by=BY)
    skp.refresh_from_db()
    assert (skp.ends, Skp.objects.filter(person=world.employee).count()) == (world.today - DAY, 1)


@pytest.mark.django_db
def test_a_move_that_nobody_told_is_found_at_night(world: World) -> None:
    plans.agreed(world)
    assert queries.astray(world.today) == []
    move(world, world.today)
    assert queries.astray(world.today) == [world.employee.pk]
    from pamong.planning import tasks  # as the worker does

    tasks.follow_posts()
    assert queries.astray(world.today) == []


@pytest.mark.django_db
def test_statements_do_not_grow_with_the_people(world: World, django_assert_max_num_queries: object) -> None:
    folk = plans.many_people(world, 12)
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def cost(people: list[int]) -> int:
        Assignment.objects.filter(person__in=people).update(via=ACTION, superior=world.acting)
        with CaptureQueriesContext(connection) as captured:
            actions.follow_posts(person_ids=people, by=BY)
        return len([q for q in captured.captured_queries if "audit" not in q["sql"]])

    assert cost([folk[0].pk]) == cost([p.pk for p in folk[1:]])


Move = tuple[int, int, int]
MOVES = st.lists(st.tuples(st.integers(2, 350), st.integers(0, 2), st.integers(0, 2)), max_size=6)


@pytest.mark.django_db
@given(moves=MOVES, agree_at=st.integers(0, 3))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_no_history_leaves_an_orphan(world: World, moves: list[Move], agree_at: int) -> None:
    """Random histories of moves and new superiors: every working day up to today has one plan, of the post held then."""
    with transaction.atomic():
        _live_through(world, moves, agree_at)
        transaction.set_rollback(True)


def _live_through(world: World, moves: list[Move], agree_at: int) -> None:
    units = [world.office, world.root, world.office]
    bosses = [world.superior, world.head, world.acting]
    plans.agreed(world) if agree_at else plans.complete(world)
    start = dt.date(world.today.year, 1, 1)
    for offset, place, boss in sorted(set(moves)):
        day = start + offset * DAY
        present = Assignment.objects.filter(person=world.employee).order_by("-valid").first()
        if day > world.today or present is None or present.valid.lower >= day:
            continue
        Assignment.objects.filter(pk=present.pk).update(via=ACTION, valid=(present.valid.lower, day))
        assign(world.employee, units[place], f"Jabatan {place}", bosses[boss], since=day)
        actions.follow_posts(person_ids=[world.employee.pk], by=BY)
    found = list(Skp.objects.filter(person=world.employee).select_related("assignment").order_by("starts"))
    day = start
    while day <= world.today:
        held = Assignment.objects.filter(person=world.employee, valid__contains=day).get()
        (skp,) = [s for s in found if s.starts <= day <= s.ends]
        assert (skp.assignment.unit_id, skp.assignment.position_title) == (held.unit_id, held.position_title)
        day += 11 * DAY
    assert all(s.assessor_id not in (None, world.employee.pk) for s in found)
    assert queries.astray(world.today) == []


def post(number: int, since: int, until: int | None, **given_: object) -> posts.Post:
    values = {"agency_id": 1, "unit_id": 1, "unit_path": "/1/", "closed": False, "title": "Analis", "kind": "JF"}
    first = dt.date(2026, 1, 1)
    return posts.Post(
        id=number, superior_id=9, since=first + since * DAY, until=None if until is None else first + until * DAY,
        **{**values, **given_},  # type: ignore[arg-type]
    )  # fmt: skip


def test_posts_join_only_when_they_follow_and_are_alike() -> None:
    assert len(posts.spans([post(1, 0, 9), post(2, 10, None)])) == 1
    assert len(posts.spans([post(1, 0, 8), post(2, 10, None)])) == 2  # a gap
    assert len(posts.spans([post(1, 0, 9), post(2, 10, None, title="Kepala")])) == 2
    assert len(posts.spans([post(1, 0, 9), post(2, 10, None, unit_id=2)])) == 2
    merged = post(1, 0, 9, closed=True, unit_path="/2/1/")
    assert len(posts.spans([merged, post(2, 10, None, unit_id=2, unit_path="/2/")])) == 1
    assert len(posts.spans([post(1, 0, 9), post(2, 10, None, agency_id=2)])) == 2
