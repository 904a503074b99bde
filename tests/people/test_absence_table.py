"""Leave and trips from a workbook: every row judged before anything is written, and again when it is."""

import datetime as dt
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django import DjangoAssertNumQueries

from pamong.people.actions import absence_table as actions
from pamong.people.models import Absence
from pamong.people.queries.absence_file import read_file
from pamong.people.rules.absence_table import AbsenceLine, read_absences
from pamong.platform.access.models import AnsweredRequest
from pamong.platform.importexport.reader import read
from pamong.platform.importexport.writer import workbook
from pamong.platform.notifications.models import Notification
from pamong.rulebook.errors import Refused
from tests.people.days import MONDAY, away
from tests.world import World, assign, person

pytestmark = pytest.mark.django_db
URL = "/kepegawaian/ketidakhadiran/berkas/"
HEAD = ["NIP", "Jenis Cuti", "Dari tanggal", "s.d.", "Bagian hari", "No Surat", "Keterangan"]
NIP = "199005052017072004"
COLUMNS = {"nip": 0, "keperluan": 1, "mulai": 2, "selesai": 3, "bagian_hari": 4, "nomor_surat": 5, "keterangan": 6}
KINDS = {"Cuti tahunan": "annual", "Dinas luar": "trip", "Cuti sakit": "sick", "Izin tidak masuk": "permit"}
PARTS = {"Pagi sampai siang": "morning"}


def lines(*rows: list[Any]) -> tuple[list[AbsenceLine], list[int]]:
    found, faults = read_absences(rows, COLUMNS, KINDS, PARTS, 2)
    return found, [fault.row for fault in faults]


@pytest.mark.parametrize(
    ("cells", "kind", "days", "part"),
    [
        ([NIP, "Cuti tahunan", MONDAY, MONDAY + dt.timedelta(days=4)], "annual", 5, ""),
        ([f"'{NIP}", "DINAS LUAR", "23-11-2026", "24 November 2026", "", "094/12", "Rakor"], "trip", 2, ""),
        (["19900505 201707 2004", "Perjalanan Dinas", "2026-11-23", ""], "trip", 1, ""),
        ([NIP, "izin", MONDAY, MONDAY, "pagi"], "permit", 1, "morning"),
        ([NIP, "sakit", MONDAY, MONDAY, "Sehari penuh"], "sick", 1, ""),
        ([NIP, "sakit", MONDAY, MONDAY, "pagi sampai siang"], "sick", 1, "morning"),
    ],
)
def test_rows_as_clerks_write_them(cells: list[Any], kind: str, days: int, part: str) -> None:
    ((one,), faults) = lines(cells)
    assert not faults
    assert (one.nip, one.kind, (one.ends - one.starts).days + 1, one.part, one.row) == (NIP, kind, days, part, 2)


@pytest.mark.parametrize(
    "cells",
    [
        ["12345", "Cuti sakit", MONDAY, MONDAY],
        [NIP, "Liburan", MONDAY, MONDAY],
        [NIP, "", MONDAY, MONDAY],
        [NIP, "Cuti sakit", "", MONDAY],
        [NIP, "Cuti sakit", "besok", MONDAY],
        [NIP, "Cuti sakit", "31-02-2026", MONDAY],
        [NIP, "Cuti sakit", MONDAY, MONDAY, "malam"],
        [NIP, "Cuti sakit", MONDAY, MONDAY, "", "x" * 121],
    ],
)
def test_rows_that_cannot_be_read_are_named_by_their_number(cells: list[Any]) -> None:
    found, faults = lines(["", "", ""], cells)
    assert not found
    assert faults == [3]


def test_a_line_survives_the_way_through_the_browser() -> None:
    ((one,), _faults) = lines([NIP, "izin", MONDAY, MONDAY, "pagi", "12", "Ke bank"])
    assert AbsenceLine.of(one.plain()) == one


def row(who: str, first: dt.date, last: dt.date, kind: str = "Dinas luar") -> list[Any]:
    return [who, kind, first, last, "", "094/12", ""]


