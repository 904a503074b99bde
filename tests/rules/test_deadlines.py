"""Every time limit of the rulebook, and what days and hours have in common."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pamong.rulebook import registry
from pamong.rulebook.deadlines import LIMITS, Unit, deadline, deadline_moment, limit
from pamong.rulebook.errors import ErrorCode, RuleError
from pamong.rulebook.words import Confidence
from pamong.rulebook.workingdays import working_days_between
from tests.rules.support import ON, assert_refused, days, refusal, run

WIB = timezone(timedelta(hours=7))
NO_HOLIDAYS: frozenset[date] = frozenset()
# The contract's list: kind -> amount and unit.
CONTRACT = {
    **dict.fromkeys(
        (
            "penyerahan_dokumen",
            "tanda_tangan",
            "keberatan_penilaian",
            "tanggapan_pengaduan",
            "penyampaian_putusan",
            "perbaikan_standar",
        ),
        (14, "hari"),
    ),
    **dict.fromkeys(("pengajuan_pengaduan", "kelengkapan_pengaduan"), (30, "hari")),
    "putusan_pengaduan": (60, "hari"),
    **dict.fromkeys(("putusan_atasan", "masukan_standar", "maklumat"), (7, "hari kerja")),
    "verifikasi_lapor": (3, "hari kerja"),
    **dict.fromkeys(("tindak_lanjut_lapor", "publikasi_standar"), (5, "hari kerja")),
    **dict.fromkeys(("keberatan_disiplin", "banding_disiplin"), (14, "hari kerja")),
    "putusan_keberatan_disiplin": (21, "hari kerja"),
    **dict.fromkeys(("permintaan_pdp", "pemberitahuan_kebocoran"), (72, "jam")),
}
in_days = st.sampled_from([kind for kind, (_, unit) in CONTRACT.items() if unit == "hari"])
in_working_days = st.sampled_from([kind for kind, (_, unit) in CONTRACT.items() if unit == "hari kerja"])
in_hours = st.sampled_from([kind for kind, (_, unit) in CONTRACT.items() if unit == "jam"])
some_holidays = st.frozensets(st.dates(date(2026, 1, 1), date(2027, 6, 30)), max_size=30)


def test_the_table_is_the_contract() -> None:
    assert {kind: (each.amount, each.unit.value) for kind, each in LIMITS.items()} == CONTRACT


@given(in_days | in_working_days, days, some_holidays)
def test_a_limit_always_ends_after_it_starts(kind: str, start: date, holidays: frozenset[date]) -> None:
    assert deadline(kind, start, holidays) > start


@given(in_days, days, some_holidays)
def test_calendar_days_do_not_know_holidays(kind: str, start: date, holidays: frozenset[date]) -> None:
    assert deadline(kind, start, holidays) == start + timedelta(days=CONTRACT[kind][0])


@given(in_working_days, days, some_holidays)
def test_working_days_end_on_one_and_count_right(kind: str, start: date, holidays: frozenset[date]) -> None:
    last = deadline(kind, start, holidays)
    assert last.weekday() < 5
    assert last not in holidays
    assert working_days_between(start, last, holidays) == CONTRACT[kind][0]


@given(in_days | in_working_days, days, days)
def test_a_later_start_never_ends_earlier(kind: str, one: date, other: date) -> None:
    early, late = min(one, other), max(one, other)
    assert deadline(kind, early, NO_HOLIDAYS) <= deadline(kind, late, NO_HOLIDAYS)


@given(in_hours, st.datetimes(datetime(2020, 1, 1), datetime(2100, 1, 1), timezones=st.just(WIB)))  # noqa: DTZ001  hypothesis adds the zone
def test_hours_are_elapsed_hours(kind: str, start: datetime) -> None:
    end = deadline_moment(kind, start)
    assert end - start == timedelta(hours=72)
    assert end.tzinfo is start.tzinfo
    assert run("batas_waktu", jenis=kind, mulai=start.isoformat()) == {"batas": end.isoformat()}


def test_the_built_in_calendar_is_used_where_none_is_given() -> None:
    assert run("batas_waktu", jenis="verifikasi_lapor", mulai="2026-12-22") == {"batas": "2026-12-29"}
    assert run("batas_waktu", jenis="verifikasi_lapor", mulai="2026-12-22", libur=[]) == {"batas": "2026-12-25"}
    assert run("batas_waktu", jenis="verifikasi_lapor", mulai="2026-12-22", libur=["2026-12-23"]) == {
        "batas": "2026-12-28"
    }
    assert deadline("verifikasi_lapor", date(2026, 12, 22)) == date(2026, 12, 29)


def test_a_count_over_the_turn_of_the_year_uses_both_calendars() -> None:
    assert run("batas_waktu", jenis="putusan_atasan", mulai="2026-12-23") == {"batas": "2027-01-07"}


def test_skipped_holidays_are_named() -> None:
    traced = registry.run_with_trace("batas_waktu", {"jenis": "verifikasi_lapor", "mulai": "2026-12-22"}, on=ON)
    assert "Hari libur yang dilewati: 24 Desember 2026, 25 Desember 2026." in traced.steps
    assert traced.steps[-1] == "Hari terakhir: 29 Desember 2026."


def test_calendar_days_name_no_holidays() -> None:
    traced = registry.run_with_trace("batas_waktu", {"jenis": "keberatan_penilaian", "mulai": "2026-12-20"}, on=ON)
    assert traced.result == {"batas": "2027-01-03"}
    assert not any("libur" in step for step in traced.steps)


def test_each_kind_answers_with_its_own_source() -> None:
    by_law = registry.run_with_trace("batas_waktu", {"jenis": "keberatan_penilaian", "mulai": "2026-09-01"}, on=ON)
    assert str(by_law.source) == "PP 30/2019, Pasal 59 ayat (1)"
    assert by_law.confidence is Confidence.LAW
    second_hand = registry.run_with_trace("batas_waktu", {"jenis": "verifikasi_lapor", "mulai": "2026-09-01"}, on=ON)
    assert second_hand.confidence is Confidence.SECONDARY


@pytest.mark.parametrize("zone", ["Z", "+00:00", "+07:00", "+08:00", "+09:00", "-03:30"])
def test_zones_are_kept(zone: str) -> None:
    answer = run("batas_waktu", jenis="permintaan_pdp", mulai=f"2026-02-27T23:59:30{zone}")
    assert answer == {"batas": f"2026-03-02T23:59:30{'+00:00' if zone == 'Z' else zone}"}


@pytest.mark.parametrize(
    "start",
    [
        "2026-11-20",
        "2026-11-20T16:30",
        "2026-11-20 16:30+07:00",
        "2026-11-20T25:00+07:00",
        "2026-11-20T16:30+99:00",
        "2026-11-31T16:30+07:00",
        "20261120T163000+0700",
        "T",
        "",
        date(2026, 11, 20),
        datetime(2026, 11, 20, 16, 30),  # noqa: DTZ001  no zone is the point
    ],
)
def test_hours_need_a_moment_with_zone(start: object) -> None:
    assert_refused("batas_waktu", {"jenis": "permintaan_pdp", "mulai": start}, ErrorCode.WRONG_TYPE, "mulai")


@pytest.mark.parametrize(
    "start", ["2026-11-20T16:30+07:00", "2026-11-20T00:00:00Z", datetime(2026, 11, 20, tzinfo=UTC)]
)
@pytest.mark.parametrize("kind", ["keberatan_penilaian", "putusan_atasan"])
def test_days_need_a_date(kind: str, start: object) -> None:
    assert_refused("batas_waktu", {"jenis": kind, "mulai": start}, ErrorCode.WRONG_TYPE, "mulai")


@pytest.mark.parametrize(
    ("start", "code"),
    [
        ("1899-12-31", ErrorCode.OUT_OF_RANGE),
        ("2200-01-01", ErrorCode.OUT_OF_RANGE),
        ("2199-12-31", ErrorCode.OUT_OF_RANGE),
        ("9999-12-31", ErrorCode.OUT_OF_RANGE),
        ("2026-02-29", ErrorCode.WRONG_TYPE),
        (20260901, ErrorCode.WRONG_TYPE),
        (None, ErrorCode.WRONG_TYPE),
    ],
)
def test_starts_that_cannot_be(start: object, code: ErrorCode) -> None:
    assert_refused("batas_waktu", {"jenis": "putusan_atasan", "mulai": start}, code, "mulai")


def test_moments_off_the_calendar() -> None:
    inputs = {"jenis": "permintaan_pdp", "mulai": "9999-12-31T23:59+00:00"}
    assert_refused("batas_waktu", inputs, ErrorCode.OUT_OF_RANGE, "mulai")


@pytest.mark.parametrize(
    ("holidays", "code", "field"),
    [
        ("2026-12-25", ErrorCode.WRONG_TYPE, "libur"),
        (None, ErrorCode.WRONG_TYPE, "libur"),
        (["25-12-2026"], ErrorCode.WRONG_TYPE, "libur[0]"),
        (["2026-12-25", 5], ErrorCode.WRONG_TYPE, "libur[1]"),
        (["0001-01-01"], ErrorCode.OUT_OF_RANGE, "libur[0]"),
    ],
)
def test_holidays_must_be_dates(holidays: object, code: ErrorCode, field: str) -> None:
    inputs = {"jenis": "putusan_atasan", "mulai": "2026-12-01", "libur": holidays}
    assert_refused("batas_waktu", inputs, code, field)


@pytest.mark.parametrize(
    ("kind", "day_before"),
    [
        ("keberatan_penilaian", date(2021, 4, 28)),
        ("permintaan_pdp", date(2022, 10, 16)),
        ("keberatan_disiplin", date(2021, 8, 9)),
        ("maklumat", date(2012, 12, 20)),
    ],
)
def test_a_kind_is_not_in_force_before_its_law(kind: str, day_before: date) -> None:
    start = "2026-09-01T08:00+07:00" if CONTRACT[kind][1] == "jam" else "2026-09-01"
    inputs = {"jenis": kind, "mulai": start}
    error = refusal("batas_waktu", inputs, on=day_before)
    assert (error.code, error.field) == (ErrorCode.NOT_IN_FORCE, "jenis")
    assert registry.run("batas_waktu", inputs, on=day_before + timedelta(days=1))


def test_the_functions_refuse_the_wrong_kind_of_start() -> None:
    with pytest.raises(RuleError):
        deadline("permintaan_pdp", date(2026, 1, 1))
    with pytest.raises(RuleError):
        deadline("maklumat", datetime(2026, 1, 1, tzinfo=WIB))
    with pytest.raises(RuleError):
        deadline_moment("maklumat", datetime(2026, 1, 1, tzinfo=WIB))
    with pytest.raises(RuleError):
        deadline_moment("permintaan_pdp", datetime(2026, 1, 1))  # noqa: DTZ001  no zone is the point
    with pytest.raises(RuleError) as caught:
        limit("tidak_ada")
    assert caught.value.code is ErrorCode.UNKNOWN_VALUE


def test_units_are_the_words_of_the_law() -> None:
    assert [str(unit) for unit in Unit] == ["hari", "hari kerja", "jam"]
