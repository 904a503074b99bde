"""First sign-in: nothing opens before a password of one's own and a second factor; secrets are sealed and shown once."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.db import connection
from django.urls import reverse

from pamong.people.models import User
from pamong.platform.access.models import AnsweredRequest
from pamong.platform.audit.models import Event
from tests.people.signing import CODE, code, give_password, is_signed_in, sign_in
from tests.world import PASSWORD, KeyedClient, World

pytestmark = pytest.mark.django_db
SETUP = "/akun/siapkan/"
NEW = "kata-sandi-yang-baru-77"


@pytest.fixture
def fresh(world: World) -> World:
    """The employee with a password from the clerk and no second factor."""
    user = world.users["employee"]
    Authenticator.objects.filter(user=user).delete()
    User.objects.filter(pk=user.pk).update(must_change_password=True)
    user.refresh_from_db()
    return world


def secret_on(page: str) -> str:
    found = re.search(r"data-secret>([A-Z2-7]+)<", page)
    assert found
    return found.group(1)


def past_password(world: World) -> KeyedClient:
    client = world.client("employee")
    assert client.post(SETUP, {"password": NEW, "again": NEW}).status_code == 303
    return client


def test_every_page_leads_to_the_set_up(fresh: World) -> None:
    client = fresh.client("employee")
    for name in ("sites:home", "people:my_data", "people:list", "people:acting", "sites:rights"):
        response = client.get(reverse(name))
        assert response.status_code == 302, name
        assert response["Location"] == SETUP, name


def test_a_new_password_comes_first(fresh: World) -> None:
    client = fresh.client("employee")
    page = client.get(SETUP).content.decode()
    assert "Buat kata sandi Anda sendiri" in page
    response = client.post(SETUP, {"password": NEW, "again": NEW})
    assert response["Location"] == SETUP
    fresh.users["employee"].refresh_from_db()
    assert fresh.users["employee"].check_password(NEW)
    assert not fresh.users["employee"].must_change_password
    assert "Pasang aplikasi autentikator" in client.get(SETUP).content.decode()


def test_the_password_step_cannot_be_skipped_by_sending_a_code(fresh: World) -> None:
    client = fresh.client("employee")
    assert client.post(SETUP, {"code": "123456"}).status_code == 422
    assert not Authenticator.objects.filter(user=fresh.users["employee"]).exists()


def test_the_app_is_bound_with_its_first_code(fresh: World) -> None:
    client = past_password(fresh)
    page = client.get(SETUP).content.decode()
    assert 'src="data:image/svg+xml;base64,' in page
    secret = secret_on(page)
    response = client.post(SETUP, {"code": code(secret)})
    assert response.status_code == 200
    codes = re.findall(r"<code class=\"fs-5\">(\d{8})</code>", response.content.decode())
    assert len(set(codes)) == 10
    assert client.get("/").status_code == 200
    again = KeyedClient()
    give_password(again, fresh.employee.nip, NEW)
    assert again.post(CODE, {"code": codes[3]}).status_code == 302
    once_more = KeyedClient()
    give_password(once_more, fresh.employee.nip, NEW)
    assert once_more.post(CODE, {"code": codes[3]}).status_code == 200


def test_a_wrong_first_code_keeps_the_same_secret(fresh: World) -> None:
    client = past_password(fresh)
    secret = secret_on(client.get(SETUP).content.decode())
    response = client.post(SETUP, {"code": "000000"})
    assert response.status_code == 422
    assert "jam ponsel" in response.content.decode()
    assert secret_on(response.content.decode()) == secret
    assert client.post(SETUP, {"code": code(secret)}).status_code == 200


def test_looking_again_gives_a_new_secret(fresh: World) -> None:
    client = past_password(fresh)
    first = secret_on(client.get(SETUP).content.decode())
    second = secret_on(client.get(SETUP).content.decode())
    assert first != second
    assert client.post(SETUP, {"code": code(first)}).status_code == 422


def test_the_answer_with_the_codes_is_never_kept(fresh: World) -> None:
    client = past_password(fresh)
    secret = secret_on(client.get(SETUP).content.decode())
    sent = {"code": code(secret)}
    first = client.post(SETUP, sent, headers={"Idempotency-Key": "kunci-pasang-1"})
    kept = AnsweredRequest.objects.get(key="kunci-pasang-1")
    assert bytes(kept.body) == b""
    again = client.post(SETUP, sent, headers={"Idempotency-Key": "kunci-pasang-1"})
    assert first.status_code == 200
    assert again.status_code == 409
    assert "hanya ditampilkan sekali" in again.content.decode()


def test_no_secret_lies_open_in_the_database(fresh: World) -> None:
    client = past_password(fresh)
    secret = secret_on(client.get(SETUP).content.decode())
    sessions = [s.get_decoded() for s in Session.objects.all()]
    assert secret not in str(sessions)
    response = client.post(SETUP, {"code": code(secret)})
    codes = re.findall(r"<code class=\"fs-5\">(\d{8})</code>", response.content.decode())
    rows = list(Authenticator.objects.filter(user=fresh.users["employee"]).values_list("data", flat=True))
    assert secret not in str(rows)
    assert all("v1:" in str(row) for row in rows)
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(string_agg(old::text || new::text, ' '), '') FROM audit_event")
        log = cursor.fetchone()[0]
    assert secret not in log
    assert not [c for c in codes if c in log]


def test_plain_secrets_of_older_installations_still_work(world: World) -> None:
    assert Authenticator.objects.get(user=world.users["employee"]).data == {"secret": "JBSWY3DPEHPK3PXP"}
    assert sign_in(KeyedClient(), world.employee.nip)["Location"] == "/"


def test_a_ready_account_has_nothing_to_set_up(world: World) -> None:
    response = world.client("employee").get(SETUP)
    assert response["Location"] == "/"


def test_replacing_the_phone_needs_password_and_code(world: World) -> None:
    client, other = world.client("employee"), world.client("employee")
    url = reverse("people:replace_factor")
    assert client.post(url, {"present": "salah", "code": code()}).status_code == 422
    assert client.post(url, {"present": PASSWORD, "code": "000000"}).status_code == 422
    assert is_signed_in(other)
    response = client.post(url, {"present": PASSWORD, "code": code()})
    assert response["Location"] == SETUP
    assert not is_signed_in(other)
    assert client.get("/")["Location"] == SETUP
    assert Event.objects.filter(verb="account.second_factor_replaced").count() == 1


def test_new_recovery_codes_replace_the_old(world: World) -> None:
    client = world.client("employee")
    url = reverse("people:recovery")

    def renewed(step: int) -> list[str]:
        page = client.post(url, {"present": PASSWORD, "code": code(step=step)}).content.decode()
        return re.findall(r"<code class=\"fs-5\">(\d{8})</code>", page)

    first = renewed(0)
    second = renewed(1)
    assert len(first) == len(second) == 10
    assert not set(first) & set(second)
    signing_in = KeyedClient()
    give_password(signing_in, world.employee.nip)
    assert signing_in.post(CODE, {"code": first[0]}).status_code == 200
    assert signing_in.post(CODE, {"code": second[0]}).status_code == 302


@pytest.mark.parametrize("name", ["people:replace_factor", "people:recovery"])
def test_guessing_codes_there_is_limited(world: World, name: str) -> None:
    client = world.client("employee")
    for _ in range(10):
        client.post(reverse(name), {"present": PASSWORD, "code": "000000"})
    response = client.post(reverse(name), {"present": PASSWORD, "code": code()})
    assert response.status_code == 422
    assert "Terlalu banyak percobaan" in response.content.decode()
