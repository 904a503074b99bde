"""What agreeing to plans tells the evidence: in time or not, and how long the superior took."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pamong.evidence import queries as evidence
from pamong.evidence.models import Fact
from pamong.planning import actions, metrics
from pamong.planning.actions._facts import record_agreed
from pamong.planning.models import CyclePhase, Skp
from pamong.platform.guard import ACTION
from tests.planning import plans
from tests.planning.measuring import bound
from tests.world import World

pytestmark = pytest.mark.django_db


def phase(world: World, skp: Skp, ends: dt.date) -> None:
    found = CyclePhase.objects.filter(cycle=skp.cycle, kind="planning")
    found.update(via=ACTION, ends=ends, starts=min(ends, skp.cycle.starts))


def agree(world: World, skp: Skp) -> None:
    actions.submit(skp_id=skp.pk, by=world.viewer("employee"))
    actions.agree(skp_id=skp.pk, by=world.viewer("superior"))


def facts(metric: str) -> list[Fact]:
    return list(Fact.objects.filter(metric=metric))


@pytest.mark.parametrize(("late", "value"), [(0, 1), (1, 0)])
def test_an_agreed_plan_is_a_case_of_being_in_time(world: World, late: int, value: int) -> None:
    skp = plans.complete(world)
    phase(world, skp, world.today - dt.timedelta(days=late))
    agree(world, skp)
    (fact,) = facts(metrics.IN_TIME.id)
    assert (fact.value, fact.person_id, fact.unit_id) == (Decimal(value), world.employee.pk, world.office.pk)
    assert (fact.source, fact.day) == (f"planning.skp:{skp.pk}", world.today)


def test_a_plan_that_begins_later_in_the_year_is_no_case(world: World) -> None:
    skp = plans.complete(world)
    phase(world, skp, skp.starts - dt.timedelta(days=1))
    agree(world, skp)
    assert facts(metrics.IN_TIME.id) == []
    assert len(facts(metrics.REVIEW.id)) == 1


def test_the_time_to_answer_counts_working_days_and_stands_with_who_answered(world: World) -> None:
    skp = plans.submitted(world)
    actions.agree(skp_id=skp.pk, by=world.viewer("superior"))
    (fact,) = facts(metrics.REVIEW.id)
    assert (fact.value, fact.person_id) == (Decimal(0), world.superior.pk)


def test_weekends_do_not_count_as_waiting(world: World) -> None:
    skp = Skp.objects.select_related("assignment__unit", "cycle").get(pk=plans.complete(world).pk)
    friday = dt.datetime(2026, 7, 3, 9, tzinfo=dt.UTC)
    skp.submitted_at, skp.agreed_at, skp.agreed_by_id = friday, friday + dt.timedelta(days=3), world.superior.pk
    record_agreed([skp], plans.SYSTEM)
    assert [f.value for f in facts(metrics.REVIEW.id)] == [1]


def test_facts_of_many_plans_cost_as_much_as_of_one(world: World) -> None:
    skp = Skp.objects.select_related("assignment__unit", "cycle").get(pk=plans.agreed(world).pk)
    with CaptureQueriesContext(connection) as one:
        record_agreed([skp], plans.SYSTEM)
    with CaptureQueriesContext(connection) as many:
        record_agreed([skp] * 20, plans.SYSTEM)
    assert len(one) == len(many) == 3
    record_agreed([], plans.SYSTEM)


def test_a_leader_is_measured_by_the_plans_below_him(world: World) -> None:
    _skp, made = bound(world, "planning.agreed_in_time share tree", "superior")
    skp = plans.complete(world)
    phase(world, skp, world.today)
    agree(world, skp)
    year = evidence.measured(
        [
            evidence.Measure(
                "k",
                metrics.IN_TIME.id,
                "share",
                evidence.ScopeKind.TREE,
                world.office.pk,
                skp.starts,
                skp.ends,
                agency_id=world.a.pk,
            )
        ]
    )["k"]
    assert made.unit == "persen"
    assert year.n == 2  # his own plan and the employee's
    assert evidence.metric_named(metrics.REVIEW.id) == metrics.REVIEW
