"""JSON without loss, and the small writing of numbers and dates."""

import json
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pamong.rulebook import wire
from pamong.rulebook.errors import ErrorCode, RuleError
from pamong.rulebook.text import Sentence, day, number, say


def test_numbers_come_in_exactly() -> None:
    read = wire.loads('{"a": 88.305, "b": 5, "c": 0.1, "d": 1e3, "e": -0.0}')
    assert read == {"a": Decimal("88.305"), "b": 5, "c": Decimal("0.1"), "d": Decimal(1000), "e": Decimal(0)}


@pytest.mark.parametrize(("text", "shown"), [("NaN", "NaN"), ("Infinity", "Infinity"), ("-Infinity", "-Infinity")])
def test_numbers_that_are_none_come_in_as_such(text: str, shown: str) -> None:
    assert str(wire.loads(text)) == shown


def test_exponents_beyond_reason_are_infinite() -> None:
    assert wire.loads("1e99999999999999999999999") == Decimal("Infinity")


def test_very_long_integers_are_read() -> None:
    assert wire.loads("9" * 10_000) == Decimal("9" * 10_000)
    assert wire.loads("123") == 123


@pytest.mark.parametrize("text", ["", " ", "{", "{'a': 1}", "[1,]", "nan", "teks", '{"a" 1}', "1 2", "[" * 100_000])
def test_what_is_not_json(text: str) -> None:
    with pytest.raises(RuleError) as caught:
        wire.loads(text)
    assert (caught.value.code, caught.value.field) == (ErrorCode.WRONG_TYPE, None)


def test_bytes_with_mark_and_broken_bytes() -> None:
    assert wire.loads(b"\xef\xbb\xbf[1]") == [1]
    with pytest.raises(RuleError):
        wire.loads(b"\xff\xfe[\x001\x00]\x00")


def test_a_key_written_twice_is_no_guess() -> None:
    with pytest.raises(RuleError) as caught:
        wire.loads('{"n": 1, "n": 2}')
    assert (caught.value.code, caught.value.field) == (ErrorCode.UNKNOWN_VALUE, "n")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("18.75"), "18.75"),
        (Decimal("25.00"), "25.0"),
        (Decimal("32.30"), "32.3"),
        (Decimal("4.0000"), "4.0"),
        (Decimal("0"), "0.0"),
        (Decimal("1E+3"), "1000.0"),
        (19280000, "19280000"),
        (True, "true"),
        (None, "null"),
        (date(2026, 9, 30), '"2026-09-30"'),
        ("Baik “sekali”", '"Baik “sekali”"'),
        (say("ya"), '"ya"'),
        ([1, Decimal("2.5"), None], "[1, 2.5, null]"),
        ({"a": [], "b": {}}, '{"a": [], "b": {}}'),
        ((1, 2), "[1, 2]"),
    ],
)
def test_writing(value: object, text: str) -> None:
    assert wire.dumps(value) == text


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6))
def test_decimals_survive_the_round_trip(value: Decimal) -> None:
    assert wire.loads(wire.dumps(value)) == value


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
        max_leaves=10,
    )
)
def test_what_is_written_is_json(value: object) -> None:
    assert json.loads(wire.dumps(value)) == value


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("1234567.50"), "1.234.567,5"),
        (Decimal("0.05"), "0,05"),
        (19280000, "19.280.000"),
        (Decimal("100.00"), "100"),
        (0, "0"),
        (Decimal("-1234.5"), "-1.234,5"),
    ],
)
def test_indonesian_numbers(value: Decimal | int, text: str) -> None:
    assert number(value) == text


def test_indonesian_dates() -> None:
    assert day(date(2026, 11, 22)) == "22 November 2026"
    assert [day(date(2026, month, 1)) for month in (1, 2, 5, 8, 12)] == [
        "1 Januari 2026",
        "1 Februari 2026",
        "1 Mei 2026",
        "1 Agustus 2026",
        "1 Desember 2026",
    ]


def test_sentences_are_texts() -> None:
    sentence = say("Batas %(day)s.", day="besok")
    assert sentence == "Batas besok."
    assert isinstance(sentence, Sentence)
    assert (sentence.msgid, sentence.params) == ("Batas %(day)s.", {"day": "besok"})
    assert say("Tetap 100%.").translated(str.upper) == "TETAP 100%."
