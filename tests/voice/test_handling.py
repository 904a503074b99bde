"""From verification to an honest end: what every act changes, what it refuses, and what it leaves behind."""

import datetime as dt
from typing import Any

import pytest

from pamong.evidence.models import Fact
from pamong.platform.events import listen
from pamong.platform.notifications.models import Notification
from pamong.rulebook.errors import Refused
from pamong.voice.complaints import actions, events, metrics
from pamong.voice.complaints.enums import State, StepKind
from pamong.voice.complaints.models import Closing, Complaint
from tests.voice import builder
from tests.voice.builder import CITIZEN, Catalogue
from tests.world import World

pytestmark = pytest.mark.django_db


def steps_of(case: Complaint) -> list[str]:
    return list(case.steps.values_list("kind", flat=True))


def standing(case: Complaint, metric: Any) -> list[tuple[int | None, int, float]]:
    """What stands in evidence: (person, unit, value), withdrawn facts left out."""
    found: dict[int, list[Any]] = {}
    for fact in Fact.objects.filter(metric=metric.id, source_label=case.number).order_by("id"):
        if fact.corrects is None:
            found[fact.id] = [fact.person_id, fact.unit_id, float(fact.value)]
        elif fact.n == -1:
            found.pop(fact.corrects, None)
    return [(row[0], row[1], row[2]) for row in found.values()]


def fresh(case: Complaint) -> Complaint:
    return Complaint.objects.select_related("unit", "category").get(pk=case.pk)


class TestVerifying:
    def test_it_declares_the_case_complete_and_starts_the_decision(self, world: World, cat: Catalogue) -> None:
        case = builder.received(cat)
        actions.verify(complaint=case, text="Terima kasih.", by=world.viewer("officer"))
        now = fresh(case)
        assert (now.state, now.verified_day, now.complete_day) == (State.VERIFIED, world.today, world.today)
        assert now.due_kind == "tindak_lanjut_lapor"
        told = now.steps.get(kind=StepKind.VERIFIED)
        assert (told.text, told.is_public, told.for_reporter) == ("Terima kasih.", True, True)

    def test_not_twice(self, world: World, cat: Catalogue) -> None:
        case = builder.received(cat)
        actions.verify(complaint=case, by=world.viewer("officer"))
        with pytest.raises(Refused):
            actions.verify(complaint=case, by=world.viewer("officer"))

    def test_what_is_missing_is_asked_and_the_clock_waits_for_the_reporter(self, world: World, cat: Catalogue) -> None:
        case = builder.received(cat)
        actions.ask_to_complete(complaint=case, text="Nomor tiang?", by=world.viewer("officer"))
        now = fresh(case)
        assert (now.state, now.complete_day, now.due) == (State.WAITING, None, None)
        actions.write(complaint=case, text="Tiang nomor 7.", by=CITIZEN)
        now = fresh(case)
        assert (now.state, now.complete_day) == (State.VERIFIED, world.today)
        assert now.due is not None

    def test_once_complete_it_cannot_be_stopped_that_way(self, world: World, cat: Catalogue) -> None:
        case = builder.received(cat)
        actions.verify(complaint=case, by=world.viewer("officer"))
        with pytest.raises(Refused) as refused:
            actions.ask_to_complete(complaint=case, text="Apa lagi?", by=world.viewer("officer"))
        assert refused.value.code == "sudah_lengkap"

    def test_a_later_question_does_not_stop_the_clock(self, world: World, cat: Catalogue) -> None:
        case = builder.assigned(world, cat)
        actions.ask(complaint=case, text="Masih mati?", by=world.viewer("employee"))
        now = fresh(case)
        assert (now.state, now.due_kind) == (State.WAITING, "putusan_pengaduan")
        assert now.due == world.today + dt.timedelta(days=60)


