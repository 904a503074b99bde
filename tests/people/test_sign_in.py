"""Sign-in with NIP, password and second factor (ASVS 6.2-6.5, 7.2; check W2)."""

import logging
import re
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from pamong.people.models import User
from pamong.platform.audit.models import Event
from tests.people.signing import CODE, LOGIN, code, give_password, is_signed_in, sign_in
from tests.world import PASSWORD, KeyedClient, World

pytestmark = pytest.mark.django_db


def acts(verb: str) -> list[Event]:
    return list(Event.objects.filter(kind="act", verb=verb).order_by("id"))


def main_text(response: object) -> str:
    """The page without what differs on every request."""
    text = response.content.decode()  # type: ignore[attr-defined]
    text = re.sub(r'name="(csrfmiddlewaretoken|idempotency_key)" value="[^"]*"', "", text)
    return re.sub(r'value="[^"]*"', "", text)


def test_all_steps_lead_to_the_home_page(world: World) -> None:
    client = KeyedClient()
    response = sign_in(client, world.employee.nip)
    assert response["Location"] == "/"
    assert is_signed_in(client)
    assert [e.actor for e in acts("account.signed_in")] == [world.employee.name]


@pytest.mark.parametrize(
    "typed",
    ["199005052017072004", "19900505 201707 2 004", " 1990 0505 2017 0720 04 ", "19900505\u00a0201707\u00a02\u00a0004"],
)
def test_blanks_in_the_nip_do_not_count(world: World, typed: str) -> None:
    client = KeyedClient()
    assert sign_in(client, typed)["Location"] == "/"
    assert is_signed_in(client)


def test_service_names_ignore_case(world: World) -> None:
    client = KeyedClient()
    assert sign_in(client, "Personnel")["Location"] == "/"


def test_the_password_alone_opens_nothing(world: World) -> None:
    client = KeyedClient()
    response = give_password(client, world.employee.nip)
    assert response["Location"] == reverse("mfa_authenticate")
    assert not is_signed_in(client)
    assert not acts("account.signed_in")


def test_the_session_id_is_new_after_sign_in(world: World) -> None:
    client = KeyedClient()
    give_password(client, world.employee.nip)
    before = client.cookies["sessionid"].value
    sign_in_rest = client.post(CODE, {"code": code()})
    client.post(sign_in_rest["Location"], {"action": "no"})
    assert client.cookies["sessionid"].value != before
    fixed = Client()
    fixed.cookies["sessionid"] = before
    assert not is_signed_in(fixed)


def test_unknown_name_and_wrong_password_look_the_same(world: World) -> None:
    wrong = give_password(KeyedClient(), world.employee.nip, "bukan-kata-sandinya")
    unknown = give_password(KeyedClient(), "199912312025061001", "bukan-kata-sandinya")
    assert wrong.status_code == unknown.status_code == 422
    assert main_text(wrong) == main_text(unknown)
    assert "NIP atau kata sandi tidak cocok" in main_text(wrong)


