"""Emptying the database after a test that commits: append-only tables refuse TRUNCATE, so their guards rest meanwhile."""

from typing import Any

from django.db import connection, transaction
from django.db.backends.postgresql.operations import DatabaseOperations

GUARDS = """
SELECT DISTINCT tgrelid::regclass::text, tgname FROM pg_trigger
WHERE NOT tgisinternal AND (tgtype & 32) <> 0 AND tgparentid = 0
"""


def flush_past_the_guards(operations: DatabaseOperations, sql_list: list[str]) -> None:
    """Run Django's flush with the TRUNCATE triggers disabled (only the owner of the tables can do this)."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(GUARDS)
        guards = cursor.fetchall()
        for table, trigger in guards:
            cursor.execute(f'ALTER TABLE {table} DISABLE TRIGGER "{trigger}"')
        for statement in sql_list:
            cursor.execute(statement)
        for table, trigger in guards:
            cursor.execute(f'ALTER TABLE {table} ENABLE TRIGGER "{trigger}"')
        cursor.execute(
            "TRUNCATE procrastinate_jobs CASCADE"
        )  # no model of ours, so Django leaves it: jobs of a test before


def install() -> None:
    replacement: Any = flush_past_the_guards
    DatabaseOperations.execute_sql_flush = replacement  # type: ignore[method-assign]
