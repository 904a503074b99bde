"""The records are made once for all routes; every knock is rolled back."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from tests.rights.records import Records, make_records
from tests.world import build_world


@pytest.fixture(scope="module")
def made(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Records, Path]]:
    folder = tmp_path_factory.mktemp("rights")
    hashers = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with django_db_blocker.unblock(), transaction.atomic():
        with override_settings(MEDIA_ROOT=folder, PASSWORD_HASHERS=hashers):
            records = make_records(build_world())
        yield records, folder
        transaction.set_rollback(True)


@pytest.fixture
def records(made: tuple[Records, Path], settings: Any) -> Records:
    settings.MEDIA_ROOT = made[1]
    return made[0]
