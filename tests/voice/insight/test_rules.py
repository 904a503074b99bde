"""When a rise is unusual, which texts say the same, which numbers are too small to publish."""

import itertools
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pamong.voice.insight.rules import alike, rise, small
from pamong.voice.insight.rules.middle import median

LAMP = "Lampu jalan di depan Pasar Raya mati sejak Senin malam, anak sekolah pulang dalam gelap."
LAMP_AGAIN = "lampu jln dpn pasar raya mati sejak senin malam!! anak sekolah pulang dlm gelap"
ROAD = "Jalan berlubang di simpang tiga dekat puskesmas, sudah dua motor jatuh minggu ini."


class TestRise:
    @pytest.mark.parametrize(
        ("count", "history", "found"),
        [
            (4, [0, 0, 0, 0], False),  # fewer than the least
            (5, [0, 0, 0, 0], True),  # out of nothing: mean 0, three standard deviations of 1 are 3
            (9, [4, 4, 4, 4], False),  # more than double, yet within three deviations (4 + 6)
            (11, [4, 4, 4, 4], True),
            (11, [4, 4, 4, 12], False),  # there was more before
            (50, [30, 30, 30, 30], False),  # 1.7 times; the bar is double
            (61, [30, 30, 30, 30], True),
            (40, [1, 1, 1], False),  # too little of a past
        ],
    )
    def test_the_bar_is_the_highest_of_three(self, count: int, history: list[int], found: bool) -> None:
        assert (rise.judge(count, history, least=5, percent=200) is not None) is found

    def test_the_reasons_can_be_computed_again(self) -> None:
        found = rise.judge(20, [3, 5, 2, 6], least=5, percent=200)
        assert found == rise.Rise(20, (3, 5, 2, 6), Decimal("4.0"), 6, Decimal("10.0"))

    @given(st.integers(0, 200), st.lists(st.integers(0, 100), min_size=4, max_size=12))
    @settings(max_examples=60)
    def test_more_cases_never_take_a_signal_away(self, count: int, history: list[int]) -> None:
        if rise.judge(count, history, least=5, percent=200):
            assert rise.judge(count + 1, history, least=5, percent=200)
            assert count > max(history)


class TestAlike:
    def test_everyday_spelling_is_made_one(self) -> None:
        assert alike.plain("jl yg tdk rata") == "jalan tidak rata"
        assert alike.plain("jalan yang tidak rata") == "jalan tidak rata"

    def test_the_same_matter_in_other_letters_is_found_and_another_is_not(self) -> None:
        assert alike.likeness(alike.pieces(LAMP), alike.pieces(LAMP_AGAIN)) > 0.6
        assert alike.likeness(alike.pieces(LAMP), alike.pieces(ROAD)) < 0.1

    def test_groups_need_enough_members(self) -> None:
        texts = {1: LAMP, 2: LAMP_AGAIN, 3: ROAD, 4: LAMP + " Tolong."}
        assert alike.groups(texts, percent=60, least=3) == [[1, 2, 4]]
        assert alike.groups(texts, percent=60, least=4) == []

    def test_a_few_words_are_like_nothing(self) -> None:
        assert alike.pieces("lampu mati") == frozenset()
        assert alike.groups({1: "mati", 2: "mati", 3: "mati"}, percent=60, least=2) == []

    @given(st.lists(st.text("abcde ", min_size=10, max_size=40), min_size=2, max_size=8))
    @settings(max_examples=60, deadline=None)
    def test_the_filter_misses_no_pair(self, texts: list[str]) -> None:
        numbered = dict(enumerate(texts))
        made = {key: alike.pieces(text) for key, text in numbered.items()}
        together = {key: at for at, group in enumerate(alike.groups(numbered, percent=60, least=2)) for key in group}
        for (one, mine), (other, theirs) in itertools.combinations(made.items(), 2):
            if alike.likeness(mine, theirs) >= 0.6:
                assert together[one] == together[other]


class TestSmall:
    def test_small_cells_are_hidden_and_one_alone_takes_another_with_it(self) -> None:
        assert small.hidden({"a": 10, "b": 3, "c": 7, "d": 0}) == {"a": 10, "b": None, "c": None, "d": 0}
        assert small.hidden({"a": 10, "b": 3, "c": 2}) == {"a": 10, "b": None, "c": None}
        assert small.hidden({"a": 10, "b": 5, "c": 0}) == {"a": 10, "b": 5, "c": 0}

    def test_a_sum_that_would_tell_is_hidden_too(self) -> None:
        assert small.total({"a": 3, "b": 0}) is None
        assert small.total({"a": 2, "b": 1}) is None
        assert small.total({"a": 10, "b": 3}) == 13  # both cells are hidden then
        assert small.total({"a": 0}) == 0

    @given(st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 30), min_size=1))
    @settings(max_examples=80)
    def test_no_hidden_number_follows_from_the_others(self, cells: dict[str, int]) -> None:
        shown, total = small.hidden(cells), small.total(cells)
        assert not any(value is not None and 0 < value < 5 for value in shown.values())
        if total is not None:
            assert sum(1 for value in shown.values() if value is None) != 1


def test_the_middle_is_a_number_somebody_waited() -> None:
    assert median([]) is None
    assert median([9, 1, 4]) == 4
    assert median([1, 2, 3, 40]) == 2