class TestRouting:
    def test_assigning_verifies_tells_and_counts(self, world: World, cat: Catalogue) -> None:
        case = builder.assigned(world, cat)
        now = fresh(case)
        assert (now.state, now.unit, now.handler) == (State.ASSIGNED, world.office, world.employee)
        assert now.verified_day == now.complete_day == world.today
        assert Notification.objects.filter(person_id=world.employee.pk, kind="voice.assigned").count() == 1
        assert standing(case, metrics.RECEIVED) == [(world.employee.pk, world.office.pk, 1.0)]

    def test_without_an_officer_the_head_of_the_unit_is_told(self, world: World, cat: Catalogue) -> None:
        case = builder.received(cat)
        actions.assign(complaint=case, unit=world.office, by=world.viewer("officer"))
        assert Notification.objects.filter(person_id=world.superior.pk, kind="voice.assigned").exists()

    def test_or_whoever_stands_in_for_him(self, world: World, cat: Catalogue) -> None:
        world.appoint_acting("superior", "acting")
        case = builder.received(cat)
        actions.assign(complaint=case, unit=world.office, by=world.viewer("officer"))
        told = set(Notification.objects.filter(kind="voice.assigned").values_list("person_id", flat=True))
        assert told == {world.acting.pk}

    def test_a_case_that_moves_on_counts_where_it_is(self, world: World, cat: Catalogue) -> None:
        case = builder.assigned(world, cat)
        actions.assign(complaint=case, unit=world.b_root, by=world.viewer("officer"))
        assert standing(case, metrics.RECEIVED) == [(None, world.b_root.pk, 1.0)]

    def test_only_somebody_of_the_unit(self, world: World, cat: Catalogue) -> None:
        case = builder.received(cat)
        with pytest.raises(Refused) as refused:
            actions.assign(complaint=case, unit=world.office, handler_id=world.stranger.pk, by=world.viewer("officer"))
        assert refused.value.field == "handler"

    def test_not_ours_goes_back_with_reason_and_running_clock(self, world: World, cat: Catalogue) -> None:
        case = builder.assigned(world, cat)
        due = fresh(case).due
        actions.give_back(complaint=case, text="Ini jalan provinsi.", by=world.viewer("superior"))
        now = fresh(case)
        assert (now.state, now.unit, now.handler, now.due) == (State.VERIFIED, None, None, due)
        note = now.steps.get(kind=StepKind.NOTE)
        assert "jalan provinsi" in note.text
        assert not note.for_reporter

    def test_handing_over_names_the_body_and_is_no_success(self, world: World, cat: Catalogue) -> None:
        case = builder.received(cat)
        by = world.viewer("officer")
        with pytest.raises(Refused) as refused:
            actions.hand_over(complaint=case, to=" ", text="Jalan nasional.", by=by)
        assert refused.value.field == "to"
        actions.hand_over(complaint=case, to="Balai Jalan Nasional", text="Jalan nasional.", by=by)
        now = fresh(case)
        assert (now.state, now.handed_to, now.closed_day) == (State.HANDED_OVER, "Balai Jalan Nasional", world.today)
        assert now.due is None
        assert standing(case, metrics.IN_TIME) == []

    def test_refusing_needs_a_reason_the_reporter_reads(self, world: World, cat: Catalogue) -> None:
        case = builder.received(cat)
        with pytest.raises(Refused):
            actions.refuse(complaint=case, text="", by=world.viewer("officer"))
        actions.refuse(complaint=case, text="Bukan pengaduan.", by=world.viewer("officer"))
        told = fresh(case).steps.get(kind=StepKind.REFUSED)
        assert (told.text, told.for_reporter) == ("Bukan pengaduan.", True)
        actions.reopen(complaint=case, text="Ini pengaduan.", by=CITIZEN)
        assert fresh(case).state == State.RECEIVED


class TestMerging:
    def test_the_second_follows_the_first(self, world: World, cat: Catalogue) -> None:
        first, second = builder.received(cat), builder.received(cat)
        actions.merge(complaint=second, into=first, by=world.viewer("officer"))
        now = fresh(second)
        assert (now.state, now.merged_into_id) == (State.MERGED, first.pk)
        assert fresh(first).voices == 2
        assert first.number in now.steps.get(kind=StepKind.MERGED).text
        joined = fresh(first).steps.get(kind=StepKind.JOINED)
        assert not joined.for_reporter

    def test_not_into_itself_a_closed_one_or_one_about_somebody_else(self, world: World, cat: Catalogue) -> None:
        by = world.viewer("officer")
        one, closed = builder.received(cat), builder.received(cat)
        actions.refuse(complaint=closed, text="Tidak.", by=by)
        about = builder.received(cat, category=cat.conduct, answers={}, accused_unit=world.b_root)
        for into, code in ((one, "diri_sendiri"), (closed, "sudah_ditutup"), (about, "pihak_berbeda")):
            with pytest.raises(Refused) as refused:
                actions.merge(complaint=one, into=into, by=by)
            assert refused.value.code == code

    def test_the_reporter_of_a_merged_case_is_sent_to_the_other(self, world: World, cat: Catalogue) -> None:
        first, second = builder.received(cat), builder.received(cat)
        actions.merge(complaint=second, into=first, by=world.viewer("officer"))
        for act in (actions.write, actions.reopen):
            with pytest.raises(Refused) as refused:
                act(complaint=second, text="Halo", by=CITIZEN)
            assert refused.value.code == "digabung"


