"""The stream as an ASGI application: /live/stream?topics=board:5,person:5. No Django middleware, no connection held."""

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from django.db import DatabaseError

from pamong.platform.live import passes, sse
from pamong.platform.live.hub import hub, in_thread

log = logging.getLogger("pamong.live")
PATH = "/live/stream"
HEARTBEAT = 15.0  # seconds: proxies cut silent connections, and a vanished browser is noticed

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]


async def application(scope: Message, receive: Receive, send: Send) -> None:
    """Answer one request below /live/."""
    if scope["path"] != PATH:
        return await _answer(send, 404)
    if scope["method"] != "GET":
        return await _answer(send, 405, {"Allow": "GET"})
    headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
    request = sse.asked(headers, scope["query_string"].decode("latin-1"))
    good_for = passes.left(request.given, request.session_key, request.topics) if request.topics else 0.0
    if not good_for:
        status = await in_thread(sse.allowed, request)
        if status != 200:
            return await _answer(send, status, {"Retry-After": "3"} if status == 503 else {})
        good_for = float(passes.SECONDS)
        request = request._replace(given=passes.issue(request.session_key, request.topics))
    stream = asyncio.ensure_future(_stream(request, good_for, send))
    gone = asyncio.ensure_future(_disconnected(receive))
    try:
        await asyncio.wait({stream, gone}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in (stream, gone):
            task.cancel()
        ended, _ = await asyncio.gather(stream, gone, return_exceptions=True)
        if isinstance(ended, Exception) and not isinstance(ended, OSError):
            log.warning("live: a stream ended: %r", ended)
    return None


async def _stream(request: sse.Asked, good_for: float, send: Send) -> None:
    subscription = hub().subscribe(request.topics)  # first listen, then read what was missed: no gap
    try:
        try:
            await asyncio.wait_for(hub().listening.wait(), 5)
            events, mark = await hub().beginnings.read(sse.wanted(request))
        except (DatabaseError, TimeoutError):
            return await _answer(send, 503, {"Retry-After": "3"})
        body, mark = sse.first(events, mark, request.given)
        await _start(send, 200, sse.HEADERS)
        await _send(send, body)
        loop = asyncio.get_running_loop()
        check_at = loop.time() + good_for * random.uniform(0.7, 1.0)  # noqa: S311 (spreads load, is no secret)
        while True:
            body, mark = sse.encode(await subscription.get(HEARTBEAT), mark, request.given)
            await _send(send, body or sse.HEARTBEAT)
            if loop.time() >= check_at:
                check_at = loop.time() + passes.SECONDS * random.uniform(0.7, 1.0)  # noqa: S311 (spreads load)
                status = await in_thread(sse.allowed, request)
                if status in {400, 403}:  # 503: the database is away, wait
                    return await send({"type": "http.response.body", "body": b"", "more_body": False})
                if status == 200:
                    request = request._replace(given=passes.issue(request.session_key, request.topics))
    finally:
        hub().unsubscribe(subscription)


async def _disconnected(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _answer(send: Send, status: int, headers: dict[str, str] | None = None) -> None:
    await _start(send, status, {"Cache-Control": "no-store", "Content-Length": "0", **(headers or {})})
    await send({"type": "http.response.body", "body": b"", "more_body": False})


async def _start(send: Send, status: int, headers: dict[str, str]) -> None:
    encoded = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": status, "headers": encoded})


async def _send(send: Send, body: bytes) -> None:
    await send({"type": "http.response.body", "body": body, "more_body": True})
