"""The sealed box: nothing lost, nothing told, nothing beyond its room."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nacl.exceptions import CryptoError

from pamong.feedback.peer.rules import box
from pamong.feedback.peer.rules.answers import LEAST, LONGEST, Said, checked, enough, unordered
from pamong.rulebook.errors import Refused

VALUES = ("accountable", "harmonious")
TEXT = st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=60)


def said(keep: str = "Sigap", **fields: str) -> Said:
    return Said(**{"keep_value": "", "keep": keep, "improve_value": "", "improve": "", "evidence": "Senin", **fields})


@settings(max_examples=40, deadline=None)
@given(st.lists(st.builds(Said, TEXT, TEXT, TEXT, TEXT, TEXT), max_size=6))
def test_what_goes_in_comes_out_whatever_it_says(written: list[Said]) -> None:
    key = box.new_key()
    held = box.empty(key, 6)
    for one in written:
        held = box.put(key, held, one)
    assert Counter(box.answers(key, held)) == Counter(written)


@settings(max_examples=20, deadline=None)
@given(st.integers(1, 12), st.integers(0, 12))
def test_the_length_depends_on_the_room_alone(room: int, filled: int) -> None:
    key = box.new_key()
    held = box.empty(key, room)
    lengths = {len(held)}
    for number in range(min(filled, room)):
        held = box.put(key, held, said("x" * (number * 37 % 500)))
        lengths.add(len(held))
    assert len(lengths) == 1


def test_a_full_box_takes_no_more_and_loses_nothing() -> None:
    key = box.new_key()
    held = box.put(key, box.put(key, box.empty(key, 2), said("satu")), said("dua"))
    with pytest.raises(Refused, match="sudah diterima"):
        box.put(key, held, said("tiga"))
    assert {one.keep for one in box.answers(key, held)} == {"satu", "dua"}


def test_more_room_keeps_what_is_there_and_less_is_no_change() -> None:
    key = box.new_key()
    held = box.put(key, box.empty(key, 1), said("satu"))
    wider = box.widened(key, held, 3)
    assert len(wider) > len(held)
    assert [one.keep for one in box.answers(key, box.put(key, wider, said("dua")))].count("satu") == 1
    assert box.widened(key, held, 1) == held


def test_the_longest_answer_fits() -> None:
    key = box.new_key()
    longest = said("é" * LONGEST, improve="ë" * LONGEST, evidence="x" * LONGEST)
    (found,) = box.answers(key, box.put(key, box.empty(key, 1), longest))
    assert found == longest


def test_signs_of_four_bytes_beyond_the_slot_are_refused_in_words() -> None:
    key = box.new_key()
    with pytest.raises(Refused, match="terlalu panjang"):
        box.put(key, box.empty(key, 1), said("😀" * LONGEST, improve="😀" * LONGEST))


def test_places_are_of_pure_chance() -> None:
    """The first answer lies in each of four slots about equally often, and so does the order of what comes out."""
    key, first = box.new_key(), Counter[int]()
    for _ in range(400):
        held = box.empty(key, 4)
        for number in range(4):
            held = box.put(key, held, said(str(number)))
        slots = box._open(key, held)
        first[next(place for place, slot in enumerate(slots) if b'"keep":"0"' in slot)] += 1
    assert set(first) == {0, 1, 2, 3}
    assert max(first.values()) < 160, "100 expected; 160 lies seven deviations off"


def test_another_key_opens_nothing() -> None:
    held = box.empty(box.new_key(), 1)
    with pytest.raises(CryptoError):
        box.answers(box.new_key(), held)


def test_a_changed_byte_is_noticed() -> None:
    key = box.new_key()
    held = bytearray(box.empty(key, 1))
    held[40] ^= 1
    with pytest.raises(CryptoError):
        box.answers(key, bytes(held))


def test_the_round_s_key_is_sealed_with_the_secret_of_the_server() -> None:
    key = box.new_key()
    sealed = box.wrapped(key, "rahasia server")
    assert key not in sealed
    assert box.unwrapped(sealed, "rahasia server") == key
    with pytest.raises(Refused, match="SECRET_KEY"):
        box.unwrapped(sealed, "rahasia lain")
    assert box.wrapped(key, "rahasia server") != sealed, "sealed anew each time"


def test_a_value_without_text_is_dropped() -> None:
    found = checked(said("Sigap", keep_value="harmonious", improve_value="accountable"), VALUES)
    assert (found.keep_value, found.improve_value) == ("harmonious", "")


@pytest.mark.parametrize(
    ("answers", "least", "shown"),
    [(2, 3, False), (3, 3, True), (4, 5, False), (5, 5, True), (2, 1, False), (0, 3, False)],
)
def test_enough_is_never_fewer_than_three(answers: int, least: int, shown: bool) -> None:
    assert enough(answers, least) is shown
    assert LEAST == 3


@settings(max_examples=30)
@given(st.lists(st.text(min_size=1, max_size=8), unique=True, max_size=9))
def test_a_column_keeps_all_its_lines(keys: list[str]) -> None:
    assert sorted(unordered(keys, keys, "keep")) == sorted(keys)
