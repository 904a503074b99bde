"""Who may listen to what."""

import pytest

from pamong.platform.access.viewer import Viewer
from pamong.platform.live import topics

VIEWER = Viewer(user_id=1, person_id=5, acts_for=frozenset({5, 9}))


@pytest.mark.parametrize("topic", ["person:5", "board:5", "board:9"])
def test_ones_own_and_those_one_acts_for(topic: str) -> None:
    assert topics.may_listen(VIEWER, [topic])


@pytest.mark.parametrize("topic", ["person:9", "person:6", "board:6", "board:59", "unknown:5", "person:"])
def test_nothing_else(topic: str) -> None:
    assert not topics.may_listen(VIEWER, [topic])


def test_one_foreign_topic_spoils_all() -> None:
    assert not topics.may_listen(VIEWER, ["person:5", "board:6"])


def test_nobody_listens_to_nothing() -> None:
    assert not topics.may_listen(VIEWER, [])
    assert not topics.may_listen(Viewer.anonymous(), ["person:None"])


def test_topics_are_read_once_each_and_in_order() -> None:
    assert topics.parse("board:5,person:5,,board:5") == ["board:5", "person:5"]


@pytest.mark.parametrize(
    "text", ["", "board", "board:5;drop", "BOARD:5", "board:" + "1" * 41, ",".join(f"board:{n}" for n in range(11))]
)
def test_malformed_topics_are_none(text: str) -> None:
    assert topics.parse(text) == []


def test_another_part_may_add_a_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(topics, "_rules", dict(topics._rules))
    topics.register("queue", lambda viewer, ident: ident == "1")
    assert topics.may_listen(VIEWER, ["queue:1"])
    assert not topics.may_listen(VIEWER, ["queue:2"])
