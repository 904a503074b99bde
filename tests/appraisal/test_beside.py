"""Peers, dialogue and citizens stand beside a rating as information: counts, and no texts that belong to others."""

import datetime as dt
from decimal import Decimal

import pytest

from pamong.appraisal import queries
from pamong.feedback.dialogue import actions as dialogue
from pamong.feedback.dialogue.models import FollowUp, Meeting
from pamong.platform.guard import ACTION
from tests.appraisal.builder import Plan
from tests.feedback.citizen.test_voices import said
from tests.feedback.dialogue.test_dialogue import followup, meeting
from tests.feedback.peer import builder as peer

pytestmark = pytest.mark.django_db


def test_nothing_is_said_where_there_is_nothing(plan: Plan) -> None:
    row = plan.opened()
    assert not queries.beside(row).anything
    assert "Untuk diketahui" not in plan.world.client("superior").get(f"/penilaian/{row.pk}/").content.decode()


def test_counts_of_the_period_stand_beside_the_rating(plan: Plan) -> None:
    world, row = plan.world, plan.opened()
    within = row.ends - dt.timedelta(days=3)
    said(world, day=within)
    said(world, "score", value=Decimal(4), day=within, words="")
    said(world, "complaint", day=row.ends + dt.timedelta(days=1), words="Di luar periode")
    talk = meeting(world)
    dialogue.add(meeting=talk, kind="note", text="Rahasia berdua", by=world.viewer("superior"))
    Meeting.objects.update(via=ACTION, state="held", day=within)
    followup(world)
    FollowUp.objects.update(via=ACTION, due=within, done_on=within)
    peer.crew(world, 4)
    round_ = peer.open_round(world, about_from=row.starts, about_to=row.ends)
    peer.answer_all(world, peer.subject_of(round_, world.employee))
    peer.release(round_)
    found = queries.beside(row)
    assert (found.citizens.praise, found.citizens.complaints, found.citizens.mean) == (1, 0, Decimal(4))
    assert (found.held.meetings, found.held.actions, found.held.done) == (1, 1, 1)
    assert [(one.title, one.answers) for one in found.rounds] == [("Putaran uji", 5)]
    for who, page in (("employee", ""), ("superior", ""), ("superior", "nilai/"), ("inspector", "")):
        text = world.client(who).get(f"/penilaian/{row.pk}/{page}").content.decode()
        for words in ("5 jawaban", "1 dialog", "1 dari 1 tindak lanjut", "1 pujian", "sabar"):
            assert words in text, (who, page, words)
        assert "Rahasia berdua" not in text
        assert "Teks 0 tentang" not in text
