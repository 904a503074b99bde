"""One import or comparison is applied at a time, over all processes and machines."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from pamong.people.queries.imports import LOCK_KEY
from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_

OTHER_RUNS = N_("Impor lain sedang berjalan. Tunggu sampai selesai, lalu tekan Impor lagi.")


@contextmanager
def only_import() -> Iterator[None]:
    """Hold the one place of an import; PostgreSQL frees it when this process dies. Raises Refused when it is taken."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK_KEY])
        if not cursor.fetchone()[0]:
            raise Refused(OTHER_RUNS, code="sibuk")
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK_KEY])
