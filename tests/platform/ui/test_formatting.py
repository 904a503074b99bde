"""Dates and numbers as people read them, in both languages."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from datetime import timezone as fixed
from decimal import ROUND_HALF_UP, Decimal, localcontext
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone, translation
from hypothesis import given
from hypothesis import strategies as st

from pamong.platform.ui import formatting as f

AMOUNTS = st.decimals(
    allow_nan=False, allow_infinity=False, min_value=Decimal("-1e15"), max_value=Decimal("1e15"), places=6
)
MOMENT = datetime(2026, 11, 22, 7, 5, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _indonesian() -> Iterator[None]:
    with translation.override("id"):
        yield


def test_dates() -> None:
    day = date(2026, 11, 2)
    assert f.long_date(day) == "2 November 2026"
    assert f.short_date(day) == "02-11-2026"
    assert f.full_date(day) == "Senin, 2 November 2026"
    assert f.month_year(date(2026, 8, 17)) == "Agustus 2026"
    with translation.override("en"):
        assert f.full_date(date(2026, 8, 17)) == "Monday, 17 August 2026"
        assert f.month_year(date(2026, 8, 17)) == "August 2026"
        assert f.short_date(day) == "02-11-2026"


@pytest.mark.parametrize(
    ("zone", "written"),
    [
        ("Asia/Jakarta", "22 November 2026 14.05 WIB"),
        ("Asia/Makassar", "22 November 2026 15.05 WITA"),
        ("Asia/Jayapura", "22 November 2026 16.05 WIT"),
        ("Asia/Pontianak", "22 November 2026 14.05 WIB"),
        ("Asia/Singapore", "22 November 2026 15.05 WITA"),
        ("UTC", "22 November 2026 07.05 UTC"),
    ],
)
def test_a_moment_is_shown_in_the_agencys_zone(zone: str, written: str) -> None:
    with timezone.override(ZoneInfo(zone)):
        assert f.moment(MOMENT) == written


def test_the_day_changes_with_the_zone() -> None:
    late = datetime(2026, 12, 31, 16, 59, 59, tzinfo=UTC)
    with timezone.override(ZoneInfo("Asia/Jakarta")):
        assert f.long_date(late) == "31 Desember 2026"
        assert f.day_name(late) == "Kamis"
    with timezone.override(ZoneInfo("Asia/Jayapura")):
        assert f.long_date(late) == "1 Januari 2027"
        assert f.moment(late) == "1 Januari 2027 01.59 WIT"


def test_a_zone_without_a_name_of_ours() -> None:
    with timezone.override(fixed(timedelta(hours=9))):
        assert f.zone_name(MOMENT) == "WIT"
    with timezone.override(ZoneInfo("Europe/Amsterdam")):
        assert f.zone_name(MOMENT) == "CET"


def test_clock() -> None:
    assert f.clock(time(9, 5)) == "09.05"
    with translation.override("en"), timezone.override(ZoneInfo("Asia/Makassar")):
        assert f.clock(time(9, 5)) == "09:05"
        assert f.clock(MOMENT) == "15:05"
        assert f.moment(MOMENT) == "22 November 2026 15:05 WITA"


def test_a_moment_without_zone_is_taken_as_it_is() -> None:
    assert f.clock(MOMENT.replace(tzinfo=None)) == "07.05"


@pytest.mark.parametrize(
    ("value", "places", "indonesian", "english"),
    [
        (0, None, "0", "0"),
        (1234567, None, "1.234.567", "1,234,567"),
        (Decimal("1234.5"), None, "1.234,5", "1,234.5"),
        (Decimal("1234.50"), None, "1.234,5", "1,234.5"),
        (Decimal("3"), 1, "3,0", "3.0"),
        (Decimal("2.345"), 2, "2,35", "2.35"),
        (Decimal("-2.345"), 2, "-2,35", "-2.35"),
        (Decimal("0.005"), 2, "0,01", "0.01"),
        (Decimal("-0.004"), 2, "0,00", "0.00"),
        (Decimal("999.995"), 2, "1.000,00", "1,000.00"),
        (Decimal("1E+3"), None, "1.000", "1,000"),
        (Decimal("1E+3"), 1, "1.000,0", "1,000.0"),
        ("2.6", 1, "2,6", "2.6"),
        (Decimal("1234567890123456789012345678901234.5"), 0, "1.234.567.890.123.456.789.012.345.678.901.235", None),
    ],
)
def test_numbers(value: f.Number, places: int | None, indonesian: str, english: str | None) -> None:
    assert f.number(value, places) == indonesian
    if english:
        with translation.override("en"):
            assert f.number(value, places) == english


@given(AMOUNTS, st.integers(0, 4))
def test_rounding_is_exactly_half_up(amount: Decimal, places: int) -> None:
    with localcontext(prec=60):
        expected = amount.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    assert f.round_half_up(amount, places) == expected
    with translation.override("id"):
        written = f.number(amount, places)
    assert Decimal(written.replace(".", "").replace(",", ".")) == expected
    assert len(written.partition(",")[2]) == places


@given(AMOUNTS)
def test_without_places_nothing_is_lost(amount: Decimal) -> None:
    with translation.override("id"):
        assert Decimal(f.number(amount).replace(".", "").replace(",", ".")) == amount
        assert Decimal(f.plain_number(amount).replace(",", ".")) == amount


@pytest.mark.parametrize("wrong", [0.1, 1.0, True])
def test_floats_are_refused(wrong: object) -> None:
    with pytest.raises(TypeError):
        f.number(wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize("wrong", ["abc", "NaN", "Infinity", "1,5", Decimal("NaN")])
def test_what_is_no_number_is_refused(wrong: f.Number) -> None:
    with pytest.raises(ValueError, match="not a"):
        f.exact(wrong)


def test_percent() -> None:
    assert f.percent(Decimal("71.44")) == "71,4%"
    assert f.percent(85) == "85%"
    assert f.percent(Decimal("99.96")) == "100%"
    assert f.percent(Decimal("33.333"), None) == "33,333%"


def test_rupiah() -> None:
    assert f.rupiah(1234567) == "Rp 1.234.567"
    assert f.rupiah(Decimal("1999.5")) == "Rp 2.000"
    assert f.rupiah(-1500) == "-Rp 1.500"


def test_missing_is_never_zero() -> None:
    for write in (
        f.long_date,
        f.short_date,
        f.full_date,
        f.month_year,
        f.clock,
        f.moment,
        f.number,
        f.percent,
        f.rupiah,
        f.nip,
    ):
        assert write(None) == "–"
    assert f.number("") == f.percent("") == f.rupiah("") == "–"
    assert f.plain_number(None) == ""


def test_plain_number_for_inputs() -> None:
    assert f.plain_number(Decimal("1234.50")) == "1234,5"
    assert f.plain_number(Decimal("-0.0")) == "0"
    assert f.plain_number(7) == "7"
    with translation.override("en"):
        assert f.plain_number(Decimal("1234.50")) == "1234.5"


def test_nip() -> None:
    assert f.nip("198705122010012003") == "19870512 201001 2 003"
    assert f.nip("19870512••••••••••") == "19870512••••••••••"


def test_file_size() -> None:
    assert [f.file_size(n) for n in (340, 12_400, 1_449_999, 10_000_000)] == ["340 B", "12 kB", "1,4 MB", "10 MB"]
