"""The SMART check and the weights: each gap is named, and only what a regulation asks for blocks."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pamong.planning.rules import smart, weights
from pamong.planning.rules.smart import IndicatorFacts, PlanFacts, ResultFacts

YEAR = (dt.date(2026, 1, 1), dt.date(2026, 12, 31))
INDICATOR = IndicatorFacts(1, "Akta tepat waktu", "time", "persen", Decimal("97.5"), None, "", "more", "SIAK")
RESULT = ResultFacts(1, "main", "Akta terbit tepat waktu", Decimal(100), "linked", "", YEAR[1], (INDICATOR,))
PLAN = PlanFacts("quantitative", *YEAR, has_assessor=True, leads=False, is_jpt=False, results=(RESULT,))


def codes(plan: PlanFacts) -> set[str]:
    return {gap.code for gap in smart.check(plan)}


def with_result(**changes: object) -> PlanFacts:
    return replace(PLAN, results=(replace(RESULT, **changes),))  # type: ignore[arg-type]


def with_indicator(**changes: object) -> PlanFacts:
    return with_result(indicators=(replace(INDICATOR, **changes),))  # type: ignore[arg-type]


def test_a_complete_plan_has_no_gap() -> None:
    assert smart.check(PLAN) == []


@pytest.mark.parametrize(
    ("plan", "code", "blocks"),
    [
        (replace(PLAN, has_assessor=False), "no_assessor", True),
        (replace(PLAN, results=()), "no_main_result", True),
        (replace(PLAN, results=(replace(RESULT, kind="additional", weight=None),)), "no_main_result", True),
        (with_result(weight=Decimal("99.99")), "weight_short", True),
        (with_result(weight=None), "no_weight", True),
        (with_result(ends=None), "no_deadline", True),
        (with_result(ends=dt.date(2027, 1, 1)), "deadline_outside", True),
        (with_result(ends=dt.date(2025, 12, 31)), "deadline_outside", True),
        (with_result(parent_state="waiting"), "no_parent", False),
        (with_result(indicators=()), "no_indicator", True),
        (with_indicator(aspect=""), "no_aspect", True),
        (with_indicator(target=None), "no_target", True),
        (with_indicator(direction="range"), "no_range_end", True),
        (with_indicator(unit=""), "no_unit", False),
        (with_indicator(evidence_source=""), "no_evidence", False),
        (replace(PLAN, leads=True), "no_perspective", True),
        (replace(with_result(perspective="customer"), leads=True, is_jpt=True), "no_budget", True),
    ],
)
def test_each_gap_is_named_alone(plan: PlanFacts, code: str, blocks: bool) -> None:
    found = [gap for gap in smart.check(plan) if gap.code == code]
    assert [gap.blocks for gap in found] == [blocks]
    assert found[0].source
    assert found[0].msgid % dict(found[0].params) if found[0].params else found[0].msgid
    unrelated = codes(plan) - {code, "weight_short"}
    assert not unrelated


def test_too_much_weight_says_by_how_much() -> None:
    two = replace(PLAN, results=(RESULT, replace(RESULT, id=2, weight=Decimal("12.5"))))
    (gap,) = smart.check(two)
    assert gap.code == "weight_over"
    assert gap.params == {"total": Decimal("112.5"), "excess": Decimal("12.5")}


def test_additional_results_need_no_weight_and_no_parent() -> None:
    extra = replace(RESULT, id=2, kind="additional", weight=None, parent_state="waiting")
    assert smart.check(replace(PLAN, results=(RESULT, extra))) == []


def test_the_qualitative_approach_asks_for_words() -> None:
    bare = replace(with_indicator(aspect="", unit="", target=None), approach="qualitative")
    assert codes(bare) == {"no_target"}
    told = replace(with_indicator(aspect="", unit="", target=None, target_text="Warga puas"), approach="qualitative")
    assert smart.check(told) == []


def test_a_leader_with_a_budget_result_passes() -> None:
    plan = replace(with_result(perspective="budget"), leads=True, is_jpt=True)
    assert smart.check(plan) == []


def test_gaps_point_to_their_result_and_indicator() -> None:
    (gap,) = smart.check(with_indicator(target=None))
    assert (gap.result_id, gap.indicator_id) == (1, 1)
    assert smart.blocking([gap]) == [gap]


@given(st.lists(st.one_of(st.none(), st.decimals("0.01", "100", places=2)), max_size=12))
def test_what_is_missing_and_what_is_given_make_a_hundred(given_weights: list[Decimal | None]) -> None:
    assert weights.total(given_weights) + weights.missing(given_weights) == 100


@given(st.lists(st.decimals("0.01", "100", places=2), min_size=1, max_size=8))
def test_a_plan_blocks_on_weights_unless_they_are_exactly_a_hundred(given_weights: list[Decimal]) -> None:
    results = tuple(replace(RESULT, id=n, weight=w) for n, w in enumerate(given_weights))
    found = codes(replace(PLAN, results=results)) & {"weight_short", "weight_over"}
    assert bool(found) is (sum(given_weights) != 100)
