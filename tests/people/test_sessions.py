"""Sessions end: with password, role, factor or account, after idleness, and at the end of the day (ASVS 7.3, 7.4)."""

import time

import pytest
from django.urls import reverse

from pamong.people.actions import accounts
from pamong.people.models import RoleGrant
from pamong.people.web import middleware
from pamong.platform.access.viewer import Viewer
from pamong.platform.access.who import Who
from pamong.platform.audit.models import Event
from tests.people.signing import is_signed_in, sign_in
from tests.world import PASSWORD, KeyedClient, World

pytestmark = pytest.mark.django_db
SYSTEM = Viewer.system("uji")
NEW = "kata-sandi-yang-baru-77"


def two_sessions(world: World, name: str = "employee") -> tuple[KeyedClient, KeyedClient]:
    return world.client(name), world.client(name)


def test_changing_the_password_ends_the_other_sessions_only(world: World) -> None:
    here, there = two_sessions(world)
    response = here.post(reverse("people:password"), {"present": PASSWORD, "password": NEW, "again": NEW})
    assert response.status_code == 303
    assert is_signed_in(here)
    assert not is_signed_in(there)
    assert sign_in(KeyedClient(), world.employee.nip, NEW)["Location"] == "/"


def test_a_wrong_present_password_changes_nothing(world: World) -> None:
    here, there = two_sessions(world)
    response = here.post(reverse("people:password"), {"present": "salah-salah-salah", "password": NEW, "again": NEW})
    assert response.status_code == 422
    assert "Kata sandi sekarang tidak cocok" in response.content.decode()
    assert is_signed_in(there)
    world.users["employee"].refresh_from_db()
    assert world.users["employee"].check_password(PASSWORD)


def test_guessing_the_present_password_is_limited_although_each_answer_is_a_refusal(world: World) -> None:
    here = world.client("employee")
    for _ in range(10):
        assert (
            here.post(reverse("people:password"), {"present": "salah", "password": NEW, "again": NEW}).status_code
            == 422
        )
    response = here.post(reverse("people:password"), {"present": PASSWORD, "password": NEW, "again": NEW})
    assert response.status_code == 422
    assert "Terlalu banyak percobaan" in response.content.decode()


@pytest.mark.parametrize(
    ("password", "again", "expected"),
    [
        ("pendek", "pendek", "10"),
        ("password123", "password123", "umum"),
        ("199005052017072004", "199005052017072004", "NIP"),
        ("kata-sandi-yang-baru-77", "kata-sandi-yang-lain-88", "tidak sama"),
    ],
)
def test_weak_passwords_are_refused_in_words(world: World, password: str, again: str, expected: str) -> None:
    here = world.client("employee")
    response = here.post(reverse("people:password"), {"present": PASSWORD, "password": password, "again": again})
    assert response.status_code == 422
    assert expected in response.content.decode()


@pytest.mark.parametrize(
    "password", ["lima kata mudah saya ingat", "x" * 200, "kata sandi dengan émoji 🙂", "  berspasi di tepi  "]
)
def test_long_passwords_and_any_characters_are_fine(world: World, password: str) -> None:
    here = world.client("employee")
    response = here.post(reverse("people:password"), {"present": PASSWORD, "password": password, "again": password})
    assert response.status_code == 303
    world.users["employee"].refresh_from_db()
    assert world.users["employee"].check_password(password)


def test_a_granted_role_ends_all_sessions(world: World) -> None:
    here, there = two_sessions(world)
    accounts.grant_role(person_id=world.employee.pk, role=Who.AGENCY_ADMIN, agency_id=world.a.pk, by=SYSTEM)
    assert not is_signed_in(here)
    assert not is_signed_in(there)


def test_a_revoked_role_ends_all_sessions(world: World) -> None:
    here = world.client("admin")
    assert is_signed_in(here)
    accounts.revoke_role(grant=RoleGrant.objects.get(user=world.users["admin"]), by=SYSTEM)
    assert not is_signed_in(here)


def test_a_closed_account_is_out_at_once_and_stays_out_after_reopening(world: World) -> None:
    here = world.client("employee")
    accounts.close_accounts(person_ids=[world.employee.pk], by=SYSTEM)
    assert not is_signed_in(here)
    accounts.reopen_account(person_id=world.employee.pk, by=SYSTEM)
    assert not is_signed_in(here)
    assert sign_in(KeyedClient(), world.employee.nip)["Location"] == "/"


def test_closing_twice_is_one_act(world: World) -> None:
    assert accounts.close_accounts(person_ids=[world.employee.pk, world.peer.pk], by=SYSTEM) == 2
    assert accounts.close_accounts(person_ids=[world.employee.pk], by=SYSTEM) == 0
    assert Event.objects.filter(verb="account.closed").count() == 2


def test_a_released_factor_ends_all_sessions(world: World) -> None:
    here = world.client("employee")
    accounts.release_second_factor(person_id=world.employee.pk, reason="ponsel hilang, dicek di loket", by=SYSTEM)
    assert not is_signed_in(here)


def move(monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + seconds)


def test_an_unused_desktop_session_ends_after_two_hours(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    here = world.client("employee")
    assert is_signed_in(here)
    move(monkeypatch, 2 * 3600 + 5)
    response = here.get(reverse("people:account"), follow=True)
    assert "lama tidak dipakai" in response.content.decode()
    assert not is_signed_in(here)
    assert Event.objects.filter(verb="account.signed_out").count() == 1


def test_use_keeps_a_session_alive(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    here = world.client("employee")
    start = time.time()
    for hour in range(1, 12):
        monkeypatch.setattr(time, "time", lambda hour=hour: start + hour * 3600)
        assert is_signed_in(here), hour


def test_no_session_lives_longer_than_twelve_hours(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    here = world.client("employee")
    start = time.time()
    for hour in range(1, 13):
        monkeypatch.setattr(time, "time", lambda hour=hour: start + hour * 3600 - 60)
        is_signed_in(here)
    move(monkeypatch, 12 * 3600 + 60)
    response = here.get(reverse("people:account"), follow=True)
    assert "12 jam" in response.content.decode()


def test_a_phone_may_rest_longer(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    here = world.client("employee")
    phone = {"User-Agent": "Mozilla/5.0 (Linux; Android 12) AppleWebKit/537 Mobile Safari/537"}
    assert here.get(reverse("people:account"), headers=phone).status_code == 200
    move(monkeypatch, 5 * 3600)
    assert here.get(reverse("people:account"), headers=phone).status_code == 200
    assert here.get(reverse("people:account")).status_code == 200
    move(monkeypatch, 13 * 3600)
    assert here.get(reverse("people:account"), headers=phone).status_code == 302


def test_the_time_of_use_is_written_once_a_minute(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    here = world.client("employee")
    is_signed_in(here)
    first = here.session[middleware.SEEN]
    move(monkeypatch, 30)
    is_signed_in(here)
    assert here.session[middleware.SEEN] == first
    move(monkeypatch, 90)
    is_signed_in(here)
    assert here.session[middleware.SEEN] > first


def test_visitors_get_no_session(world: World) -> None:
    client = KeyedClient()
    client.get("/")
    client.get("/akun/aktivasi/")
    assert "sessionid" not in client.cookies


def test_the_hash_follows_password_and_stamp(world: World) -> None:
    user = world.users["employee"]
    before = user.get_session_auth_hash()
    user.session_stamp += 1
    stamped = user.get_session_auth_hash()
    user.set_password(NEW)
    assert len({before, stamped, user.get_session_auth_hash()}) == 3
