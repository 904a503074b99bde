"""Pages with which a clerk moves people, corrects posts and records that somebody left."""

import datetime as dt
from typing import Any

import pytest
from django.urls import reverse

from pamong.people import queries
from pamong.people.models import Assignment, Person
from tests.world import World

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def move(world: World, who: str = "admin", **fields: Any) -> Any:
    data = {
        "unit": world.root.pk, "title": "Analis Kebijakan", "kind": "JF", "level": "Ahli Muda",
        "day": world.today.isoformat(), "decree": "SK 7/2026", **fields,
    }  # fmt: skip
    return world.client(who).post(reverse("people:career_move", args=[world.employee.pk]), data)


def test_the_clerk_moves_somebody_from_his_page(world: World) -> None:
    shown = text(world.client("admin").get(reverse("people:person", args=[world.employee.pk])))
    assert reverse("people:career_move", args=[world.employee.pk]) in shown
    answer = move(world)
    assert answer.status_code == 303
    made = queries.current_assignment(world.employee.pk)
    assert made is not None and (made.unit, made.superior, made.decree) == (world.root, world.head, "SK 7/2026")
    after = text(world.client("admin").get(reverse("people:person", args=[world.employee.pk])))
    assert "SK 7/2026" in after and "Bidang Pelayanan Pencatatan Sipil" in after


def test_a_superior_leader_and_peer_find_no_way_to_move_people(world: World) -> None:
    for who in ("superior", "head"):
        shown = text(world.client(who).get(reverse("people:person", args=[world.employee.pk])))
        assert reverse("people:career_move", args=[world.employee.pk]) not in shown


def test_a_named_superior_is_taken(world: World) -> None:
    assert move(world, superior=world.acting.nip).status_code == 303
    made = queries.current_assignment(world.employee.pk)
    assert made is not None and made.superior == world.acting


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"superior": "Tidak Ada"}, "Tidak ada pegawai aktif"),
        ({"unit": ""}, "Unit kerja"),
        ({"day": "2020-01-01"}, "Pilih tanggal dari"),
        ({"decree": ""}, "Nomor surat keputusan"),
        ({"superior": "199005052017072004"}, "dirinya sendiri"),
        ({"unit": "OTHER"}, "Unit kerja"),
    ],
)
def test_a_refusal_keeps_what_was_typed(world: World, fields: dict[str, str], said: str) -> None:
    if fields.get("unit") == "OTHER":
        fields = {"unit": str(world.b_root.pk)}
    answer = move(world, **fields)
    assert answer.status_code == 422
    assert said in text(answer) and "Analis Kebijakan" in text(answer)
    assert Assignment.objects.filter(person=world.employee).count() == 1


def test_a_post_is_corrected(world: World) -> None:
    row = Assignment.objects.get(person=world.employee)
    url = reverse("people:career_correct", args=[row.pk])
    assert row.position_title in text(world.client("admin").get(url))
    data = {"title": "Pranata Komputer", "kind": "JF", "level": "Terampil", "start": "2024-02-01", "decree": ""}
    assert world.client("admin").post(url, data).status_code == 303
    row.refresh_from_db()
    assert (row.position_title, row.valid.lower) == ("Pranata Komputer", dt.date(2024, 2, 1))
    refused = world.client("admin").post(url, {**data, "title": ""})
    assert refused.status_code == 422


def test_somebody_leaves_is_listed_and_taken_back(world: World) -> None:
    url = reverse("people:career_leave", args=[world.employee.pk])
    assert "Pensiun" in text(world.client("admin").get(url))
    data = {"reason": "retirement", "day": world.today.isoformat(), "decree": "SK 8"}
    assert world.client("admin").post(url, data).status_code == 303
    listed = text(world.client("admin").get(reverse("people:departed")))
    assert world.employee.name in listed and "Pensiun" in listed
    before = (world.today - DAY).isoformat()
    then = world.client("admin").get(reverse("people:person", args=[world.employee.pk]), {"pada": before})
    assert then.status_code == 200 and "berhenti mulai" in text(then)
    world.client("admin").post(reverse("people:leaving_take_back", args=[world.employee.pk]))
    assert Person.objects.get(pk=world.employee.pk).is_active
    assert world.employee.name not in text(world.client("admin").get(reverse("people:departed")))


def test_others_agencies_leavers_are_not_shown(world: World) -> None:
    url = reverse("people:career_leave", args=[world.stranger.pk])
    data = {"reason": "death", "day": world.today.isoformat(), "decree": ""}
    assert world.client("admin").post(url, data).status_code == 404
    assert world.client("personnel").post(url, data).status_code == 303
    assert world.stranger.name not in text(world.client("admin").get(reverse("people:departed")))
    assert world.stranger.name in text(world.client("personnel").get(reverse("people:departed")))


def test_a_leaving_without_reason_is_refused(world: World) -> None:
    url = reverse("people:career_leave", args=[world.employee.pk])
    answer = world.client("admin").post(url, {"day": world.today.isoformat()})
    assert answer.status_code == 422 and "Alasan" in text(answer)


def test_ones_own_page_shows_the_new_post_with_its_decree(world: World) -> None:
    move(world)
    shown = text(world.client("employee").get(reverse("people:my_data")))
    assert "SK 7/2026" in shown and "Perbaiki" not in shown
