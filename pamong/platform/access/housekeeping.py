"""What the gate keeps only for a while: answers of forms, counters of tries, sessions that have ended."""

import datetime as dt

from django.db import connection

from pamong.platform.access import throttle

ANSWERS_KEPT = dt.timedelta(days=7)  # longer than any browser keeps an unsent form alive


def prune() -> dict[str, int]:
    """Forget what is no longer needed, judged by the database clock; returns how many rows of each went."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM access_answeredrequest WHERE created_at < clock_timestamp() - make_interval(secs => %s)",
            [ANSWERS_KEPT.total_seconds()],
        )
        answers = int(cursor.rowcount)
        cursor.execute("DELETE FROM django_session WHERE expire_date < clock_timestamp()")
        sessions = int(cursor.rowcount)
    return {"answers": answers, "tries": throttle.prune(), "sessions": sessions}
