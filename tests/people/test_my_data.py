"""What is held on me, who looked, and what is wrong (UU 27/2022 Ps. 6, 7, 32; check A10)."""

import json

import pytest
from django.urls import reverse

from pamong.people.actions import corrections
from pamong.people.enums import Matter
from pamong.people.models import WorkItem
from pamong.platform.access.errors import NotVisible
from pamong.platform.audit.models import Event
from pamong.rulebook.errors import Refused
from tests.world import World, assign

pytestmark = pytest.mark.django_db
URL = "/akun/data-saya/"
WRONG = "Atasan saya sejak 1 Oktober Ibu Rina Kusuma"


def test_the_page_shows_what_is_held(world: World) -> None:
    page = world.client("employee").get(URL).content.decode()
    for text in (
        world.employee.name,
        "19900505 201707 2 004",
        world.employee.email,
        "5 Mei 1990",
        "Pengadministrasi Kependudukan",
        world.superior.name,
    ):
        assert text in page, text


def test_who_looked_is_listed_with_day_and_page(world: World) -> None:
    world.client("superior").get("/kepegawaian/")
    world.client("inspector").get(reverse("people:person", args=[world.employee.pk]))
    world.client("stranger_head").get("/kepegawaian/")
    page = world.client("employee").get(URL).content.decode()
    assert world.superior.name in page
    assert "Inspektorat" in page
    assert "person.view" in page
    assert world.stranger_head.name not in page


def test_looking_at_oneself_is_no_reading(world: World) -> None:
    client = world.client("employee")
    client.get(URL)
    client.get(reverse("people:person", args=[world.employee.pk]))
    assert "Belum ada orang lain" in client.get(URL).content.decode()


def test_the_file_holds_the_same_and_nothing_of_others(world: World) -> None:
    world.client("superior").get("/kepegawaian/")
    response = world.client("employee").get(reverse("people:my_data_file"))
    data = json.loads(response.content)
    assert data["person"]["nip"] == world.employee.nip
    assert [post["position_title"] for post in data["assignments"]] == ["Pengadministrasi Kependudukan"]
    assert [(r["reader"], r["what"]) for r in data["readings"]] == [(world.superior.name, "person.list")]
    assert world.peer.name not in response.content.decode()
    assert world.superior.nip not in response.content.decode()
    assert "attachment" in response["Content-Disposition"]


@pytest.mark.parametrize("who", ["personnel", "inspector", "leader", "sysadmin"])
def test_accounts_without_person_hold_no_such_data(world: World, who: str) -> None:
    assert world.client(who).get(URL).status_code == 403


def test_a_wrong_superior_is_reported_to_the_clerk(world: World) -> None:
    client = world.client("employee")
    response = client.post(reverse("people:report_wrong"), {"text": WRONG})
    item = WorkItem.objects.get()
    assert response["X-Object-Id"] == str(item.pk)
    assert (item.matter, item.person_id, item.agency_id, item.detail) == (
        Matter.WRONG_SUPERIOR,
        world.employee.pk,
        world.a.pk,
        WRONG,
    )
    assert "sedang dikerjakan" in client.get(URL).content.decode()
    assert Event.objects.get(verb="correction.reported").actor == world.employee.name
    assert "Data perlu dibereskan" in world.client("admin").get("/").content.decode()


def test_one_open_report_at_a_time(world: World) -> None:
    corrections.report_wrong_superior(text=WRONG, by=world.viewer("employee"))
    response = world.client("employee").post(reverse("people:report_wrong"), {"text": "Unit saya juga salah"})
    assert response.status_code == 422
    text = response.content.decode()
    assert "masih dikerjakan" in text
    assert "Unit saya juga salah" in text
    corrections.report_wrong_superior(text=WRONG, by=world.viewer("peer"))
    assert WorkItem.objects.count() == 2


def test_after_it_is_done_another_may_follow(world: World) -> None:
    item = corrections.report_wrong_superior(text=WRONG, by=world.viewer("employee"))
    WorkItem.objects.filter(pk=item.pk).update(done_at=item.created_at, done_by=world.users["admin"])
    with pytest.raises(Refused):
        corrections.report_wrong_superior(text=WRONG, by=world.viewer("peer")) and corrections.report_wrong_superior(
            text=WRONG, by=world.viewer("peer")
        )
    assert corrections.report_wrong_superior(text="Lagi: unit saya salah", by=world.viewer("employee"))


@pytest.mark.parametrize("text", ["", "   ", "\x00salah", "x" * 301])
def test_empty_or_endless_reports_are_refused_in_words(world: World, text: str) -> None:
    assert world.client("employee").post(reverse("people:report_wrong"), {"text": text}).status_code == 422
    assert not WorkItem.objects.exists()


def test_somebody_without_a_person_has_nothing_to_report(world: World) -> None:
    with pytest.raises(NotVisible):
        corrections.report_wrong_superior(text=WRONG, by=world.viewer("sysadmin"))


def test_markup_in_a_report_is_only_text(world: World) -> None:
    corrections.report_wrong_superior(text="<script>alert(1)</script>", by=world.viewer("employee"))
    assert "<script>alert" not in world.client("employee").get(URL).content.decode()


def test_a_second_post_of_the_past_is_shown(world: World) -> None:
    import datetime as dt

    assign(
        world.employee, world.root, "Calon Pegawai", world.head, since=dt.date(2019, 1, 1), until=dt.date(2020, 1, 1)
    )
    page = world.client("employee").get(URL).content.decode()
    assert "Calon Pegawai" in page
    assert "sampai dengan 31 Desember 2019" in page
