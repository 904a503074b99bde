"""Pola distribusi of SE MenPANRB 3/2023: each limit at its edge, and properties of all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pamong.rulebook.distribution import LIMITS, Limit, broken_limits, pattern
from pamong.rulebook.errors import ErrorCode, RuleError
from pamong.rulebook.words import OrganisationAchievement, Predikat
from tests.rules.support import run

SB, B, BP, K, SK = Predikat
achievements = st.sampled_from(OrganisationAchievement)
counts = st.dictionaries(st.sampled_from(Predikat), st.integers(0, 500)).filter(lambda made: sum(made.values()) > 0)


WORDS = {"sb": "Sangat Baik", "b": "Baik", "bp": "Butuh Perbaikan", "k": "Kurang", "sk": "Sangat Kurang"}


def codes(achievement: str, **people: int) -> list[str]:
    """Codes of the limits broken by these numbers of people (sb, b, bp, k, sk)."""
    given_counts = {WORDS[short]: count for short, count in people.items()}
    answer = run("pola_distribusi", capaian_organisasi=achievement, distribusi=given_counts)
    assert answer["sesuai"] is (answer["pelanggaran"] == [])
    found: list[str] = answer["pelanggaran"]
    return found


@pytest.mark.parametrize(
    ("achievement", "people", "expected"),
    [
        ("Istimewa", {"sb": 70, "b": 30}, []),
        ("Istimewa", {"sb": 71, "b": 29}, ["SB>70"]),
        ("Istimewa", {"sb": 1}, ["SB>70"]),
        ("Istimewa", {"sk": 1}, []),
        ("Baik", {"sb": 20, "b": 70, "bp": 10}, []),
        ("Baik", {"sb": 20, "b": 70, "k": 10}, []),
        ("Baik", {"sb": 19, "b": 71, "bp": 10}, ["B>70"]),
        ("Baik", {"sb": 10, "b": 90}, ["B>70", "BP+K=0"]),
        ("Baik", {"sb": 30, "b": 60, "sk": 10}, ["BP+K=0"]),
        ("Butuh Perbaikan", {"sb": 10, "b": 30, "bp": 60}, []),
        ("Butuh Perbaikan", {"sb": 11, "b": 29, "bp": 60}, ["SB>10"]),
        ("Butuh Perbaikan", {"sb": 10, "b": 31, "bp": 59}, ["BP<60"]),
        ("Butuh Perbaikan", {"sb": 100}, ["BP<60", "SB>10"]),
        ("Kurang", {"sb": 10, "b": 20, "bp": 10, "k": 60}, []),
        ("Kurang", {"sb": 11, "b": 19, "bp": 10, "k": 60}, ["SB>10"]),
        ("Kurang", {"b": 31, "bp": 9, "k": 60}, ["BP<10"]),
        ("Kurang", {"b": 30, "bp": 11, "k": 59}, ["K<60"]),
        ("Kurang", {"sb": 100}, ["BP<10", "K<60", "SB>10"]),
        ("Sangat Kurang", {"b": 30, "bp": 10, "sk": 60}, []),
        ("Sangat Kurang", {"b": 30, "bp": 4, "k": 6, "sk": 60}, []),
        ("Sangat Kurang", {"b": 31, "bp": 4, "k": 5, "sk": 60}, ["K+BP<10"]),
        ("Sangat Kurang", {"b": 31, "bp": 10, "sk": 59}, ["SK<60"]),
        ("Sangat Kurang", {"sb": 1, "b": 29, "bp": 10, "sk": 60}, ["SB>0"]),
        ("Sangat Kurang", {"sb": 100}, ["K+BP<10", "SB>0", "SK<60"]),
    ],
)
def test_limits_at_their_edges(achievement: str, people: dict[str, int], expected: list[str]) -> None:
    assert codes(achievement, **people) == expected


def test_shares_are_compared_exactly() -> None:
    assert codes("Istimewa", sb=7, b=3) == []
    assert codes("Istimewa", sb=700_001, b=299_999) == ["SB>70"]
    assert codes("Istimewa", sb=2, b=1) == []
    assert codes("Istimewa", sb=5, b=2) == ["SB>70"]


def test_a_predikat_left_out_counts_as_none() -> None:
    assert run("pola_distribusi", capaian_organisasi="Baik", distribusi={"Baik": 1})["pelanggaran"] == [
        "B>70",
        "BP+K=0",
    ]


def test_all_ten_codes_of_the_contract_exist() -> None:
    assert {limit.code for limits in LIMITS.values() for limit in limits} == {
        "SB>70",
        "B>70",
        "BP+K=0",
        "BP<60",
        "SB>10",
        "K<60",
        "BP<10",
        "SK<60",
        "K+BP<10",
        "SB>0",
    }
    assert set(LIMITS) == set(OrganisationAchievement)


@given(achievements, counts)
def test_codes_are_sorted_and_belong_to_the_achievement(
    achievement: OrganisationAchievement, people: dict[Predikat, int]
) -> None:
    found = [limit.code for limit in broken_limits(achievement, people)]
    assert found == sorted(found)
    assert set(found) <= {limit.code for limit in LIMITS[achievement]}


@given(achievements, counts, st.integers(2, 50))
def test_only_shares_matter(achievement: OrganisationAchievement, people: dict[Predikat, int], times: int) -> None:
    more = {predikat: count * times for predikat, count in people.items()}
    assert broken_limits(achievement, more) == broken_limits(achievement, people)


@given(achievements)
def test_nobody_is_no_distribution(achievement: OrganisationAchievement) -> None:
    with pytest.raises(RuleError) as caught:
        broken_limits(achievement, {SB: 0, B: 0})
    assert (caught.value.code, caught.value.field) == (ErrorCode.OUT_OF_RANGE, "distribusi")


def test_each_achievement_can_be_kept() -> None:
    assert codes("Istimewa", sb=7, b=3) == []
    assert codes("Baik", sb=2, b=7, bp=1) == []
    assert codes("Butuh Perbaikan", sb=1, b=3, bp=6) == []
    assert codes("Kurang", sb=1, b=2, bp=1, k=6) == []
    assert codes("Sangat Kurang", b=3, k=1, sk=6) == []


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("SB>70", "Sangat Baik paling banyak 70%"),
        ("BP+K=0", "Butuh Perbaikan dan/atau Kurang harus ada"),
        ("SK<60", "Sangat Kurang paling sedikit 60%"),
    ],
)
def test_limits_in_words(code: str, words: str) -> None:
    assert words in [limit.words() for limits in LIMITS.values() for limit in limits if limit.code == code]


def test_the_pattern_in_words_runs_from_the_lowest_and_names_every_limit() -> None:
    assert pattern("Istimewa") == {
        SK: "selebihnya",
        K: "selebihnya",
        BP: "selebihnya",
        B: "selebihnya",
        SB: "paling banyak 70%",
    }
    assert pattern("Baik")[BP] == "harus ada, di sini atau pada Kurang"
    assert pattern("Sangat Kurang") == {
        SK: "paling sedikit 60%",
        K: "paling sedikit 10% bersama Butuh Perbaikan",
        BP: "paling sedikit 10% bersama Kurang",
        B: "selebihnya",
        SB: "tidak boleh ada",
    }
    assert Limit("x", (K,), "some").asked(K) == "harus ada"
    for achievement, limits in LIMITS.items():
        limited = {predikat for limit in limits for predikat in limit.of}
        assert {p for p, words in pattern(achievement).items() if words != "selebihnya"} == limited
    with pytest.raises(RuleError):
        pattern("Bagus")