class TestWorking:
    def test_starting_meets_the_first_follow_up(self, world: World, cat: Catalogue) -> None:
        case = builder.received(cat)
        actions.assign(complaint=case, unit=world.office, by=world.viewer("officer"))
        actions.start(complaint=case, by=world.viewer("superior"))
        now = fresh(case)
        assert (now.state, now.followed_up_day, now.handler) == (State.WORKING, world.today, world.superior)
        assert now.due_kind == "putusan_pengaduan"

    def test_words_at_the_start_are_for_the_reporter_not_for_all(self, world: World, cat: Catalogue) -> None:
        case = builder.assigned(world, cat)
        actions.start(complaint=case, text="Kami datang Kamis, Pak Slamet.", by=world.viewer("employee"))
        told = fresh(case).steps.get(kind=StepKind.STARTED)
        assert (told.is_public, told.for_reporter) == (False, True)

    def test_not_finished_is_cheap_and_honest(self, world: World, cat: Catalogue) -> None:
        case = builder.assigned(world, cat)
        day = world.today + dt.timedelta(days=14)
        before = fresh(case).due
        actions.promise(complaint=case, day=day, text="Suku cadang belum datang.", by=world.viewer("employee"))
        now = fresh(case)
        assert (now.state, now.promised_day) == (State.WORKING, day)
        assert before is not None
        assert now.due is not None
        assert now.due_kind == "putusan_pengaduan"
        assert f"{day.day} " in now.steps.get(kind=StepKind.PROMISED).text

    @pytest.mark.parametrize("days", [-1, 0, 181])
    def test_but_the_date_lies_ahead_and_not_too_far(self, world: World, cat: Catalogue, days: int) -> None:
        case = builder.assigned(world, cat)
        with pytest.raises(Refused) as refused:
            actions.promise(
                complaint=case,
                day=world.today + dt.timedelta(days=days),
                text="Nanti.",
                by=world.viewer("employee"),
            )
        assert refused.value.field == "day"

    def test_a_note_stays_inside(self, world: World, cat: Catalogue) -> None:
        case = builder.assigned(world, cat)
        actions.note(complaint=case, text="Pelapor sering menelepon.", by=world.viewer("employee"))
        row = fresh(case).steps.get(kind=StepKind.NOTE)
        assert (row.is_public, row.for_reporter) == (False, False)

    def test_work_is_told_to_whoever_listens(self, world: World, cat: Catalogue) -> None:
        heard: list[Any] = []
        listen(events.ComplaintHandled)(heard.append)
        listen(events.ComplaintDecided)(heard.append)
        case = builder.answered(world, cat)
        mine = [e for e in heard if e.complaint_id == case.pk]
        assert mine == [
            events.ComplaintDecided(
                complaint_id=case.pk,
                unit_id=world.office.pk,
                person_id=world.employee.pk,
                outcome="upheld",
                in_time=True,
                day=world.today,
            )
        ]


class TestDeciding:
    def test_an_upheld_case_keeps_all_parts_and_counts(self, world: World, cat: Catalogue) -> None:
        case = builder.answered(world, cat)
        closing = Closing.objects.get(complaint=case)
        assert (closing.outcome, closing.cause, closing.remedy) == (
            "upheld",
            "Balast rusak.",
            "Balast dan lampu diganti.",
        )
        assert (closing.in_time, closing.days) == (True, 0)
        assert case.state == State.ANSWERED
        me = world.employee.pk, world.office.pk
        assert standing(case, metrics.IN_TIME) == [(*me, 1.0)]
        assert standing(case, metrics.DAYS) == [(*me, 0.0)]
        assert standing(case, metrics.UPHELD) == [(*me, 1.0)]

    @pytest.mark.parametrize("part", ["cause", "remedy", "prevention", "proof", "answer"])
    def test_none_of_them_may_be_missing(self, world: World, cat: Catalogue, part: str) -> None:
        case = builder.assigned(world, cat)
        lacking = actions.Decision(**{**builder.UPHELD.__dict__, part: " "})
        with pytest.raises(Refused) as refused:
            actions.decide(complaint=case, decision=lacking, by=world.viewer("employee"))
        assert refused.value.field == part
        assert fresh(case).state == State.ASSIGNED
        assert not Closing.objects.exists()

    def test_a_photo_is_proof_too(self, world: World, cat: Catalogue) -> None:
        case = builder.assigned(world, cat)
        without_words = actions.Decision(**{**builder.UPHELD.__dict__, "proof": ""})
        actions.decide(complaint=case, decision=without_words, photos=[builder.photo()], by=world.viewer("employee"))
        assert case.photos.get().kind == "proof"

    def test_a_late_decision_is_counted_as_late(self, world: World, cat: Catalogue) -> None:
        case = builder.assigned(world, cat)
        long_ago = world.today - dt.timedelta(days=61)
        Complaint.objects.filter(pk=case.pk).update(
            via=builder.ACTION, received_day=long_ago, complete_day=long_ago, verified_day=long_ago
        )
        closing = actions.decide(complaint=case, decision=builder.NOT_UPHELD, by=world.viewer("employee"))
        assert (closing.in_time, closing.days) == (False, 61)
        assert standing(case, metrics.IN_TIME)[0][2] == 0.0

    def test_the_second_decision_replaces_the_first_in_evidence(self, world: World, cat: Catalogue) -> None:
        case = builder.answered(world, cat)
        actions.reopen(complaint=case, text="Mati lagi.", by=CITIZEN)
        actions.decide(complaint=case, decision=builder.NOT_UPHELD, by=world.viewer("superior"))
        assert standing(case, metrics.UPHELD) == [(world.superior.pk, world.office.pk, 0.0)]
        assert Closing.objects.filter(complaint=case).count() == 2

    def test_answered_is_not_confirmed(self, world: World, cat: Catalogue) -> None:
        case = builder.answered(world, cat)
        assert case.closed_day is None
        with pytest.raises(Refused):
            actions.decide(complaint=case, decision=builder.UPHELD, by=world.viewer("employee"))


