"""Forms of the plans: what people type, what comes out, what is said when it cannot be understood."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from pamong.programmes.web.agreement_forms import PrepareForm, ReturnForm
from pamong.programmes.web.forms import BudgetForm, MeasureForm, NodeForm, PlanForm, SeenForm, ValueForm, year_of

PLAN = {"title": "Renstra", "first_year": "2025", "last_year": "2029"}


def node_form(data: dict[str, Any], *, region: bool = False) -> NodeForm:
    agencies = [("7", "Dinas Kesehatan")] if region else None
    return NodeForm(data, kinds=["goal", "outcome"], parents=[("3", "T1")], agencies=agencies, units=[("9", "Bidang")])


def test_a_plan_of_region_or_agency() -> None:
    form = PlanForm({**PLAN, "owner": "0"}, owners=[("0", "Daerah"), ("5", "Dinas")])
    assert form.is_valid()
    given = form.given()
    assert (given.title, given.first_year, given.last_year) == ("Renstra", 2025, 2029)
    assert not PlanForm({**PLAN, "owner": "6"}, owners=[("0", "Daerah"), ("5", "Dinas")]).is_valid()
    assert "owner" not in PlanForm(PLAN, owners=None).fields
    assert not PlanForm({**PLAN, "first_year": "1899"}, owners=None).is_valid()


def test_a_node_of_an_agency_names_a_unit_one_of_the_region_an_agency() -> None:
    form = node_form({"kind": "outcome", "code": " 1.1 ", "name": "Akta", "parent": "3", "unit": "9"})
    assert form.is_valid()
    given = form.given()
    assert (given.parent_id, given.unit_id, given.agency_id) == (3, 9, None)
    region = node_form({"kind": "goal", "code": "T1", "name": "Tujuan", "agency": "7"}, region=True)
    assert region.is_valid()
    assert (region.given().parent_id, region.given().agency_id) == (None, 7)
    assert "unit" not in region.fields
    for wrong in ({"kind": "activity"}, {"parent": "99"}, {"unit": "1"}, {"name": ""}, {"code": ""}):
        data = {"kind": "goal", "code": "1", "name": "x", **wrong}
        assert not node_form(data).is_valid(), wrong


def test_targets_by_year_may_be_left_out() -> None:
    data = {"text": "Akta", "kind": "outcome", "better": "more", "target_2025": "95,5", "target_2027": ""}
    form = MeasureForm(data, years=range(2025, 2028), metrics=[("worklog.output", "Hasil")])
    assert form.is_valid()
    given = form.given()
    assert given.targets == {2025: Decimal("95.5")}
    assert (given.baseline, given.metric) == (None, "")
    assert [field.name for field in form.targets()] == ["target_2025", "target_2026", "target_2027"]
    bound = MeasureForm({**data, "metric": "worklog.output"}, years=[2025], metrics=[("worklog.output", "Hasil")])
    assert bound.is_valid()
    assert bound.given().metric == "worklog.output"


@pytest.mark.parametrize(
    "wrong",
    [{"target_2025": "banyak"}, {"better": "up"}, {"kind": "x"}, {"text": ""}, {"metric": "x.y"}, {"baseline": "1..2"}],
)
def test_an_indicator_that_cannot_be_understood(wrong: dict[str, str]) -> None:
    data = {"text": "Akta", "kind": "outcome", "better": "more", **wrong}
    form = MeasureForm(data, years=[2025], metrics=[])
    assert not form.is_valid()
    assert set(form.errors) == set(wrong)


def test_values_and_money_as_people_write_them() -> None:
    value = ValueForm({"day": "2026-11-22", "value": "1.234,5", "source": "SIAK"})
    assert value.is_valid()
    assert value.cleaned_data["value"] == Decimal("1234.5")
    money = BudgetForm({"year": "2026", "code": "5.1", "name": "Belanja", "ceiling": "1.250.000.000"})
    assert money.is_valid()
    given = money.given()
    assert (given.ceiling, given.realised, given.realised_on) == (Decimal(1_250_000_000), None, None)
    assert not BudgetForm({"year": "2026", "code": "5.1", "name": "Belanja", "ceiling": "-1"}).is_valid()
    assert not ValueForm({"day": "besok", "value": "1", "source": "SIAK"}).is_valid()


def test_forms_of_the_agreement() -> None:
    form = PrepareForm({"agency": "5", "year": "2026"}, agencies=[("5", "Dinas")])
    assert form.is_valid()
    assert form.cleaned_data["reason"] == ""
    assert not PrepareForm({"agency": "6", "year": "2026"}, agencies=[("5", "Dinas")]).is_valid()
    assert SeenForm({"seen": "a" * 64}).digest() == "a" * 64
    assert SeenForm({"seen": "a" * 65}).digest() == ""
    assert not ReturnForm({"note": "  "}).is_valid()


@pytest.mark.parametrize(
    ("text", "year"),
    [("2027", 2027), ("", 2026), ("27", 2026), ("1999", 2026), ("2101", 2026), ("dua", 2026), ("٢٠٢٧", 2026)],
)
def test_the_year_of_an_address(text: str, year: int) -> None:
    assert year_of(text, dt.date(2026, 11, 26)) == year
