"""Writes of notices: tell a person once about an event, and note what was read."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.conf import settings
from django.db import connection
from django.db.models.functions import Now

from pamong.platform.access.viewer import Viewer
from pamong.platform.guard import ACTION
from pamong.platform.jobs.app import defer_by_name
from pamong.platform.live.actions import CHANNEL, TOLD
from pamong.platform.notifications.kinds import kind_of
from pamong.platform.notifications.models import Notification

# One statement: the notices, the bell of open pages, and what leaves the application at once by the ways each person wants.
# A digest gathers its notices later, from their mode.
_TELL = """
WITH wanted AS (
  SELECT * FROM unnest(%(persons)s::bigint[], %(texts)s::text[], %(urls)s::text[], %(keys)s::text[])
    w(person_id, text, url, key)
), told AS (
  INSERT INTO notifications_notification (person_id, kind, text, url, key, mode)
  SELECT w.person_id, %(kind)s, w.text, w.url, w.key, coalesce(c.mode, %(default)s)
  FROM wanted w LEFT JOIN notifications_choice c
    ON c.person_id = w.person_id AND c.kind = %(kind)s AND c.mode = ANY(%(allowed)s)
  ORDER BY w.person_id, w.key
  ON CONFLICT (person_id, key) DO NOTHING RETURNING id, person_id, key, mode
), put AS (
  INSERT INTO notifications_delivery (person_id, event, channel, mode, kind, notice_id, address, body, state, reason, attempts)
  SELECT told.person_id, told.key, way.channel, 'now', %(kind)s, told.id, '', '', 'waiting', '', 0
  FROM told LEFT JOIN notifications_profile p ON p.person_id = told.person_id, LATERAL (VALUES
    ('email', coalesce(p.email, true)),
    ('push', EXISTS (SELECT FROM notifications_pushsubscription s WHERE s.person_id = told.person_id)),
    ('whatsapp', coalesce(p.whatsapp, false) AND %(gateway)s)) way(channel, wanted)
  WHERE told.mode = 'now' AND way.wanted
  ON CONFLICT DO NOTHING RETURNING channel
), TOLD
SELECT (SELECT count(*) FROM told),
       (SELECT coalesce(array_agg(DISTINCT channel ORDER BY channel), '{}') FROM put),
       (SELECT count(bell) FROM rung)
""".replace(
    "TOLD",
    TOLD.replace(
        "WANTED", "SELECT 'person:' || told.person_id, jsonb_build_object('notice', told.id) FROM told ORDER BY told.id"
    ),
)
BATCH = 1000


class Notice(NamedTuple):
    """What one person is told. ``key`` names the event: he hears of it once. ``url`` is the path of the thing itself."""

    person_id: int
    text: str
    url: str
    key: str


def notify(*, person_id: int, kind: str, text: str, url: str, key: str, by: Viewer) -> bool:
    """Tell a person about an event, in the transaction of the event; his open pages refresh.

    ``key`` names the event: the same person hears of it once (answers False the second time). ``url`` is the path of
    the thing itself; a digest groups by it. Nobody is told of his own act. Whether it also leaves the application, and
    how soon, follows from the kind and from what the person chose. Raises RuntimeError outside a transaction.
    """
    return notify_many(notices=[Notice(person_id, text, url, key)], kind=kind, by=by) == 1


def notify_many(*, notices: Iterable[Notice], kind: str, by: Viewer) -> int:
    """Tell many people, as ``notify`` tells one, in a few statements however many there are; answers how many heard now."""
    if not connection.in_atomic_block:
        raise RuntimeError("notify() belongs into the transaction of the event")
    wanted = list({(one.person_id, one.key): one for one in notices if one.person_id != by.person_id}.values())
    return sum(_tell(wanted[start : start + BATCH], kind) for start in range(0, len(wanted), BATCH))


def _tell(wanted: list[Notice], kind: str) -> int:
    declared = kind_of(kind)
    values: dict[str, Any] = {
        "persons": [one.person_id for one in wanted],
        "texts": [one.text[:300] for one in wanted],
        "urls": [one.url for one in wanted],
        "keys": [one.key for one in wanted],
        "kind": kind,
        "allowed": [str(mode) for mode in declared.allows],
        "default": str(declared.default),
        "gateway": bool(settings.GATEWAY_URL or settings.GATEWAY_FILES),
        "live_channel": CHANNEL,
    }
    with connection.cursor() as cursor:
        cursor.execute(_TELL, values)
        told, channels, _rung = cursor.fetchone()
    for channel in channels:
        defer_by_name("notifications.send", channel=channel)
    return int(told)


def mark_read(*, by: Viewer, notice_id: int | None = None) -> int:
    """Mark one of the viewer's notices (or, without ``notice_id``, all) as read; answers how many changed."""
    unread = Notification.objects.filter(person_id=by.person_id or 0, read_at__isnull=True)
    if notice_id is not None:
        unread = unread.filter(pk=notice_id)
    return unread.update(via=ACTION, read_at=Now())
