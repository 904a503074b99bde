"""One listening connection per process, and its fan-out in memory to all open streams."""

import asyncio
import json
import logging
from collections import defaultdict, deque
from collections.abc import Iterable
from typing import Any
from weakref import WeakKeyDictionary

import psycopg
from asgiref.sync import sync_to_async
from django.db import connection, connections

from pamong.platform.live import queries
from pamong.platform.live.actions import CHANNEL
from pamong.platform.live.queries import Event, Wanted

log = logging.getLogger("pamong.live")
QUIET = 15.0  # seconds without news after which the link is tried
SLOWEST_RETRY = 0.5
BACKLOG = 200  # events a stream may lag behind before it is told to fetch everything


class Subscription:
    """The events of one stream. When it lags too far behind it gets one event with id 0 for each topic."""

    def __init__(self, topics: list[str]) -> None:
        self.topics = topics
        self.mark = 0
        self._waiting: deque[Event] = deque()
        self._news = asyncio.Event()

    def put(self, event: Event) -> None:
        if len(self._waiting) >= BACKLOG:
            self._waiting.clear()
            self._waiting.extend(Event(0, topic, {}, event.mark) for topic in self.topics)
        self._waiting.append(event)
        self._news.set()

    async def get(self, timeout: float) -> list[Event]:
        """What has come, at the latest after `timeout` seconds (then perhaps nothing)."""
        if not self._waiting:
            self._news.clear()
            try:
                await asyncio.wait_for(self._news.wait(), timeout)
            except TimeoutError:
                return []
        events = list(self._waiting)
        self._waiting.clear()
        return events


class Beginnings:
    """What streams must know when they begin. Those that come while one read is under way share the next one."""

    MOST = 500  # streams in one read

    def __init__(self) -> None:
        self._waiting: list[tuple[Wanted, asyncio.Future[tuple[list[Event], int]]]] = []
        self._task: asyncio.Task[None] | None = None

    async def read(self, wanted: Wanted) -> tuple[list[Event], int]:
        """The events this stream missed and the mark to read on from; raises DatabaseError."""
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[tuple[list[Event], int]] = loop.create_future()
        self._waiting.append((wanted, answer))
        if self._task is None or self._task.done():
            self._task = loop.create_task(self._run())
        return await answer

    async def _run(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting[: self.MOST], self._waiting[self.MOST :]
            try:
                found = await in_thread(queries.beginnings, [wanted for wanted, _answer in batch])
            except Exception as error:  # theirs to handle: each stream tells its browser to come back
                for _wanted, answer in batch:
                    if not answer.done():
                        answer.set_exception(error)
                continue
            for (_wanted, answer), one in zip(batch, found, strict=True):
                if not answer.done():  # a browser may have left meanwhile
                    answer.set_result(one)


class Hub:
    """Listens while anybody is subscribed; after a broken link reads again from its mark what it may have missed."""

    def __init__(self) -> None:
        self._streams: dict[str, set[Subscription]] = defaultdict(set)
        self._task: asyncio.Task[None] | None = None
        self._known: deque[int] = deque(maxlen=2000)  # ids already handed out, for the doubles of reading again
        self._mark: int | None = None
        self._next_mark: int | None = None
        self.listening = asyncio.Event()
        self.beginnings = Beginnings()

    def subscribe(self, topics: list[str]) -> Subscription:
        subscription = Subscription(topics)
        for topic in topics:
            self._streams[topic].add(subscription)
        if self._task is None or self._task.done():
            self._task = asyncio.get_running_loop().create_task(self._run())
        return subscription

    def unsubscribe(self, subscription: Subscription) -> None:
        for topic in subscription.topics:
            self._streams[topic].discard(subscription)
            if not self._streams[topic]:
                del self._streams[topic]

    @property
    def streams(self) -> int:
        return len({id(one) for many in self._streams.values() for one in many})

    async def _run(self) -> None:
        delay = 0.2
        while True:
            try:
                async with await psycopg.AsyncConnection.connect(**_parameters(), autocommit=True) as link:
                    await link.execute(f"LISTEN {CHANNEL}")
                    await self._catch_up()
                    self.listening.set()
                    delay = 0.2
                    await self._listen(link)
            except Exception as error:  # whatever it is, streams stay open and the link is tried again
                self.listening.clear()
                log.warning("live: %s; again in %.1f s", error, delay)
                await asyncio.sleep(delay)
                delay = min(delay * 2, SLOWEST_RETRY)

    async def _listen(self, link: psycopg.AsyncConnection[Any]) -> None:
        while True:
            async for notice in link.notifies(timeout=QUIET):
                payload = json.loads(notice.payload)
                self._mark = max(self._mark or 0, payload["h"])
                self._hand_out([Event(payload["i"], payload["t"], payload["d"], self._mark)])
            # A mark read now may run ahead of notifications still under way: it counts from the next round on.
            fresh = await in_thread(queries.mark)
            self._mark, self._next_mark = max(self._mark or 0, self._next_mark or 0), fresh
            await link.execute("SELECT 1")  # a dead link shows itself

    async def _catch_up(self) -> None:
        before = await in_thread(queries.mark)
        if self._mark is not None and self._streams:
            events, _mark = await in_thread(queries.since, self._mark, list(self._streams))
            self._hand_out(events)
        self._mark, self._next_mark = before, None

    def _hand_out(self, events: Iterable[Event]) -> None:
        for event in events:
            if event.id and event.id in self._known:
                continue
            self._known.append(event.id)
            for subscription in self._streams.get(event.topic, ()):
                subscription.put(event)


def _parameters() -> dict[str, Any]:
    """How to reach the database outside of Django's connection (a restarted server must be noticed soon)."""
    database = connections["default"].settings_dict
    return {
        "host": database["HOST"] or None,
        "port": database["PORT"] or None,
        "user": database["USER"] or None,
        "password": database["PASSWORD"] or None,
        "dbname": database["NAME"],
        "application_name": "pamong live",
        "connect_timeout": 5,
        "keepalives_idle": 30,
    }


async def in_thread(read: Any, *arguments: Any) -> Any:
    """A read of Django's in a thread, whose connection is given back at once."""

    def work() -> Any:
        try:
            return read(*arguments)
        finally:
            connection.close()

    return await sync_to_async(work, thread_sensitive=False)()


_hubs: WeakKeyDictionary[asyncio.AbstractEventLoop, Hub] = WeakKeyDictionary()


def hub() -> Hub:
    """The hub of this process (of this event loop)."""
    loop = asyncio.get_running_loop()
    if loop not in _hubs:
        _hubs[loop] = Hub()
    return _hubs[loop]
