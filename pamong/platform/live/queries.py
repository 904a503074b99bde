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
RECENT = """SELECT id, topic, data FROM live_event
            WHERE topic = ANY(%s) AND created_at > now() - %s * interval '1 second' ORDER BY id"""
MOST = 1000


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


def recent(seconds: float, topics: Sequence[str]) -> tuple[list[Event], int]:
    """Events of the last seconds (between a page's making and its first listening), and the mark to read on from."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
        low = int(cursor.fetchone()[0])
        cursor.execute(RECENT, [list(topics), seconds])
        return [Event(ident, topic, _json(data), low) for ident, topic, data in cursor.fetchall()], low


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
