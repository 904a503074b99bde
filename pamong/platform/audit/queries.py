"""Reads of the audit log: history of a row, who looked at a person, and whether the log is whole."""

from typing import Any

from django.db import connection, models
from django.db.models import QuerySet

from pamong.platform.audit.models import Event, Read


def history(target: models.Model) -> QuerySet[Event]:
    """Everything that happened to one row, oldest first."""
    return Event.objects.filter(table=target._meta.db_table, row_id=str(target.pk)).order_by("id")


def readings_of(person_id: int) -> QuerySet[Read]:
    """Who looked at this person's data, newest first (the person may see it: UU 27/2022 Ps. 7 and 32)."""
    return Read.objects.filter(subjects__contains=[person_id]).order_by("-id")


def verify() -> dict[str, Any]:
    """Recompute the hash of every event: ``{"events": n, "damaged": [ids]}``."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0") if connection.in_atomic_block else None
        cursor.execute(
            "SELECT count(*), coalesce(array_agg(id) FILTER (WHERE row_hash IS DISTINCT FROM audit_hash(e)), '{}') FROM audit_event e"
        )
        count, damaged = cursor.fetchone()
    return {"events": count, "damaged": list(damaged)}
