"""Account and viewer of a session are read in one statement, and are as strict as when they were two."""

import pytest
from django.contrib.auth import authenticate
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pamong.people import queries
from pamong.people.models import RoleGrant
from pamong.people.web.backend import AccountBackend
from pamong.platform.access.who import Who
from tests.world import PASSWORD, World

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("who", ["head", "superior", "employee", "admin", "stranger", "personnel", "inspector"])
def test_the_same_viewer_as_asked_alone(world: World, who: str) -> None:
    user = world.users[who]
    with CaptureQueriesContext(connection) as captured:
        found = queries.account_with_viewer(user.pk)
        assert found is not None
        beside = queries.viewer_for_user(found)
    assert len(captured) == 1
    assert beside == queries.viewer_for_user(user)
    fields = [field.attname for field in user._meta.concrete_fields]
    user.refresh_from_db()
    assert {name: getattr(found, name) for name in fields} == {name: getattr(user, name) for name in fields}


def test_the_second_time_the_database_is_asked_anew(world: World) -> None:
    found = queries.account_with_viewer(world.users["peer"].pk)
    assert found is not None
    assert not queries.viewer_for_user(found).grants
    RoleGrant.objects.create(user=world.users["peer"], role=Who.INSPECTOR)
    assert queries.viewer_for_user(found).has_role(Who.INSPECTOR)


def test_no_such_account_and_a_closed_one_belong_to_nobody(world: World) -> None:
    backend, user = AccountBackend(), world.users["peer"]
    assert queries.account_with_viewer(10**9) is None
    assert backend.get_user(10**9) is None
    user.is_active = False
    user.save(update_fields=["is_active"])
    assert backend.get_user(user.pk) is None


def test_a_session_ends_with_its_password(world: World) -> None:
    client = world.client("employee")
    assert client.get("/harian/").status_code == 200
    user = world.users["employee"]
    user.set_password("kata-sandi-baru-456")
    user.save(update_fields=["password"])
    assert client.get("/harian/").status_code == 302


def test_the_backend_signs_in_as_before(world: World) -> None:
    user = world.users["employee"]
    assert authenticate(None, username=user.nip, password=PASSWORD) == user
    assert authenticate(None, username=user.nip, password="salah") is None
