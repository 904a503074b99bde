"""Charts say the same in picture, words and table, and never draw a missing value."""

from collections.abc import Iterator
from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from pamong.platform.ui import charts
from tests.platform.ui.rendering import render

VALUES = st.lists(
    st.none()
    | st.decimals(allow_nan=False, allow_infinity=False, min_value=Decimal("-1e9"), max_value=Decimal("1e9"), places=2),
    max_size=14,
)


@pytest.fixture(autouse=True)
def _indonesian() -> Iterator[None]:
    with translation.override("id"):
        yield


def test_a_trend_in_words() -> None:
    chart = charts.line("Lama", [("Jan", Decimal("6.1")), ("Feb", None), ("Mar", 5)], unit="hari", target=4)
    assert chart.summary == "Dari 6,1 hari (Jan) menjadi 5 hari (Mar). Target 4 hari. 1 tanpa data."
    assert [p.written for p in chart.points] == ["6,1", "–", "5"]
    assert chart.value_heading == "Nilai (hari)"


def test_a_gap_is_not_bridged() -> None:
    chart = charts.line("Lama", [("Jan", 6), ("Feb", None), ("Mar", 5), ("Apr", 4)])
    assert len(chart.lines) == 1
    assert len(chart.dots) == 3


def test_one_value_and_none() -> None:
    assert charts.line("Lama", [("Jan", 6)]).summary == "Jan: 6."
    empty = charts.bars("Lama", [("Jan", None)])
    assert empty.summary == "Belum ada data."
    assert not empty.has_values
    assert not charts.line("Lama", []).has_values


def test_bars_stand_on_zero() -> None:
    chart = charts.bars("Layanan", [("Sen", 10), ("Sel", 5), ("Rab", -5)])
    tall, half, below = chart.bars
    assert Decimal(tall.height) == pytest.approx(Decimal(half.height) * 2, abs=Decimal("0.02"))
    assert Decimal(half.height) == pytest.approx(Decimal(below.height), abs=Decimal("0.02"))
    assert Decimal(tall.y) + Decimal(tall.height) == pytest.approx(Decimal(below.y), abs=Decimal("0.02"))


def test_the_band_lies_between_its_limits() -> None:
    chart = charts.line("Lama", [("Jan", 10)], band=(Decimal("7.5"), Decimal("2.5")))
    assert chart.band is not None
    assert chart.summary == "Jan: 10. Target 2,5 sampai 7,5."
    assert Decimal(chart.band.height) == pytest.approx((charts.BOTTOM - charts.TOP) / 2, abs=Decimal("0.02"))


def test_many_names_are_thinned_on_a_phone_but_the_last_stays() -> None:
    chart = charts.line("Tahun", [(str(n), n) for n in range(1, 13)])
    assert [n.written for n in chart.names if not n.minor] == ["3", "6", "9", "12"]
    assert not any(n.minor for n in charts.line("Triwulan", [(str(n), n) for n in range(4)]).names)


def test_distribution() -> None:
    chart = charts.distribution("Sebaran", [("Baik", 31), ("Kurang", 0), ("Sangat baik", 10)], unit="pegawai")
    assert chart.summary.replace("\u00a0", " ") == "41 pegawai; paling banyak Baik (31 · 76%)."
    assert [p.width for p in chart.points] == ["100.00", "", "32.26"]
    assert chart.value_heading == "Pegawai"
    assert charts.distribution("Sebaran", []).summary == "Belum ada data."
    assert charts.distribution("Sebaran", [("Baik", 0)]).points[0].written.endswith("–")


def test_floats_never_become_a_chart() -> None:
    with pytest.raises(TypeError):
        charts.line("Lama", [("Jan", 0.5)])  # type: ignore[list-item]


@given(VALUES, st.sampled_from([charts.line, charts.bars]), st.none() | st.integers(-1000, 1000))
def test_everything_stays_inside_the_drawing(values: list[Decimal | None], draw: object, target: int | None) -> None:
    chart = draw("Judul", [(str(n), v) for n, v in enumerate(values)], target=target)  # type: ignore[operator]
    places = [d.y for d in chart.dots] + [b.y for b in chart.bars] + [t.y for t in chart.ticks]
    places += [p for piece in chart.lines for p in (piece.y1, piece.y2)] + ([chart.target.y] if chart.target else [])
    for place in places:
        assert Decimal("11.9") <= Decimal(place) <= Decimal("88.1")
    for across in [d.x for d in chart.dots] + [n.x for n in chart.names]:
        assert Decimal(0) < Decimal(across) < Decimal(100)
    assert 2 <= len(chart.ticks) <= 7
    assert len(chart.points) == len(values)


def test_picture_words_and_table_on_the_page() -> None:
    chart = charts.line(
        "Lama <layanan>", [("Jan", Decimal("6.1")), ("Feb", None)], unit="hari", band=(Decimal(2), Decimal(3))
    )
    html = render('<c-chart :data="chart" />', chart=chart)
    assert "Lama &lt;layanan&gt;" in html
    assert html.count("<circle") == 1
    assert 'class="pm-chart-band"' in html
    assert '<th scope="row">Feb</th><td class="pm-num">–</td>' in html
    assert "style=" not in html
