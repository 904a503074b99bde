"""Plans as a whole: who may do what when, what agreement freezes, and what the database itself refuses."""

import datetime as dt
import threading
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction

from pamong.people.models import Assignment
from pamong.planning import actions, queries
from pamong.planning.models import ConductExpectation, DialogueNote, Indicator, Skp, WorkResult
from pamong.planning.rules import freeze
from pamong.platform.access.errors import Conflict, NotAllowed, NotVisible
from pamong.platform.audit.models import Event
from pamong.platform.guard import ACTION, GuardError
from pamong.platform.notifications.models import Notification
from pamong.rulebook.errors import Refused
from tests.planning import plans
from tests.world import World, assign, unit

pytestmark = pytest.mark.django_db


def notices(world: World, who: str) -> list[str]:
    found = Notification.objects.filter(person_id=world.people[who].pk).order_by("pk")
    return list(found.values_list("kind", flat=True))


def test_a_plan_begins_as_a_draft_of_the_year_with_the_direct_superior(world: World) -> None:
    skp = plans.draft(world)
    assert (skp.state, skp.assessor_id) == ("draft", world.superior.pk)
    assert (skp.starts, skp.ends) == (dt.date(world.today.year, 1, 1), dt.date(world.today.year, 12, 31))


def test_without_cycle_or_post_or_twice_it_is_refused_in_words(world: World) -> None:
    by = world.viewer("employee")
    with pytest.raises(Refused, match="belum dibuka"):
        actions.create(person_id=world.employee.pk, by=by)
    plans.draft(world)
    with pytest.raises(Refused, match="sudah mempunyai"):
        actions.create(person_id=world.employee.pk, by=by)
    Assignment.objects.filter(person=world.peer).delete(via=ACTION)
    with pytest.raises(Refused, match="Jabatan"):
        actions.create(person_id=world.peer.pk, by=world.viewer("peer"))


def test_nobody_plans_for_another(world: World) -> None:
    plans.open_cycle(world)
    with pytest.raises(NotAllowed):
        actions.create(person_id=world.employee.pk, by=world.viewer("superior"))


def test_a_transfer_in_the_year_ends_the_old_plan_even_when_agreed(world: World) -> None:
    """PP 30/2019 Ps. 24(3)."""
    old = plans.agreed(world)
    moved = max(world.today, dt.date(world.today.year, 1, 2))
    Assignment.objects.filter(person=world.employee).update(via=ACTION, valid=(dt.date(2024, 1, 2), moved))
    assign(world.employee, unit(world.a, "Bidang Data", world.root), "Pranata Komputer", world.head, since=moved)
    new = actions.create(person_id=world.employee.pk, by=world.viewer("employee"))
    old.refresh_from_db()
    assert old.ends == moved - dt.timedelta(days=1)
    assert (new.starts, new.assessor_id) == (moved, world.head.pk)


def test_submitting_tells_the_assessor_or_the_one_who_acts(world: World) -> None:
    world.appoint_acting()
    skp = plans.submitted(world)
    assert (skp.state, skp.assessor_id) == ("submitted", world.superior.pk)
    assert notices(world, "acting") == ["planning.submitted"]
    assert notices(world, "superior") == []


def test_submitting_takes_the_superior_of_today(world: World) -> None:
    skp = plans.complete(world)
    Assignment.objects.filter(person=world.employee).update(via=ACTION, superior=world.head)
    actions.submit(skp_id=skp.pk, by=world.viewer("employee"))
    skp.refresh_from_db()
    assert skp.assessor == world.head


def test_without_superior_the_draft_stays_and_submission_says_who_mends_it(world: World) -> None:
    skp = plans.complete(world, "head")
    with pytest.raises(Refused, match="admin kepegawaian"):
        actions.submit(skp_id=skp.pk, by=world.viewer("head"))
    skp.refresh_from_db()
    assert skp.state == "draft"


def test_an_incomplete_plan_is_not_submitted(world: World) -> None:
    skp = plans.draft(world)
    plans.result(world, skp, weight=Decimal(60))
    with pytest.raises(Refused) as refused:
        actions.submit(skp_id=skp.pk, by=world.viewer("employee"))
    assert "kurang 40" in refused.value.text()
    assert "%%" not in refused.value.text()


def test_a_submitted_plan_is_locked_until_withdrawn(world: World) -> None:
    skp = plans.submitted(world)
    with pytest.raises(Refused, match="Tarik"):
        plans.result(world, skp)
    actions.withdraw(skp_id=skp.pk, by=world.viewer("employee"))
    plans.result(world, skp, title="Hasil lain", weight=None)


