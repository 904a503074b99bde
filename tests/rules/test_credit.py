"""Angka kredit against the printed table of the regulations (section 2), and properties."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pamong.rulebook.credit import LEVELS, PERCENT, monthly_credit, months_needed, period_credit, total_credit
from pamong.rulebook.rounding import half_up
from pamong.rulebook.words import Level, Predikat
from tests.rules.support import run

# jenjang: coefficient, AK for pangkat, AK for jenjang, then SB, B, BP, K, SK of a full year.
PRINTED = """
Ahli Pertama  | 12.5 | 50  | 100 | 18.75 | 12.5 | 9.38  | 6.25  | 3.13
Ahli Muda     | 25   | 100 | 200 | 37.5  | 25   | 18.75 | 12.5  | 6.25
Ahli Madya    | 37.5 | 150 | 450 | 56.25 | 37.5 | 28.13 | 18.75 | 9.38
Ahli Utama    | 50   | 200 | -   | 75    | 50   | 37.5  | 25    | 12.5
Pemula        | 3.75 | 15  | 15  | 5.63  | 3.75 | 2.81  | 1.88  | 0.94
Terampil      | 5    | 20  | 60  | 7.5   | 5    | 3.75  | 2.5   | 1.25
Mahir         | 12.5 | 50  | 100 | 18.75 | 12.5 | 9.38  | 6.25  | 3.13
Penyelia      | 25   | 100 | -   | 37.5  | 25   | 18.75 | 12.5  | 6.25
"""
ROWS = [[cell.strip() for cell in line.split("|")] for line in PRINTED.strip().splitlines()]
levels, predikats = st.sampled_from(Level), st.sampled_from(Predikat)
months = st.integers(1, 12)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: str(row[0]))
def test_printed_table(row: list[str]) -> None:
    level = row[0]
    credit = LEVELS[Level(level)]
    assert credit.coefficient == Decimal(row[1])
    assert credit.for_rank == int(row[2])
    assert credit.for_level == (None if row[3] == "-" else int(row[3]))
    for predikat, printed in zip(Predikat, row[4:], strict=True):
        answer = run("angka_kredit", jenjang=level, periode=[{"predikat": predikat.value, "bulan": 12}])
        assert answer == {"rincian": [Decimal(printed)], "total": Decimal(printed)}


def test_the_table_names_every_level_and_predikat() -> None:
    assert [row[0] for row in ROWS] == list(Level)
    assert set(LEVELS) == set(Level)
    assert set(PERCENT) == set(Predikat)


def test_official_examples() -> None:
    """Peraturan BKN 3/2023: a year of Sangat Baik and two months of Baik are 20,83; three years of Ahli Muda 75."""
    assert total_credit("Ahli Pertama", [("Sangat Baik", 12), ("Baik", 2)]) == Decimal("20.83")
    assert total_credit("Ahli Muda", [("Baik", 12)] * 3) == 75


@given(levels, st.lists(st.tuples(predikats, months), min_size=1, max_size=12))
def test_each_period_is_rounded_then_added(level: Level, periods: list[tuple[Predikat, int]]) -> None:
    answer = run(
        "angka_kredit",
        jenjang=level.value,
        periode=[{"predikat": each.value, "bulan": count} for each, count in periods],
    )
    assert len(answer["rincian"]) == len(periods)
    assert sum(answer["rincian"]) == answer["total"]
    for credit in answer["rincian"]:
        assert credit == half_up(credit, 2) > 0


@given(levels, months)
def test_a_better_predikat_earns_more(level: Level, count: int) -> None:
    earned = [period_credit(level, predikat, count) for predikat in Predikat]
    assert earned == sorted(earned, reverse=True)
    assert len(set(earned)) == len(earned)


@given(levels, predikats, st.integers(1, 11))
def test_more_months_earn_more(level: Level, predikat: Predikat, count: int) -> None:
    assert period_credit(level, predikat, count) < period_credit(level, predikat, count + 1)


@given(levels, predikats, st.decimals(0, 1000, places=3))
def test_months_needed_is_the_least_that_reaches_the_need(level: Level, predikat: Predikat, need: Decimal) -> None:
    count = months_needed(level, predikat, need)
    assert monthly_credit(level, predikat) * count >= Fraction(need)
    assert count == 0 or monthly_credit(level, predikat) * (count - 1) < Fraction(need)


def test_the_unrounded_credit_decides() -> None:
    """Baik as Ahli Pertama is 12,5/12 a month: 2,083… in two months, printed 2,08, and less than 2,084."""
    assert months_needed("Ahli Pertama", "Baik", Decimal("2.083")) == 2
    assert months_needed("Ahli Pertama", "Baik", Decimal("2.084")) == 3


@pytest.mark.parametrize(
    ("level", "predikat", "need", "expected"),
    [
        ("Ahli Pertama", "Sangat Baik", 50, 32),
        ("Ahli Madya", "Baik", 150, 48),
        ("Pemula", "Baik", 15, 48),
        ("Terampil", "Baik", 60, 144),
        ("Ahli Utama", "Sangat Kurang", 200, 192),
        ("Ahli Muda", "Baik", 0, 0),
        ("Ahli Muda", "Baik", Decimal("0.01"), 1),
    ],
)
def test_months_needed(level: str, predikat: str, need: Decimal | int, expected: int) -> None:
    assert run("angka_kredit_bulan", jenjang=level, predikat=predikat, dibutuhkan=need) == {"bulan": expected}
