"""Reads about jobs: progress for its owner, and what the operator has to know."""

from typing import Any

from django.db import connection

from pamong.platform.access.errors import NotVisible
from pamong.platform.access.viewer import Viewer
from pamong.platform.jobs.models import JobProgress


def owns(viewer: Viewer, key: str) -> bool:
    """Whether the job with this progress key was asked for by this viewer."""
    return viewer.user_id is not None and JobProgress.objects.filter(key=key, owner_id=viewer.user_id).exists()


def progress_of(*, viewer: Viewer, key: str) -> JobProgress:
    """The progress row of the viewer's own job. Raises NotVisible for others and for none."""
    row = JobProgress.objects.filter(key=key, owner_id=viewer.user_id).first() if viewer.user_id is not None else None
    if row is None:
        raise NotVisible
    return row


def worker_age() -> float | None:
    """Seconds since the youngest sign of life of any worker; None when there is none."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT extract(epoch FROM now() - max(last_heartbeat))::float FROM procrastinate_workers")
        age: float | None = cursor.fetchone()[0]
    return None if age is None else max(0.0, age)


def counts() -> dict[str, int]:
    """How many jobs wait, run and are parked (failed for good until somebody looks)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT status::text, count(*) FROM procrastinate_jobs GROUP BY 1")
        found = dict(cursor.fetchall())
    return {"waiting": found.get("todo", 0), "running": found.get("doing", 0), "parked": found.get("failed", 0)}


def parked(limit: int = 50) -> list[dict[str, Any]]:
    """Jobs that were given up, newest first: number, task, attempts, and when."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT job.id, job.task_name, job.attempts, max(event.at) FROM procrastinate_jobs job
               LEFT JOIN procrastinate_events event ON event.job_id = job.id
               WHERE job.status = 'failed' GROUP BY job.id ORDER BY job.id DESC LIMIT %s""",
            [limit],
        )
        return [{"id": row[0], "task": row[1], "attempts": row[2], "at": row[3]} for row in cursor.fetchall()]
