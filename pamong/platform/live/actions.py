"""Tell open pages that something changed."""

import contextlib
import json
from collections.abc import Mapping

from django.db import connection
from django.db.backends.utils import CursorWrapper

from pamong.platform.live.topics import TOPIC

CHANNEL = "pamong_live"
MOST_BYTES = 4000  # a notification of PostgreSQL holds 8,000
KEPT = "1 day"

# In one statement: the same thing twice in a transaction (an import of many rows) is one event; the notification leaves
# when, and only when, the transaction commits. `h` is a mark from which a reader can safely read again (queries.since).
INSERT = """
WITH fresh AS (
  INSERT INTO live_event (topic, data, xid, created_at)
  SELECT %(topic)s::varchar, %(data)s::jsonb, pg_current_xact_id()::text::bigint, clock_timestamp()
  WHERE NOT EXISTS (
    SELECT FROM live_event
    WHERE topic = %(topic)s::varchar AND xid = pg_current_xact_id()::text::bigint AND data = %(data)s::jsonb
  )
  RETURNING id, topic, data
)
SELECT pg_notify(%(channel)s::text, json_build_object(
  'i', id, 't', topic, 'd', data, 'h', pg_snapshot_xmin(pg_current_snapshot())::text::bigint)::text)
FROM fresh
"""


def publish(*, topic: str, data: Mapping[str, object] | None = None, cursor: CursorWrapper | None = None) -> None:
    """Tell the pages that listen to `topic` (`board:5`, `person:5`, `job:x`). Call it inside the changing transaction.

    `data` carries ids only, never personal content: the page fetches its fragment again through the gate.
    `cursor` publishes through another connection than the current one. Raises ValueError when the topic is malformed or
    the data too long.
    """
    text = json.dumps(dict(data or {}))
    if not TOPIC.match(topic) or len(text) > MOST_BYTES:
        raise ValueError(f"not a live event: {topic} with {len(text)} bytes")
    with contextlib.nullcontext(cursor) if cursor else connection.cursor() as own:
        own.execute(INSERT, {"topic": topic, "data": text, "channel": CHANNEL})


def prune() -> int:
    """Delete events older than a day; a page that was away longer fetches everything again. Answers how many."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM live_event WHERE created_at < now() - %s::interval", [KEPT])
        return int(cursor.rowcount)
