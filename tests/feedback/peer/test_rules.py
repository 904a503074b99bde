"""Rules of who is invited and when, without a database."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pamong.feedback.peer.rules.invitations import (
    MOST,
    Member,
    asked,
    check_days,
    check_may_propose,
    check_reason,
)
from pamong.rulebook.errors import Refused

DAY = dt.date(2026, 11, 26)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.integers(1, 3), st.one_of(st.none(), st.integers(1, 6))), min_size=1, max_size=25),
    st.integers(3, 6),
    st.integers(3, 12),
)
def test_whatever_the_office_looks_like(shape: list[tuple[int, int | None]], least: int, most: int) -> None:
    """Nobody about himself or (as a peer) his superior; never more than the limits; never a circle that could not show."""
    members = [Member(n, unit, boss if boss != n else None) for n, (unit, boss) in enumerate(shape, start=1)]
    boss = {member.person_id: member.superior_id for member in members}
    found = asked([member.person_id for member in members], members, most=most, least=least)
    circles: dict[tuple[int, str], list[int]] = {}
    for one in found:
        circles.setdefault((one.about, one.relation), []).append(one.giver)
        assert one.giver != one.about
        if one.relation == "peer":
            assert one.giver != boss[one.about]
        else:
            assert boss[one.giver] == one.about
    for givers in circles.values():
        assert len(set(givers)) == len(givers) <= min(most, MOST)
        assert len(givers) >= min(least, most)


@pytest.mark.parametrize(("first", "last", "field"), [(0, -1, "ends"), (-5, -1, "ends"), (2, 1, "ends")])
def test_days_that_do_not_fit(first: int, last: int, field: str) -> None:
    days = {"starts": DAY + dt.timedelta(days=first), "ends": DAY + dt.timedelta(days=last)}
    with pytest.raises(Refused) as caught:
        check_days(**days, today=DAY, least=3, lowest=3, highest=10)
    assert caught.value.field == field


def test_a_round_of_one_day_is_a_round() -> None:
    check_days(starts=DAY, ends=DAY, today=DAY, least=3, lowest=3, highest=10)
    with pytest.raises(Refused):
        check_days(starts=DAY, ends=DAY, today=DAY, least=2, lowest=3, highest=10)


@pytest.mark.parametrize(
    ("giver", "already", "count", "words"),
    [
        (1, False, 0, "dirinya"),
        (9, False, 0, "Atasan"),
        (2, True, 0, "sudah diundang"),
        (2, False, MOST, "Paling banyak"),
    ],
)
def test_who_cannot_be_proposed(giver: int, already: bool, count: int, words: str) -> None:
    with pytest.raises(Refused, match=words):
        check_may_propose(about=1, giver=giver, superior=9, already=already, count=count)
    check_may_propose(about=1, giver=2, superior=9, already=False, count=MOST - 1)


def test_a_reason_is_a_few_words() -> None:
    assert check_reason(" keluarga ") == "keluarga"
    assert len(check_reason("x" * 500)) == 300
    with pytest.raises(Refused):
        check_reason("  ")
