"""Rounds: who is invited, who may answer, when results show, what happens to too few."""

import datetime as dt
from typing import Any

import pytest

from pamong.feedback.peer import actions, queries, tasks
from pamong.feedback.peer.enums import RoundState
from pamong.feedback.peer.models import Answer, Invitation, PeerPolicy, Round, SealedBox, Subject, UsedInvitation
from pamong.platform.access.viewer import Viewer
from pamong.platform.audit.models import Event
from pamong.platform.guard import ACTION
from pamong.platform.jobs.models import JobDone
from pamong.platform.notifications.models import Notification
from pamong.rulebook.errors import Refused
from tests.feedback.peer.builder import answer, answer_all, crew, open_round, release, said, subject_of, viewer_of
from tests.world import World

pytestmark = pytest.mark.django_db
SYSTEM = Viewer.system("uji")


def test_peers_and_reports_are_asked_by_the_rule(world: World) -> None:
    crew(world, 4)
    row = open_round(world)
    assert row.state == RoundState.OPEN
    about = {s.person.name: s for s in Subject.objects.filter(round=row).select_related("person")}
    assert "Sari Lestari, A.Md." in about
    asked = Invitation.objects.filter(subject=about["Sari Lestari, A.Md."])
    assert asked.count() == 5, "the other five under the same superior"
    assert not asked.filter(giver=world.superior).exists(), "the superior speaks openly, not here"
    upward = Invitation.objects.filter(subject__person=world.superior, relation="report")
    assert upward.count() == 6
    assert Notification.objects.filter(kind="peer.invited", person_id=world.peer.pk).count() == 1


def test_without_upward_nobody_is_asked_about_his_superior(world: World) -> None:
    crew(world, 4)
    row = open_round(world, upward=False)
    assert not Invitation.objects.filter(subject__round=row, relation="report").exists()


def test_too_small_a_circle_is_not_asked_at_all(world: World) -> None:
    row = open_round(world)  # the office has two people under one superior
    assert not Subject.objects.filter(round=row).exists()


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"ends": -1}, "ends"),
        ({"starts": 3, "ends": 1}, "ends"),
        ({"about_to": -700}, "about_to"),
    ],
)
def test_days_that_do_not_fit_are_refused(world: World, values: dict[str, int], field: str) -> None:
    days: dict[str, Any] = {key: world.today + dt.timedelta(days=value) for key, value in values.items()}
    with pytest.raises(Refused) as caught:
        open_round(world, **days)
    assert caught.value.field == field
    assert not Round.objects.exists()


