"""Help while a goal is written: what is missing by name, and quartiles in which nobody can be recognised."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pamong.planning.rules import smart_help
from pamong.planning.rules.smart_help import Goal, Spread, letters, place, spread

D = Decimal
NUMBERS = st.decimals(0, 1000, places=1)
PEOPLE = st.lists(st.tuples(st.integers(1, 40), NUMBERS), max_size=40)
WHOLE = Goal(
    text="Surat masuk dijawab tepat waktu",
    is_indicator=True,
    unit="persen",
    aspect="quality",
    target=D(90),
    has_source=True,
    parent_state="linked",
    ends=dt.date(2026, 12, 31),
    plan_starts=dt.date(2026, 1, 1),
    plan_ends=dt.date(2026, 12, 31),
)


def state(goal: Goal, letter: str, others: Spread | None = None) -> str:
    return next(one.state for one in letters(goal, others) if one.letter == letter)


def said(goal: Goal, letter: str, others: Spread | None = None) -> str:
    one = next(one for one in letters(goal, others) if one.letter == letter)
    shown = {name: ", ".join(v) if isinstance(v, list) else v for name, v in one.params.items()}
    return one.msgid % shown


@given(PEOPLE)
def test_fewer_than_five_people_are_never_shown(pairs: list[tuple[int, D]]) -> None:
    found = spread(pairs)
    people = dict(pairs)
    assert (found is None) is (len(people) < 5)
    if found is not None:
        assert found.n == len(people)
        assert min(people.values()) <= found.low <= found.middle <= found.high <= max(people.values())


@given(st.lists(NUMBERS, min_size=5, max_size=40, unique=True))
def test_the_best_and_the_worst_stay_hidden_among_different_numbers(values: list[D]) -> None:
    found = spread(enumerate(values))
    assert found is not None
    assert found.low > min(values)
    assert found.high < max(values)


def test_a_person_with_many_goals_counts_once() -> None:
    assert spread([(1, D(n)) for n in range(30)]) is None
    five = spread([*((n, D(10)) for n in range(5)), *((1, D(99)) for _ in range(20))])
    assert five is not None
    assert [five.n, five.middle] == [5, 10]


@pytest.mark.parametrize(
    ("target", "direction", "where"),
    [
        (50, "more", "easier"),
        (80, "more", "usual"),
        (99, "more", "harder"),
        (50, "less", "harder"),
        (99, "less", "easier"),
        (99, "exact", "usual"),
        (50, "range", "usual"),
    ],
)
def test_a_target_among_those_of_others(target: int, direction: str, where: str) -> None:
    assert place(D(target), Spread(6, D(70), D(80), D(90)), direction) == where


def test_a_whole_goal_lacks_nothing() -> None:
    others = Spread(9, D(85), D(90), D(95))
    assert {one.letter: one.state for one in letters(WHOLE, others)} == dict.fromkeys("SMART", "fine")
    assert "85–95, 9 orang" in said(WHOLE, "A", others)


@pytest.mark.parametrize(
    ("change", "letter", "wanted", "text"),
    [
        ({"text": " "}, "S", "missing", "Tulis apa yang diukur"),
        ({"text": "Melaksanakan rapat bulanan bersama bidang"}, "S", "hint", "kegiatan"),
        ({"text": "Surat"}, "S", "hint", "Masih umum"),
        ({"unit": "", "aspect": ""}, "M", "missing", "Belum ada: aspek, satuan."),
        ({"target": None}, "M", "missing", "target angka"),
        ({"has_source": False}, "M", "hint", "ukur otomatis"),
        ({"is_quantitative": False}, "M", "missing", "ukuran keberhasilan"),
        ({"is_quantitative": False, "target_text": "Semua surat dijawab"}, "M", "fine", "ukuran keberhasilan"),
        ({"target": D(99)}, "A", "hint", "Lebih berat"),
        ({"target": D(10)}, "A", "hint", "Lebih ringan"),
        ({"parent_state": "waiting"}, "R", "hint", "tetap dapat diajukan"),
        ({"parent_state": "none"}, "R", "hint", "Tidak diturunkan"),
        ({"ends": None}, "T", "missing", "Belum ada tenggat"),
        ({"ends": dt.date(2027, 1, 1)}, "T", "missing", "di luar masa SKP"),
        ({"is_indicator": False, "text": ""}, "S", "missing", "dihasilkan"),
        ({"is_indicator": False}, "M", "hint", "tambahkan setelah ini disimpan"),
        ({"is_indicator": False}, "A", "hint", "target indikatornya"),
    ],
)
def test_each_letter_names_what_is_missing(change: dict[str, object], letter: str, wanted: str, text: str) -> None:
    goal = replace(WHOLE, **change)  # type: ignore[arg-type]  # fields of the goal
    others = Spread(9, D(85), D(90), D(95))
    assert state(goal, letter, others) == wanted
    assert text in said(goal, letter, others)


@given(st.text(max_size=40), st.none() | NUMBERS, st.sampled_from(["", "more", "less", "exact", "range"]))
def test_there_is_help_for_whatever_is_typed(text: str, target: D | None, direction: str) -> None:
    goal = replace(WHOLE, text=text, target=target, direction=direction)
    for others in (None, Spread(5, D(1), D(2), D(3))):
        found = letters(goal, others)
        assert [one.letter for one in found] == list("SMART")
        assert all(one.state in (smart_help.MISSING, smart_help.HINT, smart_help.FINE) for one in found)