def test_unknown_name_and_wrong_password_cost_the_same(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    hashed: list[str] = []
    original = MD5PasswordHasher.encode

    def counting(self: MD5PasswordHasher, password: str, salt: str) -> str:
        hashed.append(password)
        return original(self, password, salt)

    User.objects.filter(pk=world.users["peer"].pk).update(password="!tidakdapatdipakai")
    monkeypatch.setattr(MD5PasswordHasher, "encode", counting)
    costs = []
    for name in (world.employee.nip, "199912312025061001", world.peer.nip):
        hashed.clear()
        give_password(KeyedClient(), name, "bukan-kata-sandinya")
        costs.append(len(hashed))
    assert costs == [1, 1, 1]


def test_typed_name_stays_and_password_does_not(world: World) -> None:
    response = give_password(KeyedClient(), world.employee.nip, "rahasia-sekali-99")
    assert f'value="{world.employee.nip}"'.encode() in response.content
    assert b"rahasia-sekali-99" not in response.content
    assert "Kesalahan:" in response.content.decode()


def test_failures_are_recorded_without_the_password(world: World, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    give_password(KeyedClient(), world.employee.nip, "rahasia-sekali-99")
    give_password(KeyedClient(), "199912312025061001", "rahasia-sekali-99")
    found = acts("account.sign_in_refused")
    assert [e.row_id for e in found] == [str(world.users["employee"].pk)]
    assert found[0].new == {"step": "password"}
    assert "rahasia-sekali-99" not in caplog.text
    assert "199912312025061001" not in caplog.text
    assert "account=unknown" in caplog.text


def test_a_wrong_code_is_refused_and_recorded(world: World) -> None:
    client = KeyedClient()
    give_password(client, world.employee.nip)
    response = client.post(CODE, {"code": "000000"})
    assert response.status_code == 200
    assert "Kode tidak cocok" in response.content.decode()
    assert not is_signed_in(client)
    assert [e.new for e in acts("account.sign_in_refused")] == [{"step": "second_factor"}]


def test_a_code_works_once(world: World) -> None:
    now = code()
    first, second = KeyedClient(), KeyedClient()
    give_password(first, world.employee.nip)
    assert first.post(CODE, {"code": now}).status_code == 302
    give_password(second, world.employee.nip)
    response = second.post(CODE, {"code": now})
    assert response.status_code == 200
    assert not is_signed_in(second)


def test_codes_may_be_typed_in_groups(world: World) -> None:
    client = KeyedClient()
    give_password(client, world.employee.nip)
    now = code()
    assert client.post(CODE, {"code": f"{now[:3]} {now[3:]}"}).status_code == 302


def test_the_code_page_needs_the_first_step(world: World) -> None:
    response = KeyedClient().get(CODE)
    assert response.status_code == 302
    assert response["Location"] == LOGIN


def test_a_trusted_browser_skips_the_code_until_the_password_changes(world: World) -> None:
    client = KeyedClient()
    sign_in(client, world.employee.nip, trust=True)
    client.post("/akun/keluar/")
    assert not is_signed_in(client)
    assert give_password(client, world.employee.nip)["Location"] == "/"
    client.post("/akun/keluar/")
    user = world.users["employee"]
    user.set_password("kata-sandi-lain-456")
    user.save()
    assert give_password(client, world.employee.nip, "kata-sandi-lain-456")["Location"] == reverse("mfa_authenticate")


def test_without_trust_the_code_is_asked_again(world: World) -> None:
    client = KeyedClient()
    sign_in(client, world.employee.nip)
    client.post("/akun/keluar/")
    assert give_password(client, world.employee.nip)["Location"] == reverse("mfa_authenticate")


def test_a_closed_account_hears_it_only_with_the_right_password(world: World) -> None:
    User.objects.filter(pk=world.users["employee"].pk).update(is_active=False)
    right = give_password(KeyedClient(), world.employee.nip)
    assert right["Location"] == reverse("account_inactive")
    assert "dinonaktifkan" in KeyedClient().get(right["Location"]).content.decode()
    wrong = give_password(KeyedClient(), world.employee.nip, "salah-salah-salah")
    assert wrong.status_code == 422
    assert "NIP atau kata sandi tidak cocok" in wrong.content.decode()


@pytest.mark.parametrize(
    "name",
    [
        "account_signup",
        "account_reset_password",
        "account_email",
        "account_set_password",
        "mfa_deactivate_totp",
        "socialaccount_signup",
    ],
)
def test_the_library_brings_no_other_doors(name: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(name)


@pytest.mark.parametrize(
    "target", ["https://jahat.example/", "//jahat.example/", "javascript:alert(1)", "https:///jahat.example"]
)
def test_sign_in_never_leads_elsewhere(world: World, target: str) -> None:
    client = KeyedClient()
    client.post(f"{LOGIN}?next={target}", {"login": world.employee.nip, "password": PASSWORD, "next": target})
    response = client.post(CODE, {"code": code()})
    response = client.post(response["Location"], {"action": "no", "next": target})
    assert response["Location"] == "/"


def test_sign_in_leads_back_to_the_page_asked_for(world: World) -> None:
    client = KeyedClient()
    asked = client.get(reverse("people:my_data"))
    assert asked.status_code == 302
    client.post(asked["Location"], {"login": world.employee.nip, "password": PASSWORD})
    client.post(CODE, {"code": code()})
    response = client.post(reverse("mfa_trust"), {"action": "no"})
    assert response["Location"] == reverse("people:my_data")


@pytest.mark.parametrize("name", ["", "\x00", "a" * 5000, "\u202ekasus", "' OR 1=1 --", "١٩٩٠", "{{7*7}}"])
@pytest.mark.parametrize("password", ["", "\x00", "p" * 5000])
def test_what_nobody_types_is_refused_in_words(world: World, name: str, password: str) -> None:
    response = give_password(KeyedClient(), name, password)
    assert response.status_code == 422
    assert "Kesalahan:" in response.content.decode()


def test_sign_in_needs_the_form_token(world: World) -> None:
    client = Client(enforce_csrf_checks=True)
    assert give_password(client, world.employee.nip).status_code == 403
    assert not acts("account.signed_in")


def test_getting_the_sign_out_page_signs_nobody_out(world: World) -> None:
    client = KeyedClient()
    sign_in(client, world.employee.nip)
    assert client.get("/akun/keluar/").status_code == 200
    assert is_signed_in(client)
    client.post("/akun/keluar/")
    assert not is_signed_in(client)
    assert [e.actor for e in acts("account.signed_out")] == [world.employee.name]


def test_the_chosen_language_comes_with_the_sign_in(world: World) -> None:
    User.objects.filter(pk=world.users["employee"].pk).update(language="en")
    client = KeyedClient()
    response = sign_in(client, world.employee.nip)
    assert response.cookies["django_language"].value == "en"


def test_cookies_are_out_of_reach_of_scripts(world: World) -> None:
    client = KeyedClient()
    response = sign_in(client, world.employee.nip, trust=True)
    for name in ("sessionid", "pamong_known", "mfa_trusted"):
        assert client.cookies[name]["httponly"], name
        assert client.cookies[name]["samesite"] == "Lax", name
    assert world.employee.nip not in str(response.cookies)


def test_a_signed_in_person_does_not_see_the_sign_in_page(world: World) -> None:
    client = KeyedClient()
    sign_in(client, world.employee.nip)
    assert client.get(LOGIN)["Location"] == "/"


def test_a_factor_bound_in_the_future_does_not_matter(world: World) -> None:
    Authenticator.objects.filter(user=world.users["employee"]).update(created_at=timezone.now() + timedelta(days=1))
    assert sign_in(KeyedClient(), world.employee.nip)["Location"] == "/"
