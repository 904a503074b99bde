"""The worker process: takes jobs from the queue, and hands on the jobs of workers that died."""

import asyncio
import logging

from asgiref.sync import sync_to_async
from django.db import DatabaseError, close_old_connections
from procrastinate.contrib.django import procrastinate_app

from pamong.platform.jobs import actions

log = logging.getLogger("pamong.worker")
HEARTBEAT = 5.0  # seconds between two signs of life
DEAD_AFTER = 20.0  # seconds without one: the worker is gone, its jobs go to others
LOOK_EVERY = 10.0  # so a job of a killed worker is taken up within 30 seconds
GRACE = 25.0  # seconds a running job has to end after SIGTERM
AT_ONCE = 2  # jobs at the same time


def rescue_once() -> None:
    """One look for jobs of dead workers; a database that is away is met again at the next look."""
    close_old_connections()
    try:
        found = actions.rescue(int(DEAD_AFTER))
    except DatabaseError as error:
        log.warning("rescue: %s", error)
        return
    finally:
        close_old_connections()
    if found["again"] or found["parked"]:
        log.warning("rescued jobs %s, parked jobs %s", found["again"], found["parked"])


async def _rescue_forever() -> None:
    while True:
        await sync_to_async(rescue_once, thread_sensitive=False)()
        await asyncio.sleep(LOOK_EVERY)


async def _work() -> None:
    app = procrastinate_app.current_app
    worker_app = app.with_connector(app.connector.get_worker_connector())  # type: ignore[attr-defined]  # Django's has it
    async with worker_app.open_async():
        rescue = asyncio.create_task(_rescue_forever())
        try:
            await worker_app.run_worker_async(
                concurrency=AT_ONCE,
                update_heartbeat_interval=HEARTBEAT,
                stalled_worker_timeout=DEAD_AFTER,
                shutdown_graceful_timeout=GRACE,
                fetch_job_polling_interval=5.0,
            )
        finally:
            rescue.cancel()


def run() -> None:
    """Work until SIGTERM or SIGINT; then running jobs may end, and the rest waits for the next worker."""
    asyncio.run(_work())
