"""Capaian: the formula by direction, what it never says, and its steps in the numbers given."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pamong.rulebook import registry
from pamong.rulebook.achievement import Way, met, nearest, percent
from pamong.rulebook.errors import ErrorCode
from tests.rules.support import ON, assert_refused, run

AMOUNTS = st.decimals(0, 1_000_000, places=2)
POSITIVE = st.decimals("0.01", 1_000_000, places=2)
WAYS = st.sampled_from(list(Way))
D = Decimal


def traced(way: str, **inputs: Any) -> list[str]:
    return [str(step) for step in registry.run_with_trace("capaian", {"arah": way, **inputs}, on=ON).steps]


@given(WAYS, AMOUNTS, AMOUNTS, AMOUNTS)
def test_never_below_zero_and_always_two_decimals(way: Way, target: D, width: D, realised: D) -> None:
    found = percent(way, target, realised, target + width if way is Way.RANGE else None)
    assert found is None or (found >= 0 and found == found.quantize(D("0.01")) and found.as_tuple().exponent == -2)


@given(WAYS, POSITIVE, AMOUNTS, POSITIVE)
def test_a_met_target_is_at_least_a_hundred_percent(way: Way, target: D, width: D, realised: D) -> None:
    upper = target + width if way is Way.RANGE else None
    found = percent(way, target, realised, upper)
    assert found is not None
    if met(way, target, realised, upper):
        assert found >= 100
    else:
        assert found <= 100


@given(POSITIVE, POSITIVE, POSITIVE)
def test_more_is_better_where_more_is_asked(target: D, a: D, b: D) -> None:
    low, high = sorted((a, b))
    more = [percent(Way.MORE, target, x) for x in (low, high)]
    less = [percent(Way.LESS, target, x) for x in (low, high)]
    assert None not in (*more, *less)
    assert more[0] <= more[1]  # type: ignore[operator]  # none is None
    assert less[0] >= less[1]  # type: ignore[operator]


@given(POSITIVE, AMOUNTS)
def test_exact_falls_off_alike_on_both_sides(target: D, gap: D) -> None:
    assume(gap <= target)
    assert percent(Way.EXACT, target, target - gap) == percent(Way.EXACT, target, target + gap)


@given(POSITIVE, AMOUNTS, AMOUNTS)
def test_inside_a_range_every_place_is_full(lower: D, width: D, step: D) -> None:
    upper, inside = lower + width, lower + min(step, width)
    assert percent(Way.RANGE, lower, inside, upper) == 100
    assert met(Way.RANGE, lower, inside, upper)
    assert nearest(lower, upper, upper + 1) == upper
    assert nearest(lower, upper, D(0)) == lower


@given(WAYS, AMOUNTS, AMOUNTS)
def test_the_rule_says_what_the_function_says(way: Way, target: D, realised: D) -> None:
    upper = {"target_atas": target + 10} if way is Way.RANGE else {}
    found = run("capaian", arah=way.value, target=target, realisasi=realised, **upper)
    top = upper.get("target_atas")
    assert found == {"capaian": percent(way, target, realised, top), "tercapai": met(way, target, realised, top)}


def test_missing_is_never_zero() -> None:
    assert run("capaian", arah="makin_besar", target=5) == {"capaian": None, "tercapai": None}
    assert traced("makin_besar", target=5) == ["Belum ada realisasi, jadi belum ada capaian."]


def test_a_zero_has_no_ratio_but_can_be_met() -> None:
    assert run("capaian", arah="makin_kecil", target=14, realisasi=0) == {"capaian": None, "tercapai": True}
    assert run("capaian", arah="makin_besar", target=0, realisasi=0) == {"capaian": None, "tercapai": True}
    assert run("capaian", arah="tepat", target=0, realisasi=0) == {"capaian": D("100.00"), "tercapai": True}
    assert run("capaian", arah="tepat", target=0, realisasi=1) == {"capaian": None, "tercapai": False}
    assert "perbandingan dengan 0" in traced("makin_kecil", target=14, realisasi=0)[1]


@pytest.mark.parametrize(
    ("way", "inputs", "steps"),
    [
        (
            "makin_besar",
            {"target": D("61.95"), "realisasi": 50},
            ["target 61,95, realisasi 50", "50 ÷ 61,95 × 100 = 80,71", "belum tercapai"],
        ),
        (
            "makin_kecil",
            {"target": 14, "realisasi": 7},
            ["target 14, realisasi 7", "14 ÷ 7 × 100 = 200", "Target tercapai"],
        ),
        ("tepat", {"target": 12, "realisasi": 15}, ["target 12", "1 − 3 ÷ 12, paling kecil 0, × 100 = 75", "belum"]),
        ("tepat", {"target": 12, "realisasi": 12}, ["target 12", "Tepat pada target", "tercapai"]),
        (
            "rentang",
            {"target": 80, "target_atas": 90, "realisasi": 99},
            ["80 sampai 90", "1 − 9 ÷ 90, paling kecil 0, × 100 = 90", "belum"],
        ),
        (
            "rentang",
            {"target": 80, "target_atas": 90, "realisasi": 85},
            ["80 sampai 90", "di dalam rentang: 100", "tercapai"],
        ),
        ("rentang", {"target": 80, "realisasi": 60}, ["target 80, realisasi 60", "1 − 20 ÷ 80", "belum"]),
    ],
)
def test_steps_carry_the_numbers(way: str, inputs: dict[str, Any], steps: list[str]) -> None:
    found = traced(way, **inputs)
    assert len(found) == len(steps)
    for said, wanted in zip(found, steps, strict=True):
        assert wanted in said, found


def test_an_upper_end_counts_for_a_range_only() -> None:
    plain = run("capaian", arah="makin_besar", target=10, realisasi=12)
    assert run("capaian", arah="makin_besar", target=10, target_atas=11, realisasi=12) == plain


def test_wrong_numbers_are_refused_by_name() -> None:
    assert_refused("capaian", {"arah": "naik", "target": 1}, ErrorCode.UNKNOWN_VALUE, "arah")
    assert_refused("capaian", {"arah": "tepat", "target": -1}, ErrorCode.OUT_OF_RANGE, "target")
    assert_refused("capaian", {"arah": "tepat", "target": 1, "realisasi": "banyak"}, ErrorCode.WRONG_TYPE, "realisasi")
    assert_refused("capaian", {"arah": "tepat"}, ErrorCode.MISSING, "target")


def test_it_says_that_it_is_no_law() -> None:
    rule = registry.get("capaian", ON)
    assert rule.confidence.value == "inference"
    assert any("rating" in caveat.text for caveat in rule.caveats)
    assert any("120" in caveat.text for caveat in rule.caveats)
