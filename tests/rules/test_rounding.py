"""Exact half-up rounding."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pamong.rulebook.rounding import ceiling, half_up, half_up_whole, plain

exact = st.fractions(max_denominator=10_000) | st.decimals(allow_nan=False, allow_infinity=False, places=6)


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        ("88.305", 2, "88.31"),
        ("88.3049999999999999999999999999999999999999", 2, "88.30"),
        ("2.5", 0, "3"),
        ("3.5", 0, "4"),
        ("-2.5", 0, "-3"),
        ("-0.4", 0, "0"),
        ("0.125", 2, "0.13"),
        ("9.375", 2, "9.38"),
        ("25", 2, "25.00"),
        ("0", 4, "0.0000"),
        ("123456789012345678901234567890.5", 0, "123456789012345678901234567891"),
    ],
)
def test_half_up(value: str, places: int, text: str) -> None:
    assert str(half_up(Decimal(value), places)) == text


def test_thirds_are_never_rounded_twice() -> None:
    assert half_up(Fraction(955 * 25, 29 * 9), 2) == Decimal("91.48")
    assert half_up(Fraction(1, 3), 4) == Decimal("0.3333")
    assert half_up(Fraction(2, 3), 4) == Decimal("0.6667")


@given(exact, st.integers(0, 6))
def test_rounding_moves_by_at_most_half_a_unit(value: Fraction | Decimal, places: int) -> None:
    moved = abs(Fraction(half_up(value, places)) - Fraction(value))
    assert moved * 2 <= Fraction(1, 10**places)


@given(exact, st.integers(0, 6))
def test_rounding_again_changes_nothing(value: Fraction | Decimal, places: int) -> None:
    once = half_up(value, places)
    assert half_up(once, places) == once
    assert -int(once.as_tuple().exponent) == places


@given(exact, exact)
def test_rounding_keeps_the_order(one: Fraction | Decimal, other: Fraction | Decimal) -> None:
    low, high = sorted((Fraction(one), Fraction(other)))
    assert half_up(low, 2) <= half_up(high, 2)


@given(exact)
def test_rounding_is_symmetric(value: Fraction | Decimal) -> None:
    assert half_up(-Fraction(value), 2) == half_up(value, 2).copy_negate()


@given(st.integers(-10_000, 10_000))
def test_a_half_goes_away_from_zero(whole: int) -> None:
    away = whole + 1 if whole >= 0 else whole - 1
    half = Fraction(whole) + (Fraction(1, 2) if whole >= 0 else Fraction(-1, 2))
    assert half_up_whole(half) == away


@given(exact)
def test_ceiling_is_the_least_whole_number_not_below(value: Fraction | Decimal) -> None:
    assert ceiling(value) - 1 < Fraction(value) <= ceiling(value)


def test_plain() -> None:
    assert plain(Decimal("100.0")) == 100
    assert isinstance(plain(Decimal("100.0")), int)
    assert plain(Decimal("90.5")) == Decimal("90.5")
