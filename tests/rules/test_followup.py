"""PP 30/2019: six months to improve (Pasal 57–58) and priorities (Pasal 53)."""

from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pamong.rulebook.errors import ErrorCode, RuleError
from pamong.rulebook.followup import improvement_deadline, priority
from pamong.rulebook.words import PositionGroup, Predikat
from tests.rules.support import assert_refused, days, run

IMPROVE = {
    ("JPT", "Butuh Perbaikan"),
    ("JPT", "Kurang"),
    ("JPT", "Sangat Kurang"),
    ("JA", "Kurang"),
    ("JA", "Sangat Kurang"),
    ("JF", "Kurang"),
    ("JF", "Sangat Kurang"),
}


@pytest.mark.parametrize(("group", "predikat"), list(product(["JPT", "JA", "JF"], Predikat)))
def test_who_gets_six_months(group: str, predikat: Predikat) -> None:
    answer = run("tindak_lanjut_predikat", kelompok_jabatan=group, predikat=predikat.value, ditetapkan="2027-01-29")
    if (group, predikat.value) in IMPROVE:
        assert answer == {"tindak_lanjut": "6_bulan_perbaikan", "batas_perbaikan": "2027-07-29"}
    else:
        assert answer == {"tindak_lanjut": None, "batas_perbaikan": None}


@pytest.mark.parametrize(
    ("decided", "last"),
    [
        ("2026-08-31", "2027-02-28"),
        ("2027-08-31", "2028-02-29"),
        ("2026-12-31", "2027-06-30"),
        ("2027-03-31", "2027-09-30"),
        ("2027-02-28", "2027-08-28"),
        ("2028-02-29", "2028-08-29"),
    ],
)
def test_the_last_day_of_the_month_if_needed(decided: str, last: str) -> None:
    answer = run("tindak_lanjut_predikat", kelompok_jabatan="JF", predikat="Kurang", ditetapkan=decided)
    assert answer["batas_perbaikan"] == last


@given(days)
def test_six_months_are_half_a_year(decided: date) -> None:
    last = improvement_deadline("JPT", "Kurang", decided)
    assert last is not None
    assert 180 <= (last - decided).days <= 184


@given(st.sampled_from(PositionGroup), st.sampled_from(Predikat), days)
def test_jpt_is_treated_at_least_as_strictly(group: PositionGroup, predikat: Predikat, decided: date) -> None:
    if improvement_deadline(group, predikat, decided) is not None:
        assert improvement_deadline("JPT", predikat, decided) is not None


def test_an_end_off_the_calendar() -> None:
    inputs = {"kelompok_jabatan": "JA", "predikat": "Kurang", "ditetapkan": "2199-12-01"}
    assert_refused("tindak_lanjut_predikat", inputs, ErrorCode.OUT_OF_RANGE, "ditetapkan")


@pytest.mark.parametrize(("older", "newer"), list(product(Predikat, Predikat)))
def test_priorities(older: Predikat, newer: Predikat) -> None:
    expected = None
    if older is newer is Predikat.VERY_GOOD:
        expected = "talent_pool"
    if older is newer is Predikat.GOOD:
        expected = "pengembangan_kompetensi"
    assert run("penghargaan_predikat", predikat=[older.value, newer.value]) == {"prioritas": expected}


@pytest.mark.parametrize("years", [[], ["Baik"], ["Baik"] * 3])
def test_exactly_two_years(years: list[str]) -> None:
    assert_refused("penghargaan_predikat", {"predikat": years}, ErrorCode.OUT_OF_RANGE, "predikat")
    with pytest.raises(RuleError):
        priority(years)


def test_unknown_words_in_the_list() -> None:
    assert_refused("penghargaan_predikat", {"predikat": ["Baik", "Cukup"]}, ErrorCode.UNKNOWN_VALUE, "predikat[1]")
    with pytest.raises(RuleError):
        improvement_deadline("Eselon", "Baik", date(2026, 1, 1))
