"""Personal data is labelled where the field is defined: who sees it, how long it stays."""

import pytest
from django.apps import apps
from django.db import models

from pamong.people.models import Person
from pamong.platform.privacy.labels import LABELS

FREE = (models.BooleanField, models.AutoField, models.UUIDField, models.CompositePrimaryKey)
NUMBERS = (models.IntegerField, models.DateTimeField)


def pamong_fields() -> list[models.Field]:  # type: ignore[type-arg]
    return [f for m in apps.get_models() if m.__module__.startswith("pamong.") for f in m._meta.local_fields]


def needs_label(field: models.Field) -> bool:  # type: ignore[type-arg]
    if field.primary_key or isinstance(field, FREE):
        return False
    if isinstance(field, models.ForeignKey):
        return getattr(field.related_model, "_meta", None) is Person._meta
    return not isinstance(field, NUMBERS)


def test_every_field_that_can_hold_personal_data_is_labelled() -> None:
    missing = [str(f) for f in pamong_fields() if needs_label(f) and f.db_comment not in LABELS]
    assert not missing


def test_labels_used_exist() -> None:
    assert {f.db_comment for f in pamong_fields() if f.db_comment} <= set(LABELS)


@pytest.mark.parametrize("label", sorted(LABELS))
def test_a_label_says_who_sees_it_and_how_long_it_stays(label: str) -> None:
    assert LABELS[label].seen_by
    assert LABELS[label].kept
