"""Background jobs: declare with `@task`, put into the queue with `defer` inside the transaction of the change.

An *atomic* task (the usual kind) runs in one transaction together with a row that says "done": its effect in the
database happens exactly once, however often a worker is killed and the job handed to another. A task with
`atomic=False` commits in steps (`with step():`) and must itself be able to begin again.
"""

import contextlib
import functools
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from typing import Any, ParamSpec, TypeVar, cast

from django.db import connection, transaction
from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app

from pamong.platform.access.viewer import Viewer
from pamong.platform.audit import actions as audit

P = ParamSpec("P")
R = TypeVar("R")
ATTEMPTS = 6  # then the job is parked and `pamong doctor` shows it
WAITING = RetryStrategy(max_attempts=ATTEMPTS - 1, exponential_wait=3)  # 3, 9, 27, 81, 243 seconds

running: ContextVar[str] = ContextVar("running", default="")  # name of the task of this thread, "" outside a worker
atomic_job: ContextVar[bool] = ContextVar("atomic_job", default=False)


def task(
    *, name: str, atomic: bool = True, every: str | None = None, queue: str = "default", retries: bool = True
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Make a function of `<area>/tasks.py` a background job; called directly it is the plain function.

    `name` is kept in the queue, so it never changes. `every` is a cron line ("*/5 * * * *"): then it runs by itself and
    takes no arguments. Arguments must be JSON.
    """

    def declare(function: Callable[P, R]) -> Callable[P, R]:
        def work(context: JobContext, /, **arguments: Any) -> None:
            if every:
                arguments.pop("timestamp")  # when it was due; no task of ours asks
            run(name, functools.partial(function, **arguments), job_id=context.job.id or 0, atomic=atomic)

        job = app.task(name=name, queue=queue, retry=WAITING if retries else False, pass_context=True)(work)
        if every:
            app.periodic(cron=every)(cast(Any, job))  # its type wants the timestamp by position
        function.job = job  # type: ignore[attr-defined]  # read by defer
        return function

    return declare


def defer(function: Callable[..., Any], **arguments: Any) -> int:
    """Put a job into the queue; in a transaction it exists only if that commits. Answers the job's number.

    Raises TypeError for arguments that are not JSON, AttributeError for a function without `@task`.
    """
    number: int = function.job.defer(**arguments)  # type: ignore[attr-defined]  # set by task
    return number


def defer_by_name(name: str, **arguments: Any) -> int:
    """As `defer`, for actions: they know a task by its name only, because tasks stand above them.

    Raises LookupError when no task has this name: a misspelt job must not wait in the queue for ever.
    """
    if name not in app.tasks:
        raise LookupError(f"no task is named {name}")
    number: int = app.tasks[name].defer(**arguments)
    return number


def run(name: str, work: Callable[[], object], *, job_id: int, atomic: bool) -> None:
    """Carry out one job as the worker does."""
    tokens = running.set(name), atomic_job.set(atomic)
    try:
        if atomic:
            with step():
                if _first_time(job_id):
                    work()
        else:
            work()
    finally:
        running.reset(tokens[0])
        atomic_job.reset(tokens[1])


@contextlib.contextmanager
def step() -> Iterator[None]:
    """One transaction of a job, audited under the job's name."""
    with transaction.atomic():
        audit.set_context(by=Viewer.system("worker"), route=f"job:{running.get() or 'direct'}")
        yield


def _first_time(job_id: int) -> bool:
    """Whether this job's effect is not yet committed; a second worker waits here until the first is through."""
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO jobs_done (job_id) VALUES (%s) ON CONFLICT DO NOTHING RETURNING job_id", [job_id])
        return cursor.fetchone() is not None
