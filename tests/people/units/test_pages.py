"""Pages of units: the tree of a day, one unit with its history, a change looked at and then put into effect."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pamong.people.actions import units as actions
from pamong.people.models import Unit, UnitChange
from pamong.people.queries import units as reads
from tests.world import World, assign, person, unit

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
TREE = "/kepegawaian/unit/"


def page(world: World, who: str, url: str, **data: Any) -> Any:
    return world.client(who).get(url, data)


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def fields(world: World, kind: str, **more: Any) -> dict[str, Any]:
    return {"kind": kind, "day": world.today.isoformat(), "decree": "SK 5/2026", "name": "", "target": "", **more}


def test_an_employee_sees_the_tree_of_his_agency_only(world: World) -> None:
    answer = page(world, "employee", TREE)
    assert world.office.name in text(answer) and world.superior.name in text(answer)
    assert world.b.name not in text(answer)
    assert page(world, "stranger", reverse("people:unit", args=[world.office.pk])).status_code == 404


def test_the_personnel_office_chooses_the_agency(world: World) -> None:
    answer = page(world, "personnel", TREE, opd=world.b.pk)
    assert world.stranger_head.name in text(answer)
    assert world.office.name not in text(answer)


def test_the_tree_of_a_day_before_a_merger(world: World) -> None:
    other = unit(world.a, "Bidang Data", world.root)
    wanted = reads.Wanted(world.office, "merge", world.today - 3 * DAY, other)
    actions.plan(wanted=wanted, decree="SK", by=world.viewer("admin"))
    assert world.office.name not in text(page(world, "admin", TREE))
    before = page(world, "admin", TREE, pada=(world.today - 4 * DAY).isoformat())
    assert world.office.name in text(before)
    gone = text(page(world, "admin", reverse("people:unit", args=[world.office.pk])))
    assert "Digabung ke Bidang Data" in gone
    assert "digabung ke unit ini" in text(page(world, "admin", reverse("people:unit", args=[other.pk])))


def test_a_change_is_looked_at_and_nothing_is_written(world: World) -> None:
    other = unit(world.a, "Bidang Data", world.root)
    assign(person("Agus", "197901012005011001"), other, "Kepala", world.head, is_head=True)
    url = reverse("people:unit_change", args=[world.office.pk])
    answer = text(page(world, "admin", url, **fields(world, "merge", target=other.pk)))
    assert "Akibatnya" in answer and "Bidang Data" in answer and "Agus" in answer
    assert "Pegawai yang terbawa</dt><dd>3</dd>" in answer
    assert not UnitChange.objects.exists()


def test_then_it_is_put_into_effect(world: World) -> None:
    other = unit(world.a, "Bidang Data", world.root)
    url = reverse("people:unit_change", args=[world.office.pk])
    answer = world.client("admin").post(url, fields(world, "merge", target=other.pk))
    assert answer.status_code == 303 and answer.headers["Location"] == reverse("people:unit", args=[other.pk])
    assert not Unit.objects.get(pk=world.office.pk).is_active


def test_a_change_ahead_is_listed_and_can_be_cancelled(world: World) -> None:
    url = reverse("people:unit_change", args=[world.office.pk])
    day = (world.today + 9 * DAY).isoformat()
    world.client("admin").post(url, fields(world, "rename", name="Bidang Akta", day=day))
    listed = text(page(world, "admin", reverse("people:unit_changes")))
    assert "Terjadwal" in listed and "Bidang Akta" in listed
    change = UnitChange.objects.get()
    assert "terjadwal" in text(page(world, "admin", reverse("people:unit", args=[world.office.pk])))
    world.client("admin").post(reverse("people:unit_change_cancel", args=[change.pk]))
    change.refresh_from_db()
    assert change.state == "cancelled"
    again = world.client("admin").post(reverse("people:unit_change_cancel", args=[change.pk]), follow=True)
    assert "sudah dibatalkan" in text(again)


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("close", "3 pegawai"),
        ("merge", "Pilih unit penerusnya"),
        ("move", "Pilih unit induk"),
        ("rename", "Tulis nama"),
    ],
)
def test_what_cannot_be_says_what_to_do(world: World, kind: str, said: str) -> None:
    url = reverse("people:unit_change", args=[world.office.pk])
    looked = page(world, "admin", url, **fields(world, kind))
    assert looked.status_code == 200 and said in text(looked)
    posted = world.client("admin").post(url, fields(world, kind))
    assert posted.status_code == 422 and said in text(posted)


def test_a_new_unit_below(world: World) -> None:
    url = reverse("people:unit_add", args=[world.office.pk])
    assert world.client("admin").post(url, {"name": "Seksi Akta"}).status_code == 303
    assert Unit.objects.get(name="Seksi Akta").parent == world.office
    again = world.client("admin").post(url, {"name": " seksi akta "})
    assert again.status_code == 422 and "sudah ada di sana" in text(again)


def statements(world: World, who: str, url: str) -> int:
    client = world.client(who)
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        client.get(url)
    return len(captured)


def test_the_tree_costs_the_same_for_many_units(world: World) -> None:
    few = statements(world, "admin", TREE)
    for number in range(30):
        assign(
            person(f"Pegawai {number}", f"1990010120150110{number:02d}"),
            unit(world.a, f"Seksi {number}", world.office),
            "Kepala Seksi", world.superior, is_head=True,
        )  # fmt: skip
    assert statements(world, "admin", TREE) == few <= 13
    url = reverse("people:unit_change", args=[world.office.pk])
    assert statements(world, "admin", f"{url}?kind=close&day={world.today:%Y-%m-%d}&decree=1") <= 22