class TestEnding:
    def test_the_reporter_confirms(self, world: World, cat: Catalogue) -> None:
        case = builder.answered(world, cat)
        actions.confirm(complaint=case, by=CITIZEN)
        now = fresh(case)
        assert (now.state, now.closed_day, now.due) == (State.CONFIRMED, world.today, None)

    def test_nobody_confirms_what_was_not_answered(self, world: World, cat: Catalogue) -> None:
        with pytest.raises(Refused):
            actions.confirm(complaint=builder.assigned(world, cat), by=CITIZEN)

    def test_a_visit_is_made_by_somebody_else_with_a_picture(self, world: World, cat: Catalogue) -> None:
        case = builder.answered(world, cat)
        for who, photos, expected in (
            ("employee", [builder.photo()], "orang_sama"),
            ("superior", [], "wajib"),
        ):
            with pytest.raises(Refused) as refused:
                actions.visited(complaint=case, text="Menyala.", photos=photos, by=world.viewer(who))
            assert refused.value.code == expected
        actions.visited(complaint=case, text="Menyala.", photos=[builder.photo()], by=world.viewer("superior"))
        assert fresh(case).state == State.VISITED

    def test_reopened_it_keeps_number_clock_and_history(self, world: World, cat: Catalogue) -> None:
        case = builder.answered(world, cat)
        actions.confirm(complaint=case, by=CITIZEN)
        before = fresh(case)
        actions.reopen(complaint=case, text="Mati lagi.", by=CITIZEN)
        now = fresh(case)
        assert (now.number, now.complete_day, now.received_day) == (
            before.number,
            before.complete_day,
            before.received_day,
        )
        assert (now.state, now.reopened, now.closed_day) == (State.WORKING, 1, None)
        assert now.due == before.complete_day + dt.timedelta(days=60)  # type: ignore[operator]  # it is complete
        assert steps_of(case)[-3:] == ["answered", "confirmed", "reopened"]

    def test_the_words_of_the_reporter_do_not_become_public_by_reopening(self, world: World, cat: Catalogue) -> None:
        case = builder.answered(world, cat)
        actions.reopen(complaint=case, text="Pak RT Budi 0812 saksinya.", by=CITIZEN)
        assert not fresh(case).steps.get(kind=StepKind.REOPENED).is_public

    def test_too_late_it_is_a_new_report(self, world: World, cat: Catalogue) -> None:
        case = builder.answered(world, cat)
        actions.confirm(complaint=case, by=CITIZEN)
        Complaint.objects.filter(pk=case.pk).update(via=builder.ACTION, closed_day=world.today - dt.timedelta(days=31))
        with pytest.raises(Refused) as refused:
            actions.reopen(complaint=case, text="Mati lagi.", by=CITIZEN)
        assert refused.value.code == "lewat_batas"

    def test_the_rating_counts_once_and_the_last_one(self, world: World, cat: Catalogue) -> None:
        case = builder.answered(world, cat)
        actions.rate(complaint=case, score=2, by=CITIZEN)
        actions.rate(complaint=case, score=4, text="Ternyata baik.", by=CITIZEN)
        assert standing(case, metrics.SATISFACTION) == [(world.employee.pk, world.office.pk, 4.0)]

    @pytest.mark.parametrize("score", [0, 5, -1])
    def test_within_the_scale(self, world: World, cat: Catalogue, score: int) -> None:
        with pytest.raises(Refused):
            actions.rate(complaint=builder.answered(world, cat), score=score, by=CITIZEN)

    def test_and_only_after_an_answer(self, world: World, cat: Catalogue) -> None:
        with pytest.raises(Refused):
            actions.rate(complaint=builder.assigned(world, cat), score=4, by=CITIZEN)
