"""States of a plan, default phases, the cascade and the digest."""

import datetime as dt
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pamong.planning.enums import ConductValue, EvaluationStep, PhaseKind, SkpState
from pamong.planning.rules import cascade, conduct, freeze, phases, states
from pamong.rulebook.errors import Refused

ALLOWED = {
    ("draft", "submit"): "submitted",
    ("returned", "submit"): "submitted",
    ("submitted", "withdraw"): "draft",
    ("submitted", "return"): "returned",
    ("submitted", "agree"): "agreed",
}


@pytest.mark.parametrize(("state", "act"), list(itertools.product(SkpState.values, states.MOVES)))
def test_only_the_allowed_moves_are_open(state: str, act: str) -> None:
    if (state, act) in ALLOWED:
        assert states.move(state, act) == ALLOWED[state, act]
    else:
        with pytest.raises(Refused):
            states.move(state, act)


def test_only_drafts_and_returned_plans_change() -> None:
    for state in ("draft", "returned"):
        states.check_editable(state)
    for state in ("submitted", "agreed"):
        with pytest.raises(Refused):
            states.check_editable(state)


def test_expectations_stay_open_until_agreement() -> None:
    for state in ("draft", "submitted", "returned"):
        states.check_expectations_open(state)
    with pytest.raises(Refused):
        states.check_expectations_open("agreed")


@pytest.mark.parametrize(
    ("state", "gaps", "has_assessor", "word"),
    [
        ("draft", 0, True, "Ajukan"),
        ("draft", 2, True, "Lengkapi"),
        ("draft", 0, False, "admin kepegawaian"),
        ("returned", 0, True, "catatan"),
        ("submitted", 0, True, "Menunggu"),
        ("agreed", 0, True, "harian"),
    ],
)
def test_the_next_step_is_told_in_words(state: str, gaps: int, has_assessor: bool, word: str) -> None:
    assert word in states.next_step(state, gaps=gaps, has_assessor=has_assessor)


def test_phases_follow_the_regulation() -> None:
    found = {(p.kind, p.period_no): (p.starts, p.ends) for p in phases.default_phases(2026, "quarter")}
    assert found["planning", 0] == (dt.date(2026, 1, 1), dt.date(2026, 1, 31))  # Ps. 24(2)
    assert found["annual", 0] == (dt.date(2026, 12, 31), dt.date(2027, 1, 31))  # Ps. 42(1)
    assert found["follow_up", 0][1] == dt.date(2027, 2, 28)  # Ps. 51(1)
    assert found["evaluation", 1] == (dt.date(2026, 4, 1), dt.date(2026, 4, 15))
    assert len(found) == 8


def test_february_of_a_leap_year_ends_on_its_29th() -> None:
    assert phases.default_phases(2027, "quarter")[-1].ends == dt.date(2028, 2, 29)


@given(st.integers(2019, 2100), st.sampled_from(EvaluationStep.values))
def test_periods_cover_the_year_without_gap_or_overlap(year: int, step: str) -> None:
    found = phases.periods(year, step)
    assert found[0].starts == dt.date(year, 1, 1)
    assert found[-1].ends == dt.date(year, 12, 31)
    for earlier, later in itertools.pairwise(found):
        assert later.starts - earlier.ends == dt.timedelta(days=1)
    assert {p.kind for p in phases.default_phases(year, step)} == set(PhaseKind.values)


def test_an_unknown_step_is_an_error() -> None:
    with pytest.raises(ValueError, match="unknown"):
        phases.periods(2026, "week")


def test_a_parent_belongs_to_another_person_and_never_hangs_below() -> None:
    cascade.check_parent(result_id=1, person_id=1, parent_id=2, parent_person_id=2, ancestors={2, 3})
    cascade.check_parent(result_id=None, person_id=1, parent_id=2, parent_person_id=2, ancestors=())
    for wrong in (
        {"result_id": 1, "person_id": 1, "parent_id": 2, "parent_person_id": 1, "ancestors": ()},
        {"result_id": 1, "person_id": 1, "parent_id": 2, "parent_person_id": 2, "ancestors": {2, 1}},
        {"result_id": 2, "person_id": 1, "parent_id": 2, "parent_person_id": 2, "ancestors": ()},
    ):
        with pytest.raises(Refused) as refused:
            cascade.check_parent(**wrong)  # type: ignore[arg-type]
        assert refused.value.field == "parent"


TEXTS = st.dictionaries(st.text(max_size=8), st.one_of(st.none(), st.text(max_size=20), st.integers()), max_size=6)


@given(TEXTS)
def test_the_digest_does_not_depend_on_the_order(content: dict[str, object]) -> None:
    turned = dict(reversed(list(content.items())))
    assert freeze.digest(content) == freeze.digest(turned)
    assert len(freeze.digest(content)) == 64


@given(TEXTS, st.text(max_size=8), st.text(min_size=1, max_size=8))
def test_the_digest_changes_with_the_content(content: dict[str, object], key: str, value: str) -> None:
    assert freeze.digest({**content, key: value}) != freeze.digest({**content, key: value + "."})


def test_conduct_has_seven_values_with_three_statements_in_step_with_the_stored_names() -> None:
    assert [(v.value, v.label) for v in conduct.VALUES] == [(v.value, str(v.label)) for v in ConductValue]
    assert all(len(v.statements) == 3 and all(v.statements) for v in conduct.VALUES)
    assert conduct.VALUES[4].statements[2] == "Menjaga rahasia jabatan dan negara"
