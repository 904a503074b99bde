"""The wire format of server-sent events, and the answer for a stream request."""

import json
import random
from collections.abc import Iterable
from http.cookies import CookieError, SimpleCookie
from typing import Any, NamedTuple
from urllib.parse import parse_qs

from django.conf import settings
from django.db import DatabaseError

from pamong.platform.access.scope import may
from pamong.platform.live import queries
from pamong.platform.live.queries import Event
from pamong.platform.live.topics import kind_of, may_listen, parse

HEADERS = {
    "Content-Type": "text/event-stream; charset=utf-8",
    "Cache-Control": "no-store",
    "X-Accel-Buffering": "no",
    "X-Content-Type-Options": "nosniff",
}
RETRY = (400, 1200)  # ms after which a browser comes back: each another time, so that they do not come all at once
HEARTBEAT = b": .\n\n"
MOST_SECONDS = 600.0  # how old a page may be and still catch up by its age


class Asked(NamedTuple):
    """What a browser asks for. `after` is its mark, None on the first connection; `age` the page's age in seconds."""

    session_key: str | None
    topics: list[str]
    after: int | None
    age: float


def asked(headers: dict[str, str], query: str) -> Asked:
    """Read a request; senseless numbers count as not given."""
    values = {name: found[-1] for name, found in parse_qs(query).items()}
    last = headers.get("last-event-id") or values.get("after", "")
    try:
        age = float(values.get("age", "0"))
    except ValueError:
        age = 0.0
    return Asked(
        session_key=_session_key(headers.get("cookie", "")),
        topics=parse(values.get("topics", "")),
        after=int(last) if last.isascii() and last.isdigit() and len(last) < 19 else None,
        age=min(age, MOST_SECONDS) if age > 0 else 0.0,
    )


def _session_key(cookies: str) -> str | None:
    try:
        morsel = SimpleCookie(cookies).get(settings.SESSION_COOKIE_NAME)
    except CookieError:
        return None
    return morsel.value if morsel else None


def allowed(request: Asked) -> int:
    """The status this request deserves: 200, 400 without usable topics, 403 for foreign ones, 503 without database."""
    if not request.topics:
        return 400
    try:
        viewer = queries.viewer_of_session(request.session_key)
        fine = may(viewer, "live.listen") and not viewer.must_set_up and may_listen(viewer, request.topics)
    except DatabaseError:
        return 503
    return 200 if fine else 403


def first(request: Asked) -> tuple[bytes, int]:
    """How a stream begins: what happened since the browser's mark, or since its page was made; and a new mark."""
    if request.after is not None:
        events, mark = queries.since(request.after, request.topics)
    else:
        events, mark = queries.recent(request.age + 5, request.topics)
    body, mark = encode(events, mark)
    retry = random.randint(*RETRY)  # noqa: S311 (spreads load, is no secret)
    return f"retry: {retry}\n\nid: {mark}\nevent: mark\ndata: {{}}\n\n".encode() + body, mark


def encode(events: Iterable[Event], mark: int = 0) -> tuple[bytes, int]:
    """The events as bytes, equal ones once, and the highest mark of them and of `mark`."""
    lines: dict[str, None] = {}
    for event in events:
        mark = max(mark, event.mark)
        data: dict[str, Any] = {**event.data, "topic": event.topic}
        lines[f"event: {kind_of(event.topic)}\ndata: {json.dumps(data)}\n\n"] = None
    if not lines:
        return b"", mark
    return "".join(f"id: {mark}\n{line}" for line in lines).encode(), mark