def test_a_large_round_is_filled_by_a_job_once(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    from pamong.feedback.peer.actions import rounds

    monkeypatch.setattr(rounds, "AT_ONCE", 1)
    crew(world, 3)
    row = open_round(world)
    assert row.state == RoundState.PREPARING
    tasks.populate(row.pk)
    count = Invitation.objects.count()
    assert count
    tasks.populate(row.pk)
    assert Invitation.objects.count() == count
    assert not JobDone.objects.exists()


def test_an_answer_waits_sealed_and_shows_from_three_on(world: World) -> None:
    crew(world, 4)
    row = open_round(world)
    subject = subject_of(row, world.employee)
    texts = answer_all(world, subject, 3)
    assert not Answer.objects.exists()
    assert queries.summary(world.viewer("employee"), subject) == []
    assert release(row) == 3
    subject.refresh_from_db()
    assert (subject.peers, subject.reports) == (3, None)
    (peers, _reports) = queries.summary(
        world.viewer("employee"), Subject.objects.select_related("round").get(pk=subject.pk)
    )
    assert sorted(heard.text for heard in peers.keep) == sorted(texts)
    assert [(value.label, value.keep) for value in peers.values] == [("Harmonis", 3)]
    assert Notification.objects.filter(kind="peer.released", person_id=world.employee.pk).exists()


def test_two_answers_are_deleted_unread(world: World) -> None:
    crew(world, 4)
    row = open_round(world)
    subject = subject_of(row, world.employee)
    answer_all(world, subject, 2)
    assert release(row) == 0
    assert not Answer.objects.exists()
    assert not SealedBox.objects.exists()
    subject.refresh_from_db()
    assert subject.peers == 0
    assert not Notification.objects.filter(kind="peer.released").exists()


def test_the_setting_of_the_agency_raises_the_bar_for_later_rounds_only(world: World) -> None:
    crew(world, 5)
    before = open_round(world)
    actions.set_policy(agency_id=world.a.pk, valid_from=world.today, least=5, most=6, by=world.viewer("admin"))
    after = open_round(world)
    assert (before.least, after.least) == (3, 5)
    answer_all(world, subject_of(after, world.employee), 4)
    assert release(after) == 0


@pytest.mark.parametrize(
    ("least", "most", "field"), [(2, 6, "least"), (11, 12, "least"), (5, 4, "most"), (3, 13, "most")]
)
def test_nobody_sets_fewer_than_three(world: World, least: int, most: int, field: str) -> None:
    with pytest.raises(Refused) as caught:
        actions.set_policy(
            agency_id=world.a.pk, valid_from=world.today, least=least, most=most, by=world.viewer("admin")
        )
    assert caught.value.field == field
    assert not PeerPolicy.objects.exists()


def test_the_setting_of_a_day_is_replaced_and_its_own_comes_before_everywhere(world: World) -> None:
    PeerPolicy.objects.add(via=ACTION, agency=None, valid_from=world.today, least=4, most=7)
    assert queries.policy_on(world.a.pk, world.today).least == 4
    for least in (5, 6):
        actions.set_policy(agency_id=world.a.pk, valid_from=world.today, least=least, most=8, by=world.viewer("admin"))
    assert queries.policy_on(world.a.pk, world.today).least == 6
    assert queries.policy_on(world.b.pk, world.today).least == 4
    assert queries.policy_on(world.a.pk, world.today - dt.timedelta(days=1)).since is None


def test_nobody_answers_twice_or_for_another(world: World) -> None:
    crew(world, 4)
    row = open_round(world)
    first, second = subject_of(row, world.employee).invitations.select_related("giver").order_by("pk")[:2]
    answer(world, first)
    with pytest.raises(Refused, match="sudah menjawab"):
        answer(world, first)
    with pytest.raises(Refused, match="tidak berlaku"):
        actions.answer(invitation=second, said=said(), by=viewer_of(world, first.giver))
    assert UsedInvitation.objects.count() == 1


def test_no_answer_before_the_first_or_after_the_last_day(world: World) -> None:
    crew(world, 4)
    row = open_round(world, starts=world.today + dt.timedelta(days=1))
    invitation = subject_of(row, world.employee).invitations.select_related("giver").first()
    assert invitation is not None
    with pytest.raises(Refused, match="tidak sedang menerima"):
        answer(world, invitation)
    release(row)
    with pytest.raises(Refused, match="tidak sedang menerima"):
        answer(world, invitation)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"keep": " ", "improve": ""}, "keep"),
        ({"evidence": "  "}, "evidence"),
        ({"keep": "x" * 601}, "keep"),
        ({"keep_value": "tidak_ada"}, "keep_value"),
    ],
)
def test_an_answer_says_something_and_rests_on_something(world: World, fields: dict[str, str], field: str) -> None:
    crew(world, 4)
    row = open_round(world)
    invitation = subject_of(row, world.employee).invitations.select_related("giver").first()
    assert invitation is not None
    written = said(fields.pop("keep", "x"), **fields)
    with pytest.raises(Refused) as caught:
        actions.answer(invitation=invitation, said=written, by=viewer_of(world, invitation.giver))
    assert caught.value.field == field
    assert not UsedInvitation.objects.exists()


def test_answering_leaves_no_audit_entry_at_all(world: World) -> None:
    crew(world, 4)
    row = open_round(world)
    before = Event.objects.count()
    answer_all(world, subject_of(row, world.employee))
    assert Event.objects.count() == before


def test_the_days_end_releases_by_itself(world: World) -> None:
    crew(world, 4)
    row = open_round(world, ends=world.today)
    answer_all(world, subject_of(row, world.employee))
    assert actions.release_due(by=SYSTEM) == 0, "the last day still counts"
    past = {"starts": world.today - dt.timedelta(days=3), "ends": world.today - dt.timedelta(days=1)}
    Round.objects.filter(pk=row.pk).update(via=ACTION, **past)
    tasks.release_due()
    row.refresh_from_db()
    assert (row.state, row.released_on) == (RoundState.RELEASED, world.today)
    assert release(row) == 0, "a second release changes nothing"


def test_closing_early_releases_now(world: World) -> None:
    crew(world, 4)
    row = open_round(world)
    answer_all(world, subject_of(row, world.employee))
    actions.close(round=row, by=world.viewer("admin"))
    row.refresh_from_db()
    assert (row.state, row.ends) == (RoundState.RELEASED, world.today)
    with pytest.raises(Refused):
        actions.close(round=row, by=world.viewer("admin"))


def test_those_who_have_not_answered_are_reminded_once(world: World) -> None:
    crew(world, 4)
    row = open_round(world, ends=world.today + dt.timedelta(days=1))
    Round.objects.filter(pk=row.pk).update(via=ACTION, starts=world.today - dt.timedelta(days=5))
    done = viewer_of(world, world.peer)
    for invitation in Invitation.objects.filter(giver=world.peer).select_related("giver"):
        actions.answer(invitation=invitation, said=said(), by=done)
    tasks.remind()
    tasks.remind()
    told = Notification.objects.filter(kind="peer.reminder")
    assert told.filter(person_id=world.employee.pk).count() == 1
    assert not told.filter(person_id=world.peer.pk).exists()
