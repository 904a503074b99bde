"""Jobs for the tests. The worker processes of `tests/faults` import this module before they work."""

import time
from pathlib import Path

from django.db import connection

from pamong.platform.jobs.app import task

EFFECT = "INSERT INTO live_event (topic, data, xid) VALUES ('effect:' || %s, '{}', 0)"


@task(name="test.effect")
def effect(*, key: str, sleep: float = 0.0, flag: str = "") -> None:
    """Write one row, note in the file `flag` that it is written but not committed, and take a while."""
    with connection.cursor() as cursor:
        cursor.execute(EFFECT, [key])
    if flag:
        with Path(flag).open("a") as notes:
            notes.write(f"{key}\n")
    time.sleep(sleep)


@task(name="test.fails", retries=False)
def fails(*, key: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(EFFECT, [key])
    raise RuntimeError("poison")


def effects(key: str) -> int:
    """How often the effect happened."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM live_event WHERE topic = 'effect:' || %s", [key])
        return int(cursor.fetchone()[0])
