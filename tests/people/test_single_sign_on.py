"""OpenID Connect: off unless configured; opens the account with the NIP of the identity, never makes one."""

import os
import subprocess
import sys
from typing import Any

import pytest
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.models import SocialAccount, SocialLogin
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.urls import NoReverseMatch, reverse

from pamong.people.models import User
from pamong.people.web.adapter import AccountAdapter, SingleSignOnAdapter
from pamong.platform.audit.models import Event
from tests.world import KeyedClient, World

CONFIGURED = {
    "PAMONG_OIDC_SERVER": "https://sso.kota.example",
    "PAMONG_OIDC_NAME": "SSO Kota",
    "PAMONG_OIDC_CLIENT_ID": "pamong",
    "PAMONG_OIDC_CLIENT_SECRET": "rahasia",
}
LOOK = """
import django; django.setup()
from django.conf import settings
from django.urls import reverse
from pamong.platform.access.routes import check_routes
assert not check_routes(None)
print(reverse("openid_connect_login", args=["sso"]), settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]["form-action"])
"""


def look(**environment: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings", **environment}
    return subprocess.run([sys.executable, "-c", LOOK], env=env, capture_output=True, text=True, check=False)


def test_it_is_off_by_default() -> None:
    with pytest.raises(NoReverseMatch):
        reverse("openid_connect_login", args=["sso"])
    assert "NoReverseMatch" in look().stderr


def test_the_environment_switches_it_on() -> None:
    done = look(**CONFIGURED)
    assert done.returncode == 0, done.stderr
    assert "/akun/sso/oidc/sso/login/" in done.stdout
    assert "https://sso.kota.example" in done.stdout


def test_a_missing_secret_stops_the_start() -> None:
    done = look(**{**CONFIGURED, "PAMONG_OIDC_CLIENT_SECRET": ""})
    assert done.returncode != 0
    assert "PAMONG_OIDC_CLIENT_SECRET" in done.stderr


@pytest.mark.django_db
def test_the_sign_in_page_offers_nothing_that_is_off(world: World) -> None:
    assert "Masuk dengan SSO" not in KeyedClient().get("/akun/masuk/").content.decode()


def request() -> HttpRequest:
    made = RequestFactory().get("/")

    def nothing(_: HttpRequest) -> HttpResponse:
        return HttpResponse()

    SessionMiddleware(nothing).process_request(made)
    MessageMiddleware(nothing).process_request(made)
    return made


@pytest.fixture
def provider(settings: Any) -> None:
    app = {
        "provider_id": "sso",
        "name": "SSO Kota",
        "client_id": "pamong",
        "secret": "x",
        "settings": {"server_url": "https://sso.kota.example"},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}


def identity(**data: Any) -> SocialLogin:
    return SocialLogin(user=User(), account=SocialAccount(provider="sso", uid="abc-1", extra_data=data))


@pytest.mark.django_db
@pytest.mark.usefixtures("provider")
@pytest.mark.parametrize(
    "data",
    [
        {"userinfo": {"nip": "199005052017072004"}},
        {"id_token": {"nip": "19900505 201707 2 004"}},
        {"nip": "199005052017072004"},
        {"id_token": {"nip": "0"}, "userinfo": {"nip": "199005052017072004"}},
    ],
)
def test_a_known_number_opens_its_account(world: World, data: dict[str, Any]) -> None:
    login = identity(**data)
    SingleSignOnAdapter().pre_social_login(request(), login)
    assert login.is_existing
    assert SocialAccount.objects.get().user_id == world.users["employee"].pk


@pytest.mark.django_db
@pytest.mark.parametrize(
    "data",
    [{}, {"nip": ""}, {"nip": "199912312025061001"}, {"email": "199005052017072004@contoh.go.id"}, {"nip": None}],
)
def test_an_unknown_identity_is_told_and_makes_nothing(world: World, data: dict[str, Any]) -> None:
    before = User.objects.count()
    with pytest.raises(ImmediateHttpResponse) as stopped:
        SingleSignOnAdapter().pre_social_login(request(), identity(**data))
    assert stopped.value.response.status_code == 403
    assert "belum terdaftar di Pamong" in stopped.value.response.content.decode()
    assert User.objects.count() == before
    assert not SocialAccount.objects.exists()


@pytest.mark.django_db
@pytest.mark.usefixtures("provider")
def test_the_claim_is_a_setting(world: World, settings: Any) -> None:
    settings.OIDC_NIP_CLAIM = "employee_number"
    login = identity(userinfo={"employee_number": world.employee.nip, "nip": world.peer.nip})
    SingleSignOnAdapter().pre_social_login(request(), login)
    assert SocialAccount.objects.get().user_id == world.users["employee"].pk


@pytest.mark.django_db
@pytest.mark.usefixtures("provider")
def test_an_identity_known_before_is_left_alone(world: World) -> None:
    login = identity(userinfo={"nip": world.employee.nip})
    SingleSignOnAdapter().pre_social_login(request(), login)
    again = identity(userinfo={})
    again.lookup()
    SingleSignOnAdapter().pre_social_login(request(), again)
    assert SocialAccount.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.usefixtures("provider")
def test_connecting_is_seen_by_the_audit(world: World) -> None:
    SingleSignOnAdapter().pre_social_login(request(), identity(userinfo={"nip": world.employee.nip}))
    assert Event.objects.filter(table="socialaccount_socialaccount", kind="insert").count() == 1


def test_neither_door_lets_anybody_sign_up() -> None:
    assert AccountAdapter().is_open_for_signup(request()) is False
    assert SingleSignOnAdapter().is_open_for_signup(request(), identity()) is False
