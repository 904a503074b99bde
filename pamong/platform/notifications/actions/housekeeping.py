"""What a killed worker left, and what is old."""

from django.db import connection

from pamong.platform.access.viewer import Viewer

STALE = "3 minutes"  # longer than any try may take
KEPT = "90 days"


def rescue(*, repeatable: list[str], by: Viewer) -> int:
    """Deliveries claimed by a worker that died: on channels where the same effect twice is one, they are tried again.

    On the others nobody knows whether it left: they are parked, for a person to decide. Answers how many were found.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE notifications_delivery SET"
            " state = CASE WHEN channel = ANY(%(again)s) THEN 'waiting' ELSE 'parked' END,"
            " reason = CASE WHEN channel = ANY(%(again)s) THEN '' ELSE 'doubt' END,"
            " done_at = CASE WHEN channel = ANY(%(again)s) THEN NULL ELSE clock_timestamp() END, begun_at = NULL"
            " WHERE state = 'sending' AND begun_at < clock_timestamp() - %(stale)s::interval",
            {"again": repeatable, "stale": STALE},
        )
        return int(cursor.rowcount)


def prune(*, by: Viewer) -> int:
    """Forget deliveries done longer than ninety days ago; parked ones stay. Answers how many went."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM notifications_delivery WHERE state IN ('sent', 'skipped') AND done_at < now() - %s::interval",
            [KEPT],
        )
        return int(cursor.rowcount)
