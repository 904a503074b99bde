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
    given: str = ""  # the pass that came with the mark


def asked(headers: dict[str, str], query: str) -> Asked:
    """Read a request; senseless numbers count as not given."""
    values = {name: found[-1] for name, found in parse_qs(query).items()}
    last, _dot, given = (headers.get("last-event-id") or values.get("after", "")).partition(".")
    try:
        age = float(values.get("age", "0"))
    except ValueError:
        age = 0.0
    return Asked(
        session_key=_session_key(headers.get("cookie", "")),
        topics=parse(values.get("topics", "")),
        after=int(last) if last.isascii() and last.isdigit() and len(last) < 19 else None,
        age=min(age, MOST_SECONDS) if age > 0 else 0.0,
        given=given,
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


def wanted(request: Asked) -> queries.Wanted:
    """What to read for this request: since the browser's mark, or since its page was made."""
    return queries.Wanted(tuple(request.topics), request.after, request.age + 5)


def first(events: Iterable[Event], mark: int, given: str = "") -> tuple[bytes, int]:
    """How a stream begins: what happened until now, and a new mark."""
    body, mark = encode(events, mark, given)
    retry = random.randint(*RETRY)  # noqa: S311 (spreads load, is no secret)
    return f"retry: {retry}\n\nid: {_id(mark, given)}\nevent: mark\ndata: {{}}\n\n".encode() + body, mark


def encode(events: Iterable[Event], mark: int = 0, given: str = "") -> tuple[bytes, int]:
    """The events as bytes, equal ones once, and the highest mark of them and of `mark`; the pass goes with the mark."""
    lines: dict[str, None] = {}
    for event in events:
        mark = max(mark, event.mark)
        data: dict[str, Any] = {**event.data, "topic": event.topic}
        lines[f"event: {kind_of(event.topic)}\ndata: {json.dumps(data)}\n\n"] = None
    if not lines:
        return b"", mark
    ident = _id(mark, given)
    return "".join(f"id: {ident}\n{line}" for line in lines).encode(), mark


def _id(mark: int, given: str) -> str:
    return f"{mark}.{given}" if given else str(mark)
