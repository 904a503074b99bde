"""The attendance machine's file: many forms of it, first and last tap beside the day, nothing deducted."""

import datetime as dt
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from pamong.platform.access.errors import NotAllowed
from pamong.platform.importexport.writer import workbook
from pamong.rulebook.errors import Refused
from pamong.worklog import actions
from pamong.worklog.models import Attendance, Entry
from pamong.worklog.rules.taps import read_taps
from tests.worklog.builder import log, yesterday
from tests.world import World

NIP = "199005052017072004"
D = dt.date(2026, 11, 26)
BY_DAY = {"nip": 0, "tanggal": 1, "masuk": 2, "pulang": 3}
BY_TAP = {"nip": 0, "tanggal": 1, "jam": 2}
T = dt.time


@pytest.mark.parametrize(
    ("columns", "rows", "first", "last", "taps"),
    [
        (BY_DAY, [[NIP, D, "07.25", "16.05"]], T(7, 25), T(16, 5), 2),
        (BY_DAY, [[NIP, D, "07.25", ""]], T(7, 25), None, 1),
        (BY_DAY, [[NIP, D, "", "16.05"]], None, T(16, 5), 1),
        (BY_DAY, [[NIP, D, "21.00", "07.00"]], T(21), T(7), 2),
        (BY_TAP, [[NIP, D, "16.05"], [NIP, D, "07.25"], [NIP, D, "12.00"]], T(7, 25), T(16, 5), 3),
        (BY_TAP, [["1990 0505 201707 2004", dt.datetime.combine(D, T(7, 25)), ""]], T(7, 25), None, 1),
        (BY_TAP, [[f"'{NIP}", "26-11-2026", 0.5]], T(12), None, 1),
    ],
)
def test_rows_as_machines_write_them(columns: Any, rows: Any, first: Any, last: Any, taps: int) -> None:
    found, unread = read_taps(rows, columns)
    assert not unread
    one = found[NIP, D]
    assert (one.first_in, one.last_out, one.taps) == (first, last, taps)


@pytest.mark.parametrize("row", [["12", D, "07.00"], [NIP, "kapan", "07.00"], [NIP, D, ""], [NIP, D, "tujuh"]])
def test_rows_that_cannot_be_read_are_named(row: Any) -> None:
    found, unread = read_taps([["", "", ""], row], BY_TAP)
    assert not found
    assert unread[0].row == 3


def file_of(world: World, *rows: list[Any]) -> bytes:
    return workbook(headings=["NIP", "Tanggal", "Jam masuk", "Jam pulang"], rows=rows)


def take(world: World, content: bytes, who: str = "admin") -> actions.TapsTaken:
    return actions.take_taps(content=content, file_name="presensi.xlsx", by=world.viewer(who))


def test_taps_stand_beside_the_day_and_change_nothing(world: World) -> None:
    entry = log(world)
    content = file_of(
        world, [NIP, yesterday(world), "07.40", "15.10"], [world.stranger.nip, yesterday(world), "07.00", "15.00"]
    )
    result = take(world, content)
    assert (result.taken, result.same, [one.row for one in result.refused]) == (1, 0, [3])
    page = world.client("employee").get(f"/harian/?tanggal={yesterday(world)}").content.decode()
    assert "Presensi: masuk 07.40, pulang 15.10." in page
    assert "Hanya sebagai pembanding" in page
    assert Entry.objects.get().state == entry.state
    again = take(world, content)
    assert (again.taken, again.same, Attendance.objects.count()) == (0, 1, 1)
    changed = take(world, file_of(world, [NIP, yesterday(world), "07.20", "15.10"]))
    assert changed.taken == 1
    assert Attendance.objects.get().first_in == T(7, 20)


def test_through_the_page(world: World) -> None:
    content = file_of(world, [NIP, yesterday(world), "07.40", "15.10"], ["12", yesterday(world), "07.00", ""])
    answer = world.client("admin").post("/harian/presensi/", {"file": SimpleUploadedFile("p.xlsx", content)})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "1 hari tersimpan" in page
    assert "NIP harus 18 angka" in page
    bad = world.client("admin").post("/harian/presensi/", {"file": SimpleUploadedFile("p.csv", b"a;b\n1;2\n")})
    assert bad.status_code == 422


@pytest.mark.parametrize("who", ["employee", "superior", "inspector", "leader"])
def test_others_take_no_taps(world: World, who: str) -> None:
    with pytest.raises(NotAllowed):
        take(world, b"", who)
    assert world.client(who).get("/harian/presensi/").status_code == 403


def test_a_file_without_nip_is_refused(world: World) -> None:
    with pytest.raises(Refused, match="Kolom NIP"):
        take(world, workbook(headings=["Nama"], rows=[["x"]]))
