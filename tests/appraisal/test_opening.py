"""Opening a period: once, for all agreed plans, with the right assessor."""

import datetime as dt
import json

import pytest
from django.db import connection

from pamong.appraisal import actions, queries
from pamong.appraisal.models import Evaluation, EvaluationLine
from pamong.people.models import Assignment
from pamong.platform.access.errors import NotVisible
from pamong.platform.access.viewer import Viewer
from pamong.platform.audit import queries as audit
from pamong.platform.guard import ACTION
from pamong.platform.notifications.models import Notification
from pamong.rulebook.errors import Refused
from tests.appraisal.builder import SEED, Plan, made
from tests.world import World

pytestmark = pytest.mark.django_db


def open_(plan: Plan, who: str = "admin", kind: str = "quarter", number: int = 3) -> actions.Opened:
    return actions.open_period(cycle_id=plan.cycle.pk, kind=kind, number=number, by=plan.world.viewer(who))


def test_one_click_opens_all_agreed_plans(plan: Plan) -> None:
    Plan(plan.world, person="peer")
    done = open_(plan)
    assert (done.opened, done.existing, done.skipped) == (2, 0, 0)
    row = Evaluation.objects.get(person=plan.person)
    assert (row.starts, row.ends) == (dt.date(plan.year, 7, 1), dt.date(plan.year, 9, 30))
    assert row.assessor_id == plan.world.superior.pk
    assert row.state == "open"
    assert row.unit_id == plan.world.office.pk


def test_the_lines_are_what_was_agreed(plan: Plan) -> None:
    lines = list(EvaluationLine.objects.filter(evaluation=plan.opened()).order_by("order"))
    assert [line.text for line in lines] == [i.text for i in plan.indicators]
    assert [line.target for line in lines] == [i.target for i in plan.indicators]
    assert all(line.realised is None and line.evidence_n == 0 for line in lines)


def test_again_changes_nothing(plan: Plan) -> None:
    open_(plan)
    before = list(Evaluation.objects.values())
    done = open_(plan)
    assert (done.opened, done.existing) == (0, 1)
    assert list(Evaluation.objects.values()) == before
    assert Notification.objects.filter(kind="evaluation.opened").count() == 2


def test_later_plans_join(plan: Plan) -> None:
    open_(plan)
    Plan(plan.world, person="peer")
    assert open_(plan).opened == 1


def test_drafts_stay_out(plan: Plan) -> None:
    from pamong.people.queries import current_assignment
    from pamong.planning.models import Skp

    peer = plan.world.peer
    made(
        Skp,
        cycle=plan.cycle,
        person=peer,
        assignment=current_assignment(peer.pk),
        assessor=plan.world.superior,
        approach="quantitative",
        starts=plan.cycle.starts,
        ends=plan.cycle.ends,
    )
    open_(plan)
    assert not Evaluation.objects.filter(person=peer).exists()


def test_employee_and_assessor_are_told(plan: Plan) -> None:
    open_(plan)
    told = set(Notification.objects.filter(kind="evaluation.opened").values_list("person_id", flat=True))
    assert told == {plan.person.pk, plan.assessor.pk}
    assert "Triwulan III" in Notification.objects.get(person_id=plan.person.pk).text


def test_opening_is_audited(plan: Plan) -> None:
    open_(plan)
    row = Evaluation.objects.get()
    assert "evaluation.period_opened" in [e.verb for e in audit.history(row)]


def move(world: World, name: str, superior: str, since: dt.date) -> None:
    """From a day on the person reports to somebody else."""
    old = Assignment.objects.get(person=world.people[name])
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE people_assignment SET valid = daterange(lower(valid), %s) WHERE id = %s", [since, old.pk]
        )
    old.pk = None
    old._state.adding = True
    old.superior = world.people[superior]
    old.valid = (since, None)
    old.save(via=ACTION)


def test_the_assessor_is_the_superior_at_the_end_of_the_period(plan: Plan) -> None:
    move(plan.world, "employee", "head", dt.date(plan.year, 8, 1))
    assert plan.opened().assessor_id == plan.world.head.pk


def test_open_evaluations_follow_a_new_superior_when_opened_again(plan: Plan) -> None:
    row = plan.opened()
    move(plan.world, "employee", "head", dt.date(plan.year, 8, 1))
    assert open_(plan).reassigned == 1
    row.refresh_from_db()
    assert row.assessor_id == plan.world.head.pk
    assert "evaluation.reassigned" in [e.verb for e in audit.history(row)]


