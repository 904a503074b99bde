"""The working calendar through its pages: days off of a place, shorter weeks, turns, rosters from Excel, weeks."""

import datetime as dt
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from pamong.people import queries as people
from pamong.people.models import RosterDay, Shift, WorkWeek
from pamong.people.queries import Why
from pamong.people.rules.rosters import read_roster
from pamong.platform.calendar.models import Holiday, WorkPeriod
from pamong.platform.guard import ACTION
from pamong.platform.importexport.writer import workbook
from tests.people.days import MONDAY
from tests.world import World

CALENDAR, ROSTER = "/kepegawaian/kalender/", "/kepegawaian/jadwal/"
NIP = "199005052017072004"
NOVEMBER = dt.date(2026, 11, 1)


def holiday(**changes: str) -> dict[str, str]:
    plain = {"day": "2026-11-23", "name": "Hari jadi kota", "kind": "local", "place": "", "source": "SE 1"}
    return {**plain, **changes}


def test_the_regions_clerk_sets_a_day_for_one_region(world: World) -> None:
    client = world.client("personnel")
    answer = client.post(f"{CALENDAR}libur/", holiday(place=f"daerah:{world.a.region}"))
    assert answer.status_code == 303
    row = Holiday.objects.get(name="Hari jadi kota")
    assert (row.agency_id, row.region) == (None, world.a.region)
    assert people.expected_of(world.employee.pk, MONDAY, MONDAY)[MONDAY].why is Why.HOLIDAY
    assert "Hari jadi kota" in world.client("employee").get(f"{CALENDAR}?tahun=2026").content.decode()
    assert client.post(f"{CALENDAR}libur/{row.pk}/hapus/").status_code == 303
    assert not Holiday.objects.filter(name="Hari jadi kota").exists()


def test_the_agencys_clerk_only_for_his_agency(world: World) -> None:
    client = world.client("admin")
    assert client.post(f"{CALENDAR}libur/", holiday()).status_code == 422
    assert client.post(f"{CALENDAR}libur/", holiday(place=str(world.b.pk))).status_code == 422
    assert client.post(f"{CALENDAR}libur/", holiday(place=str(world.a.pk))).status_code == 303
    assert "Hari jadi kota" not in world.client("stranger").get(f"{CALENDAR}?tahun=2026").content.decode()
    national = Holiday.objects.create(day=MONDAY, name="Nasional")
    assert client.post(f"{CALENDAR}libur/{national.pk}/hapus/").status_code == 404


@pytest.mark.parametrize("year", ["x", "99999", "0", "-1", "2026"])
def test_odd_years_show_a_year(world: World, year: str) -> None:
    assert world.client("employee").get(CALENDAR, {"tahun": year}).status_code == 200


def test_ramadan_through_the_page(world: World) -> None:
    client = world.client("personnel")
    typed = {
        "name": "Ramadan", "first": "2026-11-20", "last": "2026-11-27", "hours": "32,5", "day_starts": "08:00",
        "place": "", "source": "Perpres 21/2023",
    }  # fmt: skip
    assert client.post(f"{CALENDAR}masa/", {**typed, "last": "2026-11-01"}).status_code == 422
    assert client.post(f"{CALENDAR}masa/", {**typed, "last": "2027-11-01"}).status_code == 422
    assert client.post(f"{CALENDAR}masa/", typed).status_code == 303
    assert people.expected_of(world.employee.pk, MONDAY, MONDAY)[MONDAY].minutes == 390
    assert "1.950" in client.get(f"{CALENDAR}?tahun=2026").content.decode()
    assert client.post(f"{CALENDAR}masa/{WorkPeriod.objects.get().pk}/hapus/").status_code == 303
    assert people.expected_of(world.employee.pk, MONDAY, MONDAY)[MONDAY].minutes == 450


def shifts(world: World) -> None:
    for code, name, starts, ends in (("P", "Pagi", 7, 14), ("M", "Malam", 21, 7)):
        Shift.objects.add(via=ACTION, agency=world.a, code=code, name=name, starts=dt.time(starts), ends=dt.time(ends))


@pytest.mark.parametrize(
    ("rows", "cells", "faults"),
    [
        ([["NIP", "Nama", 1, 2, 3], [NIP, "Sari", "P", "m", "-"]], [(1, "P"), (2, "M"), (3, None)], 0),
        ([["NIP", "1", "2"], [NIP, "", "libur"]], [(2, None)], 0),
        ([["Jadwal November"], ["NIP", dt.date(2026, 11, 5)], [NIP, "P"]], [(5, "P")], 0),
        ([["NIP", "Tanggal", "Shift"], [NIP, "23-11-2026", "M"], [NIP, "kapan", "M"]], [(23, "M")], 1),
        ([["NIP", 1], [NIP, "Z"], ["12", "P"]], [], 2),
        ([["Nama", 1], ["Sari", "P"]], [], 1),
        ([["NIP", 31], [NIP, "P"]], [], 0),
    ],
)
def test_rosters_as_people_draw_them(rows: Any, cells: Any, faults: int) -> None:
    found, refused = read_roster(rows, NOVEMBER, {"P", "M"})
    assert [(cell.day.day, cell.code) for cell in found] == cells
    assert len(refused) == faults


