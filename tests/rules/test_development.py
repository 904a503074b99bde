"""JP, IP ASN and the nine boxes."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pamong.rulebook.development import BOXES, learning_hours, professionalism_category, talent_box
from pamong.rulebook.errors import ErrorCode, RuleError
from pamong.rulebook.words import Potential, Rating
from tests.rules.support import assert_refused, run

hours = st.decimals(0, 500, places=1)


@pytest.mark.parametrize(
    ("status", "jp", "met", "missing", "counted"),
    [
        ("PNS", 0, False, 20, 0),
        ("PNS", 19, False, 1, 19),
        ("PNS", Decimal("19.5"), False, Decimal("0.5"), Decimal("19.5")),
        ("PNS", 20, True, 0, 20),
        ("PNS", 64, True, 0, 64),
        ("PPPK", 0, None, 0, 0),
        ("PPPK", 20, None, 0, 20),
        ("PPPK", 24, None, 0, 24),
        ("PPPK", 25, None, 0, 24),
    ],
)
def test_learning_hours(status: str, jp: Decimal | int, met: bool | None, missing: Decimal, counted: Decimal) -> None:
    assert run("jp", status=status, jp=jp) == {"terpenuhi": met, "kurang": missing, "diakui": counted}


@given(hours)
def test_pns_hours_and_missing_hours_make_the_duty(jp: Decimal) -> None:
    found = learning_hours("PNS", jp)
    assert found.met is (found.missing == 0)
    assert found.counted + found.missing == max(jp, Decimal(20))


@given(hours)
def test_pppk_never_miss_hours_and_never_count_more_than_24(jp: Decimal) -> None:
    found = learning_hours("PPPK", jp)
    assert found.met is None
    assert found.missing == 0
    assert found.counted == min(jp, Decimal(24))


def test_whole_hours_are_whole_numbers() -> None:
    assert all(isinstance(value, int) for value in run("jp", status="PNS", jp=Decimal("12.0")).values())


@pytest.mark.parametrize(
    ("index", "category"),
    [
        ("100", "Sangat Tinggi"),
        ("91", "Sangat Tinggi"),
        ("90.5", "Sangat Tinggi"),
        ("90.49", "Tinggi"),
        ("81", "Tinggi"),
        ("80.5", "Tinggi"),
        ("80", "Sedang"),
        ("70.5", "Sedang"),
        ("70", "Rendah"),
        ("60.5", "Rendah"),
        ("60.4", "Sangat Rendah"),
        ("0", "Sangat Rendah"),
    ],
)
def test_categories_at_their_edges(index: str, category: str) -> None:
    assert professionalism_category(Decimal(index)) == category


@given(st.decimals(0, 25, places=1), st.decimals(0, 40, places=1), st.decimals(0, 30, places=1), st.integers(0, 5))
def test_the_index_is_the_sum(education: Decimal, competence: Decimal, results: Decimal, order: int) -> None:
    answer = run("ip_asn", kualifikasi=education, kompetensi=competence, kinerja=results, disiplin=order)
    assert answer["ip"] == education + competence + results + order
    assert 0 <= answer["ip"] <= 100
    assert answer["kategori"] == professionalism_category(Decimal(answer["ip"]))


def test_a_fractional_index_is_kept_and_its_category_rounded() -> None:
    answer = run("ip_asn", kualifikasi=25, kompetensi=Decimal("35.5"), kinerja=25, disiplin=5)
    assert answer == {"ip": Decimal("90.5"), "kategori": "Sangat Tinggi"}


@pytest.mark.parametrize(
    ("name", "above"), [("kualifikasi", 26), ("kompetensi", 41), ("kinerja", 31), ("disiplin", Decimal("5.1"))]
)
def test_points_above_their_weight(name: str, above: Decimal | int) -> None:
    sound: dict[str, object] = {"kualifikasi": 25, "kompetensi": 40, "kinerja": 30, "disiplin": 5}
    assert run("ip_asn", **sound)["ip"] == 100
    assert_refused("ip_asn", {**sound, name: above}, ErrorCode.OUT_OF_RANGE, name)


@pytest.mark.parametrize(
    ("performance", "row"), [("di_atas", (4, 7, 9)), ("sesuai", (2, 5, 8)), ("di_bawah", (1, 3, 6))]
)
def test_printed_boxes(performance: str, row: tuple[int, ...]) -> None:
    for potential, box in zip(Potential, row, strict=True):
        assert run("kotak_talenta", kinerja=performance, potensi=potential.value) == {"kotak": box}


def test_nine_boxes_once_each() -> None:
    assert sorted(box for row in BOXES.values() for box in row.values()) == list(range(1, 10))


@given(st.sampled_from(Rating), st.sampled_from(Potential), st.sampled_from(Potential))
def test_more_potential_is_a_higher_box(performance: Rating, one: Potential, other: Potential) -> None:
    low, high = sorted((one, other), key=list(Potential).index)
    assert talent_box(performance, low) <= talent_box(performance, high)


@given(st.sampled_from(Potential), st.sampled_from(Rating), st.sampled_from(Rating))
def test_better_performance_is_a_higher_box(potential: Potential, one: Rating, other: Rating) -> None:
    better, worse = sorted((one, other), key=list(Rating).index)
    assert talent_box(better, potential) >= talent_box(worse, potential)


def test_unknown_words() -> None:
    with pytest.raises(RuleError):
        talent_box("bagus", "tinggi")
    with pytest.raises(RuleError):
        talent_box("sesuai", "sedang")
    with pytest.raises(RuleError):
        learning_hours("Honorer", Decimal(20))
