"""A marker in every text a person may have written, as if all checks on the way in had failed."""

import json
import re
from collections.abc import Iterable
from contextlib import suppress
from typing import Any

from django.apps import apps
from django.db import IntegrityError, connection, models, transaction

from pamong.platform.privacy import labels
from tests.security.hostile import MARK

WRITTEN = (labels.IDENTITY, labels.CONTACT, labels.PERFORMANCE, labels.TALK, labels.ORGANISATION)
SHORTEST = 50  # shorter fields hold codes
# Texts the program composes from ids and codes; the database or a foreign table fixes their shape.
STRUCTURE = {
    "people.Unit.path",
    "people.User.nip",
    "evidence.Fact.unit_path",
    "evidence.Rollup.scope_id",
    "feedback.Feedback.source",
    "appraisal.EvaluationLine.perspective",
    "files.StoredFile.sha256",
    "planning.Indicator.measure",
    "appraisal.EvaluationLine.measure",
    "notifications.Delivery.address",  # held only for people without account, until it is sent
    "notifications.Delivery.body",
}
NAMED_BY_PEOPLE = (
    "people.ImportRun.file_name",
    "people.ImportRun.message",
    "files.StoredFile.name",
    "jobs.Progress.title",
)
# What the database wants together with a text.
WITH = {"appraisal_evaluationline": ("declared = 5",)}
FROZEN = ("planning.Skp.frozen", "appraisal.Document.content", "people.ImportLine.changes")
FOUND = re.compile(r"kenari(\d+)\.(\d+)")


def columns() -> list[tuple[type[models.Model], Any]]:
    """Every text column that holds what people wrote, by its privacy label."""
    found: list[tuple[type[models.Model], Any]] = []
    for model in apps.get_models():
        if not model.__module__.startswith("pamong."):
            continue
        for column in model._meta.concrete_fields:
            name = f"{model._meta.label}.{column.name}"
            if isinstance(column, models.CharField | models.TextField) and not column.choices and name not in STRUCTURE:
                labelled = column.db_comment in WRITTEN and (column.max_length or SHORTEST) >= SHORTEST
                if labelled or name in NAMED_BY_PEOPLE:
                    found.append((model, column))
    return found


def marker(place: int, number: object) -> str:
    """The marker of one column (its place in ``columns``) in one row; short, some columns are."""
    return MARK.replace("kenari", f"kenari{place}.{number}")


def shown(texts: Iterable[str]) -> set[str]:
    """Names of the columns whose markers stand in these texts."""
    places = {int(m[1]) for text in texts for m in FOUND.finditer(text)}
    return {name for place, name in enumerate(names()) if place in places}


def names() -> list[str]:
    """All marked columns, frozen texts last."""
    return [*(f"{model._meta.label}.{column.name}" for model, column in columns()), *FROZEN]


def put() -> None:
    """Write the markers into every row, past the actions and the guards of append-only tables."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # a table with checks pending cannot be altered
        tables = sorted({model._meta.db_table for model, _column in columns()} | {"appraisal_document", "planning_skp"})
        for table in tables:
            cursor.execute(f'ALTER TABLE "{table}" DISABLE TRIGGER USER')
        for table in tables:
            sets, values = list(WITH.get(table, ())), []
            for place, (model, column) in enumerate(columns()):
                if model._meta.db_table == table:
                    before, _mark, after = marker(place, "|").partition("|")
                    sets.append(f'"{column.column}" = %s || id || %s')
                    values += [before, after]
            if values:
                _write(cursor, table, sets, values)
        for label in FROZEN:
            _mark_frozen(cursor, label)
        for table in tables:
            cursor.execute(f'ALTER TABLE "{table}" ENABLE TRIGGER USER')


def _write(cursor: Any, table: str, sets: list[str], values: list[str]) -> None:
    """All columns at once; where a constraint wants texts empty or of a shape, one by one, leaving those it refuses."""
    try:
        with transaction.atomic():
            cursor.execute(f'UPDATE "{table}" SET {", ".join(sets)}', values)
    except IntegrityError:
        fixed = len(sets) - len(values) // 2
        for number, one in enumerate(sets[fixed:]):
            with suppress(IntegrityError), transaction.atomic():
                cursor.execute(f'UPDATE "{table}" SET {one}', values[2 * number : 2 * number + 2])


def _mark_frozen(cursor: Any, label: str) -> None:
    model_name, _dot, name = label.rpartition(".")
    model = apps.get_model(model_name)
    for number, value in model._base_manager.exclude(**{f"{name}__isnull": True}).values_list("pk", name):
        changed = json.dumps(marked(value, marker(names().index(label), number)))
        cursor.execute(f'UPDATE "{model._meta.db_table}" SET "{name}" = %s::jsonb WHERE id = %s', [changed, number])


def marked(value: Any, text: str) -> Any:
    """The same structure with the marker for every free text (one that holds a blank)."""
    if isinstance(value, dict):
        return {k: marked(v, text) for k, v in value.items()}
    if isinstance(value, list):
        return [marked(v, text) for v in value]
    return text if isinstance(value, str) and " " in value else value
