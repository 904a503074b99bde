"""Every test runs on real PostgreSQL: DATABASE_URL if given, else an embedded server of this checkout's own."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

os.environ.setdefault("PAMONG_HOME", str(Path(__file__).resolve().parent.parent / "build" / "test-home"))

from pamong.platform import embedded  # the home must be chosen first

if embedded.in_use():
    embedded.ensure()

from tests.world import World, build_world


@pytest.fixture
def world(db: None) -> World:
    """The shared test world: two agencies and the people of world.py."""
    return build_world()


@pytest.fixture(autouse=True)
def _quick_passwords_and_own_folders(settings: object, tmp_path: Path) -> Iterator[None]:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # type: ignore[attr-defined]
    settings.MEDIA_ROOT = tmp_path / "media"  # type: ignore[attr-defined]
    settings.OUTBOX = tmp_path / "outbox"  # type: ignore[attr-defined]
    yield
