"""How far a target was reached: examples of docs/guide/capaian.md and what must hold for every number."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pamong.planning.rules.achievement import achievement, reached

NUMBERS = st.decimals("0", "999999", places=2)
POSITIVE = st.decimals("0.01", "999999", places=2)
D = Decimal


@pytest.mark.parametrize(
    "example",
    [
        ("more", "61.95", "50", None, "80.71", False),  # PK-FORM-01: target 61,95 %, realised 50 %
        ("more", "100", "130", None, "130.00", True),
        ("more", "100", "0", None, "0.00", False),
        ("more", "0", "5", None, None, True),
        ("less", "14", "7", None, "200.00", True),
        ("less", "14", "28", None, "50.00", False),
        ("less", "14", "0", None, None, True),
        ("exact", "12", "12", None, "100.00", True),
        ("exact", "12", "9", None, "75.00", False),
        ("exact", "12", "15", None, "75.00", False),
        ("exact", "12", "40", None, "0.00", False),
        ("exact", "0", "0", None, "100.00", True),
        ("exact", "0", "1", None, None, False),
        ("range", "80", "85", "90", "100.00", True),
        ("range", "80", "60", "90", "75.00", False),
        ("range", "80", "99", "90", "90.00", False),
        ("range", "80", "80", None, "100.00", True),
    ],
)
def test_examples(example: tuple[str, str, str, str | None, str | None, bool]) -> None:
    direction, target, realised, target_max, percent, met = example
    upper = D(target_max) if target_max else None
    assert achievement(direction, D(target), D(realised), upper) == (D(percent) if percent else None)
    assert reached(direction, D(target), D(realised), upper) is met


@pytest.mark.parametrize("direction", ["more", "less", "exact", "range"])
def test_missing_is_never_zero(direction: str) -> None:
    assert achievement(direction, None, D(1)) is None
    assert achievement(direction, D(1), None) is None
    assert reached(direction, D(1), None) is None


def test_an_unknown_direction_is_an_error() -> None:
    with pytest.raises(ValueError, match="unknown"):
        achievement("sideways", D(1), D(1))


@given(st.sampled_from(["more", "less", "exact", "range"]), NUMBERS, NUMBERS, POSITIVE)
def test_never_negative_and_met_targets_are_at_least_a_hundred(
    direction: str, target: D, realised: D, width: D
) -> None:
    upper = target + width if direction == "range" else None
    percent = achievement(direction, target, realised, upper)
    if percent is None:
        return
    assert percent >= 0
    if reached(direction, target, realised, upper):
        assert percent >= 100
    else:
        assert percent <= 100


@given(POSITIVE, NUMBERS, NUMBERS)
def test_more_never_falls_when_more_is_done(target: D, one: D, other: D) -> None:
    low, high = sorted((one, other))
    first, second = achievement("more", target, low), achievement("more", target, high)
    assert first is not None
    assert second is not None
    assert first <= second


@given(POSITIVE, POSITIVE)
def test_more_and_less_mirror_each_other(target: D, realised: D) -> None:
    assert achievement("more", target, realised) == achievement("less", realised, target)
