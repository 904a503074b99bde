"""The plain rules: periods, ratings, reasons, signing, check codes."""

import datetime as dt
import itertools
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pamong.appraisal.rules import periods, rating, signing
from pamong.rulebook import codes
from pamong.rulebook.errors import Refused


@pytest.mark.parametrize(
    ("kind", "number", "first", "last"),
    [
        ("quarter", 1, (1, 1), (3, 31)),
        ("quarter", 2, (4, 1), (6, 30)),
        ("quarter", 3, (7, 1), (9, 30)),
        ("quarter", 4, (10, 1), (12, 31)),
        ("month", 2, (2, 1), (2, 28)),
        ("month", 12, (12, 1), (12, 31)),
        ("annual", 1, (1, 1), (12, 31)),
    ],
)
def test_days_of_a_period(kind: str, number: int, first: tuple[int, int], last: tuple[int, int]) -> None:
    assert periods.period(kind, number, 2026) == (dt.date(2026, *first), dt.date(2026, *last))


def test_february_of_a_leap_year() -> None:
    assert periods.period("month", 2, 2028)[1] == dt.date(2028, 2, 29)


@given(st.integers(2019, 2100), st.sampled_from(["quarter", "month"]))
def test_periods_cover_the_year_without_gap(year: int, step: str) -> None:
    days = [periods.period(kind, number, year) for kind, number in periods.periods_of(step) if kind == step]
    assert days[0][0] == dt.date(year, 1, 1)
    assert days[-1][1] == dt.date(year, 12, 31)
    assert all(b[0] - a[1] == dt.timedelta(days=1) for a, b in itertools.pairwise(days))


def test_a_plan_that_began_later_clips_the_period() -> None:
    found = periods.clipped("quarter", 3, 2026, dt.date(2026, 8, 10), dt.date(2026, 12, 31))
    assert found == (dt.date(2026, 8, 10), dt.date(2026, 9, 30))
    assert periods.clipped("quarter", 1, 2026, dt.date(2026, 8, 10), dt.date(2026, 12, 31)) is None


@pytest.mark.parametrize(
    ("kind", "number", "step"),
    [
        ("quarter", 5, "quarter"),
        ("quarter", 0, "quarter"),
        ("week", 1, "quarter"),
        ("month", 1, "quarter"),
        ("quarter", 1, "month"),
    ],
)
def test_periods_that_are_none(kind: str, number: int, step: str) -> None:
    with pytest.raises(Refused) as refused:
        periods.check_period(kind, number, step)
    assert refused.value.field == "period"


@pytest.mark.parametrize(
    ("kind", "number", "step"), [("quarter", 4, "quarter"), ("month", 12, "month"), ("annual", 1, "month")]
)
def test_periods_that_are(kind: str, number: int, step: str) -> None:
    periods.check_period(kind, number, step)


@pytest.mark.parametrize(
    ("kind", "number", "words"),
    [("quarter", 3, "Triwulan III 2026"), ("month", 9, "Bulan September 2026"), ("annual", 1, "Tahun 2026")],
)
def test_names_of_periods(kind: str, number: int, words: str) -> None:
    text, values = periods.label(kind, number, 2026)
    assert text % values == words


@pytest.mark.parametrize("off", ["di_atas", "di_bawah"])
def test_off_the_middle_needs_a_reason(off: str) -> None:
    with pytest.raises(Refused) as refused:
        rating.check_reason(off, "   terlalu pendek     ", "results_reason")
    assert refused.value.field == "results_reason"
    assert rating.check_reason(off, "x" * 20, "results_reason") == "x" * 20


@given(st.text(max_size=60))
def test_the_reason_counts_without_blanks_around(text: str) -> None:
    try:
        said = rating.check_reason("di_atas", text, "conduct_reason")
    except Refused:
        assert len(text.strip()) < 20
    else:
        assert said == text.strip()
        assert len(said) >= 20


def test_the_middle_needs_none() -> None:
    assert rating.check_reason("sesuai", "", "results_reason") == ""


def test_a_rating_that_is_none() -> None:
    with pytest.raises(Refused) as refused:
        rating.check_reason("hebat", "x" * 30, "conduct_reason")
    assert refused.value.field == "conduct_rating"


def test_words_have_a_limit() -> None:
    with pytest.raises(Refused, match="Paling banyak 4000"):
        rating.check_words("x" * 4001, "text")


