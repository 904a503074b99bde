"""In-process events reach their listeners in the publisher's transaction."""

from dataclasses import dataclass

import pytest
from django.db import transaction

from pamong.people.models import Agency
from pamong.platform import events
from pamong.platform.guard import ACTION


@dataclass(frozen=True)
class Happened:
    number: int


@dataclass(frozen=True)
class HappenedElsewhere:
    number: int


@pytest.fixture(autouse=True)
def _own_listeners(monkeypatch: pytest.MonkeyPatch) -> None:
    from collections import defaultdict

    monkeypatch.setattr(events, "_listeners", defaultdict(list))


def test_listeners_hear_in_the_order_of_registration() -> None:
    heard: list[tuple[str, int]] = []
    events.listen(Happened)(lambda e: heard.append(("first", e.number)))
    events.listen(Happened)(lambda e: heard.append(("second", e.number)))
    events.publish(Happened(3))
    assert heard == [("first", 3), ("second", 3)]


def test_only_their_own_kind() -> None:
    heard: list[int] = []
    events.listen(Happened)(lambda e: heard.append(e.number))
    events.publish(HappenedElsewhere(1))
    assert heard == []


def test_registering_twice_is_once() -> None:
    heard: list[int] = []

    def listener(event: Happened) -> None:
        heard.append(event.number)

    events.listen(Happened)(listener)
    events.listen(Happened)(listener)
    events.publish(Happened(1))
    assert heard == [1]


def test_nobody_listening_is_fine() -> None:
    events.publish(Happened(1))


@pytest.mark.django_db
def test_a_failing_listener_undoes_the_whole_act() -> None:
    def fails(event: Happened) -> None:
        raise RuntimeError

    events.listen(Happened)(fails)
    with pytest.raises(RuntimeError), transaction.atomic():
        Agency.objects.add(via=ACTION, name="Dinas yang batal")
        events.publish(Happened(1))
    assert not Agency.objects.exists()
