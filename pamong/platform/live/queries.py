"""What happened on topics since a mark.

A *mark* is a transaction id such that whatever a reader has not seen was written by a transaction with that id or a
later one. PostgreSQL gives it with every snapshot (its `xmin`). Reading from the mark may give a row twice, never lose
one, and needs no lock among writers; a doubled event only makes a page fetch its fragment once more.
"""

import json
from collections.abc import Sequence
from typing import Any, NamedTuple

from django.conf import settings
from django.contrib.auth import get_user
from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.http import HttpRequest
from django.utils.module_loading import import_string

from pamong.platform.access.viewer import Viewer, viewer_of


class Event(NamedTuple):
    """One event; `mark` is where to read on after it. An id of 0 says: something may be missed, fetch everything."""

    id: int
    topic: str
    data: dict[str, Any]
    mark: int


FIND = "SELECT id, topic, data FROM live_event WHERE xid >= %s AND topic = ANY(%s) ORDER BY id LIMIT %s"
BOUNDS = """SELECT pg_snapshot_xmin(s)::text::bigint, pg_snapshot_xmax(s)::text::bigint,
            (SELECT min(xid) FROM live_event) FROM pg_current_snapshot() s"""
MOST = 1000
# What many streams want, in one statement: `n` numbers them, each with its topics; with a mark or by the page's age.
_SINCE = """SELECT w.n, e.id, e.topic, e.data FROM unnest(%s::int[], %s::bigint[], %s::text[]) w(n, after, topic),
              LATERAL (SELECT id, topic, data FROM live_event
                       WHERE topic = w.topic AND xid >= w.after ORDER BY id LIMIT %s) e ORDER BY e.id"""
_RECENT = """SELECT w.n, e.id, e.topic, e.data FROM unnest(%s::int[], %s::float[], %s::text[]) w(n, age, topic)
             JOIN live_event e ON e.topic = w.topic AND e.created_at > now() - w.age * interval '1 second'
             WHERE e.created_at > now() - %s * interval '1 second' ORDER BY e.id"""


class Wanted(NamedTuple):
    """What one stream wants to begin with: events after its mark or, without one, of the last `age` seconds."""

    topics: tuple[str, ...]
    after: int | None
    age: float


def mark() -> int:
    """The present mark."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
        return int(cursor.fetchone()[0])


def since(after: int, topics: Sequence[str]) -> tuple[list[Event], int]:
    """Events on these topics that a reader with the mark `after` may not have seen, and the mark to read on from.

    When the mark is older than what is kept, or comes from another database (a restored one), the answer is one event
    with id 0 for each topic.
    """
    with connection.cursor() as cursor:
        cursor.execute(BOUNDS)  # before the rows: whatever commits between the two statements is read again later
        low, high, oldest = cursor.fetchone()
        cursor.execute(FIND, [after, list(topics), MOST + 1])
        rows = cursor.fetchall()
    if after > high or (oldest is not None and after < oldest) or len(rows) > MOST:
        return [Event(0, topic, {}, low) for topic in topics], low
    return [Event(ident, topic, _json(data), low) for ident, topic, data in rows], low


def beginnings(wanted: Sequence[Wanted]) -> list[tuple[list[Event], int]]:
    """For each stream what `since` says for its mark, or what happened in its page's age; in at most three statements."""
    with connection.cursor() as cursor:
        cursor.execute(BOUNDS)
        low, high, oldest = cursor.fetchone()
        found: list[list[Event]] = [[] for _ in wanted]
        for n, ident, topic, data in _rows(cursor, wanted):
            found[n].append(Event(ident, topic, _json(data), low))
    for n, one in enumerate(wanted):
        after = one.after
        lost = after is not None and (after > high or (oldest is not None and after < oldest))
        if lost or len(found[n]) > MOST:
            found[n] = [Event(0, topic, {}, low) for topic in one.topics]
    return [(events, low) for events in found]


def _rows(cursor: CursorWrapper, wanted: Sequence[Wanted]) -> list[tuple[Any, ...]]:
    marked = [(n, one.after, topic) for n, one in enumerate(wanted) if one.after is not None for topic in one.topics]
    fresh = [(n, one.age, topic) for n, one in enumerate(wanted) if one.after is None for topic in one.topics]
    rows: list[tuple[Any, ...]] = []
    if marked:
        cursor.execute(_SINCE, [*_columns(marked), MOST + 1])
        rows += cursor.fetchall()
    if fresh:
        cursor.execute(_RECENT, [*_columns(fresh), max(age for _n, age, _topic in fresh)])
        rows += cursor.fetchall()
    return rows


def _columns(rows: list[tuple[int, Any, str]]) -> list[list[Any]]:
    return [list(column) for column in zip(*rows, strict=True)]


def _json(value: Any) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(value) if isinstance(value, str) else value
    return loaded


def viewer_of_session(session_key: str | None) -> Viewer:
    """The viewer behind a session cookie, checked as a page would check it (expired, changed password, disabled)."""
    if not session_key:
        return Viewer.anonymous()
    store = import_string(f"{settings.SESSION_ENGINE}.SessionStore")
    request = HttpRequest()
    request.session = store(session_key)
    return viewer_of(get_user(request))
