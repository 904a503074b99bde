"""The records of the rights walk, made once for this folder; every request of these tests is rolled back."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from pamong.platform.access.who import Who
from tests.rights.records import Records, make_records
from tests.security import marks, tenants, walking
from tests.world import account, build_world


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The walk over all pages is long: those who look at it stand together, in front, and a worker takes a run of neighbours."""
    items.sort(key=lambda item: "walked" not in getattr(item, "fixturenames", ()))


@pytest.fixture(scope="package")
def made(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Records, Path]]:
    folder = tmp_path_factory.mktemp("security")
    hashers = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with django_db_blocker.unblock(), transaction.atomic():
        with override_settings(MEDIA_ROOT=folder, PASSWORD_HASHERS=hashers):
            records = make_records(build_world())
            world = records.world
            world.users["b_admin"] = account("b_admin", role=Who.AGENCY_ADMIN, agency=world.b, name="Admin B")
            records.clients["b_admin"] = world.client("b_admin")
        for client in records.clients.values():
            client.raise_request_exception = False  # a 500 is an answer to look at, as a browser would get it
        yield records, folder
        transaction.set_rollback(True)


@pytest.fixture
def records(made: tuple[Records, Path], settings: Any) -> Records:
    settings.MEDIA_ROOT = made[1]
    return made[0]


@pytest.fixture(scope="package")
def walked(made: tuple[Records, Path]) -> list[walking.Seen]:
    """Every GET page as every person, in a world whose every text carries a marker."""
    with transaction.atomic(), override_settings(MEDIA_ROOT=made[1]):
        walking.enrich(made[0])
        marks.put()
        seen = walking.walk(made[0])
        transaction.set_rollback(True)
    return seen


@pytest.fixture
def other_agency(records: Records) -> tenants.Theirs:
    """Records of the other agency; rolled back with the test."""
    return tenants.make(records)
