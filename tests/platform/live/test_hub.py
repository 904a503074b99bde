"""The fan-out in memory."""

import asyncio

import pytest

from pamong.platform.live import hub as hubs
from pamong.platform.live.hub import BACKLOG, Beginnings, Hub, Subscription
from pamong.platform.live.queries import Event, Wanted


def event(n: int, topic: str = "board:1") -> Event:
    return Event(n, topic, {"n": n}, n)


def test_a_subscription_gives_what_came_at_once() -> None:
    async def story() -> None:
        subscription = Subscription(["board:1"])
        subscription.put(event(1))
        subscription.put(event(2))
        assert await subscription.get(1) == [event(1), event(2)]
        assert await subscription.get(0.01) == []

    asyncio.run(story())


def test_it_wakes_up_when_something_comes() -> None:
    async def story() -> None:
        subscription = Subscription(["board:1"])
        asyncio.get_running_loop().call_later(0.02, subscription.put, event(3))
        assert await subscription.get(5) == [event(3)]

    asyncio.run(story())


def test_who_lags_too_far_behind_fetches_everything() -> None:
    async def story() -> None:
        subscription = Subscription(["board:1", "person:2"])
        for n in range(BACKLOG + 1):
            subscription.put(event(n))
        got = await subscription.get(1)
        assert [one.id for one in got] == [0, 0, BACKLOG]
        assert {one.topic for one in got} == {"board:1", "person:2"}

    asyncio.run(story())


def test_the_hub_hands_out_by_topic_and_each_event_once() -> None:
    async def story() -> None:
        hub = Hub()
        hub._task = asyncio.create_task(asyncio.sleep(60))  # no listening in this test
        mine, both = hub.subscribe(["board:1"]), hub.subscribe(["board:1", "board:2"])
        assert hub.streams == 2
        hub._hand_out([event(1), event(2, "board:2"), event(1)])
        assert await mine.get(0.1) == [event(1)]
        assert await both.get(0.1) == [event(1), event(2, "board:2")]
        hub._hand_out([Event(0, "board:1", {}, 9), Event(0, "board:1", {}, 9)])  # "fetch everything" is no double
        assert len(await mine.get(0.1)) == 2
        hub.unsubscribe(mine)
        hub.unsubscribe(both)
        assert hub.streams == 0
        hub._task.cancel()

    asyncio.run(story())


def test_streams_that_come_together_share_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first is read alone; those that come meanwhile wait for one read of all."""
    reads: list[int] = []

    async def in_thread(read: object, wanted: list[Wanted]) -> list[tuple[list[Event], int]]:
        reads.append(len(wanted))
        await asyncio.sleep(0.01)
        return [([event(int(one.topics[0].partition(":")[2]))], 7) for one in wanted]

    async def story() -> None:
        beginnings = Beginnings()
        first = asyncio.create_task(beginnings.read(Wanted(("board:1",), 5, 0)))
        await asyncio.sleep(0.002)
        others = [asyncio.create_task(beginnings.read(Wanted((f"board:{n}",), 5, 0))) for n in range(2, 250)]
        await asyncio.sleep(0)
        others[0].cancel()  # one leaves meanwhile
        found = await asyncio.gather(first, *others, return_exceptions=True)
        assert isinstance(found.pop(1), asyncio.CancelledError)
        assert [answer[0][0].id for answer in found] == [1, *range(3, 250)]  # type: ignore[index]
        assert reads == [1, 248]
        assert await beginnings.read(Wanted(("board:9",), 5, 0)) == ([event(9)], 7)

    monkeypatch.setattr(hubs, "in_thread", in_thread)
    asyncio.run(story())


def test_a_failed_read_fails_for_all_who_waited_and_the_next_is_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = [True]

    async def in_thread(read: object, wanted: list[Wanted]) -> list[tuple[list[Event], int]]:
        await asyncio.sleep(0)
        if broken[0]:
            raise ConnectionError
        return [([], 3) for _one in wanted]

    async def story() -> None:
        beginnings, wanted = Beginnings(), Wanted(("board:1",), None, 5)
        found = await asyncio.gather(*(beginnings.read(wanted) for _ in range(3)), return_exceptions=True)
        assert [type(one) for one in found] == [ConnectionError] * 3
        broken[0] = False
        assert await beginnings.read(wanted) == ([], 3)

    monkeypatch.setattr(hubs, "in_thread", in_thread)
    asyncio.run(story())
