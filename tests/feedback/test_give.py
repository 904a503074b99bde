"""Giving and answering feedback: who, what, once, and the fact it leaves."""

import pytest
from django.db import DatabaseError, connection, transaction

from pamong.evidence import queries as evidence
from pamong.feedback import actions, queries
from pamong.feedback.enums import FeedbackKind
from pamong.feedback.models import Feedback
from pamong.people.models import Person
from pamong.platform.access.errors import NotVisible
from pamong.platform.audit import queries as audit
from pamong.platform.guard import GuardError
from pamong.platform.notifications.models import Notification
from pamong.rulebook.errors import Refused
from tests.world import World

pytestmark = pytest.mark.django_db


def give(world: World, giver: str = "superior", to: str = "employee", **fields: str) -> Feedback:
    viewer = world.viewer(giver)
    assignment = queries.recipient_for(viewer=viewer, person_id=world.people[to].pk)
    values = {"kind": FeedbackKind.PRAISE.value, "text": "Berkas akta selesai sebelum waktunya.", **fields}
    return actions.give(assignment=assignment, by=viewer, **values)


def test_praise_reaches_the_person_at_once(world: World) -> None:
    row = give(world, source="worklog.entry:12", source_label="Verifikasi 12 berkas")
    assert row.day == world.today
    notice = Notification.objects.get(person_id=world.employee.pk)
    assert notice.url.endswith(f"/{row.pk}/")
    assert "pujian" in notice.text
    assert "Berkas akta" not in notice.text, "a notice says that there is something, not what"


def test_it_leaves_a_fact(world: World) -> None:
    give(world)
    found = evidence.total("feedback.received", person_id=world.employee.pk, start=world.today, end=world.today)
    assert found is not None
    assert found.n == 1


def test_it_is_audited(world: World) -> None:
    row = give(world)
    verbs = [event.verb for event in audit.history(row)]
    assert "feedback.given" in verbs


@pytest.mark.parametrize("giver", ["superior", "head"])
def test_superior_and_people_above_give(world: World, giver: str) -> None:
    assert give(world, giver).giver_id == world.people[giver].pk


@pytest.mark.parametrize("giver", ["peer", "employee", "stranger_head", "stranger", "admin", "inspector", "personnel"])
def test_nobody_else_gives(world: World, giver: str) -> None:
    with pytest.raises(NotVisible):
        give(world, giver)


def test_the_acting_superior_gives_while_he_acts(world: World) -> None:
    with pytest.raises(NotVisible):
        give(world, "acting")
    world.appoint_acting()
    row = give(world, "acting")
    assert row.acting_for_id == world.superior.pk


def test_not_to_oneself(world: World) -> None:
    with pytest.raises(Refused, match="diri sendiri"):
        give(world, "head", to="head")


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"text": "   "}, "text"),
        ({"text": "x" * 2001}, "text"),
        ({"kind": "insult"}, "kind"),
        ({"source": "people_user:1"}, "source"),
        ({"source": "worklog.entry:1; DROP"}, "source"),
    ],
)
def test_what_is_refused(world: World, fields: dict[str, str], field: str) -> None:
    with pytest.raises(Refused) as refused:
        give(world, **fields)
    assert refused.value.field == field
    assert not Feedback.objects.exists()


def test_the_person_answers_once(world: World) -> None:
    row = give(world, kind=FeedbackKind.ADVICE.value)
    actions.answer(feedback=row, text=" Terima kasih, akan saya coba. ", by=world.viewer("employee"))
    row = queries.feedback_for(viewer=world.viewer("superior"), pk=row.pk)
    assert row.answer.text == "Terima kasih, akan saya coba."
    assert Notification.objects.filter(person_id=world.superior.pk, kind="feedback.answered").count() == 1
    with pytest.raises(Refused, match="sudah Anda tanggapi"):
        actions.answer(feedback=row, text="Sekali lagi", by=world.viewer("employee"))


@pytest.mark.parametrize("who", ["superior", "peer", "head", "stranger", "inspector"])
def test_only_the_person_answers(world: World, who: str) -> None:
    row = give(world)
    with pytest.raises(Refused, match="pegawai yang bersangkutan"):
        actions.answer(feedback=row, text="Saya jawab", by=world.viewer(who))
    with pytest.raises(NotVisible):
        queries.feedback_for(viewer=world.viewer(who), pk=row.pk, policy="feedback.answer")


@pytest.mark.parametrize("statement", ["UPDATE feedback_feedback SET text = 'lain'", "DELETE FROM feedback_feedback"])
def test_raw_sql_changes_nothing(world: World, statement: str) -> None:
    give(world)
    with pytest.raises(DatabaseError, match="append only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_raw_sql_changes_no_answer(world: World) -> None:
    actions.answer(feedback=give(world), text="Baik", by=world.viewer("employee"))
    with pytest.raises(DatabaseError, match="append only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE feedback_feedbackanswer SET text = 'lain'")


def test_only_actions_write(world: World) -> None:
    row = give(world)
    with pytest.raises(GuardError):
        row.save()
    with pytest.raises(GuardError):
        Feedback.objects.filter(pk=row.pk).update(text="lain")


def test_the_database_refuses_feedback_about_oneself(world: World) -> None:
    row = give(world)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO feedback_feedback (person_id, giver_id, agency_id, unit_id, kind, text, source, source_label, day)"
            " SELECT person_id, person_id, agency_id, unit_id, kind, text, source, source_label, day FROM feedback_feedback WHERE id = %s",
            [row.pk],
        )


def test_past_feedback_is_loaded_by_commands_only(world: World) -> None:
    from pamong.people.queries import current_assignment
    from pamong.platform.access.viewer import Viewer

    where = current_assignment(world.employee.pk)
    assert where is not None
    rows: list[actions.FeedbackRow] = [
        {
            "assignment": where,
            "giver_id": world.superior.pk,
            "kind": "note",
            "text": "Catatan triwulan III",
            "source": "",
            "source_label": "",
            "day": world.today.replace(day=1),
        }
    ]
    with pytest.raises(Refused):
        actions.load(rows=rows, by=world.viewer("superior"))
    actions.load(rows=rows, by=Viewer.system("seed"))
    assert [f.day for f in queries.received(world.employee.pk, rows[0]["day"], rows[0]["day"])] == [rows[0]["day"]]
    assert not Notification.objects.exists()
    assert Person.objects.get(pk=world.employee.pk).feedback_received.count() == 1
