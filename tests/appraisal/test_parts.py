"""A move within the year: each plan is evaluated in its own part, by its own superior, and the year shows both."""

import datetime as dt

import pytest
from django.urls import reverse

from pamong.appraisal import actions, queries
from pamong.appraisal.models import Evaluation
from pamong.people.models import Assignment
from pamong.planning import actions as planning
from pamong.planning.models import Indicator, Skp, SkpRevision, WorkResult
from pamong.platform.guard import ACTION
from tests.appraisal.builder import Plan
from tests.planning import plans
from tests.world import World, assign

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def moved(world: World) -> tuple[Plan, Skp]:
    """Last year's plan of the employee until the end of July, and a second one below the head from 1 August."""
    plan = Plan(world)
    august = dt.date(plan.year, 8, 1)
    present = Assignment.objects.get(person=world.employee, valid__contains=august)
    Assignment.objects.filter(pk=present.pk).update(via=ACTION, valid=(present.valid.lower, august))
    assign(world.employee, world.root, "Analis Kependudukan", world.head, since=august)
    planning.follow_posts(person_ids=[world.employee.pk], by=plans.SYSTEM, on=dt.date(plan.year, 8, 2))
    second = Skp.objects.exclude(pk=plan.skp.pk).get(person=world.employee)
    row = WorkResult.objects.add(
        via=ACTION, skp=second, kind="main", title="Data terbuka", weight=100, parent_state="none",
        starts=second.starts, ends=second.ends,
    )  # fmt: skip
    Indicator.objects.add(
        via=ACTION, result=row, aspect="quantity", text="Set data terbit", unit="set", target=4, direction="more"
    )
    planning.submit(skp_id=second.pk, by=world.viewer("employee"))
    planning.agree(skp_id=second.pk, by=world.viewer("head"))
    return plan, second


def test_a_person_who_moves_on_1_august_has_two_parts_with_both_superiors(world: World) -> None:
    plan, second = moved(world)
    opened = actions.open_period(cycle_id=plan.cycle.pk, kind="annual", number=1, by=world.viewer("admin"))
    assert opened.opened == 2
    first_part, second_part = Evaluation.objects.filter(kind="annual").order_by("starts")
    assert (first_part.skp_id, first_part.assessor) == (plan.skp.pk, world.superior)
    assert (second_part.skp_id, second_part.assessor) == (second.pk, world.head)
    assert (first_part.ends, second_part.starts) == (dt.date(plan.year, 7, 31), dt.date(plan.year, 8, 1))
    again = actions.open_period(cycle_id=plan.cycle.pk, kind="annual", number=1, by=world.viewer("admin"))
    assert (again.opened, again.reassigned) == (0, 0)  # the first superior keeps his part


def test_the_year_shows_both_parts_with_their_days(world: World) -> None:
    plan, _second = moved(world)
    actions.open_period(cycle_id=plan.cycle.pk, kind="annual", number=1, by=world.viewer("admin"))
    first_part = Evaluation.objects.filter(kind="annual").earliest("starts")
    shown = queries.around(world.viewer("employee"), first_part).parts
    assert [p.days.days for p in shown] == [212, (dt.date(plan.year, 12, 31) - dt.date(plan.year, 7, 31)).days]
    assert sum(p.days.share for p in shown) == 100
    page = world.client("employee").get(reverse("appraisal:evaluation", kwargs={"pk": first_part.pk})).content.decode()
    assert world.head.name in page and world.superior.name in page and "212" in page


def test_a_quarter_in_which_nobody_moved_has_one_part(world: World) -> None:
    plan, _second = moved(world)
    actions.open_period(cycle_id=plan.cycle.pk, kind="quarter", number=2, by=world.viewer("admin"))
    row = Evaluation.objects.get(kind="quarter", period_no=2)
    assert (row.assessor, row.starts.month, row.ends.month) == (world.superior, 4, 6)
    assert queries.around(world.viewer("superior"), row).parts == []


def test_the_third_quarter_is_shared_between_both(world: World) -> None:
    plan, _second = moved(world)
    actions.open_period(cycle_id=plan.cycle.pk, kind="quarter", number=3, by=world.viewer("admin"))
    rows = list(Evaluation.objects.filter(kind="quarter", period_no=3).order_by("starts"))
    assert [(r.starts.day, r.ends.month) for r in rows] == [(1, 7), (1, 9)]
    assert [r.assessor for r in rows] == [world.superior, world.head]


def test_an_assessor_does_not_see_the_rating_of_the_other_part(world: World) -> None:
    plan, _second = moved(world)
    actions.open_period(cycle_id=plan.cycle.pk, kind="annual", number=1, by=world.viewer("admin"))
    first_part = Evaluation.objects.filter(kind="annual").earliest("starts")
    shown = queries.around(world.viewer("superior"), first_part).parts
    assert [p.seen for p in shown] == [True, False]


def revise(world: World, plan: Plan, target: int, day: dt.date) -> None:
    row = planning.start_revision(
        skp_id=plan.skp.pk, reason="strategy", explanation="Target kota naik.", in_force_from=day,
        by=world.viewer("employee"),
    )  # fmt: skip
    content = SkpRevision.objects.get(pk=row.pk).content
    content["results"][0]["indicators"][0]["target"] = str(target)
    SkpRevision.objects.filter(pk=row.pk).update(via=ACTION, content=content)
    planning.submit_revision(skp_id=plan.skp.pk, by=world.viewer("employee"))
    planning.agree_revision(skp_id=plan.skp.pk, by=world.viewer("superior"))


def test_an_evaluation_uses_the_version_in_force_at_the_end_of_its_period(world: World) -> None:
    plan = Plan(world, indicators=1)
    actions.open_period(cycle_id=plan.cycle.pk, kind="quarter", number=3, by=world.viewer("admin"))
    revise(world, plan, 777, dt.date(plan.year, 8, 1))
    third = Evaluation.objects.get(kind="quarter", period_no=3)
    assert [line.target for line in third.lines.all()] == [777]  # open when the plan was revised: it follows
    actions.open_period(cycle_id=plan.cycle.pk, kind="quarter", number=2, by=world.viewer("admin"))
    second = Evaluation.objects.get(kind="quarter", period_no=2)
    assert [line.target for line in second.lines.all()] == [plan.indicators[0].target]  # opened later, for earlier days
    assert {line.indicator_id for line in (*third.lines.all(), *second.lines.all())} == {plan.indicators[0].pk}
