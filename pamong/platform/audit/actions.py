"""Writes of the audit log. Row changes come by trigger; here are the acts, the readings and the context of both."""

import json
from collections.abc import Iterable
from typing import Any, Protocol

from django.db import connection, models

from pamong.platform.audit.models import Event, Read


class Actor(Protocol):
    """Who acts or reads; the viewer of a request fits."""

    @property
    def user_id(self) -> int | None: ...
    @property
    def person_id(self) -> int | None: ...
    @property
    def name(self) -> str: ...


def set_context(*, by: Actor, route: str = "", request_id: str = "") -> None:
    """Name the actor for the rest of this transaction; every trigger row carries it (needs an open transaction)."""
    context = {"actor_id": by.user_id, "actor": by.name[:200], "route": route[:64], "request_id": request_id[:32]}
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pamong.context', %s, true)", [json.dumps(context)])


def record(*, by: Actor, verb: str, target: models.Model, acting_for: int | None = None, **detail: Any) -> None:
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


def record_read(*, by: Actor, subjects: Iterable[int], what: str, object_id: object = "") -> None:
    """Record that ``by`` saw data about these persons; looking at oneself is not recorded. One insert."""
    others = sorted({s for s in subjects if s != by.person_id})
    if others and by.user_id is not None:
        Read.objects.create(reader_id=by.user_id, reader=by.name, what=what, object_id=str(object_id), subjects=others)


def record_taken(*, by: Actor, what: str, object_ids: Iterable[object]) -> None:
    """Record that ``by`` took these along, one reading for each, of nobody in particular. One insert."""
    Read.objects.bulk_create(
        Read(reader_id=by.user_id or 0, reader=by.name, what=what, object_id=str(one), subjects=[0])
        for one in object_ids
    )


def count_events() -> int:
    """Number of events (for ``pamong audit verify``)."""
    return Event.objects.count()
