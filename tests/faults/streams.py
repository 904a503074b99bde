"""Browsers that listen: many at once, and coming back as an EventSource does."""

import asyncio
import contextlib
import json
from dataclasses import dataclass, field

import httpx

from tests.faults.machine import Machine, as_person


@dataclass
class Listener:
    """One open page: notes the numbers it heard, and reconnects with its last event id."""

    machine: Machine
    session: str
    topics: str
    heard: list[int] = field(default_factory=list)
    again: int = 0  # times it was told to fetch everything
    connections: int = 0
    mark: str = ""
    open: asyncio.Event = field(default_factory=asyncio.Event)
    status: int = 0

    async def listen(self, client: httpx.AsyncClient) -> None:
        """Until cancelled, or refused for good."""
        while True:
            with contextlib.suppress(httpx.HTTPError):
                await self._once(client)
            self.open.clear()
            if self.status in {400, 403}:
                return
            await asyncio.sleep(0.3)

    async def _once(self, client: httpx.AsyncClient) -> None:
        headers = as_person(self.session) | ({"Last-Event-ID": self.mark} if self.mark else {})
        url = f"{self.machine.url}/live/stream?topics={self.topics}"
        async with client.stream("GET", url, headers=headers) as answer:
            self.status = answer.status_code
            if answer.status_code != 200:
                return
            self.connections += 1
            name = ""
            async for line in answer.aiter_lines():
                key, _, value = line.partition(": ")
                if key == "id":
                    self.mark = value
                elif key == "event":
                    name = value
                    if name == "mark":
                        self.open.set()
                elif key == "data" and name != "mark":
                    self._hear(json.loads(value))

    def _hear(self, data: dict[str, object]) -> None:
        if isinstance(data.get("n"), int):
            self.heard.append(int(str(data["n"])))
        else:
            self.again += 1


class Audience:
    """Many listeners in one event loop."""

    def __init__(self, listeners: list[Listener]) -> None:
        self.listeners = listeners

    async def __aenter__(self) -> "Audience":
        limits = httpx.Limits(max_connections=None, max_keepalive_connections=0)
        self.client = httpx.AsyncClient(timeout=httpx.Timeout(10, read=None), limits=limits)
        self.tasks = [asyncio.create_task(one.listen(self.client)) for one in self.listeners]
        await self.all_open()
        return self

    async def __aexit__(self, *_: object) -> None:
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)
        await self.client.aclose()

    async def all_open(self, seconds: float = 60) -> None:
        await asyncio.wait_for(asyncio.gather(*(one.open.wait() for one in self.listeners)), seconds)

    async def until_heard(self, numbers: set[int], seconds: float = 20) -> None:
        """Wait until everybody has heard these; fails naming what the worst one lacks."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + seconds
        while True:
            lacking = [numbers - set(one.heard) for one in self.listeners]
            if not any(lacking):
                return
            assert loop.time() < deadline, max(lacking, key=len)
            await asyncio.sleep(0.05)
