"""TPP: the two parts, their rounding, and their bounds."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pamong.rulebook.errors import ErrorCode
from pamong.rulebook.tpp import Allowance, allowance
from tests.rules.support import assert_refused, run

rupiah = st.integers(0, 100_000_000).map(Decimal)
percent = st.decimals(0, 100, places=2)
SOUND = {"dasar": 5_000_000, "porsi_kinerja": 60, "porsi_disiplin": 40, "faktor_kinerja": 100, "potongan_disiplin": 0}


def pay(base: Decimal, share: Decimal, factor: Decimal, cut: Decimal) -> Allowance:
    return allowance(
        base=base,
        performance_share=share,
        discipline_share=100 - share,
        performance_factor=factor,
        discipline_cut=cut,
    )


def test_nothing_cut_pays_the_base() -> None:
    assert run("tpp", **SOUND) == {"kinerja": 3_000_000, "disiplin": 2_000_000, "dibayar": 5_000_000}


def test_present_without_output_gets_the_discipline_part_only() -> None:
    assert run("tpp", **{**SOUND, "faktor_kinerja": 0}) == {"kinerja": 0, "disiplin": 2_000_000, "dibayar": 2_000_000}


@pytest.mark.parametrize("cut", [100, Decimal("100.01"), 350])
def test_the_cut_counts_up_to_a_hundred(cut: Decimal | int) -> None:
    assert run("tpp", **{**SOUND, "potongan_disiplin": cut})["disiplin"] == 0


def test_each_part_is_rounded_half_up() -> None:
    odd = {**SOUND, "dasar": 5, "porsi_kinerja": 50, "porsi_disiplin": 50}
    assert run("tpp", **odd) == {"kinerja": 3, "disiplin": 3, "dibayar": 6}
    thirds = {**SOUND, "dasar": 1_000_001, "faktor_kinerja": 85, "potongan_disiplin": Decimal("1.25")}
    assert run("tpp", **thirds) == {"kinerja": 510_001, "disiplin": 395_000, "dibayar": 905_001}


@given(rupiah, percent, percent, percent)
def test_the_parts_add_up_and_stay_within_the_base(
    base: Decimal, share: Decimal, factor: Decimal, cut: Decimal
) -> None:
    found = pay(base, share, factor, cut)
    assert found.paid == found.performance + found.discipline
    assert 0 <= found.paid <= base + 1
    assert abs(found.performance - Fraction(base) * Fraction(share) * Fraction(factor) / 10_000) <= Fraction(1, 2)


@given(rupiah, percent, percent, percent, percent)
def test_a_higher_factor_never_pays_less(
    base: Decimal, share: Decimal, one: Decimal, other: Decimal, cut: Decimal
) -> None:
    low, high = sorted((one, other))
    assert pay(base, share, low, cut).paid <= pay(base, share, high, cut).paid


@given(rupiah, percent, percent, st.decimals(0, 500, places=2), st.decimals(0, 500, places=2))
def test_a_higher_cut_never_pays_more(
    base: Decimal, share: Decimal, factor: Decimal, one: Decimal, other: Decimal
) -> None:
    low, high = sorted((one, other))
    assert pay(base, share, factor, high).paid <= pay(base, share, factor, low).paid


@given(rupiah, percent, percent, percent)
def test_the_cut_leaves_the_performance_part_alone(
    base: Decimal, share: Decimal, factor: Decimal, cut: Decimal
) -> None:
    assert pay(base, share, factor, cut).performance == pay(base, share, factor, Decimal(0)).performance


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"porsi_kinerja": 70}, "porsi_disiplin"),
        ({"porsi_kinerja": Decimal("59.99")}, "porsi_disiplin"),
        ({"porsi_kinerja": 101}, "porsi_kinerja"),
        ({"porsi_disiplin": 101}, "porsi_disiplin"),
        ({"faktor_kinerja": Decimal("100.1")}, "faktor_kinerja"),
        ({"potongan_disiplin": -1}, "potongan_disiplin"),
        ({"dasar": -1}, "dasar"),
        ({"dasar": 10**16}, "dasar"),
    ],
)
def test_shares_and_factors_out_of_bounds(change: dict[str, object], field: str) -> None:
    assert_refused("tpp", {**SOUND, **change}, ErrorCode.OUT_OF_RANGE, field)
