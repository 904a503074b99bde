"""Tell open pages that something changed."""

import contextlib
import json
from collections.abc import Mapping, Sequence

from django.db import connection
from django.db.backends.utils import CursorWrapper

from pamong.platform.live.topics import TOPIC

CHANNEL = "pamong_live"
MOST_BYTES = 4000  # a notification of PostgreSQL holds 8,000
KEPT = "1 day"

# In one statement: the same thing twice in a transaction (an import of many rows) is one event; the notification leaves
# when, and only when, the transaction commits. `h` is a mark from which a reader can safely read again (queries.since).
_INSERT = """
WITH fresh AS (
  INSERT INTO live_event (topic, data, xid, created_at)
  SELECT w.topic, w.data, pg_current_xact_id()::text::bigint, clock_timestamp()
  FROM (WANTED) w(topic, data)
  WHERE NOT EXISTS (
    SELECT FROM live_event e
    WHERE e.topic = w.topic AND e.xid = pg_current_xact_id()::text::bigint AND e.data = w.data
  )
  RETURNING id, topic, data
)
SELECT pg_notify(%(channel)s::text, json_build_object(
  'i', id, 't', topic, 'd', data, 'h', pg_snapshot_xmin(pg_current_snapshot())::text::bigint)::text)
FROM fresh
"""
# The same as a part of another statement: rows (topic, data) of a query in it; nobody else has told of them in this transaction.
TOLD = """
fresh AS (
  INSERT INTO live_event (topic, data, xid, created_at)
  SELECT w.topic, w.data, pg_current_xact_id()::text::bigint, clock_timestamp() FROM (WANTED) w(topic, data)
  RETURNING id, topic, data
), rung AS MATERIALIZED (
  SELECT pg_notify(%(live_channel)s::text, json_build_object(
    'i', id, 't', topic, 'd', data, 'h', pg_snapshot_xmin(pg_current_snapshot())::text::bigint)::text) AS bell FROM fresh
)
"""
INSERT = _INSERT.replace("WANTED", "SELECT %(topic)s::varchar, %(data)s::jsonb")
_INSERT_MANY = _INSERT.replace("WANTED", "SELECT * FROM unnest(%(topics)s::varchar[], %(datas)s::jsonb[])")


def publish(*, topic: str, data: Mapping[str, object] | None = None, cursor: CursorWrapper | None = None) -> None:
    """Tell the pages that listen to `topic` (`board:5`, `person:5`, `job:x`). Call it inside the changing transaction.

    `data` carries ids only, never personal content: the page fetches its fragment again through the gate.
    `cursor` publishes through another connection than the current one. Raises ValueError when the topic is malformed or
    the data too long.
    """
    text = _checked(topic, data)
    with contextlib.nullcontext(cursor) if cursor else connection.cursor() as own:
        own.execute(INSERT, {"topic": topic, "data": text, "channel": CHANNEL})


def publish_many(events: Sequence[tuple[str, Mapping[str, object]]]) -> None:
    """``publish`` for many different events in one statement."""
    texts = [_checked(topic, data) for topic, data in events]
    with connection.cursor() as cursor:
        cursor.execute(_INSERT_MANY, {"topics": [topic for topic, _data in events], "datas": texts, "channel": CHANNEL})


def _checked(topic: str, data: Mapping[str, object] | None) -> str:
    text = json.dumps(dict(data or {}))
    if not TOPIC.match(topic) or len(text) > MOST_BYTES:
        raise ValueError(f"not a live event: {topic} with {len(text)} bytes")
    return text


def prune() -> int:
    """Delete events older than a day; a page that was away longer fetches everything again. Answers how many."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM live_event WHERE created_at < now() - %s::interval", [KEPT])
        return int(cursor.rowcount)