def upload(world: World, who: str, *rows: list[Any]) -> Any:
    content = workbook(headings=HEAD, rows=rows)
    return world.client(who).post(URL, {"file": SimpleUploadedFile("cuti.xlsx", content)})


def hidden(page: str) -> str:
    found = re.search(r'name="rows" value="([^"]+)"', page)
    assert found
    return found[1]


def test_a_dry_run_writes_nothing_and_the_import_what_it_said(world: World) -> None:
    day = world.today
    later = day + dt.timedelta(days=10)
    away(world, "peer", days=3, first=day)
    answer = upload(
        world,
        "superior",
        row(world.employee.nip, day, day + dt.timedelta(days=2)),
        row(world.peer.nip, day, day),
        row(world.stranger.nip, day, day),
        row(world.employee.nip, later, day),
        row(world.peer.nip, later, later, "Cuti tahunan"),
        row(world.superior.nip, later, later),
        row(world.employee.nip, day + dt.timedelta(days=1), later),
    )
    page = answer.content.decode()
    assert answer.status_code == 200
    assert Absence.objects.count() == 1
    assert "2 baris dapat dicatat, 0 sudah tercatat, 5 perlu diperbaiki." in page
    assert page.count("bukan pegawai yang Anda catat") == 2
    assert "mendahului" in page
    assert "Sudah tercatat Cuti tahunan" in page
    assert "Sudah tercatat Dinas luar" in page, "two rows of one file that overlap"
    done = world.client("superior").post(f"{URL}catat/", {"rows": hidden(page)})
    assert (done.status_code, done["Location"]) == (303, "/kepegawaian/ketidakhadiran/")
    made = Absence.objects.filter(decree="094/12").order_by("valid")
    assert [(one.person_id, one.kind, one.days) for one in made] == [
        (world.employee.pk, "trip", 3),
        (world.peer.pk, "annual", 1),
    ]
    told = Notification.objects.filter(kind="absence.changed")
    assert set(told.values_list("person_id", flat=True)) == {world.employee.pk, world.peer.pk}


def test_the_same_file_again_changes_nothing(world: World) -> None:
    rows = [row(world.employee.nip, world.today, world.today)]
    page = upload(world, "admin", *rows).content.decode()
    sent = {"rows": hidden(page)}
    for _ in range(2):
        assert world.client("admin").post(f"{URL}catat/", sent)["Location"] == "/kepegawaian/ketidakhadiran/"
    assert Absence.objects.count() == 1
    again = upload(world, "admin", *rows).content.decode()
    assert "0 baris dapat dicatat, 1 sudah tercatat, 0 perlu diperbaiki." in again
    assert 'name="rows"' not in again


def test_what_changed_meanwhile_is_judged_again(world: World) -> None:
    page = upload(world, "superior", row(world.employee.nip, MONDAY, MONDAY)).content.decode()
    away(world, days=1, first=MONDAY)
    world.client("superior").post(f"{URL}catat/", {"rows": hidden(page)})
    assert Absence.objects.count() == 1


def test_rows_of_somebody_else_or_made_up_ones_are_not_taken(world: World) -> None:
    page = upload(world, "superior", row(world.employee.nip, world.today, world.today)).content.decode()
    for who, rows in (("admin", hidden(page)), ("superior", "dikarang"), ("superior", "")):
        answer = world.client(who).post(f"{URL}catat/", {"rows": rows})
        assert answer["Location"] == URL
    assert not Absence.objects.exists()


@pytest.mark.parametrize(("heading", "said"), [(["Nama", "Tanggal"], "tidak ditemukan"), ([], "")])
def test_a_file_without_the_columns_is_refused_in_words(world: World, heading: list[str], said: str) -> None:
    content = workbook(headings=heading, rows=[["Budi", "2026"]]) if heading else b"bukan berkas"
    answer = world.client("admin").post(URL, {"file": SimpleUploadedFile("cuti.xlsx", content)})
    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_a_file_without_rows_says_so(world: World) -> None:
    page = upload(world, "superior").content.decode()
    assert "tidak ada baris berisi" in page
    assert "0 baris dapat dicatat" not in page


