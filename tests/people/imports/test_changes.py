"""When news about a post amends the assignment and when it opens a new one, so that every past day stays true."""

import datetime as dt
from dataclasses import replace

import pytest

from pamong.people.rules.changes import Step, Target, Way, decide
from pamong.people.rules.known import KnownPost

TODAY, BEGAN, LATER = dt.date(2026, 11, 22), dt.date(2024, 1, 2), dt.date(2026, 6, 1)
TARGET = Target(("dinas",), "Arsiparis", "JF", "Terampil", False, "atasan")
POST = KnownPost(1, "n1", ("dinas",), "Arsiparis", "JF", "Terampil", False, "atasan", BEGAN, None, True)
MOVED, RENAMED, LED = (
    replace(TARGET, unit=("lain",)),
    replace(TARGET, title="Arsiparis Muda"),
    replace(TARGET, is_head=True),
)
OTHER_SUPERIOR = replace(TARGET, superior="lain")


def step(post: KnownPost | None, target: Target, said: dt.date | None, floor: dt.date | None = None) -> Step | None:
    return decide(post, target, said, TODAY, floor)


@pytest.mark.parametrize(("said", "start"), [(BEGAN, BEGAN), (None, TODAY), (dt.date(2027, 1, 1), dt.date(2027, 1, 1))])
def test_first_assignment_begins_with_the_tmt_or_today(said: dt.date | None, start: dt.date) -> None:
    assert step(None, TARGET, said) == Step(Way.OPEN, start, TARGET)


@pytest.mark.parametrize("said", [BEGAN, None])
def test_same_post_is_left_alone(said: dt.date | None) -> None:
    assert step(POST, TARGET, said) is None


@pytest.mark.parametrize("target", [MOVED, RENAMED, LED, OTHER_SUPERIOR])
def test_later_tmt_closes_and_opens(target: Target) -> None:
    assert step(POST, target, LATER) == Step(Way.REPLACE, LATER, target, POST)


def test_later_tmt_for_the_same_post_is_a_new_appointment() -> None:
    assert step(POST, TARGET, LATER) == Step(Way.REPLACE, LATER, TARGET, POST)


def test_spelling_under_the_same_tmt_is_mended_in_place() -> None:
    assert step(POST, RENAMED, BEGAN) == Step(Way.AMEND, BEGAN, RENAMED, POST)


@pytest.mark.parametrize("target", [MOVED, LED, OTHER_SUPERIOR])
def test_real_change_without_new_tmt_counts_from_today(target: Target) -> None:
    assert step(POST, target, BEGAN) == Step(Way.REPLACE, TODAY, target, POST)
    assert step(POST, target, None) == Step(Way.REPLACE, TODAY, target, POST)


def test_new_title_without_any_tmt_counts_from_today() -> None:
    assert step(POST, RENAMED, None) == Step(Way.REPLACE, TODAY, RENAMED, POST)


def test_missing_superior_is_filled_in_place() -> None:
    post = replace(POST, superior=None)
    assert step(post, TARGET, BEGAN) == Step(Way.AMEND, BEGAN, TARGET, post)
    assert step(post, TARGET, None) == Step(Way.AMEND, BEGAN, TARGET, post)


def test_change_on_the_day_it_began_is_mended_in_place() -> None:
    post = replace(POST, start=TODAY, first=False)
    assert step(post, OTHER_SUPERIOR, BEGAN) == Step(Way.AMEND, TODAY, OTHER_SUPERIOR, post)


def test_earlier_tmt_mends_the_first_assignment_only() -> None:
    earlier = dt.date(2020, 5, 1)
    assert step(POST, TARGET, earlier) == Step(Way.AMEND, earlier, TARGET, POST)
    assert step(replace(POST, first=False), TARGET, earlier) is None


def test_ended_assignment_is_followed_by_a_new_one() -> None:
    ended = replace(POST, end=dt.date(2026, 1, 1))
    assert step(ended, TARGET, BEGAN) == Step(Way.OPEN, dt.date(2026, 1, 1), TARGET, ended)
    assert step(ended, TARGET, LATER) == Step(Way.OPEN, LATER, TARGET, ended)


def test_seat_of_head_is_taken_when_it_is_free() -> None:
    assert step(POST, LED, LATER, floor=dt.date(2026, 8, 1)) == Step(Way.REPLACE, dt.date(2026, 8, 1), LED, POST)
    assert step(None, LED, BEGAN, floor=LATER) == Step(Way.OPEN, LATER, LED)
    assert step(POST, MOVED, LATER, floor=dt.date(2026, 8, 1)) == Step(Way.REPLACE, LATER, MOVED, POST)


def test_what_was_decided_is_settled() -> None:
    """The post as the step leaves it needs nothing more when the same file comes again."""
    for target in (TARGET, MOVED, RENAMED, LED, OTHER_SUPERIOR):
        for said in (None, BEGAN, LATER, dt.date(2020, 1, 1), dt.date(2027, 1, 1)):
            for post in (
                None,
                POST,
                replace(POST, first=False),
                replace(POST, superior=None),
                replace(POST, end=LATER),
            ):
                for floor in (None, dt.date(2026, 8, 1)):
                    made = decide(post, target, said, TODAY, floor)
                    if made is None or (post and made.post is None):
                        continue
                    first = made.post is None or (made.way is Way.AMEND and made.post.first)
                    after = KnownPost(2, "n1", **vars(made.target), start=made.start, end=None, first=first)
                    assert decide(after, target, said, TODAY, floor) is None, (target, said, post, floor)