def test_agreement_freezes_both_sides_and_the_content(world: World) -> None:
    skp = plans.agreed(world)
    skp.refresh_from_db()
    assert plans.frozen(skp)["employee"]["position"] == "Pengadministrasi Kependudukan"
    assert plans.frozen(skp)["assessor"] == {
        "person_id": world.superior.pk,
        "name": "Bambang Wijaya, S.H.",
        "nip": "198203042006041002",
        "rank": "III/b",
        "status": "PNS",
        "position": "Kepala Bidang",
        "unit": "Bidang Pelayanan Pencatatan Sipil",
        "agency": world.a.name,
    }
    assert plans.frozen(skp)["acting"] is None
    (result,) = plans.frozen(skp)["content"]["results"]
    assert (result["weight"], result["indicators"][0]["target"]) == ("100", "97.5")
    assert skp.content_hash == freeze.digest(plans.frozen(skp))
    world.superior.name = "Nama Baru"
    world.superior.save(via=ACTION, update_fields=["name"])
    assert queries.frozen_of(skp.pk).alone()["assessor"]["name"] == "Bambang Wijaya, S.H."


def test_the_acting_superior_agrees_in_his_own_name(world: World) -> None:
    world.appoint_acting()
    skp = plans.agreed(world, assessor="acting")
    skp.refresh_from_db()
    assert (skp.agreed_by, skp.assessor) == (world.acting, world.superior)
    assert plans.frozen(skp)["acting"]["name"] == "Rina Kusuma, S.Sos."
    act = Event.objects.get(kind="act", verb="skp.agreed")
    assert act.acting_for == world.superior.pk
    with pytest.raises(NotVisible):
        actions.agree(skp_id=skp.pk, by=world.viewer("superior"))


def test_nobody_agrees_to_his_own_plan_not_even_as_plh(world: World) -> None:
    skp = plans.submitted(world)
    world.appoint_acting(acting="employee")
    with pytest.raises(NotVisible):
        actions.agree(skp_id=skp.pk, by=world.viewer("employee"))
    with pytest.raises(NotVisible):
        actions.set_expectations(skp_id=skp.pk, texts={"": "baik"}, by=world.viewer("employee"))


@pytest.mark.parametrize("who", ["peer", "head", "admin", "stranger_head", "personnel", "employee"])
def test_only_the_assessor_decides(world: World, who: str) -> None:
    skp = plans.submitted(world)
    with pytest.raises(NotVisible):
        actions.agree(skp_id=skp.pk, by=world.viewer(who))
    with pytest.raises(NotVisible):
        actions.send_back(skp_id=skp.pk, note="x", by=world.viewer(who))


def test_the_assessor_agrees_to_what_he_read(world: World) -> None:
    skp = plans.submitted(world)
    read = skp.version
    actions.withdraw(skp_id=skp.pk, by=world.viewer("employee"))
    actions.submit(skp_id=skp.pk, by=world.viewer("employee"))
    with pytest.raises(Conflict):
        actions.agree(skp_id=skp.pk, version=read, by=world.viewer("superior"))


def test_returning_needs_a_note_that_the_employee_reads(world: World) -> None:
    skp = plans.submitted(world)
    with pytest.raises(Refused) as refused:
        actions.send_back(skp_id=skp.pk, note="  ", by=world.viewer("superior"))
    assert refused.value.field == "note"
    actions.send_back(skp_id=skp.pk, note="Naikkan target", by=world.viewer("superior"))
    skp.refresh_from_db()
    assert skp.state == "returned"
    assert DialogueNote.objects.get(skp=skp).text == "Naikkan target"
    assert notices(world, "employee") == ["planning.returned"]


def test_dialogue_tells_the_other_side_in_any_state(world: World) -> None:
    skp = plans.agreed(world)
    before = len(notices(world, "superior"))
    actions.write_note(skp_id=skp.pk, text="Terima kasih", by=world.viewer("employee"))
    actions.write_note(skp_id=skp.pk, text="Semangat", by=world.viewer("superior"))
    assert notices(world, "superior")[before:] == ["planning.noted"]
    assert notices(world, "employee")[-1] == "planning.noted"
    with pytest.raises(NotVisible):
        actions.write_note(skp_id=skp.pk, text="Intip", by=world.viewer("peer"))
    with pytest.raises(Refused):
        actions.write_note(skp_id=skp.pk, text=" ", by=world.viewer("employee"))


