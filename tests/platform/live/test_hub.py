"""The fan-out in memory."""

import asyncio

from pamong.platform.live.hub import BACKLOG, Hub, Subscription
from pamong.platform.live.queries import Event


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
