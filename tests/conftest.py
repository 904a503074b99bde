"""Every test runs on real PostgreSQL: DATABASE_URL if given, else an embedded server of this checkout's own."""

import os
from collections.abc import Iterator
from pathlib import Path

import django
import pytest
from django.core.management import call_command
from hypothesis import HealthCheck
from hypothesis import settings as examples
from pytest_django import DjangoDbBlocker

# Set here and not in the ini file: the settings are read when they are first asked for, and the home must be chosen before.
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
os.environ.setdefault("PAMONG_STATEMENT_TIMEOUT", "60000")  # ms: no test is a race against a busy machine
os.environ.setdefault("PAMONG_HOME", str(Path(__file__).resolve().parent.parent / "build" / "test-home"))

from pamong.platform import embedded  # the home must be chosen first

if embedded.in_use():
    embedded.ensure()
django.setup()

from procrastinate.contrib.django.models import ProcrastinateJob  # noqa: E402  # Django must be ready

from pamong.people.models import Agency  # noqa: E402
from tests.clock import clock  # noqa: E402, F401  # a fixture
from tests.flushing import install as flush_past_the_guards  # noqa: E402
from tests.world import World, build_world  # noqa: E402

flush_past_the_guards()

# A busy machine makes examples slow, not wrong: neither their time nor that of one of them says anything about the code.
examples.register_profile("pamong", deadline=None, suppress_health_check=[HealthCheck.too_slow])
examples.load_profile("pamong")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """A run that was killed may have left rows in the reused database: begin empty."""
    with django_db_blocker.unblock():
        if Agency.objects.exists() or ProcrastinateJob.objects.exists():
            call_command("flush", interactive=False, verbosity=0)


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
