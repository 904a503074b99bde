"""1-to-1 conversations, coaching and agreed actions: of two, for two."""

import datetime as dt
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from pamong.feedback.dialogue import actions, queries, tasks
from pamong.feedback.dialogue.models import CoachingNote, FollowUp, Line, Meeting
from pamong.people.queries import current_assignment
from pamong.platform.access.errors import NotVisible
from pamong.platform.audit.models import Event
from pamong.platform.guard import ACTION
from pamong.platform.notifications.models import Notification
from pamong.rulebook.errors import Refused
from tests.feedback.test_give import give
from tests.world import World

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def meeting(world: World, by: str = "superior", **fields: object) -> Meeting:
    assignment = current_assignment(world.employee.pk)
    assert assignment is not None
    values: dict[str, object] = {"assignment": assignment, "day": world.today, "topic": "Kemajuan triwulan ini"}
    return actions.plan(**{**values, **fields}, by=world.viewer(by))  # type: ignore[arg-type]  # a test may say anything


def followup(world: World, by: str = "superior", **fields: object) -> FollowUp:
    values: dict[str, object] = {
        "pair": (world.employee.pk, world.superior.pk),
        "owner_id": world.employee.pk,
        "title": "Ikut pelatihan SIAK",
        "due": world.today + 7 * DAY,
    }
    return actions.agree(**{**values, **fields}, by=world.viewer(by))  # type: ignore[arg-type]


@pytest.mark.parametrize(("by", "told"), [("superior", "employee"), ("employee", "superior")])
def test_either_side_plans_and_the_other_is_told(world: World, by: str, told: str) -> None:
    row = meeting(world, by)
    assert (row.person_id, row.superior_id) == (world.employee.pk, world.superior.pk)
    notice = Notification.objects.get(kind="dialogue.meeting")
    assert (notice.person_id, notice.url) == (world.people[told].pk, f"/umpan-balik/dialog/{row.pk}/")


def test_who_carries_the_superiors_duties_is_asked(world: World) -> None:
    world.appoint_acting("superior", "acting")
    assert meeting(world, "employee").superior_id == world.acting.pk


def test_without_superior_there_is_no_dialogue(world: World) -> None:
    head = current_assignment(world.head.pk)
    assert head is not None
    with pytest.raises(Refused, match="belum tercatat"):
        actions.plan(assignment=head, day=world.today, topic="x", by=world.viewer("head"))


@pytest.mark.parametrize(("fields", "field"), [({"day": -1}, "day"), ({"day": 400}, "day"), ({"topic": " "}, "topic")])
def test_day_and_topic_are_checked(world: World, fields: dict[str, Any], field: str) -> None:
    if isinstance(fields.get("day"), int):
        fields = {"day": world.today + fields["day"] * DAY}
    with pytest.raises(Refused) as caught:
        meeting(world, **fields)
    assert caught.value.field == field


def test_both_prepare_questions_and_write_notes(world: World) -> None:
    row = meeting(world)
    actions.add(meeting=row, kind="question", text="Apa kendala terbesar?", by=world.viewer("superior"))
    actions.add(meeting=row, kind="question", text="Bolehkah saya ikut pelatihan?", by=world.viewer("employee"))
    actions.add(meeting=row, kind="note", text="Pelatihan bulan depan.", by=world.viewer("superior"))
    assert list(row.lines.values_list("kind", flat=True)) == ["question", "question", "note"]
    for kind, text in (("lain", "x"), ("note", "  ")):
        with pytest.raises(Refused):
            actions.add(meeting=row, kind=kind, text=text, by=world.viewer("employee"))
    with pytest.raises(Refused, match="kedua pihak"):
        actions.add(meeting=row, kind="note", text="x", by=world.viewer("head"))
    with pytest.raises(DatabaseError, match="append only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE dialogue_line SET text = 'lain'")


def test_held_and_cancelled(world: World) -> None:
    row = meeting(world, day=world.today + DAY)
    with pytest.raises(Refused, match="baru berlangsung"):
        actions.hold(meeting=row, by=world.viewer("employee"))
    Meeting.objects.filter(pk=row.pk).update(via=ACTION, day=world.today)
    assert actions.hold(meeting=row, by=world.viewer("employee")).state == "held"
    with pytest.raises(Refused):
        actions.cancel(meeting=row, by=world.viewer("superior"))
    other = meeting(world)
    actions.cancel(meeting=other, by=world.viewer("superior"))
    for act in (
        lambda: actions.hold(meeting=other, by=world.viewer("superior")),
        lambda: actions.add(meeting=other, kind="note", text="x", by=world.viewer("superior")),
    ):
        with pytest.raises(Refused, match="dibatalkan"):
            act()


@pytest.mark.parametrize("who", ["head", "peer", "acting", "admin", "inspector", "stranger_head"])
def test_nobody_else_reads_it(world: World, who: str) -> None:
    row = meeting(world)
    actions.add(meeting=row, kind="note", text="Rahasia berdua", by=world.viewer("superior"))
    with pytest.raises(NotVisible):
        queries.meeting_for(world.viewer(who), row.pk)
    client = world.client(who)
    assert client.get(f"/umpan-balik/dialog/{row.pk}/").status_code in (403, 404)
    assert client.post(f"/umpan-balik/dialog/{row.pk}/tulis/", {"kind": "note", "text": "x"}).status_code in (403, 404)


