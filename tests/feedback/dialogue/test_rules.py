"""Rules of dialogue: texts, days, pairs."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pamong.feedback.dialogue import rules
from pamong.rulebook.errors import Refused

TODAY = dt.date(2026, 11, 26)


@given(st.text(st.characters(blacklist_categories=("Cs", "Zs", "Cc")), min_size=1, max_size=50))
def test_a_text_loses_only_the_blanks_around_it(text: str) -> None:
    assert rules.check_text(f"  {text} \n") == text.strip()


@pytest.mark.parametrize(("text", "code"), [("", "wajib"), (" \n\t", "wajib"), ("x" * 2001, "tidak_sah")])
def test_empty_and_endless_texts_are_refused(text: str, code: str) -> None:
    with pytest.raises(Refused) as caught:
        rules.check_text(text, "topic")
    assert caught.value.field == "topic"
    assert (caught.value.code == "wajib") == (code == "wajib")


@pytest.mark.parametrize("days", [0, 1, 30, 366])
def test_days_from_today_to_a_year_ahead_are_taken(days: int) -> None:
    day = TODAY + dt.timedelta(days=days)
    assert rules.check_day(day, TODAY, "due") == day


@pytest.mark.parametrize(("days", "words"), [(-1, "sudah lewat"), (-400, "sudah lewat"), (367, "satu tahun")])
def test_other_days_say_what_to_choose(days: int, words: str) -> None:
    with pytest.raises(Refused, match=words) as caught:
        rules.check_day(TODAY + dt.timedelta(days=days), TODAY, "due")
    assert caught.value.field == "due"


def test_a_conversation_is_of_two() -> None:
    assert rules.check_pair(person_id=1, superior_id=2) == 2
    with pytest.raises(Refused, match="dua orang"):
        rules.check_pair(person_id=1, superior_id=1)
    with pytest.raises(Refused, match="belum tercatat"):
        rules.check_pair(person_id=1, superior_id=None)


@pytest.mark.parametrize(("done", "dropped"), [(True, False), (False, True)])
def test_what_is_closed_stays_closed(done: bool, dropped: bool) -> None:
    with pytest.raises(Refused, match="sudah ditutup"):
        rules.check_done(done=done, cancelled=dropped)


def test_what_runs_may_go_on() -> None:
    rules.check_done(done=False, cancelled=False)
    for state in ("planned", "held"):
        rules.check_running(state)
    with pytest.raises(Refused, match="dibatalkan"):
        rules.check_running("cancelled")
