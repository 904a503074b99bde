"""A pass opens a stream again for a minute: just this session, just these topics."""

import pytest

from pamong.platform.live import passes

SESSION, TOPICS = "s" * 32, ["board:5", "person:5"]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    moment = [1_795_741_200.0]
    monkeypatch.setattr("pamong.platform.live.passes.time.time", lambda: moment[0])
    return moment


def test_it_is_good_for_a_minute(clock: list[float]) -> None:
    given = passes.issue(SESSION, TOPICS)
    assert passes.left(given, SESSION, TOPICS) == 60
    clock[0] += 59
    assert passes.left(given, SESSION, TOPICS) == 1
    clock[0] += 1
    assert passes.left(given, SESSION, TOPICS) == 0


def test_a_clock_that_went_back_makes_it_no_longer(clock: list[float]) -> None:
    given = passes.issue(SESSION, TOPICS)
    clock[0] -= 3600
    assert passes.left(given, SESSION, TOPICS) == 60


@pytest.mark.parametrize(
    ("session", "topics"),
    [("t" * 32, TOPICS), (None, TOPICS), ("", TOPICS), (SESSION, ["board:6"]), (SESSION, TOPICS[:1]), (SESSION, [])],
)
def test_not_for_another_session_nor_for_other_topics(session: str | None, topics: list[str]) -> None:
    assert passes.left(passes.issue(SESSION, TOPICS), session, topics) == 0


@pytest.mark.parametrize("given", ["", ".", "x.y", "99999999999.", "-5.abc", "9" * 40 + ".x", "1795741260"])
def test_what_is_no_pass(given: str) -> None:
    assert passes.left(given, SESSION, TOPICS) == 0


def test_nobody_makes_it_good_for_longer(clock: list[float]) -> None:
    until, _dot, seal = passes.issue(SESSION, TOPICS).partition(".")
    assert passes.left(f"{int(until) + 3600}.{seal}", SESSION, TOPICS) == 0
