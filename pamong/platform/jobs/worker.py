"""The worker process: takes jobs from the queue, and hands on the jobs of workers that died.

Without its database it ends at once with code 1: whoever supervises it (`pamong serve`, `pamong worker`, systemd) starts it
again. Whatever it was doing is rolled back and done again by the next one.
"""

import asyncio
import logging
import os

from asgiref.sync import sync_to_async
from django.db import DatabaseError, close_old_connections, connection
from procrastinate.contrib.django import procrastinate_app

from pamong.platform.jobs import actions

log = logging.getLogger("pamong.worker")
HEARTBEAT = 5.0  # seconds between two signs of life
DEAD_AFTER = 20.0  # seconds without one: the worker is gone, its jobs go to others
LOOK_EVERY = 5.0  # so a job of a killed worker is taken up within half a minute
GRACE = 25.0  # seconds a running job has to end after SIGTERM
AT_ONCE = 2  # jobs at the same time


def rescue_once() -> None:
    """One look for jobs of dead workers. Raises DatabaseError when the database is away."""
    close_old_connections()
    try:
        found = actions.rescue(int(DEAD_AFTER))
    finally:
        connection.close()
    if found["again"] or found["parked"]:
        log.warning("rescued jobs %s, parked jobs %s", found["again"], found["parked"])


async def _watch() -> None:
    """Look for dead workers as long as the database answers."""
    while True:
        await sync_to_async(rescue_once, thread_sensitive=False)()
        await asyncio.sleep(LOOK_EVERY)


async def _work() -> None:
    app = procrastinate_app.current_app
    worker_app = app.with_connector(app.connector.get_worker_connector())  # type: ignore[attr-defined]  # Django's has it
    async with worker_app.open_async():
        watch = asyncio.create_task(_watch())
        watch.add_done_callback(_end_without_database)
        try:
            await worker_app.run_worker_async(
                concurrency=AT_ONCE,
                update_heartbeat_interval=HEARTBEAT,
                stalled_worker_timeout=DEAD_AFTER,
                shutdown_graceful_timeout=GRACE,
                fetch_job_polling_interval=5.0,
            )
        finally:
            watch.cancel()


def _end_without_database(watch: asyncio.Task[None]) -> None:
    if not watch.cancelled() and watch.exception() is not None:
        log.error("the worker ends: %s", watch.exception())
        os._exit(1)  # threads in the middle of a job would keep the process; their work is rolled back anyway


def run() -> int:
    """Work until SIGTERM or SIGINT; then running jobs may end, and the rest waits for the next worker."""
    try:
        asyncio.run(_work())
    except DatabaseError as error:
        log.error("the worker ends: %s", error)
        return 1
    return 0
