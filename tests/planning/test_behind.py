"""The calendar of the cycle: who is behind per unit and stage, one reminder a person and day, the list in scope, closing."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pamong.people.models import Absence
from pamong.planning import actions, queries, tasks
from pamong.planning.models import Cycle, Reminder
from pamong.platform.access.errors import NotVisible
from pamong.platform.guard import ACTION
from pamong.platform.importexport import reader
from pamong.platform.notifications.models import Notification
from pamong.rulebook.errors import Refused
from tests.appraisal.builder import Plan
from tests.planning import plans
from tests.world import World

pytestmark = pytest.mark.django_db


def year(world: World) -> Cycle:
    """Employee submitted, peer drafting, everybody else without a plan."""
    plans.submitted(world)
    plans.draft(world, "peer")
    return Cycle.objects.get(agency=world.a)


def counts(world: World, cycle: Cycle, who: str = "admin") -> dict[str, int]:
    return queries.behind_totals(world.viewer(who), cycle)


def test_each_stage_counts_its_own(world: World) -> None:
    found = counts(world, year(world))
    assert (found["total"], found["not_planned"]) == (6, 4)
    assert (found["not_submitted"], found["not_agreed"], found["not_evaluated"]) == (1, 1, 0)


def test_units_add_up_to_the_whole(world: World) -> None:
    cycle = year(world)
    rows = list(queries.behind_by_unit(world.viewer("admin"), cycle))
    total = counts(world, cycle)
    for key in total:
        assert sum(row[key] for row in rows) == total[key], key


def test_a_head_watches_and_reminds_only_below_himself(world: World) -> None:
    cycle = year(world)
    assert counts(world, cycle, "superior")["total"] == 3
    told = actions.remind(cycle_id=cycle.pk, stage="not_submitted", by=world.viewer("superior"))
    assert told.told == 1
    whole = actions.remind(cycle_id=cycle.pk, stage="not_planned", by=world.viewer("superior"))
    assert whole.told == 0  # only he himself lacks a plan in his office, and nobody reminds himself
    with pytest.raises(NotVisible):
        actions.remind(cycle_id=cycle.pk, stage="not_planned", by=world.viewer("employee"))
    with pytest.raises(NotVisible):
        actions.remind(cycle_id=cycle.pk, stage="not_planned", by=world.viewer("inspector"))  # reads, does not remind


def test_one_notice_a_person_and_day_whoever_presses(world: World) -> None:
    cycle = year(world)
    first = actions.remind(cycle_id=cycle.pk, stage="not_planned", by=world.viewer("admin"))
    again = actions.remind(cycle_id=cycle.pk, stage="not_planned", by=world.viewer("personnel"))
    assert first.told == 3  # not the administrator himself
    assert (again.told, again.before) == (1, 3)
    assert Notification.objects.filter(kind="planning.reminder").count() == 4
    assert Reminder.objects.values("person", "day").distinct().count() == Reminder.objects.count()
    Reminder.objects.update(via=ACTION, day=world.today - dt.timedelta(days=1))
    tomorrow = actions.remind(cycle_id=cycle.pk, stage="not_planned", by=world.viewer("admin"))
    assert tomorrow.told == 3


def test_the_assessor_is_reminded_once_for_many_plans(world: World) -> None:
    cycle = year(world)
    plans.indicator(world, plans.result(world, queries.mine(world.viewer("peer")).plans[0], "peer"), "peer")
    actions.submit(skp_id=queries.mine(world.viewer("peer")).plans[0].pk, by=world.viewer("peer"))
    waiting = queries.to_remind(world.viewer("admin"), cycle, queries.stages()[2])
    assert waiting == {world.superior.pk: 2}
    assert actions.remind(cycle_id=cycle.pk, stage="not_agreed", by=world.viewer("admin")).told == 1
    assert Notification.objects.get(kind="planning.reminder").person_id == world.superior.pk


def test_evaluations_of_ended_periods_are_counted(world: World) -> None:
    from pamong.appraisal import actions as appraisal  # the area above adds this stage

    plan = Plan(world)
    appraisal.open_period(cycle_id=plan.cycle.pk, kind="quarter", number=3, by=world.viewer("admin"))
    assert counts(world, plan.cycle)["not_evaluated"] == 1
    found = queries.to_remind(world.viewer("admin"), plan.cycle, queries.stages()[3])
    assert found == {world.superior.pk: 1}


def test_an_unknown_stage_is_refused(world: World) -> None:
    with pytest.raises(Refused):
        actions.remind(cycle_id=year(world).pk, stage="lain", by=world.viewer("admin"))


def test_many_are_told_by_a_job(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    from pamong.planning.actions import reminders  # its limit is made small

    monkeypatch.setattr(reminders, "AT_ONCE", 2)
    cycle = year(world)
    told = actions.remind(cycle_id=cycle.pk, stage="not_planned", by=world.viewer("admin"))
    assert told.told == 3
    assert not Notification.objects.filter(kind="planning.reminder").exists()
    people = list(Reminder.objects.values_list("person_id", flat=True))
    tasks.tell_reminded(cycle.pk, "not_planned", people)
    tasks.tell_reminded(cycle.pk, "not_planned", people)  # a job that runs twice tells once
    assert Notification.objects.filter(kind="planning.reminder").count() == 3


@pytest.mark.parametrize("name", ["behind", "behind_workbook"])
def test_the_pages_cost_the_same_with_few_and_many(world: World, name: str) -> None:
    cycle = year(world)
    client = world.client("admin")

    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(reverse(f"planning:{name}", args=[cycle.pk])).status_code == 200
        return len([q for q in captured.captured_queries if not q["sql"].startswith(("SAVEPOINT", "RELEASE"))])

    cost()  # the first page of a session asks once more
    few = cost()
    plans.many_people(world, 25)
    assert cost() == few


def test_the_page_leads_from_the_number_to_the_names_and_back(world: World) -> None:
    cycle = year(world)
    boss = world.client("admin")
    page = boss.get(reverse("planning:behind", args=[cycle.pk])).content.decode()
    assert "Belum diajukan" in page and "Ingatkan: Belum disetujui" in page and "Belum dinilai" in page
    names = boss.get(reverse("planning:behind", args=[cycle.pk]), {"tahap": "not_submitted"}).content.decode()
    assert world.peer.name in names and world.employee.name not in names
    sent = boss.post(reverse("planning:remind", args=[cycle.pk]), {"tahap": "not_submitted"})
    assert sent.status_code == 303
    shown = world.client("inspector").get(reverse("planning:behind", args=[cycle.pk])).content.decode()
    assert "Ingatkan:" not in shown


def test_the_workbook_holds_what_the_viewer_may_watch(world: World) -> None:
    cycle = year(world)

    def names(who: str, **query: str) -> set[str]:
        answer = world.client(who).get(reverse("planning:behind_workbook", args=[cycle.pk]), query)
        rows = reader.read(answer.content, "t.xlsx")[0].rows
        assert rows[0][:2] == ["Unit", "Pegawai"]
        return {str(row[1]) for row in rows[1:]}

    assert names("superior") == {world.superior.name, world.peer.name, world.employee.name}
    assert world.head.name in names("admin")
    assert names("admin", tahap="not_submitted") == {world.peer.name}


def test_closing_shows_what_is_open_and_can_be_undone(world: World) -> None:
    cycle = year(world)
    boss, page = world.client("admin"), reverse("planning:cycle_close", args=[cycle.pk])
    assert "Belum menyusun: 4" in boss.get(page).content.decode()
    assert boss.post(page).status_code == 303
    with pytest.raises(Refused, match="belum dibuka"):
        actions.create(person_id=world.acting.pk, by=world.viewer("acting"))
    assert "Buka kembali" in boss.get(page).content.decode()
    assert boss.post(page).status_code == 303
    assert actions.create(person_id=world.acting.pk, by=world.viewer("acting")).state == "draft"


@pytest.mark.parametrize("kind", ["unpaid", "suspended", "retiring"])
def test_recorded_absences_keep_people_out(world: World, kind: str) -> None:
    cycle = year(world)
    span = (world.today - dt.timedelta(days=3), world.today + dt.timedelta(days=3))
    Absence.objects.add(via=ACTION, person=world.acting, kind=kind, valid=span)
    assert counts(world, cycle)["not_planned"] == 3
    with pytest.raises(Refused, match=r"Ps\. 23"):
        actions.create(person_id=world.acting.pk, by=world.viewer("acting"))
    page = world.client("admin").get(reverse("planning:excluded", args=[cycle.pk])).content.decode()
    assert world.acting.name in page
    Absence.objects.update(via=ACTION, valid=(span[0], world.today))  # over since today
    assert counts(world, cycle)["not_planned"] == 4


@pytest.mark.parametrize("kind", ["annual", "sick", "trip", "study"])
def test_other_absences_do_not(world: World, kind: str) -> None:
    cycle = year(world)
    span = (world.today - dt.timedelta(days=3), world.today + dt.timedelta(days=3))
    Absence.objects.add(via=ACTION, person=world.acting, kind=kind, valid=span)
    assert counts(world, cycle)["not_planned"] == 4


def test_who_is_excluded_by_a_clerk_cannot_begin(world: World) -> None:
    cycle = year(world)
    actions.exclude(cycle_id=cycle.pk, person_id=world.acting.pk, reason="state_official", by=world.viewer("admin"))
    with pytest.raises(Refused, match="Pejabat negara"):
        actions.create(person_id=world.acting.pk, by=world.viewer("acting"))