def test_rated_ones_keep_their_assessor(plan: Plan) -> None:
    row = plan.rated()
    move(plan.world, "employee", "head", dt.date(plan.year, 8, 1))
    assert open_(plan).reassigned == 0
    row.refresh_from_db()
    assert row.assessor_id == plan.world.superior.pk


def test_a_plan_that_did_not_run_in_the_period_is_skipped(world: World) -> None:
    plan = Plan(world)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE planning_skp SET ends = %s", [dt.date(plan.year, 3, 31)])
    done = open_(plan)
    assert (done.opened, done.skipped) == (0, 1)
    assert open_(plan, number=1).opened == 1


@pytest.mark.parametrize(
    "who", ["employee", "superior", "head", "peer", "stranger_head", "inspector", "leader", "personnel", "sysadmin"]
)
def test_only_those_who_run_it_open_it(plan: Plan, who: str) -> None:
    with pytest.raises(NotVisible):
        open_(plan, who)


def test_another_agencys_admin_does_not(plan: Plan) -> None:
    from pamong.people.models import RoleGrant
    from pamong.platform.access.who import Who

    RoleGrant.objects.create(user=plan.world.users["stranger"], role=Who.AGENCY_ADMIN, agency=plan.world.b)
    with pytest.raises(NotVisible):
        open_(plan, "stranger")
    assert queries.openable(plan.world.viewer("stranger")) == []


@pytest.mark.parametrize(("kind", "number"), [("quarter", 5), ("month", 3), ("decade", 1)])
def test_a_period_that_does_not_exist(plan: Plan, kind: str, number: int) -> None:
    with pytest.raises(Refused):
        open_(plan, kind=kind, number=number)


def test_a_period_that_has_not_begun(plan: Plan) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE planning_cycle SET year = %s", [plan.world.today.year + 1])
    with pytest.raises(Refused, match="belum dimulai"):
        open_(plan)


def test_a_cycle_that_does_not_exist(plan: Plan) -> None:
    with pytest.raises(NotVisible):
        actions.open_period(cycle_id=10**9, kind="quarter", number=1, by=SEED)


def test_what_can_be_opened_is_offered(plan: Plan) -> None:
    offered = queries.openable(plan.world.viewer("admin"))
    assert {(p.kind, p.number) for p in offered} == {
        ("quarter", 1),
        ("quarter", 2),
        ("quarter", 3),
        ("quarter", 4),
        ("annual", 1),
    }


def test_the_achievement_of_the_agency(plan: Plan) -> None:
    admin = plan.world.viewer("admin")

    def set_(achievement: str, basis: str, by: Viewer = admin) -> None:
        actions.set_achievement(
            cycle_id=plan.cycle.pk, kind="quarter", number=3, achievement=achievement, basis=basis, by=by
        )

    set_("Baik", "Keputusan Wali Kota 12/2026")
    set_("Istimewa", "Perbaikan 13/2026")
    found = queries.achievement_of(plan.cycle.pk, "quarter", 3)
    assert found is not None
    assert (found.achievement, found.basis) == ("Istimewa", "Perbaikan 13/2026")
    for achievement, basis in (("Hebat", "x"), ("Baik", "  ")):
        with pytest.raises(Refused):
            set_(achievement, basis)
    with pytest.raises(NotVisible):
        set_("Baik", "x", by=plan.world.viewer("head"))


def test_large_agencies_are_opened_in_the_background(plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    from pamong.appraisal import tasks
    from pamong.appraisal.actions import opening

    monkeypatch.setattr(opening, "AT_ONCE", 0)
    assert (
        actions.open_or_defer(cycle_id=plan.cycle.pk, kind="quarter", number=3, by=plan.world.viewer("admin")) is None
    )
    assert not Evaluation.objects.exists()
    with connection.cursor() as cursor:
        cursor.execute("SELECT args FROM procrastinate_jobs WHERE task_name = 'appraisal.open_period'")
        (job,) = cursor.fetchall()
    arguments = json.loads(job[0])
    assert arguments == {"cycle_id": plan.cycle.pk, "kind": "quarter", "number": 3}
    tasks.open_period(**arguments)
    assert Evaluation.objects.count() == 1
