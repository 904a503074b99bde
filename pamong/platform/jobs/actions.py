"""Writes about jobs: their progress for the one who waits, rescue and parking."""

import time
import uuid
from collections.abc import Mapping
from typing import Any

from django.db import connection
from django.db.models.functions import Now

from pamong.platform.access.viewer import Viewer
from pamong.platform.jobs.app import ATTEMPTS, atomic_job
from pamong.platform.jobs.enums import State
from pamong.platform.jobs.models import JobProgress
from pamong.platform.live.actions import publish

PAUSE = 0.3  # seconds between two reports of a job
_last_report: dict[str, float] = {}


def begin(*, title: str, by: Viewer, key: str = "") -> JobProgress:
    """Make the progress row of a long job, owned by `by`; give its `key` to the job as an argument."""
    return JobProgress.objects.create(key=key or uuid.uuid4().hex, owner_id=by.user_id, title=title[:200])


def progress(job_key: str, done: int, total: int, text: str = "") -> None:
    """Say how far a job is (`done` of `total`, a short text); its owner's page shows it at once.

    May be called for every row: of more than three reports a second some are dropped, the last one never.
    """
    now = time.monotonic()
    if done < total and now - _last_report.get(job_key, 0) < PAUSE:
        return
    if done < total:
        _last_report[job_key] = now
    else:
        _last_report.pop(job_key, None)
    _report(job_key, State.RUNNING, done=done, total=total, text=text[:300])


def finish(job_key: str, *, text: str = "", result: Mapping[str, Any] | None = None) -> None:
    """The job is done; call it as the last step, in the job's transaction. `result` is JSON for the page."""
    row = {"state": State.DONE, "text": text[:300], "result": dict(result or {}), "changed_at": Now()}
    JobProgress.objects.filter(key=job_key).update(**row)
    publish(topic=f"job:{job_key}", data={"state": State.DONE})


def fail(job_key: str, *, text: str) -> None:
    """The job will not be done; `text` says in plain words why and what to do. It outlives the job's rollback."""
    _report(job_key, State.FAILED, text=text[:300])


def _report(job_key: str, state: State, **changes: Any) -> None:
    """In an atomic job through a connection of its own, so that it is seen before the job commits."""
    values = {**changes, "state": state.value}
    columns = ", ".join(f"{name} = %({name})s" for name in values)
    statement = f"UPDATE jobs_progress SET {columns}, changed_at = now() WHERE key = %(key)s"  # noqa: S608 (our own names)
    side = connection.copy() if atomic_job.get() else None
    try:
        with (side or connection).cursor() as cursor:
            cursor.execute(statement, {**values, "key": job_key})
            publish(topic=f"job:{job_key}", data={"state": state.value}, cursor=cursor)
    finally:
        if side is not None:
            side.close()


def rescue(seconds: int) -> dict[str, list[int]]:
    """Hand jobs of workers that gave no sign of life for `seconds` to others; park what killed too many workers.

    Answers the numbers of both kinds of jobs.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT job.id, job.attempts FROM procrastinate_jobs job
            LEFT JOIN procrastinate_workers worker ON worker.id = job.worker_id
            WHERE job.status = 'doing'
              AND (worker.id IS NULL OR worker.last_heartbeat < now() - %s * interval '1 second')
            """,
            [seconds],
        )
        stalled = cursor.fetchall()
        again = [number for number, attempts in stalled if attempts < ATTEMPTS]
        parked = [number for number, attempts in stalled if attempts >= ATTEMPTS]
        for number in again:
            cursor.execute("SELECT procrastinate_retry_job_v2(%s, now(), NULL, NULL, NULL)", [number])
        for number in parked:
            cursor.execute("SELECT procrastinate_finish_job_v1(%s, 'failed', false)", [number])
    return {"again": again, "parked": parked}


def retry_parked(number: int) -> None:
    """Give a parked job another chance, after its cause was mended."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT procrastinate_retry_job_v2(%s, now(), NULL, NULL, NULL)", [number])


def prune() -> None:
    """Forget jobs done longer than a week ago, with their marks and progress rows (parked jobs stay)."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            DELETE FROM procrastinate_jobs job WHERE status IN ('succeeded', 'cancelled', 'aborted')
              AND NOT EXISTS (SELECT FROM procrastinate_events event
                              WHERE event.job_id = job.id AND event.at > now() - interval '7 days')
            """
        )
        cursor.execute(
            "DELETE FROM jobs_done WHERE at < now() - interval '7 days'"
            " AND NOT EXISTS (SELECT FROM procrastinate_jobs job WHERE job.id = jobs_done.job_id)"
        )
        cursor.execute("DELETE FROM jobs_progress WHERE changed_at < now() - interval '90 days'")
