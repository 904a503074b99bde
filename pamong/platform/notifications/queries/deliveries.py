"""What leaves the application, for those who run it: never content, never persons."""

from django.db import connection
from django.db.models import Count, QuerySet

from pamong.platform.access import scope
from pamong.platform.access.viewer import Viewer
from pamong.platform.notifications.models import Delivery, Notification

_SHOWN = ("id", "created_at", "done_at", "due_at", "channel", "mode", "kind", "state", "reason", "attempts")
_WAITING = """
SELECT DISTINCT person_id FROM notifications_notification
WHERE mode = 'digest' AND digest_id IS NULL AND person_id > %s ORDER BY person_id LIMIT %s
"""


def delivery_log(viewer: Viewer, *, state: str = "", channel: str = "") -> QuerySet[Delivery]:
    """Deliveries, newest first, without whom they are for and what they say."""
    found = Delivery.objects.filter(scope(viewer, "delivery.view", {})).only(*_SHOWN).order_by("-created_at", "-id")
    if state:
        found = found.filter(state=state)
    return found.filter(channel=channel) if channel else found


def delivery_counts(viewer: Viewer) -> dict[str, int]:
    """How many there are of each state."""
    found = Delivery.objects.filter(scope(viewer, "delivery.view", {})).order_by()
    return {row["state"]: row["many"] for row in found.values("state").annotate(many=Count("pk"))}


def waiting_for_digest(*, after: int, limit: int) -> list[int]:
    """People with events that wait for a digest, in the order of their numbers from ``after`` on."""
    with connection.cursor() as cursor:
        cursor.execute(_WAITING, [after, limit])
        return [row[0] for row in cursor.fetchall()]


def channels_due() -> list[str]:
    """Channels on which something is due."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT channel FROM notifications_delivery WHERE state = 'waiting' AND due_at <= clock_timestamp()"
        )
        return [row[0] for row in cursor.fetchall()]


def unread_notice(delivery: Delivery) -> Notification | None:
    """The notice this delivery is about, unless it was read meanwhile."""
    return Notification.objects.filter(pk=delivery.notice_id or 0, read_at__isnull=True).first()


def unread_of_digest(delivery: Delivery) -> list[Notification]:
    """The notices of a digest that are still unread, newest first."""
    return list(Notification.objects.filter(digest_id=delivery.pk, read_at__isnull=True))
