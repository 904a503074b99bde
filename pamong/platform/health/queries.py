"""Is the machine able to serve?"""

import time
from functools import cache
from typing import Any

from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader

from pamong.platform.jobs import queries as jobs

SILENT_WORKER = 60.0  # seconds without a sign of life: the worker counts as missing


@cache
def expected_migrations() -> frozenset[tuple[str, str]]:
    """Every migration this release of the program knows (read from the files once)."""
    loader = MigrationLoader(None, load=False)
    loader.load_disk()
    return frozenset(loader.disk_migrations)


def missing_migrations() -> list[str]:
    """Migrations of this release that the database has not had yet, as `app.name`. Raises DatabaseError."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('django_migrations')::text")
        if cursor.fetchone()[0] is None:
            return sorted(f"{app}.{name}" for app, name in expected_migrations())
        cursor.execute("SELECT app, name FROM django_migrations")
        applied = set(cursor.fetchall())
    return sorted(f"{app}.{name}" for app, name in expected_migrations() - applied)


def readiness() -> dict[str, Any]:
    """State of database, migrations and worker: `ready` is true when pages can be served.

    A missing worker is told, but does not make it false: pages work, only jobs wait.
    """
    began = time.monotonic()
    try:
        missing = missing_migrations()
        age = None if missing else jobs.worker_age()
    except DatabaseError as error:
        return {"ready": False, "database": "away", "reason": type(error).__name__}
    return {
        "ready": not missing,
        "database": "ok",
        "database_ms": round((time.monotonic() - began) * 1000),
        "migrations": "missing" if missing else "ok",
        "worker": "ok" if age is not None and age < SILENT_WORKER else "missing",
        "worker_age_seconds": None if age is None else round(age),
    }
