"""Brute force (check W1): at most 10 tries per account and 30 per address in 15 minutes, before any hash, no lasting lock."""

import datetime as dt
import logging

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher

from pamong.people.web import tries
from pamong.platform.audit.models import Event
from tests.people.signing import CODE, code, give_password, is_signed_in, sign_in
from tests.platform.access.test_throttle import age
from tests.world import KeyedClient, World

pytestmark = pytest.mark.django_db
WRONG = "bukan-kata-sandinya"


def fail(name: str, times: int, address: str = "198.51.100.1") -> list[int]:
    return [give_password(KeyedClient(), name, WRONG, REMOTE_ADDR=address).status_code for _ in range(times)]


def test_the_eleventh_try_is_refused_even_with_the_right_password(world: World) -> None:
    assert fail(world.employee.nip, 10) == [422] * 10
    response = give_password(KeyedClient(), world.employee.nip)
    assert response.status_code == 429
    text = response.content.decode()
    assert "Terlalu banyak percobaan. Coba lagi dalam 15 menit." in text
    assert "admin kepegawaian" in text


def test_unknown_names_are_limited_alike(world: World) -> None:
    assert fail("199912312025061001", 11) == [422] * 10 + [429]


def test_refused_before_any_hash(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    fail(world.employee.nip, 10)

    def no_hash(*args: object) -> str:
        raise AssertionError("hashed")

    monkeypatch.setattr(MD5PasswordHasher, "encode", no_hash)
    assert give_password(KeyedClient(), world.employee.nip, WRONG).status_code == 429


def test_the_lock_ends_by_itself(world: World) -> None:
    fail(world.employee.nip, 10)
    age(dt.timedelta(minutes=15, seconds=1))
    client = KeyedClient()
    assert sign_in(client, world.employee.nip)["Location"] == "/"


def test_other_accounts_are_not_touched(world: World) -> None:
    fail(world.employee.nip, 12)
    assert sign_in(KeyedClient(), world.peer.nip)["Location"] == "/"


def test_an_address_has_thirty_tries_over_all_accounts(world: World) -> None:
    for name in (world.employee.nip, world.peer.nip, world.head.nip):
        assert fail(name, 10) == [422] * 10
    assert fail(world.superior.nip, 1) == [429]
    assert fail(world.superior.nip, 1, address="198.51.100.2") == [422]


def test_a_made_up_forwarding_header_gives_no_new_address(world: World) -> None:
    codes = []
    for number in range(31):
        client = KeyedClient()
        response = client.post(
            "/akun/masuk/",
            {"login": f"19991231202506{number:04d}", "password": WRONG},
            headers={"X-Forwarded-For": f"203.0.113.{number}"},
        )
        codes.append(response.status_code)
    assert codes == [422] * 30 + [429]


def test_right_passwords_do_not_count(world: World) -> None:
    for _ in range(12):
        assert give_password(KeyedClient(), world.employee.nip).status_code == 302


def test_a_success_in_between_clears_nothing(world: World) -> None:
    fail(world.employee.nip, 9)
    assert give_password(KeyedClient(), world.employee.nip).status_code == 302
    assert fail(world.employee.nip, 2) == [422, 429]


def test_the_owner_is_not_locked_out_of_his_own_browser(world: World) -> None:
    own = KeyedClient()
    sign_in(own, world.employee.nip)
    own.post("/akun/keluar/")
    fail(world.employee.nip, 11)
    assert give_password(KeyedClient(), world.employee.nip, REMOTE_ADDR="198.51.100.3").status_code == 429
    assert give_password(own, world.employee.nip).status_code == 302


def test_the_own_browser_is_limited_too(world: World) -> None:
    own = KeyedClient()
    sign_in(own, world.employee.nip)
    own.post("/akun/keluar/")
    codes = [give_password(own, world.employee.nip, WRONG).status_code for _ in range(11)]
    assert codes == [422] * 10 + [429]


def test_a_forged_mark_of_a_browser_is_worth_nothing(world: World) -> None:
    fail(world.employee.nip, 10)
    client = KeyedClient()
    client.cookies[tries.KNOWN_COOKIE] = "eyJhIjoiYiJ9:1abc:palsu"
    assert give_password(client, world.employee.nip).status_code == 429


def test_the_mark_of_one_account_does_not_help_another(world: World) -> None:
    client = KeyedClient()
    sign_in(client, world.peer.nip)
    client.post("/akun/keluar/")
    fail(world.employee.nip, 10)
    assert give_password(client, world.employee.nip).status_code == 429


def test_a_shared_machine_remembers_five_people(world: World) -> None:
    client = KeyedClient()
    for name in ("head", "superior", "employee", "peer", "acting", "admin"):
        sign_in(client, world.people[name].nip)
        client.post("/akun/keluar/")
    fail(world.head.nip, 10)
    fail(world.admin.nip, 10, address="198.51.100.9")
    assert give_password(client, world.admin.nip).status_code == 302
    client.post("/akun/keluar/")
    assert give_password(client, world.head.nip).status_code == 429


def test_codes_are_limited_too(world: World) -> None:
    client = KeyedClient()
    give_password(client, world.employee.nip)
    for _ in range(10):
        assert "Kode tidak cocok" in client.post(CODE, {"code": "000000"}).content.decode()
    response = client.post(CODE, {"code": code()})
    assert "Terlalu banyak percobaan" in response.content.decode()
    assert not is_signed_in(client)


def test_an_attack_leaves_an_alert(world: World, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING)
    fail(world.employee.nip, 11)
    assert "sign-in throttled" in caplog.text
    found = Event.objects.filter(kind="act", verb="account.throttled")
    assert [e.row_id for e in found] == [str(world.users["employee"].pk)]