def test_coaching_is_for_two_and_says_strength_first(world: World) -> None:
    assignment = queries.report_for(world.viewer("superior"), world.employee.pk)
    texts = {"strength": "Teliti", "grow": "Berbicara di rapat", "step": "Pimpin apel Senin; saya dampingi"}
    row = actions.coach(assignment=assignment, by=world.viewer("superior"), **texts)
    assert [note.pk for note in queries.coaching(world.viewer("employee"))] == [row.pk]
    for who in ("head", "peer", "inspector", "admin"):
        assert list(queries.coaching(world.viewer(who))) == []
    for name in texts:
        with pytest.raises(Refused) as caught:
            actions.coach(assignment=assignment, by=world.viewer("superior"), **{**texts, name: " "})
        assert caught.value.field == name
    for who in ("head", "peer", "employee"):
        with pytest.raises(NotVisible):
            queries.report_for(world.viewer(who), world.employee.pk)
    assert CoachingNote.objects.count() == 1
    assert Event.objects.filter(verb="coaching.written").count() == 1


def test_an_action_has_owner_due_and_done_mark(world: World) -> None:
    row = followup(world)
    assert Notification.objects.get(kind="dialogue.followup").person_id == world.employee.pk
    done = actions.finish(followup=row, note="Sertifikat diunggah", by=world.viewer("employee"))
    assert (done.done_on, done.done_note) == (world.today, "Sertifikat diunggah")
    assert Notification.objects.filter(person_id=world.superior.pk, kind="dialogue.followup").count() == 1
    with pytest.raises(Refused, match="sudah ditutup"):
        actions.finish(followup=row, note="", by=world.viewer("superior"))
    dropped = actions.finish(followup=followup(world), note="", dropped=True, by=world.viewer("superior"))
    assert (dropped.dropped, dropped.done_on) == (True, None)


@pytest.mark.parametrize(
    ("fields", "by", "words"),
    [
        ({"owner_id": 0}, "superior", "Penanggung jawab"),
        ({}, "head", "kedua pihak"),
        ({"title": " "}, "employee", "belum diisi"),
        ({"due": dt.date(2020, 1, 1)}, "employee", "sudah lewat"),
    ],
)
def test_an_action_is_agreed_by_the_two(world: World, fields: dict[str, object], by: str, words: str) -> None:
    with pytest.raises(Refused, match=words):
        followup(world, by, **fields)
    assert not FollowUp.objects.exists()


def test_owners_are_reminded_the_day_before_and_once_when_late(world: World) -> None:
    soon, later = followup(world, due=world.today + DAY), followup(world, due=world.today + 9 * DAY)
    late = followup(world, owner_id=world.superior.pk)
    FollowUp.objects.filter(pk=late.pk).update(via=ACTION, due=world.today - DAY)
    done = followup(world, due=world.today)
    actions.finish(followup=done, note="", by=world.viewer("employee"))
    for _ in range(2):
        tasks.remind()
    keys = Notification.objects.filter(key__regex="followup.(soon|late)").values_list("person_id", "key")
    assert set(keys) == {
        (world.employee.pk, f"followup.soon:{soon.pk}"),
        (world.superior.pk, f"followup.late:{late.pk}"),
    }
    assert later.pk not in {int(key.rsplit(":", 1)[1]) for _, key in keys}


def test_an_action_follows_a_feedback_between_its_two(world: World) -> None:
    row = give(world, "superior", kind="advice", text="Coba periksa dua kali.")
    client = world.client("employee")
    address = f"/umpan-balik/dialog/tindak-lanjut/umpan-balik/{row.pk}/"
    assert "Coba periksa dua kali." in client.get(address).content.decode()
    form = {"title": "Periksa dua kali", "owner": world.employee.pk, "due": (world.today + DAY).isoformat()}
    assert client.post(address, {**form, "owner": world.head.pk}).status_code == 422
    assert client.post(address, {**form, "due": "2020-01-01"}).status_code == 422
    assert client.post(address, form).status_code == 303
    assert FollowUp.objects.get().feedback_id == row.pk
    assert world.client("head").get(address).status_code == 404
    assert address in client.get(f"/umpan-balik/{row.pk}/").content.decode()


def test_the_evaluation_hears_counts_only(world: World) -> None:
    row = meeting(world)
    actions.hold(meeting=row, by=world.viewer("superior"))
    meeting(world)
    actions.finish(followup=followup(world, due=world.today), note="", by=world.viewer("employee"))
    followup(world, due=world.today)
    actions.finish(followup=followup(world, due=world.today), note="", dropped=True, by=world.viewer("employee"))
    held = queries.held(world.employee.pk, world.today, world.today).alone()
    assert (held.meetings, held.coaching, held.actions, held.done) == (1, 0, 2, 1)
    assert queries.held(world.peer.pk, world.today, world.today).alone() == queries.Held(0, 0, 0, 0)


def test_the_home_page_tells_of_ones_own_actions(world: World) -> None:
    assert queries.home_cards(world.viewer("employee")).alone() == []
    assert queries.home_cards(world.viewer("inspector")).alone() == []
    row = followup(world)
    (card,) = queries.home_cards(world.viewer("employee")).alone()
    assert (card.value, card.tone) == ("1", "info")
    assert queries.home_cards(world.viewer("superior")).alone() == []
    FollowUp.objects.filter(pk=row.pk).update(via=ACTION, due=world.today - DAY)
    assert queries.home_cards(world.viewer("employee")).alone()[0].tone == "warn"
    assert not Line.objects.exists()
