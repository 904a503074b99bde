"""The pages of absences: superiors for their staff, clerks for their agency, employees see their own."""

import datetime as dt
from typing import Any

import pytest

from pamong.people.models import Absence
from tests.people.days import away
from tests.world import World

URL = "/kepegawaian/ketidakhadiran/"


def form(world: World, **changes: str) -> dict[str, str]:
    plain = {
        "person": "Sari Lestari, A.Md.",
        "kind": "trip",
        "starts": world.today.isoformat(),
        "ends": (world.today + dt.timedelta(days=1)).isoformat(),
        "part": "",
        "decree": "094/12",
        "note": "Rakor di provinsi",
    }
    return {**plain, **changes}


@pytest.mark.parametrize("who", ["superior", "head", "admin", "personnel"])
def test_recording_by_name_or_nip(world: World, who: str) -> None:
    client = world.client(who)
    answer = client.post(f"{URL}catat/", form(world, person=world.employee.nip))
    assert answer.status_code == 303
    row = Absence.objects.get()
    assert (row.person_id, row.kind, row.decree, row.days) == (world.employee.pk, "trip", "094/12", 2)
    page = client.get(URL).content.decode()
    assert "Sari Lestari" in page
    assert "094/12" in page
    assert "Akhiri atau batalkan" in page


@pytest.mark.parametrize(
    ("who", "changes", "said"),
    [
        ("superior", {"person": "Ahmad Fauzi"}, "Tidak ada pegawai"),
        ("superior", {"person": "Bambang Wijaya, S.H."}, "Tidak ada pegawai"),
        ("admin", {"person": "197008021999072007"}, "Tidak ada pegawai"),
        ("superior", {"starts": "besok"}, "Tulis tanggal"),
        ("superior", {"ends": "2020-01-01"}, "mendahului"),
        ("superior", {"part": "morning"}, "satu tanggal"),
        ("superior", {"kind": "liburan"}, "tidak tersedia"),
    ],
)
def test_refusals_keep_what_was_typed(world: World, who: str, changes: dict[str, str], said: str) -> None:
    answer = world.client(who).post(f"{URL}catat/", form(world, **changes))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert "Rakor di provinsi" in page
    assert not Absence.objects.exists()


def test_an_overlap_names_what_is_there(world: World) -> None:
    away(world, first=world.today, days=5)
    page = world.client("superior").post(f"{URL}catat/", form(world)).content.decode()
    assert "Sudah tercatat Cuti tahunan" in page


def test_the_employee_sees_his_own_and_cannot_end_it(world: World) -> None:
    row = away(world, first=world.today, days=3)
    away(world, "peer", first=world.today)
    page = world.client("employee").get(URL).content.decode()
    assert "Sari Lestari" in page
    assert "Teguh" not in page
    assert "Akhiri atau batalkan" not in page
    assert world.client("employee").get(f"{URL}{row.pk}/akhiri/").status_code in (403, 404)


def test_ending_through_the_page(world: World) -> None:
    row = away(world, first=world.today, days=5)
    client = world.client("superior")
    assert "Sari Lestari" in client.get(f"{URL}{row.pk}/akhiri/").content.decode()
    late = (world.today + dt.timedelta(days=30)).isoformat()
    assert client.post(f"{URL}{row.pk}/akhiri/", {"last_day": late}).status_code == 422
    assert client.post(f"{URL}{row.pk}/akhiri/", {"last_day": world.today.isoformat()}).status_code == 303
    row.refresh_from_db()
    assert row.days == 1
    before = (world.today - dt.timedelta(days=1)).isoformat()
    assert client.post(f"{URL}{row.pk}/akhiri/", {"last_day": before}).status_code == 303
    assert not Absence.objects.exists()


@pytest.mark.parametrize(("span", "offset"), [("berjalan", 0), ("akan", 5), ("selesai", -5)])
def test_the_list_filters_by_time_and_name(world: World, span: str, offset: int) -> None:
    away(world, first=world.today + dt.timedelta(days=offset))
    client = world.client("admin")
    for each in ("berjalan", "akan", "selesai"):
        assert ("Sari Lestari" in client.get(f"{URL}?keadaan={each}").content.decode()) == (each == span)
    assert "Sari Lestari" in client.get(f"{URL}?nama=lestari").content.decode()
    assert "Sari Lestari" not in client.get(f"{URL}?nama=fauzi").content.decode()


def test_the_list_costs_the_same_for_one_and_many(world: World, django_assert_max_num_queries: Any) -> None:
    for who in ("employee", "peer", "acting"):
        away(world, who, first=world.today)
    client = world.client("admin")
    client.get(URL)
    with django_assert_max_num_queries(8):
        assert client.get(URL).status_code == 200
