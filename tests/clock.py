"""A day of one's choice for tests over pages: the database answers every question for the time with it.

The product judges days by the database clock alone. Within a test's transaction its clock functions are found in a schema
of their own, which goes with the rollback: the same test says the same on any day of any year.
"""

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import connection

FUNCTIONS = ("now", "clock_timestamp", "statement_timestamp", "transaction_timestamp")
Clock = Callable[[dt.date], None]


def _set(day: dt.date) -> None:
    """From here on it is ten in the morning in Jakarta on that day."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('test_clock.instant', %s, true)", [f"{day.isoformat()} 10:00:00+07"])


@pytest.fixture
def clock(db: None) -> Clock:
    """Call it with a day: ``clock(dt.date(2026, 8, 1))``. Ask for it before ``world``, which looks at the day."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE SCHEMA test_clock")
        for name in FUNCTIONS:
            cursor.execute(
                f"CREATE FUNCTION test_clock.{name}() RETURNS timestamptz LANGUAGE sql STABLE AS "
                "$$ SELECT current_setting('test_clock.instant')::timestamptz $$"
            )
        cursor.execute('SET LOCAL search_path = test_clock, pg_catalog, "$user", public')
    _set(dt.date(2026, 3, 2))
    return _set