def upload(world: World, *rows: list[Any], who: str = "superior") -> Any:
    content = workbook(headings=["NIP", "Nama", *(str(n) for n in range(1, 31))], rows=rows)
    data = {"month": "2026-11-01", "file": SimpleUploadedFile("jadwal.xlsx", content)}
    return world.client(who).post(f"{ROSTER}{world.office.pk}/impor/", data)


def test_a_roster_from_excel_decides_who_works(world: World) -> None:
    assert "Belum ada kode jaga" in upload(world, [NIP, "Sari", "P"]).content.decode()
    shifts(world)
    turns = ["-"] * 30
    turns[21], turns[22] = "M", "-"
    page = upload(world, [NIP, "Sari", *turns], [world.stranger.nip, "Ahmad", "P"]).content.decode()
    assert "30 hari jaga tersimpan" in page
    assert "tidak bertugas di unit ini" in page
    sunday = MONDAY - dt.timedelta(days=1)
    found = people.expected_of(world.employee.pk, sunday, MONDAY)
    assert (found[sunday].why, found[MONDAY].why) == (Why.SHIFT, Why.OFF_SHIFT)
    assert "0 hari jaga tersimpan, 30 sudah sama" in upload(world, [NIP, "Sari", *turns]).content.decode()
    shown = world.client("employee").get(f"{ROSTER}?unit={world.office.pk}&bulan=2026-11").content.decode()
    assert "Malam" in shown
    assert "Isi dari Excel" not in shown


def test_the_coming_two_weeks_are_shown_first(world: World) -> None:
    shifts(world)
    turns = ["", *"P" * 29]
    upload(world, [NIP, "Sari", *turns])
    client, page = world.client("employee"), f"{ROSTER}?unit={world.office.pk}"
    weeks = client.get(f"{page}&mulai=2026-11-11").content.decode()
    assert "9 November 2026 – 22 November 2026" in weeks
    assert weeks.count("<td>P</td>") == 14
    assert "mulai=2026-10-26" in weeks
    assert "mulai=2026-11-23" in weeks
    assert ">Anda<" in weeks  # her own row comes first and is named
    assert "pegawai tanpa jadwal pada hari-hari ini" in weeks
    assert "Teguh" in weeks.split("tanpa jadwal", 1)[1]
    assert client.get(f"{page}&bulan=2026-11").content.decode().count("<td>P</td>") == 29
    assert "Belum ada jadwal untuk hari-hari ini" in client.get(f"{page}&mulai=2026-12-14").content.decode()
    for odd in ("", "besok", "0001-01-01", "9999-12-31"):
        assert client.get(f"{page}&mulai={odd}").status_code == 200


def test_a_file_of_which_nothing_is_taken_is_no_success(world: World) -> None:
    shifts(world)
    page = upload(world, ["12", "Sari", "P"]).content.decode()
    assert "Tidak ada yang tersimpan" in page
    assert "hari jaga tersimpan" not in page


@pytest.mark.parametrize("who", ["employee", "peer", "stranger_head", "inspector"])
def test_others_make_no_roster(world: World, who: str) -> None:
    shifts(world)
    assert upload(world, [NIP, "Sari", "P"], who=who).status_code in (403, 404)
    assert not RosterDay.objects.exists()


def test_turns_and_weeks_through_the_pages(world: World) -> None:
    typed = {"code": "S", "name": "Siang", "starts": "14:00", "ends": "21:00", "break_minutes": "30"}
    assert world.client("superior").post(f"{ROSTER}{world.office.pk}/kode/", typed).status_code == 303
    assert (
        world.client("superior").post(f"{ROSTER}{world.office.pk}/kode/", {**typed, "name": "Sore"}).status_code == 303
    )
    assert Shift.objects.get().name == "Sore"
    client = world.client("admin")
    week = {"place": f"{world.a.pk}:{world.office.pk}", "kind": "week", "starts": "2026-11-01"}
    week |= {f"d{n}": "390" for n in range(6)} | {"d6": "0"}
    assert client.post("/kepegawaian/cara-kerja/", week).status_code == 303
    saturday = MONDAY + dt.timedelta(days=5)
    assert people.expected_of(world.employee.pk, saturday, saturday)[saturday].minutes == 390
    assert (
        client.post("/kepegawaian/cara-kerja/", {**week, "kind": "roster", "starts": "2026-11-10"}).status_code == 303
    )
    assert people.expected_of(world.employee.pk, saturday, saturday)[saturday].why is Why.NO_ROSTER
    assert WorkWeek.objects.count() == 2
    nothing = {**week, **{f"d{n}": "0" for n in range(7)}}
    assert client.post("/kepegawaian/cara-kerja/", nothing).status_code == 422
    assert client.post("/kepegawaian/cara-kerja/", {**week, "place": f"{world.b.pk}:"}).status_code == 422
    assert "Menurut jadwal jaga" in client.get("/kepegawaian/cara-kerja/").content.decode()


def test_pages_cost_the_same(world: World, django_assert_max_num_queries: Any) -> None:
    for day in range(1, 20):
        Holiday.objects.create(day=dt.date(2026, 7, day), name=f"Libur {day}", agency_id=world.a.pk)
    client = world.client("admin")
    client.get(CALENDAR)
    with django_assert_max_num_queries(9):
        client.get(f"{CALENDAR}?tahun=2026")
    with django_assert_max_num_queries(11):
        client.get(f"{ROSTER}?unit={world.office.pk}")
