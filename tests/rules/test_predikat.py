"""The matrix of PermenPANRB 6/2022."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pamong.rulebook.errors import ErrorCode, RuleError
from pamong.rulebook.predikat import MATRIX, name_predikat
from pamong.rulebook.words import Predikat, Rating
from tests.rules.support import run

ratings = st.sampled_from(Rating)
# Regulations 1.6, typed off row by row.
PRINTED = {
    ("di_atas", "di_atas"): "Sangat Baik",
    ("di_atas", "sesuai"): "Baik",
    ("di_atas", "di_bawah"): "Kurang",
    ("sesuai", "di_atas"): "Baik",
    ("sesuai", "sesuai"): "Baik",
    ("sesuai", "di_bawah"): "Kurang",
    ("di_bawah", "di_atas"): "Butuh Perbaikan",
    ("di_bawah", "sesuai"): "Butuh Perbaikan",
    ("di_bawah", "di_bawah"): "Sangat Kurang",
}


@pytest.mark.parametrize(("results", "conduct"), PRINTED)
def test_printed_matrix(results: str, conduct: str) -> None:
    assert name_predikat(results, conduct) == PRINTED[results, conduct]
    assert run("predikat", hasil_kerja=results, perilaku=conduct) == {"predikat": PRINTED[results, conduct]}


def test_the_matrix_is_total() -> None:
    assert {(results, conduct) for results, row in MATRIX.items() for conduct in row} == set(product(Rating, Rating))


def rank(results: Rating, conduct: Rating) -> int:
    """Place of the predikat, 0 the best."""
    return list(Predikat).index(name_predikat(results, conduct))


@given(ratings, ratings, ratings)
def test_better_conduct_never_lowers_the_predikat(results: Rating, one: Rating, other: Rating) -> None:
    better, worse = sorted((one, other), key=list(Rating).index)
    assert rank(results, better) <= rank(results, worse)


@given(ratings, ratings, ratings)
def test_better_results_never_lower_the_predikat(conduct: Rating, one: Rating, other: Rating) -> None:
    better, worse = sorted((one, other), key=list(Rating).index)
    assert rank(better, conduct) <= rank(worse, conduct)


@given(ratings)
def test_bad_conduct_is_never_better_than_poor(results: Rating) -> None:
    assert name_predikat(results, "di_bawah") in (Predikat.POOR, Predikat.VERY_POOR)


def test_the_matrix_is_not_symmetric() -> None:
    assert name_predikat("sesuai", "di_bawah") is Predikat.POOR
    assert name_predikat("di_bawah", "sesuai") is Predikat.NEEDS_IMPROVEMENT


@pytest.mark.parametrize(
    ("results", "conduct", "field"), [("bagus", "sesuai", "hasil_kerja"), ("sesuai", "", "perilaku")]
)
def test_unknown_ratings(results: str, conduct: str, field: str) -> None:
    with pytest.raises(RuleError) as caught:
        name_predikat(results, conduct)
    assert (caught.value.code, caught.value.field) == (ErrorCode.UNKNOWN_VALUE, field)
