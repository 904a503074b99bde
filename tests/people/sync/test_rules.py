"""Who changed a field since the last time: they, we, or both; and how a file of SIASN is read."""

import datetime as dt
from typing import Any

import pytest

from pamong.people.rules import quality
from pamong.people.rules import sync as rules
from pamong.people.rules.sync import Verdict


@pytest.mark.parametrize(
    ("ours", "theirs", "last", "verdict"),
    [
        ("III/b", None, None, Verdict.LEAVE),  # nothing said
        ("III/b", "III/b", None, Verdict.SAME),
        ("", "III/b", None, Verdict.TAKE),  # ours is empty
        ("III/b", "III/c", None, Verdict.ASK),  # never heard of before
        ("III/b", "III/c", "III/b", Verdict.TAKE),  # they have news
        ("III/b", "III/c", "III/c", Verdict.LEAVE),  # known, they said it last time too
        ("III/b", "III/c", "III/a", Verdict.ASK),  # both changed
        ("III/b", "III/b", "III/a", Verdict.SAME),
    ],
)
def test_three_values_decide(ours: str, theirs: str | None, last: str | None, verdict: Verdict) -> None:
    assert rules.judge("rank", ours, theirs, last) is verdict


@pytest.mark.parametrize(
    ("field", "one", "other", "same"),
    [
        ("name", "SARI  LESTARI, A.Md.", "Sari Lestari, A.Md", True),
        ("name", "Sari Lestari", "Sari Lestari, A.Md.", False),
        ("phone", "0812-3456-789", "+62 812 3456 789", True),
        ("phone", "0812", "0813", False),
        ("email", "A@B.go.id ", "a@b.go.id", True),
        ("unit", "Bidang Data & Arsip", "bidang data dan arsip", True),
    ],
)
def test_spellings_that_say_the_same(field: str, one: str, other: str, same: bool) -> None:
    assert rules.same(field, one, other) is same


UNITS = [
    ("dinas",),
    ("dinas", "bidang a"),
    ("dinas", "bidang a", "umum"),
    ("dinas", "bidang b", "umum"),
    ("badan", "data"),
]


@pytest.mark.parametrize(
    ("unit", "parent", "agency", "chain"),
    [
        ("Data", None, None, ("badan", "data")),
        ("Umum", None, None, None),
        ("Umum", "Bidang B", None, ("dinas", "bidang b", "umum")),
        ("Umum", "Bidang C", None, None),
        ("Tidak Ada", None, None, None),
        ("Dinas", None, "Dinas", ("dinas",)),
    ],
)
def test_one_unit_must_be_meant(unit: str, parent: str | None, agency: str | None, chain: object) -> None:
    assert rules.place(UNITS, unit, parent, agency).chain == chain


def test_the_names_of_siasn_become_headings_and_the_standing_is_taken_out() -> None:
    rows: list[list[Any]] = [["nipBaru", "nama", "unorNama", "kedudukanPnsNama"], ["1", "nama", "X", "Aktif"]]
    translated, standing = rules.translated(rows)
    assert translated[0] == ["nip", "nama lengkap", "unit kerja", ""]
    assert (translated[1], standing) == (["1", "nama", "X", "Aktif"], 3)


def test_records_become_a_table() -> None:
    found = rules.table([{"nip": "1", "data": {"x": 1}}, {"nama": "B", "umur": 3}])
    assert found == [["nip", "data", "nama", "umur"], ["1", "", "", ""], ["", "", "B", "3"]]


@pytest.mark.parametrize(
    ("said", "gone"), [("Aktif", False), ("Pensiun BUP", True), ("Meninggal Dunia", True), ("CLTN", False), ("", False)]
)
def test_who_no_longer_serves(said: str, gone: bool) -> None:
    assert rules.has_left(said) is gone


@pytest.mark.parametrize(
    ("kind", "level", "day"),
    [
        ("JA", "Pengawas", dt.date(2028, 5, 10)),
        ("JPT", "", dt.date(2030, 5, 10)),
        ("JF", "ahli madya", dt.date(2030, 5, 10)),
        ("JF", "Ahli Utama", dt.date(2035, 5, 10)),
        ("JF", "", None),
        ("JA", "", dt.date(2028, 5, 10)),
    ],
)
def test_the_age_of_retirement_follows_the_post(kind: str, level: str, day: dt.date | None) -> None:
    assert quality.retires(kind, level, dt.date(1970, 5, 10)) == day


def test_stand_ins_of_several_or_absent_themselves_are_found() -> None:
    day = dt.date(2026, 1, 1)
    week, later = day + dt.timedelta(days=7), day + dt.timedelta(days=30)
    rows = [(1, 2, day, week, "a"), (1, 3, day, None, "b"), (4, 1, later, None, "c"), (5, 6, day, week, "d")]
    assert quality.overlaps(rows) == ["a", "b"]
    assert quality.overlaps([(1, 2, day, week, "a"), (1, 3, week, None, "b")]) == []
