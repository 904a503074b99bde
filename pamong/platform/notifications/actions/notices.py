"""Writes of notices: tell a person once about an event, and note what was read."""

from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models.functions import Now

from pamong.platform.access.viewer import Viewer
from pamong.platform.guard import ACTION
from pamong.platform.jobs.app import defer_by_name
from pamong.platform.live.actions import publish as publish_live
from pamong.platform.notifications.kinds import kind_of
from pamong.platform.notifications.models import Notification

# One statement: the notice, and what leaves the application at once by the ways this person wants. A digest gathers its
# notices later, from their mode.
_TELL = """
WITH chosen AS (
  SELECT coalesce(
    (SELECT mode FROM notifications_choice
     WHERE person_id = %(person)s AND kind = %(kind)s AND mode = ANY(%(allowed)s)), %(default)s) AS mode
), told AS (
  INSERT INTO notifications_notification (person_id, kind, text, url, key, mode)
  SELECT %(person)s, %(kind)s, %(text)s, %(url)s, %(key)s, mode FROM chosen
  ON CONFLICT (person_id, key) DO NOTHING RETURNING id, mode
), ways AS (
  SELECT coalesce(p.email, true) AS email, coalesce(p.whatsapp, false) AND %(gateway)s AS whatsapp,
         EXISTS (SELECT FROM notifications_pushsubscription s WHERE s.person_id = %(person)s) AS push
  FROM (SELECT) nothing LEFT JOIN notifications_profile p ON p.person_id = %(person)s
), put AS (
  INSERT INTO notifications_delivery (person_id, event, channel, mode, kind, notice_id, address, body, state, reason, attempts)
  SELECT %(person)s, %(key)s, way.channel, 'now', %(kind)s, told.id, '', '', 'waiting', '', 0
  FROM told, ways, LATERAL (VALUES ('email', email), ('push', push), ('whatsapp', whatsapp)) way(channel, wanted)
  WHERE told.mode = 'now' AND way.wanted
  ON CONFLICT DO NOTHING RETURNING channel
)
SELECT (SELECT id FROM told), (SELECT coalesce(array_agg(channel ORDER BY channel), '{}') FROM put)
"""


def notify(*, person_id: int, kind: str, text: str, url: str, key: str, by: Viewer) -> bool:
    """Tell a person about an event, in the transaction of the event; his open pages refresh.

    ``key`` names the event: the same person hears of it once (answers False the second time). ``url`` is the path of
    the thing itself; a digest groups by it. Nobody is told of his own act. Whether it also leaves the application, and
    how soon, follows from the kind and from what the person chose. Raises RuntimeError outside a transaction.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("notify() belongs into the transaction of the event")
    if person_id == by.person_id:
        return False
    declared = kind_of(kind)
    values: dict[str, Any] = {
        "person": person_id,
        "kind": kind,
        "text": text[:300],
        "url": url,
        "key": key,
        "allowed": [str(mode) for mode in declared.allows],
        "default": str(declared.default),
        "gateway": bool(settings.GATEWAY_URL or settings.GATEWAY_FILES),
    }
    with connection.cursor() as cursor:
        cursor.execute(_TELL, values)
        notice_id, channels = cursor.fetchone()
    if notice_id is None:
        return False
    publish_live(topic=f"person:{person_id}", data={"notice": notice_id})
    for channel in channels:
        defer_by_name("notifications.send", channel=channel)
    return True


def mark_read(*, by: Viewer, notice_id: int | None = None) -> int:
    """Mark one of the viewer's notices (or, without ``notice_id``, all) as read; answers how many changed."""
    unread = Notification.objects.filter(person_id=by.person_id or 0, read_at__isnull=True)
    if notice_id is not None:
        unread = unread.filter(pk=notice_id)
    return unread.update(via=ACTION, read_at=Now())