def test_expectations_are_written_changed_and_taken_away(world: World) -> None:
    skp = plans.submitted(world)
    by = world.viewer("superior")
    actions.set_expectations(skp_id=skp.pk, texts={"service": "Menyapa", "": "Jadi teladan"}, by=by)
    seen = freeze.digest({"service": "Menyapa", "": "Jadi teladan"})
    actions.set_expectations(skp_id=skp.pk, texts={"service": "Menyapa dahulu", "": ""}, seen=seen, by=by)
    assert dict(ConductExpectation.objects.values_list("value", "text")) == {"service": "Menyapa dahulu"}
    with pytest.raises(Conflict):
        actions.set_expectations(skp_id=skp.pk, texts={"loyal": "Setia"}, seen=seen, by=by)
    actions.agree(skp_id=skp.pk, by=by)
    with pytest.raises(Refused):
        actions.set_expectations(skp_id=skp.pk, texts={}, by=by)


FORBIDDEN = [
    "UPDATE planning_workresult SET title = 'lain' WHERE skp_id = %s",
    "UPDATE planning_workresult SET weight = 99 WHERE skp_id = %s",
    "UPDATE planning_indicator SET target = 1 WHERE result_id IN (SELECT id FROM planning_workresult WHERE skp_id = %s)",
    "DELETE FROM planning_indicator WHERE result_id IN (SELECT id FROM planning_workresult WHERE skp_id = %s)",
    "INSERT INTO planning_conductexpectation (skp_id, value, text) VALUES (%s, '', 'lain')",
    "UPDATE planning_skp SET frozen = '{}' WHERE id = %s",
    "UPDATE planning_skp SET state = 'draft' WHERE id = %s",
    "UPDATE planning_skp SET assessor_id = NULL WHERE id = %s",
    "UPDATE planning_skp SET ends = ends + 1 WHERE id = %s",
    "DELETE FROM planning_skp WHERE id = %s",
]


@pytest.mark.parametrize("statement", FORBIDDEN)
def test_the_database_refuses_to_change_what_was_agreed(world: World, statement: str) -> None:
    skp = plans.agreed(world)
    with pytest.raises(DatabaseError, match="agreed"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, [skp.pk])


def test_the_database_lets_a_draft_change(world: World) -> None:
    skp = plans.complete(world)
    with connection.cursor() as cursor:
        for statement in FORBIDDEN[:3]:
            cursor.execute(statement, [skp.pk])


def test_a_result_cannot_be_moved_into_an_agreed_plan(world: World) -> None:
    agreed, other = plans.agreed(world), plans.complete(world, "peer")
    with pytest.raises(DatabaseError, match="agreed"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE planning_workresult SET skp_id = %s WHERE skp_id = %s", [agreed.pk, other.pk])


@pytest.mark.parametrize("model", [Skp, WorkResult, Indicator])
def test_plans_are_written_by_actions_only(world: World, model: type[Skp]) -> None:
    plans.complete(world)
    row = model.objects.first()
    assert row is not None
    with pytest.raises(GuardError):
        row.save()
    with pytest.raises(GuardError):
        model.objects.all().delete()


def test_two_plans_of_a_person_never_overlap(world: World) -> None:
    skp = plans.draft(world)
    with pytest.raises(DatabaseError), transaction.atomic():
        Skp.objects.add(
            via=ACTION,
            cycle=skp.cycle,
            person=skp.person,
            assignment=skp.assignment,
            approach="quantitative",
            starts=skp.starts,
            ends=skp.ends,
        )


@pytest.mark.django_db(transaction=True)
def test_withdrawing_and_agreeing_at_once_leaves_one_winner(world: World) -> None:
    """The employee withdraws in the second in which the superior agrees: never both."""
    skp = plans.submitted(world)
    employee, superior = world.viewer("employee"), world.viewer("superior")
    outcome: list[str] = []
    together = threading.Barrier(2)

    def run(name: str) -> None:
        together.wait()
        try:
            if name == "agree":
                actions.agree(skp_id=skp.pk, by=superior)
            else:
                actions.withdraw(skp_id=skp.pk, by=employee)
            outcome.append(name)
        except Refused:
            pass
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(name,)) for name in ("agree", "withdraw")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    skp.refresh_from_db()
    assert len(outcome) == 1
    assert skp.state == {"agree": "agreed", "withdraw": "draft"}[outcome[0]]
