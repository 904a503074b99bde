"""Only the superior changes, the post stays: one plan, one evaluation, and the superior of the last day rates all of it."""

import datetime as dt

import pytest
from django.urls import reverse

from pamong.appraisal import actions
from pamong.appraisal.models import Evaluation
from pamong.appraisal.queries.assessors import superiors_within
from pamong.people.enums import PositionKind
from pamong.people.models import Assignment
from pamong.planning import actions as planning
from pamong.planning.models import Skp
from pamong.platform.guard import ACTION
from tests.appraisal.builder import Plan
from tests.planning import plans
from tests.world import World, assign

pytestmark = pytest.mark.django_db


def led_anew(world: World) -> Plan:
    """The employee keeps seat and post; from 15 August the head leads instead of the superior."""
    plan = Plan(world)
    day = dt.date(plan.year, 8, 15)
    post = Assignment.objects.get(person=world.employee, valid__contains=day)
    Assignment.objects.filter(pk=post.pk).update(via=ACTION, valid=(post.valid.lower, day))
    assign(world.employee, post.unit, post.position_title, world.head, PositionKind(post.position_kind), since=day)
    planning.follow_posts(person_ids=[world.employee.pk], by=plans.SYSTEM, on=day)
    return plan


def opened(world: World, plan: Plan, kind: str, number: int) -> Evaluation:
    actions.open_period(cycle_id=plan.cycle.pk, kind=kind, number=number, by=world.viewer("admin"))
    return Evaluation.objects.get(kind=kind, period_no=number)


@pytest.mark.parametrize(
    ("kind", "number", "rates"),
    [("quarter", 2, "superior"), ("quarter", 3, "head"), ("quarter", 4, "head"), ("annual", 1, "head")],
)
def test_the_superior_of_the_last_day_rates_the_whole_period(world: World, kind: str, number: int, rates: str) -> None:
    plan = led_anew(world)
    assert Skp.objects.filter(person=world.employee).count() == 1  # who does not move has no second plan
    row = opened(world, plan, kind, number)
    assert row.assessor == world.people[rates]
    first, last = {2: (4, 6), 3: (7, 9), 4: (10, 12), 1: (1, 12)}[number]
    assert (row.starts.month, row.ends.month) == (first, last)


def test_both_sides_read_who_rates_what_and_why(world: World) -> None:
    row = opened(world, led_anew(world), "quarter", 3)
    for who, page in (("employee", "evaluation"), ("head", "rate")):
        text = " ".join(world.client(who).get(reverse(f"appraisal:{page}", args=[row.pk])).content.decode().split())
        year = row.year
        assert (
            f"{world.superior.name} (1 Juli {year} – 14 Agustus {year}); {world.head.name} (15 Agustus {year} –" in text
        )
        assert f"{world.head.name} menilai seluruh masa ini" in text
        assert "PP 30/2019 Ps. 24(3)" in text


def test_without_a_change_nothing_is_said(world: World) -> None:
    plan = led_anew(world)
    row = opened(world, plan, "quarter", 2)
    page = world.client("employee").get(reverse("appraisal:evaluation", args=[row.pk])).content.decode()
    assert "Atasan langsung berganti" not in page


def test_posts_under_the_same_superior_are_one_spell(world: World) -> None:
    plan = Plan(world)
    day = dt.date(plan.year, 8, 15)
    post = Assignment.objects.get(person=world.employee, valid__contains=day)
    Assignment.objects.filter(pk=post.pk).update(via=ACTION, valid=(post.valid.lower, day))
    assign(world.employee, post.unit, "Arsiparis Muda", world.superior, PositionKind(post.position_kind), since=day)
    (spell,) = superiors_within(world.employee.pk, dt.date(plan.year, 7, 1), dt.date(plan.year, 9, 30)).alone()
    assert (spell.name, spell.starts, spell.ends) == (
        world.superior.name, dt.date(plan.year, 7, 1), dt.date(plan.year, 9, 30),
    )  # fmt: skip
    assert superiors_within(world.head.pk, day, day).alone() == []
