"""What can never be false is refused by the database, whoever writes."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from pamong.planning.models import (
    ConductExpectation,
    Cycle,
    CycleExclusion,
    CyclePhase,
    DialogueNote,
    HandedDown,
    Indicator,
    Skp,
    WorkResult,
)
from pamong.platform.guard import ACTION
from tests.planning import plans
from tests.world import World

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def refused(write: Callable[[], Any]) -> str:
    """The name of the constraint that refuses the write."""
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        write()
    return str(error.value.__cause__.diag.constraint_name)  # type: ignore[union-attr]  # psycopg's own


def change(row: Any, **fields: Any) -> Callable[[], Any]:
    return lambda: type(row).objects.filter(pk=row.pk).update(via=ACTION, **fields)


def test_a_cycle_is_one_plausible_year_of_an_agency(world: World) -> None:
    cycle = plans.open_cycle(world)
    copy = {"agency": cycle.agency, "evaluation_step": "quarter", "starts": cycle.starts, "ends": cycle.ends}
    assert refused(lambda: Cycle.objects.add(via=ACTION, year=cycle.year, **copy)) == "planning_one_cycle_per_year"
    assert refused(lambda: Cycle.objects.add(via=ACTION, year=1999, **copy)) == "planning_cycle_year_plausible"
    assert refused(change(cycle, ends=cycle.starts - DAY)) == "planning_cycle_has_days"


def test_phases_are_numbered_and_have_days(world: World) -> None:
    cycle = plans.open_cycle(world)
    planning = CyclePhase.objects.get(cycle=cycle, kind="planning")
    first = CyclePhase.objects.get(cycle=cycle, kind="evaluation", period_no=1)
    assert refused(change(planning, ends=planning.starts - DAY)) == "planning_phase_has_days"
    assert refused(change(planning, period_no=1)) == "planning_phase_number"
    assert refused(change(first, period_no=0)) == "planning_phase_number"
    assert refused(change(first, period_no=13)) == "planning_phase_number"
    assert refused(change(first, period_no=2)) == "planning_phase_once"


def test_an_exclusion_for_another_reason_is_explained(world: World) -> None:
    cycle = plans.open_cycle(world)

    def exclude(reason: str) -> Callable[[], Any]:
        return lambda: CycleExclusion.objects.add(via=ACTION, cycle=cycle, person=world.peer, reason=reason)

    assert refused(exclude("other")) == "planning_exclusion_explained"
    exclude("suspended")()
    assert refused(exclude("suspended")) == "planning_excluded_once_a_day"


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"state": "agreed"}, "planning_agreed_is_whole"),
        ({"state": "submitted"}, "planning_submitted_to_somebody"),
        ({"content_hash": "", "agreed_at": dt.datetime(2026, 1, 1, tzinfo=dt.UTC)}, "planning_agreed_is_whole"),
        ({"frozen": {}}, "planning_agreed_is_whole"),
    ],
)
def test_the_state_of_a_plan_agrees_with_its_fields(world: World, fields: dict[str, Any], constraint: str) -> None:
    assert refused(change(plans.draft(world), **fields)) == constraint


def test_nobody_is_his_own_assessor_and_days_run_forward(world: World) -> None:
    skp = plans.draft(world)
    assert refused(change(skp, assessor=skp.person)) == "planning_not_own_assessor"
    assert refused(change(skp, starts=skp.ends + DAY)) in ("planning_skp_has_days", "planning_one_skp_at_a_time")


def test_an_agreement_needs_a_whole_digest(world: World) -> None:
    skp = plans.submitted(world)
    whole = {
        "state": "agreed",
        "agreed_at": dt.datetime(2026, 1, 1, tzinfo=dt.UTC),
        "agreed_by": world.superior,
        "frozen": {"content": {}},
    }
    for digest in ("", "abc", "G" * 64):
        assert refused(change(skp, **whole, content_hash=digest)) == "planning_agreed_is_whole"
    assert (
        refused(change(skp, **{**whole, "agreed_by": world.employee}, content_hash="a" * 64))
        == "planning_not_agreed_by_oneself"
    )
    change(skp, **whole, content_hash="a" * 64)()
    assert Skp.objects.get(pk=skp.pk).state == "agreed"


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"title": ""}, "planning_result_has_title"),
        ({"weight": Decimal(0)}, "planning_weight_of_main"),
        ({"weight": Decimal("100.01")}, "planning_weight_of_main"),
        ({"kind": "additional"}, "planning_weight_of_main"),
        ({"parent_state": "linked"}, "planning_parent_and_state"),
        ({"ends": dt.date(2019, 1, 1)}, "planning_result_has_days"),
    ],
)
def test_results_hold_together(world: World, fields: dict[str, Any], constraint: str) -> None:
    row = plans.result(world, plans.draft(world))
    assert refused(change(row, **fields)) == constraint


def test_a_result_never_carries_itself_and_a_parent_needs_its_state(world: World) -> None:
    row = plans.result(world, plans.draft(world))
    assert refused(change(row, parent_id=row.pk, parent_state="linked")) == "planning_not_own_parent"
    (parent,) = plans.heads_results(world)
    assert refused(change(row, parent=parent)) == "planning_parent_and_state"


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"text": ""}, "planning_indicator_has_text"),
        ({"target": Decimal(-1)}, "planning_target_not_negative"),
        ({"target_max": Decimal(5)}, "planning_range_has_two_ends"),
        ({"direction": "range", "target_max": Decimal(5)}, "planning_range_has_two_ends"),
        ({"direction": "range", "target": None, "target_max": Decimal(5)}, "planning_range_has_two_ends"),
    ],
)
def test_indicators_hold_together(world: World, fields: dict[str, Any], constraint: str) -> None:
    point = plans.indicator(world, plans.result(world, plans.draft(world)))
    assert refused(change(point, **fields)) == constraint


def test_expectations_notes_and_hand_downs(world: World) -> None:
    skp = plans.draft(world)
    (parent,) = plans.heads_results(world)

    def expect(value: str, text: str) -> Callable[[], Any]:
        return lambda: ConductExpectation.objects.add(via=ACTION, skp=skp, value=value, text=text)

    def give() -> Any:
        return HandedDown.objects.add(
            via=ACTION, result=parent, to_person=world.peer, intervention="direct", by=world.superior
        )

    assert refused(expect("loyal", "")) == "planning_expectation_has_text"
    expect("loyal", "Setia")()
    assert refused(expect("loyal", "Lagi")) == "planning_expectation_once"
    note = {"skp": skp, "author": world.employee, "text": ""}
    assert refused(lambda: DialogueNote.objects.add(via=ACTION, **note)) == "planning_note_has_text"
    give()
    assert refused(give) == "planning_handed_down_once"


@pytest.mark.parametrize("model", [WorkResult, Indicator, Skp, Cycle])
def test_what_others_stand_on_is_not_deleted_from_under_them(world: World, model: Any) -> None:
    """Raw deletes too: the foreign keys protect."""
    plans.agreed(world)
    with pytest.raises(Exception, match=r"agreed|protected|violates"), transaction.atomic():
        model.objects.all().delete(via=ACTION)
