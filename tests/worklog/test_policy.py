"""The agency's own rule of how late a day may be noted: who sets it, from when it holds, what it changes."""

import datetime as dt

import pytest
from django.test import Client

from pamong.worklog.models import Entry, EntryPolicy
from tests.worklog.builder import form
from tests.world import World

pytestmark = pytest.mark.django_db
PAGE = "/harian/ketentuan/"


def typed(world: World, **changes: str) -> dict[str, str]:
    start = (world.today - dt.timedelta(days=60)).strftime("%d-%m-%Y")
    usual = {"agency": str(world.a.pk), "valid_from": start, "days_back": "60", "day_starts": "07:30", "ask": ""}
    usual |= {"reason_after": "3", "closing": "16:00"}
    return usual | changes


def note_of(world: World, client: Client, days_ago: int) -> int:
    day = (world.today - dt.timedelta(days=days_ago)).strftime("%d-%m-%Y")
    return client.post("/harian/", form(world, day=day)).status_code


def test_older_days_can_be_noted_once_the_admin_allows_it(world: World) -> None:
    employee, admin = world.client("employee"), world.client("admin")
    assert note_of(world, employee, 30) == 422
    answer = admin.post(PAGE, typed(world))
    assert (answer.status_code, answer["X-Object-Id"]) == (303, str(EntryPolicy.objects.get().pk))
    assert note_of(world, employee, 30) == 303
    assert note_of(world, employee, 61) == 422
    assert Entry.objects.count() == 1
    shown = admin.get(PAGE).content.decode()
    assert world.a.name in shown
    assert ">60<" in shown


def test_the_rule_of_another_agency_stays_as_it_is(world: World) -> None:
    answer = world.client("admin").post(PAGE, typed(world, agency=str(world.b.pk)))
    assert answer.status_code == 422
    assert not EntryPolicy.objects.exists()
    assert world.client("personnel").post(PAGE, typed(world, agency=str(world.b.pk))).status_code == 303
    assert note_of(world, world.client("employee"), 30) == 422


@pytest.mark.parametrize(
    "changes", [{"days_back": "367"}, {"days_back": "-1"}, {"valid_from": "kemarin"}, {"day_starts": "25.00"}]
)
def test_what_cannot_be_is_named_and_nothing_is_kept(world: World, changes: dict[str, str]) -> None:
    answer = world.client("admin").post(PAGE, typed(world, **changes))
    assert answer.status_code == 422
    assert "Kesalahan:" in answer.content.decode()
    assert not EntryPolicy.objects.exists()


def test_a_second_rule_of_the_same_day_replaces_the_first(world: World) -> None:
    admin = world.client("admin")
    admin.post(PAGE, typed(world))
    admin.post(PAGE, typed(world, days_back="90", ask="Sekretariat"))
    assert [(row.days_back, row.ask) for row in EntryPolicy.objects.all()] == [(90, "Sekretariat")]


@pytest.mark.parametrize("who", ["employee", "superior", "head", "inspector", "leader", "sysadmin"])
def test_others_have_no_such_page(world: World, who: str) -> None:
    assert world.client(who).get(PAGE).status_code in (403, 404)
    assert world.client(who).post(PAGE, typed(world)).status_code in (403, 404)
    assert not EntryPolicy.objects.exists()
