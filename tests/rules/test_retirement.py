"""Batas usia pensiun."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pamong.rulebook.errors import ErrorCode, RuleError
from pamong.rulebook.retirement import AGE_OF, retirement
from pamong.rulebook.words import Level
from tests.rules.support import assert_refused, days, run


@pytest.mark.parametrize(
    ("position", "age"),
    [
        ("JA", 58),
        ("Administrator", 58),
        ("Pengawas", 58),
        ("Pelaksana", 58),
        ("Ahli Pertama", 58),
        ("Ahli Muda", 58),
        ("keterampilan", 58),
        ("Penyelia", 58),
        ("Mahir", 58),
        ("Terampil", 58),
        ("Pemula", 58),
        ("JPT", 60),
        ("JPT Pratama", 60),
        ("JPT Madya", 60),
        ("Ahli Madya", 60),
        ("Ahli Utama", 65),
    ],
)
def test_ages(position: str, age: int) -> None:
    answer = run("bup", jabatan=position, lahir="1968-04-11")
    assert answer == {"bup": age, "tanggal_bup": f"{1968 + age}-04-11"}


def test_every_functional_level_has_an_age() -> None:
    assert {level.value for level in Level} <= set(AGE_OF)


def test_born_on_the_twenty_ninth_of_february() -> None:
    assert run("bup", jabatan="Ahli Muda", lahir="1968-02-29")["tanggal_bup"] == "2026-02-28"
    assert run("bup", jabatan="Ahli Madya", lahir="1968-02-29")["tanggal_bup"] == "2028-02-29"


@given(st.sampled_from(sorted(AGE_OF)), days)
def test_the_day_is_the_birthday_of_that_age(position: str, born: date) -> None:
    found = retirement(position, born)
    assert found.age in (58, 60, 65)
    assert found.day.year == born.year + found.age
    assert found.day.month == born.month
    assert found.day.day == born.day or (born.month, born.day) == (2, 29)


def test_unknown_posts() -> None:
    assert_refused("bup", {"jabatan": "Kepala", "lahir": "1968-04-11"}, ErrorCode.UNKNOWN_VALUE, "jabatan")
    with pytest.raises(RuleError):
        retirement("ahli muda", date(1968, 4, 11))
