"""The counts of the day follow every way of writing; the wall reads them and nothing else."""

import datetime as dt
import re
from typing import Any

import pytest
from django.db.models import Count, Q, Sum

from pamong.people.actions.absences import record_absence
from pamong.people.enums import AbsenceKind
from pamong.people.models import RoleGrant
from pamong.platform.access.viewer import Viewer
from pamong.platform.access.who import Who
from pamong.platform.live import topics
from pamong.worklog import actions, queries
from pamong.worklog.models import Entry, PersonDay, UnitDay
from tests.people.days import away
from tests.worklog.builder import decide, draft, log, yesterday
from tests.world import World

BY = Viewer.system("uji")
URL = "/harian/layar/"


def agree() -> None:
    """The tallies equal a count of the entries."""
    found = Entry.objects.exclude(state="withdrawn").values_list("person_id", "day")
    counted = found.annotate(
        n=Count("pk"), w=Count("pk", filter=Q(state="sent")), a=Count("pk", filter=Q(state="accepted"))
    )
    tallies = PersonDay.objects.filter(entries__gt=0).values_list("person_id", "day", "entries", "waiting", "accepted")
    assert sorted(counted) == sorted(tallies)
    units = UnitDay.objects.aggregate(n=Sum("entries"), w=Sum("waiting"), r=Sum("reported"), m=Sum("minutes"))
    people = PersonDay.objects.aggregate(n=Sum("entries"), w=Sum("waiting"), m=Sum("minutes"))
    assert (units["n"], units["w"], units["m"]) == (people["n"], people["w"], people["m"])
    assert units["r"] == PersonDay.objects.filter(entries__gt=0).count()


def test_tallies_follow_sending_deciding_changing_and_withdrawing(world: World) -> None:
    first, second = log(world), log(world, "10:00", "11:30")
    other = log(world, who="peer")
    agree()
    assert PersonDay.objects.get(person=world.employee).minutes == 150
    decide(world, first)
    agree()
    decide(world, second, accept=False, note="lengkapi")
    agree()
    by = world.viewer("employee")
    moved = draft(world, "10:00", "10:30", day=world.today - dt.timedelta(days=2))
    actions.change(entry=second, version=2, draft=moved, by=by)
    agree()
    actions.withdraw(entry=other, by=world.viewer("peer"))
    agree()
    assert UnitDay.objects.get(unit=world.office, day=yesterday(world)).reported == 1


def test_a_rolled_back_write_counts_nothing(world: World) -> None:
    log(world)
    with pytest.raises(Exception, match="tindih"):
        log(world, "08:30", "09:30")
    agree()
    assert PersonDay.objects.get().entries == 1


def test_the_day_is_counted_by_unit(world: World) -> None:
    monday = dt.date(2026, 11, 23)
    away(world, "peer", first=monday)
    assert actions.count_agency(agency_id=world.a.pk, day=monday, by=BY) == 6
    office = UnitDay.objects.get(unit=world.office, day=monday)
    assert (office.people, office.expected, office.away, office.free) == (3, 2, 1, 0)
    sunday = monday - dt.timedelta(days=1)
    actions.count_agency(agency_id=world.a.pk, day=sunday, by=BY)
    root = UnitDay.objects.get(unit=world.root, day=sunday)
    assert (root.people, root.expected, root.free) == (3, 0, 3)


def test_the_wall_adds_up_from_unit_to_region(world: World) -> None:
    day = yesterday(world)
    log(world)
    log(world, who="peer")
    log(world, who="acting")
    log(world, who="stranger")
    for agency in (world.a, world.b):
        actions.count_agency(agency_id=agency.pk, day=day, by=BY)
    rows = {row.id: row for row in queries.by_agency(world.viewer("leader"), day)}
    assert {pk: (row.reported, row.people, row.waiting) for pk, row in rows.items()} == {
        world.a.pk: (3, 6, 3),
        world.b.pk: (1, 2, 1),
    }
    (top,) = queries.by_unit(day, agency_id=world.a.pk)
    assert (top.reported, top.people, top.waiting, top.has_units) == (3, 6, 3, True)
    itself, office = queries.by_unit(day, agency_id=world.a.pk, unit=world.root)
    assert (itself.id, itself.reported, itself.people) == (world.root.pk, 1, 3)
    assert (office.id, office.reported, office.waiting) == (world.office.pk, 2, 2)
    together = queries.whole([itself, office], "semua")
    assert (together.reported, together.people, together.percent) == (3, 6, itself.percent and together.percent)