@pytest.mark.parametrize("state", ["open", "self_done", "rated"])
def test_ratings_may_be_given_and_changed_until_signed(state: str) -> None:
    rating.check_can_rate(state=state, is_self=False, ended=True)


@pytest.mark.parametrize(
    ("state", "is_self", "ended", "words"),
    [
        ("acknowledged", False, True, "sudah ditandatangani"),
        ("final", False, True, "sudah ditandatangani"),
        ("open", True, True, "diri sendiri"),
        ("open", False, False, "belum berakhir"),
    ],
)
def test_when_no_rating_is_given(state: str, is_self: bool, ended: bool, words: str) -> None:
    with pytest.raises(Refused, match=words):
        rating.check_can_rate(state=state, is_self=is_self, ended=ended)


@pytest.mark.parametrize("state", ["rated", "acknowledged", "final"])
def test_no_self_evaluation_after_the_rating(state: str) -> None:
    with pytest.raises(Refused):
        rating.check_can_assess_self(state=state)


def test_a_declared_number_needs_a_source_and_no_evidence() -> None:
    assert rating.check_declared(None, "laporan", evidence=0, suffix="7") == (None, "")
    assert rating.check_declared(Decimal("12.5"), " Laporan 3 ", evidence=0, suffix="7") == (
        Decimal("12.5"),
        "Laporan 3",
    )
    for value, source, evidence, field in [
        (Decimal(3), "", 0, "source_7"),
        (Decimal(3), "Laporan", 1, "declared_7"),
        (Decimal(-1), "Laporan", 0, "declared_7"),
        (Decimal("NaN"), "Laporan", 0, "declared_7"),
        (Decimal(10) ** 15, "Laporan", 0, "declared_7"),
    ]:
        with pytest.raises(Refused) as refused:
            rating.check_declared(value, source, evidence=evidence, suffix="7")
        assert refused.value.field == field


def test_fourteen_days_to_sign_and_seven_working_days_to_set() -> None:
    until = signing.sign_by(dt.date(2026, 10, 5))
    assert until == dt.date(2026, 10, 19)
    assert signing.set_by(until, frozenset()) == dt.date(2026, 10, 28)
    assert signing.set_by(until, frozenset({dt.date(2026, 10, 20)})) == dt.date(2026, 10, 29)


def test_setting_waits_for_the_limit() -> None:
    until, reason = dt.date(2026, 10, 19), "Pegawai dua kali diingatkan secara tertulis."
    with pytest.raises(Refused) as refused:
        signing.check_can_set(state="rated", today=until, until=until, reason=reason)
    assert refused.value.params["until"] == until
    assert (
        signing.check_can_set(state="rated", today=until + dt.timedelta(days=1), until=until, reason=reason) == reason
    )
    with pytest.raises(Refused) as refused:
        signing.check_can_set(state="rated", today=dt.date(2026, 11, 1), until=until, reason="malas")
    assert refused.value.field == "reason"
    with pytest.raises(Refused):
        signing.check_can_set(state="final", today=dt.date(2026, 11, 1), until=until, reason=reason)


@pytest.mark.parametrize("state", ["open", "self_done", "acknowledged", "final"])
def test_only_what_is_rated_is_signed(state: str) -> None:
    with pytest.raises(Refused):
        signing.check_can_acknowledge(state=state)


@given(st.binary(min_size=13, max_size=20))
def test_codes_survive_how_people_write_them(random: bytes) -> None:
    code = codes.from_bytes(random)
    assert len(code) == 20
    assert set(code) <= set(codes.ALPHABET)
    printed = codes.grouped(code)
    assert printed.count("-") == 4
    typed = printed.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    assert codes.normalised(printed) == codes.normalised(typed) == code


@given(st.text(max_size=200))
def test_nothing_else_is_a_code(text: str) -> None:
    found = codes.normalised(text)
    assert found == "" or (len(found) == 20 and set(found) <= set(codes.ALPHABET))


def test_a_code_carries_a_hundred_bits() -> None:
    assert codes.from_bytes(b"\x00" * 13) == "0" * 20
    assert codes.from_bytes(b"\xff" * 13) == "Z" * 20
    with pytest.raises(ValueError, match="13"):
        codes.from_bytes(b"\x00" * 12)
