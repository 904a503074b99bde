"""SKM: index, class at each cut-off, and the Krejcie–Morgan table of the regulations (section 3)."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pamong.rulebook.errors import ErrorCode, RuleError
from pamong.rulebook.skm import QUALITIES, from_answers, from_sums, quality, sample_size
from tests.rules.support import assert_refused, run

SUMS = [105, 101, 100, 116, 102, 105, 106, 105, 115]
row = st.lists(st.integers(1, 4), min_size=9, max_size=9)
answers = st.lists(row, min_size=1, max_size=40)
indexes = st.decimals(25, 100, places=3)
# N S pairs as printed.
PRINTED = """
10 10 85 70 220 140 440 205 1200 291 4000 351
15 14 90 73 230 144 460 210 1300 297 4500 354
20 19 95 76 240 148 480 214 1400 302 5000 357
25 24 100 80 250 152 500 217 1500 306 6000 361
30 28 110 86 260 155 550 226 1600 310 7000 364
35 32 120 92 270 159 600 234 1700 313 8000 367
40 36 130 97 280 162 650 242 1800 317 9000 368
45 40 140 103 290 165 700 248 1900 320 10000 370
50 44 150 108 300 169 750 254 2000 322 15000 375
55 48 160 113 320 175 800 260 2200 327 20000 377
60 52 170 118 340 181 850 265 2400 331 30000 379
65 56 180 123 360 186 900 269 2600 335 40000 380
70 59 190 127 380 191 950 274 2800 338
75 63 200 132 400 196 1000 278 3000 341
80 66 210 136 420 201 1100 285 3500 346
"""
CELLS = [int(cell) for cell in PRINTED.split()]
SAMPLES = list(zip(CELLS[::2], CELLS[1::2], strict=True))


@pytest.mark.parametrize(("population", "sample"), SAMPLES)
def test_printed_sample_sizes(population: int, sample: int) -> None:
    assert run("sampel_skm", populasi=population) == {"sampel": sample}


def test_the_whole_table_is_here() -> None:
    assert len(SAMPLES) == 87


@given(st.integers(1, 10**7))
def test_sample_grows_with_the_population_and_never_beyond_it(population: int) -> None:
    assert 1 <= sample_size(population) <= min(population, 384)
    assert sample_size(population) <= sample_size(population + 1)


def test_sample_of_the_smallest_and_of_a_nation() -> None:
    assert sample_size(1) == 1
    assert sample_size(280_000_000) == 384


@pytest.mark.parametrize(
    ("index", "letter", "label"),
    [
        ("25", "D", "Tidak Baik"),
        ("64.99", "D", "Tidak Baik"),
        ("64.994", "D", "Tidak Baik"),
        ("64.995", "C", "Kurang Baik"),
        ("65", "C", "Kurang Baik"),
        ("76.60", "C", "Kurang Baik"),
        ("76.604", "C", "Kurang Baik"),
        ("76.605", "B", "Baik"),
        ("76.61", "B", "Baik"),
        ("88.30", "B", "Baik"),
        ("88.3049", "B", "Baik"),
        ("88.305", "A", "Sangat Baik"),
        ("88.31", "A", "Sangat Baik"),
        ("100", "A", "Sangat Baik"),
    ],
)
def test_classes_at_their_edges(index: str, letter: str, label: str) -> None:
    assert run("mutu_skm", ikm=Decimal(index)) == {"mutu": letter, "kinerja": label}


@pytest.mark.parametrize("index", [0, 24, Decimal("24.99"), Decimal("24.994"), Decimal("100.01"), 101, 8830])
def test_an_index_off_the_scale(index: Decimal | int) -> None:
    assert_refused("mutu_skm", {"ikm": index}, ErrorCode.OUT_OF_RANGE, "ikm")


def test_the_old_cut_offs_are_not_used() -> None:
    """Kepmenpan 25/2004 called 81,25 very good and 43,75 less good; both are repealed."""
    assert quality(Decimal("81.26")).letter == "B"
    assert quality(Decimal("62.51")).letter == "D"


@given(indexes, indexes)
def test_a_higher_index_is_never_a_lower_class(one: Decimal, other: Decimal) -> None:
    low, high = sorted((one, other))
    assert quality(high).from_index >= quality(low).from_index


@given(indexes)
def test_every_index_has_one_class(index: Decimal) -> None:
    assert quality(index) in QUALITIES


def test_the_weight_is_exactly_a_ninth() -> None:
    """With 0,111 the same survey gives 91,38 and with 0,11 it gives 90,56."""
    assert from_sums(29, SUMS).index == Decimal("91.48")


@given(answers)
def test_answers_and_their_sums_agree(rows: list[list[int]]) -> None:
    sums = [sum(column) for column in zip(*rows, strict=True)]
    by_answers = run("skm", jawaban=rows)
    assert by_answers == run("skm", n=len(rows), jumlah=sums)
    assert by_answers == run("skm", n=len(rows), jawaban=rows)


@given(answers)
def test_bounds_of_a_survey(rows: list[list[int]]) -> None:
    found = from_answers(rows)
    assert len(found.means) == 9
    assert all(1 <= mean <= 4 for mean in found.means)
    assert 25 <= found.index <= 100
    assert found.quality == quality(found.index)


@given(answers, st.randoms())
def test_the_order_of_respondents_does_not_matter(rows: list[list[int]], random: object) -> None:
    shuffled = list(rows)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis gives a random.Random
    assert from_answers(shuffled) == from_answers(rows)


@given(answers, st.integers(0, 8))
def test_a_better_answer_never_lowers_the_index(rows: list[list[int]], element: int) -> None:
    better = [list(each) for each in rows]
    better[0][element] = 4
    assert from_answers(better).index >= from_answers(rows).index


def test_all_ones_and_all_fours() -> None:
    assert run("skm", jawaban=[[1] * 9])["ikm"] == 25
    assert run("skm", jawaban=[[4] * 9] * 3) == {"nrr": [4] * 9, "ikm": 100, "mutu": "A", "kinerja": "Sangat Baik"}


@pytest.mark.parametrize(
    ("inputs", "code", "field"),
    [
        ({}, ErrorCode.MISSING, "jumlah"),
        ({"n": 29}, ErrorCode.MISSING, "jumlah"),
        ({"jumlah": SUMS}, ErrorCode.MISSING, "n"),
        ({"n": 0, "jumlah": SUMS}, ErrorCode.OUT_OF_RANGE, "n"),
        ({"n": Decimal("28.5"), "jumlah": SUMS}, ErrorCode.WRONG_TYPE, "n"),
        ({"n": 28, "jumlah": SUMS}, ErrorCode.OUT_OF_RANGE, "jumlah[3]"),
        ({"n": 29, "jumlah": [28, *SUMS[1:]]}, ErrorCode.OUT_OF_RANGE, "jumlah[0]"),
        ({"n": 29, "jumlah": SUMS[1:]}, ErrorCode.OUT_OF_RANGE, "jumlah"),
        ({"n": 29, "jumlah": [*SUMS, 100]}, ErrorCode.OUT_OF_RANGE, "jumlah"),
        ({"n": 29, "jumlah": ["105", *SUMS[1:]]}, ErrorCode.WRONG_TYPE, "jumlah[0]"),
        ({"n": 29, "jumlah": [-1, *SUMS[1:]]}, ErrorCode.OUT_OF_RANGE, "jumlah[0]"),
        ({"n": 1, "jumlah": [4] * 9, "jawaban": [[4] * 9]}, ErrorCode.UNKNOWN_VALUE, "jawaban"),
        ({"n": 2, "jawaban": [[4] * 9]}, ErrorCode.OUT_OF_RANGE, "n"),
        ({"jawaban": []}, ErrorCode.OUT_OF_RANGE, "jawaban"),
        ({"jawaban": [[4] * 8]}, ErrorCode.OUT_OF_RANGE, "jawaban[0]"),
        ({"jawaban": [[4] * 9, [4] * 8 + [5]]}, ErrorCode.OUT_OF_RANGE, "jawaban[1][8]"),
        ({"jawaban": [[0] + [4] * 8]}, ErrorCode.OUT_OF_RANGE, "jawaban[0][0]"),
        ({"jawaban": [[True] + [4] * 8]}, ErrorCode.WRONG_TYPE, "jawaban[0][0]"),
        ({"jawaban": [4] * 9}, ErrorCode.WRONG_TYPE, "jawaban[0]"),
    ],
)
def test_surveys_that_cannot_be(inputs: dict[str, object], code: ErrorCode, field: str) -> None:
    assert_refused("skm", inputs, code, field)


def test_impossible_sums_are_refused_by_the_function_too() -> None:
    with pytest.raises(RuleError) as caught:
        from_sums(10, [10] * 8 + [41])
    assert caught.value.field == "jumlah[8]"
    assert "10 responden" in caught.value.message
