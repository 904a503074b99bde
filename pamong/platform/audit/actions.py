"""Writes of the audit log. Row changes come by trigger; here are the acts, the readings and the context of both."""

import json
from collections.abc import Iterable
from typing import Any

from django.db import connection, models

from pamong.platform.access.viewer import Viewer
from pamong.platform.audit.models import Event, Read


def set_context(*, by: Viewer, route: str = "", request_id: str = "") -> None:
    """Name the actor for the rest of this transaction; every trigger row carries it (needs an open transaction)."""
    context = {"actor_id": by.user_id, "actor": by.name[:200], "route": route[:64], "request_id": request_id[:32]}
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pamong.context', %s, true)", [json.dumps(context)])


def record(*, by: Viewer, verb: str, target: models.Model, acting_for: int | None = None, **detail: Any) -> None:
    """Record an act ("skp.submitted") on a row, in the transaction of the act itself."""
    with connection.cursor() as cursor:
        cursor.execute(
            'INSERT INTO audit_event (kind, "table", row_id, verb, new, actor_id, actor, acting_for)'
            " VALUES ('act', %s, %s, %s, %s, %s, %s, %s)",
            [
                target._meta.db_table,
                str(target.pk),
                verb,
                json.dumps(detail, default=str) if detail else None,
                by.user_id,
                by.name[:200],
                acting_for,
            ],
        )


def record_read(*, by: Viewer, subjects: Iterable[int], what: str, object_id: object = "") -> None:
    """Record that ``by`` saw data about these persons; looking at oneself is not recorded. One insert."""
    others = sorted({s for s in subjects if s != by.person_id})
    if others and by.user_id is not None:
        Read.objects.create(reader_id=by.user_id, reader=by.name, what=what, object_id=str(object_id), subjects=others)


def count_events() -> int:
    """Number of events (for ``pamong audit verify``)."""
    return Event.objects.count()
