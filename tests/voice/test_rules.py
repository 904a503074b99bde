"""States, clocks, receipts, questions, closing: plain Python, no database."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pamong.rulebook import deadlines
from pamong.rulebook.errors import Refused
from pamong.voice.complaints.enums import State
from pamong.voice.complaints.rules import clocks, closing, questions, receipts, states, texts
from pamong.voice.complaints.rules.questions import Question

MONDAY = dt.date(2026, 11, 2)


def deadline(kind: str, start: dt.date) -> dt.date:
    return deadlines.deadline(kind, start, frozenset())


def kinds(found: list[clocks.Clock]) -> dict[str, clocks.Clock]:
    return {clock.kind: clock for clock in found}


class TestStates:
    def test_every_state_of_the_words_has_a_row(self) -> None:
        assert set(states.FOLLOWS) == set(State.values)
        assert all(following <= set(State.values) for following in states.FOLLOWS.values())

    def test_open_states_are_the_same_in_rules_and_words(self) -> None:
        assert {state for state in State if state.is_open} == states.OPEN

    def test_nothing_closes_as_confirmed_but_from_an_answer(self) -> None:
        assert {s for s in states.FOLLOWS if states.may_become(s, "confirmed")} == {"answered", "unconfirmed"}

    def test_a_merged_case_stays_merged(self) -> None:
        with pytest.raises(Refused):
            states.check_may_become("merged", "working")

    @pytest.mark.parametrize("state", ["confirmed", "visited", "unconfirmed", "refused", "handed_over", "answered"])
    def test_the_reporter_reopens_what_was_closed(self, state: str) -> None:
        states.check_reopenable(state, days_since=30, limit=30)
        with pytest.raises(Refused):
            states.check_reopenable(state, days_since=31, limit=30)

    @pytest.mark.parametrize("state", ["received", "working", "waiting", "merged"])
    def test_but_not_what_is_open_or_merged(self, state: str) -> None:
        with pytest.raises(Refused):
            states.check_reopenable(state, days_since=0, limit=30)

    @pytest.mark.parametrize(
        ("unit", "accused", "ok"),
        [
            ("000001.", "000002.", True),
            ("000001.", "", True),
            ("000001.000005.", "000001.000006.", True),
            ("000001.", "000001.", False),
            ("000001.000005.", "000001.", False),
            ("000001.", "000001.000005.", False),
        ],
    )
    def test_the_accused_unit_its_parents_and_parts_never_handle_it(self, unit: str, accused: str, ok: bool) -> None:
        if ok:
            states.check_unit_may_handle(unit, accused)
        else:
            with pytest.raises(Refused):
                states.check_unit_may_handle(unit, accused)


class TestClocks:
    def test_a_new_case_must_be_verified_in_three_working_days(self) -> None:
        found = clocks.clocks(clocks.Days(received=MONDAY), deadline)
        bound = clocks.binding(found)
        assert bound is not None
        assert (bound.kind, bound.due) == ("verifikasi_lapor", dt.date(2026, 11, 5))
        assert kinds(found)["tanggapan_pengaduan"].due == dt.date(2026, 11, 16)

    def test_after_verification_the_follow_up_binds_before_the_decision(self) -> None:
        day = dt.date(2026, 11, 3)
        found = clocks.clocks(clocks.Days(received=MONDAY, verified=day, complete=day), deadline)
        bound = clocks.binding(found)
        assert bound is not None
        assert (bound.kind, bound.due) == ("tindak_lanjut_lapor", dt.date(2026, 11, 10))
        assert kinds(found)["putusan_pengaduan"].due == dt.date(2027, 1, 2)
        assert kinds(found)["tanggapan_pengaduan"].met == day

    def test_while_the_reporter_completes_it_nothing_binds_the_agency(self) -> None:
        day = dt.date(2026, 11, 3)
        days = clocks.Days(received=MONDAY, verified=day, asked_complete=day, followed_up=day)
        found = clocks.clocks(days, deadline)
        assert clocks.binding(found) is None
        assert kinds(found)["kelengkapan_pengaduan"].due == dt.date(2026, 12, 3)
        assert kinds(found)["kelengkapan_pengaduan"].on_reporter
        assert clocks.decision_due(days, deadline) is None

    def test_the_decision_counts_from_completeness_and_a_later_question_stops_nothing(self) -> None:
        done = dt.date(2026, 11, 20)
        days = clocks.Days(received=MONDAY, verified=MONDAY, asked_complete=MONDAY, complete=done, followed_up=done)
        assert clocks.decision_due(days, deadline) == dt.date(2027, 1, 19)
        bound = clocks.binding(clocks.clocks(days, deadline))
        assert bound is not None
        assert bound.kind == "putusan_pengaduan"

    def test_in_time_is_judged_by_the_sixty_days(self) -> None:
        days = clocks.Days(received=MONDAY, verified=MONDAY, complete=MONDAY)
        assert clocks.answered_in_time(days, dt.date(2027, 1, 1), deadline)
        assert not clocks.answered_in_time(days, dt.date(2027, 1, 2), deadline)

    @settings(max_examples=60)
    @given(st.dates(dt.date(2026, 1, 1), dt.date(2027, 1, 1)), st.integers(0, 40), st.integers(0, 90))
    def test_the_binding_clock_is_the_earliest_that_is_open(self, start: dt.date, verified: int, followed: int) -> None:
        day = start + dt.timedelta(days=verified)
        days = clocks.Days(
            received=start,
            verified=day,
            complete=day,
            followed_up=start + dt.timedelta(days=followed) if followed else None,
        )
        found = clocks.clocks(days, deadline)
        bound = clocks.binding(found)
        assert bound is not None
        assert bound.due == min(c.due for c in found if c.met is None)


class TestReceipts:
    def test_numbers_and_secrets_read_as_people_type_them(self) -> None:
        number, secret = receipts.draw_number(), receipts.secret_of(receipts.draw_token())
        assert receipts.read_number(number.lower().replace("-", " ")) == number
        assert receipts.read_number(number.replace("P-", "")) == number
        assert receipts.read_secret(secret.lower().replace("-", "")) == secret

    def test_letters_that_look_like_digits_are_digits(self) -> None:
        assert receipts.read_number("P-OIL0-0000") == "P-0110-0000"

    @pytest.mark.parametrize("text", ["", "P-123", "P-7K3M-9QXD-1", "'; drop table", "٣" * 8])
    def test_what_is_no_number_is_none(self, text: str) -> None:
        assert receipts.read_number(text) == ""
        assert receipts.read_secret(text) == ""

    def test_the_secret_follows_from_the_token_alone_and_has_a_hundred_bits(self) -> None:
        token = receipts.draw_token()
        assert receipts.secret_of(token) == receipts.secret_of(token)
        assert receipts.secret_of(token) != receipts.secret_of(receipts.draw_token())
        assert len(receipts.secret_of(token).replace("-", "")) * 5 == 100
        assert receipts.digest(token) not in receipts.secret_of(token)

    def test_numbers_tell_no_order(self) -> None:
        drawn = [receipts.draw_number() for _ in range(50)]
        assert len(set(drawn)) == 50
        assert drawn != sorted(drawn)


QUESTIONS = (
    Question("jumlah", "Berapa?", "number"),
    Question("sejak", "Sejak kapan?", "choice", True, (("hari", "Hari ini"), ("lama", "Lama"))),
    Question("apa", "Apa saja?", "choices", False, (("a", "A"), ("b", "B"))),
    Question("kapan", "Tanggal?", "date"),
    Question("ket", "Keterangan"),
)


class TestQuestions:
    def test_they_keep_their_shape(self) -> None:
        assert questions.questions_of(questions.as_stored(QUESTIONS)) == QUESTIONS

    def test_fitting_answers_stay_and_unknown_ones_go(self) -> None:
        given_ = {
            "jumlah": "3",
            "sejak": ["lama"],
            "apa": ["b", "a", "a"],
            "kapan": "2026-11-02",
            "ket": " x ",
            "lain": "?",
        }
        assert questions.clean_answers(QUESTIONS, given_) == {
            "jumlah": "3",
            "sejak": "lama",
            "apa": ["a", "b"],
            "kapan": "2026-11-02",
            "ket": "x",
        }

    @pytest.mark.parametrize(
        ("given_", "field"),
        [
            ({}, "sejak"),
            ({"sejak": "kemarin"}, "sejak"),
            ({"sejak": "hari", "jumlah": "tiga"}, "jumlah"),
            ({"sejak": "hari", "apa": ["z"]}, "apa"),
            ({"sejak": "hari", "kapan": "2-11-2026"}, "kapan"),
            ({"sejak": "hari", "ket": "x" * 301}, "ket"),
        ],
    )
    def test_what_does_not_fit_names_its_question(self, given_: dict[str, object], field: str) -> None:
        with pytest.raises(Refused) as refused:
            questions.clean_answers(QUESTIONS, given_)
        assert refused.value.field == field

    @pytest.mark.parametrize(
        "wrong", [Question("A b", "x"), Question("a", " "), Question("a", "x", "file"), Question("a", "x", "choice")]
    )
    def test_a_question_that_cannot_be_asked_is_refused(self, wrong: Question) -> None:
        with pytest.raises(Refused):
            questions.as_stored([wrong])

    def test_answers_are_shown_by_their_names(self) -> None:
        shown = questions.shown(QUESTIONS, {"apa": ["a", "b"], "sejak": "lama"})
        assert shown == [("Sejak kapan?", "Lama"), ("Apa saja?", "A, B")]


class TestClosing:
    def test_what_is_upheld_needs_all_parts(self) -> None:
        whole = {"answer": "a", "cause": "b", "remedy": "c", "prevention": "d"}
        closing.check_decision("upheld", **whole, has_proof=True)
        for part in whole:
            with pytest.raises(Refused) as refused:
                closing.check_decision("upheld", **{**whole, part: " "}, has_proof=True)
            assert refused.value.field == part
        with pytest.raises(Refused) as refused:
            closing.check_decision("partly", **whole, has_proof=False)
        assert refused.value.field == "proof"

    def test_what_is_not_upheld_needs_an_answer(self) -> None:
        closing.check_decision("not_upheld", "a", "", "", "", has_proof=False)
        with pytest.raises(Refused):
            closing.check_decision("not_upheld", "", "", "", "", has_proof=False)
        with pytest.raises(Refused):
            closing.check_decision("baik", "a", "", "", "", has_proof=False)

    def test_the_draw_is_the_same_for_everybody_and_not_the_same_every_month(self) -> None:
        numbers = [f"P-{n:04d}-0000" for n in range(200)]
        drawn = closing.draw("2026-10", numbers, 5)
        assert len(drawn) == 10
        assert drawn == closing.draw("2026-10", reversed(numbers), 5)
        assert drawn != closing.draw("2026-11", numbers, 5)
        assert closing.draw("2026-10", numbers[:3], 5) != []
        assert closing.draw("2026-10", [], 5) == closing.draw("2026-10", numbers, 0) == []

    def test_a_place_is_one_of_three_things(self) -> None:
        texts.check_place(has_place=False, street="Jalan Merdeka", has_point=False)
        with pytest.raises(Refused):
            texts.check_place(has_place=False, street="  ", has_point=False)