@pytest.mark.parametrize(
    ("who", "unit", "allowed"),
    [
        ("leader", "office", True),
        ("inspector", "b_root", True),
        ("head", "root", True),
        ("head", "office", True),
        ("head", "b_root", False),
        ("superior", "office", True),
        ("superior", "root", False),
        ("admin", "root", True),
        ("admin", "b_root", False),
        ("personnel", "b_root", True),
        ("stranger_head", "office", False),
        ("employee", "office", False),
    ],
)
def test_drilling_down_only_as_far_as_the_right_goes(world: World, who: str, unit: str, allowed: bool) -> None:
    found = getattr(world, unit) if unit != "b_root" else world.b_root
    answer = world.client(who).get(f"{URL}?unit={found.pk}")
    assert (answer.status_code == 200) == allowed
    assert answer.status_code in (200, 404)


def test_the_leader_walks_from_region_to_person(world: World) -> None:
    leader = world.client("leader")
    page = leader.get(URL).content.decode()
    assert f"?opd={world.a.pk}" in page
    assert world.b.name in page
    agency = leader.get(f"{URL}?opd={world.a.pk}").content.decode()
    assert f"?unit={world.root.pk}" in agency
    unit = leader.get(f"{URL}?unit={world.root.pk}").content.decode()
    assert f"/harian/papan/?unit={world.office.pk}" in unit
    assert "Sari Lestari" in leader.get(f"/harian/papan/?unit={world.office.pk}").content.decode()
    assert "Sari Lestari" not in page + agency + unit
    part = leader.get(f"{URL}?bagian=angka", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert world.a.name in part


def test_clerks_see_counts_but_no_way_to_persons(world: World) -> None:
    page = world.client("admin").get(URL).content.decode()
    assert world.a.name in page
    assert "/harian/papan/?unit=" not in page


def test_who_watches_several_agencies_hears_each_of_them(world: World) -> None:
    for agency in (world.a, world.b):
        RoleGrant.objects.create(user=world.users["admin"], role=Who.ASSESSMENT_TEAM, agency=agency)
    page = world.client("admin").get(URL).content.decode()
    assert "Seluruh daerah" not in page
    (heard,) = re.findall(r'data-live="([^"]*)"', page)
    assert set(heard.split()) == {f"wall:{world.a.pk}", f"wall:{world.b.pk}"}
    assert topics.may_listen(world.viewer("admin"), heard.split())


def test_who_leads_and_watches_nothing_is_told_so(world: World) -> None:
    page = world.client("employee").get(URL).content.decode()
    assert "Belum ada unit untuk Anda di sini" in page
    assert "Impor pegawai" not in page
    assert "data-live=" not in page


def test_the_wall_costs_the_same_for_few_and_many(world: World, django_assert_max_num_queries: Any) -> None:
    client = world.client("leader")
    client.get(URL)
    with django_assert_max_num_queries(8):
        client.get(URL)
    with django_assert_max_num_queries(8):
        client.get(f"{URL}?unit={world.root.pk}")


@pytest.mark.parametrize(
    ("who", "topic", "allowed"),
    [
        ("leader", "wall:all", True),
        ("head", "wall:all", False),
        ("head", "own", True),
        ("employee", "own", False),
        ("admin", "own", True),
        ("admin", "other", False),
        ("stranger_head", "own", False),
    ],
)
def test_who_listens_to_the_wall(world: World, who: str, topic: str, allowed: bool) -> None:
    named = {"own": f"wall:{world.a.pk}", "other": f"wall:{world.b.pk}"}.get(topic, topic)
    assert topics.may_listen(world.viewer(who), [named]) is allowed


def test_leave_has_the_day_counted_again(world: World) -> None:
    from procrastinate.contrib.django.models import ProcrastinateJob  # beside its use

    record_absence(
        person_id=world.employee.pk,
        kind=AbsenceKind.TRIP,
        starts=world.today,
        ends=world.today,
        by=world.viewer("superior"),
    )
    assert ProcrastinateJob.objects.filter(task_name=actions.COUNT_TASK, args__agency_id=world.a.pk).exists()
