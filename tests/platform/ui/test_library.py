"""Filters and tags of the template library, and the telling of headings to cells."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone, translation

from pamong.platform.ui.tables import labelled_cells
from pamong.platform.ui.templatetags import pamong_ui
from pamong.platform.ui.web.forms import EveryField
from tests.platform.ui.rendering import render


@pytest.fixture(autouse=True)
def _indonesian() -> Iterator[None]:
    with translation.override("id"), timezone.override("Asia/Makassar"):
        yield


@pytest.mark.parametrize(
    ("source", "written"),
    [
        ("{{ day|tanggal }}", "2 November 2026"),
        ("{{ day|tanggal_pendek }}", "02-11-2026"),
        ("{{ day|tanggal_lengkap }}", "Senin, 2 November 2026"),
        ("{{ day|bulan }}", "November 2026"),
        ("{{ moment|waktu }}", "2 November 2026 15.05 WITA"),
        ("{{ moment|jam }}", "15.05"),
        ("{{ hour|jam }}", "09.05"),
        ("{{ amount|angka }}", "1.234,5"),
        ("{{ amount|angka:2 }}", "1.234,50"),
        ("{{ amount|persen }}", "1.234,5%"),
        ("{{ amount|persen:0 }}", "1.235%"),
        ("{{ amount|rupiah }}", "Rp 1.235"),
        ("{{ nothing|tanggal }}{{ nothing|waktu }}{{ nothing|angka:1 }}{{ nothing|persen }}", "––––"),
        ("{{ 1500000|ukuran_berkas }}", "1,5 MB"),
        ("{{ '198705122010012003'|nip }}", "19870512 201001 2 003"),
    ],
)
def test_filters(source: str, written: str) -> None:
    values: dict[str, Any] = {
        "day": date(2026, 11, 2),
        "moment": datetime(2026, 11, 2, 7, 5, tzinfo=UTC),
        "hour": time(9, 5),
    }
    assert render(source, **values, amount=Decimal("1234.5"), nothing=None) == written


@pytest.mark.parametrize(
    ("name", "initials"),
    [("Sari Dewi Lestari", "SD"), ("Suharto", "S"), ("", "?"), (None, "?"), ("ny. sari", "NS"), ("123", "?")],
)
def test_initials(name: str | None, initials: str) -> None:
    assert pamong_ui.inisial(name) == initials


def test_message_levels() -> None:
    assert [pamong_ui.nada_pesan(tag) for tag in ("success", "error", "warning", "info", "debug", "")] == [
        "ok",
        "bad",
        "warn",
        *["info"] * 3,
    ]


def test_attributes() -> None:
    attrs = {"a": "x", "b": True, "c": False, "d": None, ":e": "y", "f": '"<', "g": 0}
    assert pamong_ui.attributes(attrs) == ' b a="x" f="&quot;&lt;" g="0"'


def test_query_string_keeps_and_changes() -> None:
    assert render("{% query_string hal=3 %}", "/?unit=3&hal=2") == "?unit=3&amp;hal=3"
    assert render("{% query_string hal=None unit='' %}", "/?unit=3&hal=2") == "?"
    assert render("{% query_string unit='a b&c' %}") == "?unit=a+b%26c"


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/?hal=4&unit=3", ['href="?unit=3&amp;urut=nama"']),
        ("/?urut=nama", ['aria-sort="ascending"', 'href="?urut=-nama"']),
        ("/?urut=-nama", ['aria-sort="descending"', 'href="?urut=nama"']),
        ("/?urut=lain", ['href="?urut=nama"']),
    ],
)
def test_sortable_header(address: str, expected: list[str]) -> None:
    html = render('{% sortable_header "nama" "Nama" "pm-num" %}', address)
    assert html.startswith('<th scope="col" class="pm-sortable pm-num"')
    for part in expected:
        assert part in html
    assert ("aria-sort" in html) == any("aria-sort" in part for part in expected)


def test_page_title_begins_with_the_error() -> None:
    source = "<title>{% error_prefix %}Catat</title>"
    assert render(source, form=EveryField({})) == "<title>Kesalahan: Catat</title>"
    assert render(source, form=EveryField()) == "<title>Catat</title>"
    assert render(source, forms=[EveryField(), EveryField({})]) == "<title>Kesalahan: Catat</title>"
    assert render(source, other=1) == "<title>Catat</title>"


@pytest.mark.parametrize(
    ("referer", "back"),
    [
        ("http://testserver/skp/7/", "http://testserver/skp/7/"),
        ("https://evil.example/", "/"),
        ("javascript:alert(1)", "/"),
        ("", "/"),
    ],
)
def test_the_way_back_stays_in_the_house(referer: str, back: str, rf: object) -> None:
    request = rf.get("/", HTTP_REFERER=referer)  # type: ignore[attr-defined]
    assert render("{% way_back %}", request=request) == back


def test_share() -> None:
    assert pamong_ui.share(7, 9) == 77
    assert pamong_ui.share(Decimal("8.99"), 9) == 99
    assert pamong_ui.share(None, 9) is None
    assert pamong_ui.share(0, 9) == 0
    assert pamong_ui.share(20, 9) == 100
    assert pamong_ui.share(1, 0) is None


def test_days_left_without_a_day() -> None:
    assert pamong_ui.days_left(None) is None


HEAD = "<thead><tr><th>Nama</th><th scope='col'><a href='?'>Jumlah <svg></svg></a></th><th></th></tr></thead>"


def test_cells_are_told_their_heading() -> None:
    body = "<tbody><tr><td>A</td><td class='pm-num'>1</td><td>x</td></tr><tr><th>B</th><td data-label='Lain'>2</td></tr></tbody>"
    html = labelled_cells(HEAD + body)
    assert '<td data-label="Nama">A</td><td data-label="Jumlah" class=\'pm-num\'>1</td><td>x</td>' in html
    assert "<th>B</th><td data-label='Lain'>2</td>" in html
    assert html.startswith(HEAD)


def test_cells_that_span_and_rows_that_are_too_long() -> None:
    html = labelled_cells(HEAD + '<tr><td colspan="2">A</td><td>x</td><td>y</td><td>z</td></tr>')
    assert html.endswith('<tr><td colspan="2">A</td><td>x</td><td>y</td><td>z</td></tr>')
    html = labelled_cells('<thead><tr><th>N</th><th>A &amp; B "c"</th></tr></thead><tr><td>1</td><td>2</td></tr>')
    assert 'data-label="A &amp;amp; B &quot;c&quot;"' in html or 'data-label="A &amp; B &quot;c&quot;"' in html


def test_a_table_without_head_stays_as_it_is() -> None:
    assert labelled_cells("<tr><td>1</td></tr>") == "<tr><td>1</td></tr>"
