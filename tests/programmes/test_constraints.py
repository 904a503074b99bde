"""What can never be false is refused by the database, whoever writes."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from pamong.platform.guard import ACTION, GuardError
from pamong.programmes.models import (
    Agreement,
    BudgetLine,
    Node,
    OutcomeIndicator,
    Realisation,
    StrategicPlan,
    YearTarget,
)
from tests.programmes import builder
from tests.world import World

pytestmark = pytest.mark.django_db


def refused(model: Any, constraint: str, **values: Any) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        model.objects.add(via=ACTION, **values)


def test_nodes(world: World) -> None:
    town = builder.town(world)
    base = {"plan": town.renstra, "kind": "goal"}
    refused(Node, "programmes_node_has_name", **base, code="", name="x")
    refused(Node, "programmes_node_has_name", **base, code="x", name="")
    refused(Node, "programmes_code_once_per_plan", **base, code="1", name="x")
    refused(Node, "programmes_unit_of_agency", **base, code="x", name="x", unit=world.office)
    Node.objects.add(via=ACTION, plan=town.region, kind="goal", code="1", name="x")  # codes are per plan
    town.goal.parent = town.goal
    with pytest.raises(IntegrityError, match="programmes_not_own_parent"), transaction.atomic():
        town.goal.save(via=ACTION, update_fields=["parent"])


def test_indicators_targets_and_values(world: World) -> None:
    town = builder.town(world)
    base = {"node": town.programme, "kind": "outcome", "better": "more"}
    refused(OutcomeIndicator, "programmes_indicator_has_text", **base, text="")
    refused(OutcomeIndicator, "programmes_baseline_dated", **base, text="x", baseline=3)
    refused(
        OutcomeIndicator,
        "programmes_indicator_once",
        node=town.own_outcome,
        kind="outcome",
        better="more",
        text=town.measure.text,
    )
    refused(YearTarget, "programmes_target_once", indicator=town.measure, year=world.today.year, value=1)
    base = {"indicator": town.measure, "day": world.today, "value": 1, "recorded_by": "x"}
    refused(Realisation, "programmes_realisation_has_source", **base, source="")


def test_budget(world: World) -> None:
    town, year = builder.town(world), world.today.year
    base = {"node": town.programme, "year": year, "name": "x"}
    refused(BudgetLine, "programmes_budget_once", **base, code=town.line.code, ceiling=1)
    refused(BudgetLine, "programmes_budget_has_name", **base, code="", ceiling=1)
    refused(BudgetLine, "programmes_ceiling_not_negative", **base, code="6", ceiling=-1)
    refused(BudgetLine, "programmes_realised_and_when", **base, code="6", ceiling=1, realised=1)
    refused(BudgetLine, "programmes_realised_and_when", **base, code="6", ceiling=1, realised_on=world.today)


def test_plans(world: World) -> None:
    builder.town(world)
    year = world.today.year
    base = {"kind": "renstra", "agency": world.b, "title": "Renstra"}
    refused(StrategicPlan, "programmes_plan_has_title", **{**base, "title": ""}, first_year=year, last_year=year)
    refused(StrategicPlan, "programmes_plan_has_years", **base, first_year=year, last_year=2200)
    taken = {"kind": "renstra", "agency": world.a, "title": "Renstra"}
    refused(StrategicPlan, "programmes_one_plan_at_a_time", **taken, first_year=year, last_year=year)
    StrategicPlan.objects.add(via=ACTION, **base, first_year=year, last_year=year)


def test_agreements(world: World) -> None:
    year = world.today.year
    base = {"agency": world.a, "year": year}
    refused(Agreement, "programmes_signed_is_frozen", **base, state="signed")
    refused(Agreement, "programmes_agreed_by_both", **base, state="draft", check_code="ABC")
    signed = {
        "content": {"x": 1},
        "content_hash": "a" * 64,
        "head": world.head,
        "head_signed_at": f"{year}-01-02T00:00:00Z",
    }
    refused(Agreement, "programmes_agreed_by_both", **base, state="agreed", **signed)
    Agreement.objects.add(via=ACTION, **base, state="signed", **signed)
    refused(Agreement, "programmes_one_agreement_open", **base, state="draft", number=2)
    refused(Agreement, "programmes_agreement_version_once", agency=world.a, year=year, state="draft", number=1)


def test_only_actions_write(world: World) -> None:
    town = builder.town(world)
    for row in (town.region, town.goal, town.measure, town.line):
        with pytest.raises(GuardError):
            row.save()
        with pytest.raises(GuardError):
            row.delete()
    with pytest.raises(GuardError):
        Node.objects.filter(pk=town.goal.pk).update(name="x")
