"""Writes of notices: tell a person once about an event, and note what was read."""

from django.db import connection
from django.db.models.functions import Now

from pamong.platform.access.viewer import Viewer
from pamong.platform.guard import ACTION
from pamong.platform.jobs.app import defer_by_name
from pamong.platform.live.actions import publish as publish_live
from pamong.platform.notifications.kinds import kind_of
from pamong.platform.notifications.models import Notification

_INSERT = """
INSERT INTO notifications_notification (person_id, kind, text, url, key) VALUES (%s, %s, %s, %s, %s)
ON CONFLICT (person_id, key) DO NOTHING RETURNING id
"""


def notify(*, person_id: int, kind: str, text: str, url: str, key: str, by: Viewer) -> bool:
    """Tell a person about an event, in the transaction of the event; his open pages refresh.

    ``key`` names the event: the same person hears of it once (answers False the second time). ``url`` is the path of
    the thing itself. Nobody is told of his own act. Kinds declared with ``mail=True`` also leave an e-mail.
    Raises RuntimeError outside a transaction.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("notify() belongs into the transaction of the event")
    if person_id == by.person_id:
        return False
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, [person_id, kind, text[:300], url, key])
        row = cursor.fetchone()
    if row is None:
        return False
    publish_live(topic=f"person:{person_id}", data={"notice": row[0]})
    if kind_of(kind).mail:
        defer_by_name("notifications.mail", notice_id=row[0])
    return True


def mark_read(*, by: Viewer, notice_id: int | None = None) -> int:
    """Mark one of the viewer's notices (or, without ``notice_id``, all) as read; answers how many changed."""
    unread = Notification.objects.filter(person_id=by.person_id or 0, read_at__isnull=True)
    if notice_id is not None:
        unread = unread.filter(pk=notice_id)
    return unread.update(via=ACTION, read_at=Now())