def test_too_many_rows_are_refused(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pamong.people.rules.absence_table.MOST_ROWS", 2)
    content = workbook(headings=HEAD, rows=[row(NIP, MONDAY, MONDAY)] * 3)
    with pytest.raises(Refused, match="Paling banyak"):
        read_file(content=content, file_name="cuti.xlsx")


def test_the_template_can_be_imported_as_it_is(world: World) -> None:
    content = world.client("superior").get(f"{URL}templat/").content
    assert len(read(content, "x.xlsx")[1].rows) == 15
    found = read_file(content=content, file_name="x.xlsx")
    assert [line.kind for line in found.lines] == ["trip"]
    assert not found.faults


def refused_of(page: str) -> str:
    found = re.search(r'name="refused" value="([^"]+)"', page)
    assert found
    return found[1]


def test_refused_rows_come_back_with_their_reason_and_go_in_again_once_mended(world: World) -> None:
    day = world.today
    page = upload(
        world,
        "superior",
        row(world.employee.nip, day, day),
        row(world.stranger.nip, day, day),
        row(world.peer.nip, day, day, "Liburan"),
    ).content.decode()
    answer = world.client("superior").post(f"{URL}salah/", {"refused": refused_of(page)})
    assert answer["Content-Disposition"] == 'attachment; filename="kesalahan.xlsx"'
    (sheet,) = read(answer.content, "kesalahan.xlsx")
    assert list(sheet.rows[0]) == [*HEAD, "Kesalahan", "Baris asal"]
    assert [(line[0], line[-1]) for line in sheet.rows[1:]] == [(world.stranger.nip, 3), (world.peer.nip, 4)]
    assert "bukan pegawai yang Anda catat" in str(sheet.rows[1][-2])
    assert "Liburan" in str(sheet.rows[2][-2])
    mended = [[world.peer.nip, "Cuti sakit", *sheet.rows[2][2:]]]
    content = workbook(headings=[str(cell) for cell in sheet.rows[0]], rows=mended)
    again = world.client("superior").post(URL, {"file": SimpleUploadedFile("kesalahan.xlsx", content)})
    assert "1 baris dapat dicatat, 0 sudah tercatat, 0 perlu diperbaiki." in again.content.decode()
    assert not Absence.objects.exists()


def test_refused_rows_go_back_to_who_sent_them_only_and_nothing_is_kept(world: World) -> None:
    both = row(world.stranger.nip, world.today, world.today), row(world.employee.nip, world.today, world.today)
    page = upload(world, "superior", *both).content.decode()
    kept = AnsweredRequest.objects.count()
    assert world.client("superior").post(f"{URL}salah/", {"refused": refused_of(page)}).status_code == 200
    assert AnsweredRequest.objects.count() == kept
    for who, sent in (("admin", refused_of(page)), ("superior", "dikarang"), ("superior", hidden(page))):
        assert world.client(who).post(f"{URL}salah/", {"refused": sent})["Location"] == URL
    clean = upload(world, "superior", row(world.employee.nip, world.today, world.today)).content.decode()
    assert "Unduh baris yang salah" not in clean


def test_an_employee_finds_nobody_to_enter(world: World) -> None:
    answer = upload(world, "employee", row(world.employee.nip, MONDAY, MONDAY), row(world.peer.nip, MONDAY, MONDAY))
    assert 'name="rows"' not in answer.content.decode()


def test_statements_do_not_grow_with_the_rows(
    world: World, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    nips = [f"19900101201701{1}{number:03d}" for number in range(40)]
    for number, nip in enumerate(nips):
        assign(person(f"Pegawai {number}", nip), world.office, "Arsiparis", world.superior)
    found = [AbsenceLine(n, nip, "trip", MONDAY, MONDAY) for n, nip in enumerate(nips)]
    by = world.viewer("superior")
    with django_assert_max_num_queries(4):
        assert all(one.good for one in actions.judge(lines=found, by=by))
    with django_assert_max_num_queries(20):
        assert len(actions.take(lines=found, by=by)) == 40
    assert Notification.objects.filter(kind="absence.changed").count() == 40
