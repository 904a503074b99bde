"""The quality of personnel data: each check finds its fault, in scope, with the way to mend it, at constant cost."""

import datetime as dt
import io
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pamong.people.models import Acting, Assignment, Person, SyncConflict, SyncRun, User
from pamong.people.queries import quality as reads
from pamong.platform.guard import ACTION
from tests.world import World, assign, person, unit

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def found(world: World, check: str, who: str = "admin") -> list[str]:
    return [row.name for row in next(c for c in reads.report(world.viewer(who)) if c.id == check).found]


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def test_a_sound_agency_has_nothing_to_mend(world: World) -> None:
    Person.objects.all().update(birth_date=world.today - dt.timedelta(days=40 * 365), via=ACTION)
    assert {c.id: c.count for c in reads.report(world.viewer("admin")) if c.count} == {}


def test_missing_and_contradicting_superiors(world: World) -> None:
    Assignment.objects.filter(person=world.employee).update(superior=None, via=ACTION)
    Assignment.objects.filter(person=world.superior).update(superior=world.peer, via=ACTION)
    Person.objects.filter(pk=world.head.pk).update(is_active=False, via=ACTION)
    assert found(world, "no_superior") == [world.employee.name]
    assert set(found(world, "ring")) == {world.superior.name, world.peer.name}
    assert set(found(world, "gone_superior")) == {world.acting.name, world.admin.name}


def test_units_without_head_or_people(world: World) -> None:
    empty = unit(world.a, "Bidang Kosong", world.root)
    Assignment.objects.filter(person=world.superior).update(is_head=False, via=ACTION)
    assert found(world, "no_head") == [world.office.name]
    assert found(world, "no_people") == [empty.name]


def test_missing_rank_and_address_and_accounts_never_opened(world: World) -> None:
    Person.objects.filter(pk=world.employee.pk).update(rank="", email="", via=ACTION)
    User.objects.filter(person=world.peer).update(password="!")
    assert found(world, "rank") == found(world, "email") == [world.employee.name]
    assert found(world, "accounts") == [world.peer.name]


def test_past_the_age_of_retirement(world: World) -> None:
    Person.objects.filter(pk=world.employee.pk).update(birth_date=world.today - dt.timedelta(days=59 * 366), via=ACTION)
    assert world.employee.name in found(world, "retired")
    Person.objects.filter(pk=world.employee.pk).update(
        left_on=world.today + 9 * DAY, left_reason="retirement", via=ACTION
    )
    assert world.employee.name not in found(world, "retired")


def test_stand_ins_that_overlap_and_open_conflicts(world: World) -> None:
    world.appoint_acting("superior", "acting")
    Acting.objects.add(
        via=ACTION, absent=world.peer, acting=world.acting, kind="plh", valid=(world.today, world.today + 3 * DAY)
    )
    run = SyncRun.objects.create(file_name="a.json", digest="0", source="upload")
    SyncConflict.objects.create(
        run=run,
        agency=world.a,
        person=world.peer,
        nip=world.peer.nip,
        name=world.peer.name,
        kind="different",
        field="rank",
    )
    assert found(world, "acting") == [world.acting.name] * 2
    assert found(world, "conflicts") == [world.peer.name]


def test_a_clerk_sees_his_agency_and_the_personnel_office_all(world: World) -> None:
    Person.objects.filter(pk__in=[world.stranger.pk, world.employee.pk]).update(rank="", via=ACTION)
    assert found(world, "rank") == [world.employee.name]
    assert set(found(world, "rank", "personnel")) == {world.employee.name, world.stranger.name}


def test_the_page_lists_one_check_and_leads_to_its_cure(world: World) -> None:
    Assignment.objects.filter(person=world.employee).update(superior=None, via=ACTION)
    overview = text(world.client("admin").get(reverse("people:quality")))
    assert "Tanpa atasan" in overview and world.employee.name not in overview
    listed = text(world.client("admin").get(reverse("people:quality"), {"periksa": "no_superior"}))
    assert world.employee.name in listed and reverse("people:career_move", args=[world.employee.pk]) in listed


def test_the_workbook_holds_what_the_page_shows(world: World) -> None:
    Person.objects.filter(pk__in=[world.stranger.pk, world.employee.pk]).update(rank="", via=ACTION)
    answer = world.client("admin").get(reverse("people:quality_file"))
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0]
    rows = list(sheet.iter_rows(values_only=True))
    names = {row[1] for row in rows[1:]}
    assert world.employee.name in names and world.stranger.name not in names


def test_it_costs_the_same_for_many_people(world: World) -> None:
    def statements() -> int:
        with CaptureQueriesContext(connection) as captured:
            reads.report(world.viewer("admin"))
        return len(captured)

    few = statements()
    for number in range(30):
        who = person(f"Pegawai {number}", f"1990010120150110{number:02d}", rank="", email="")
        assign(who, world.office, "Staf", None if number % 2 else world.superior)
    assert statements() == few <= 10
