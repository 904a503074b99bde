"""The throttle: a sliding window in the database, one for all processes, and whose address counts."""

import datetime as dt
import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import RequestFactory

from pamong.platform.access import throttle
from pamong.platform.access.models import Attempt

LONG_AGO = dt.timedelta(hours=2)


def age(delta: dt.timedelta) -> None:
    """Let ``delta`` pass: all tries move into the past."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE access_attempt SET tries = ARRAY(SELECT t - make_interval(secs => %s) FROM unnest(tries) t)",
            [delta.total_seconds()],
        )


@pytest.mark.django_db
def test_the_limit_holds_and_says_how_long() -> None:
    assert [throttle.claim("x", "a", limit=3) for _ in range(3)] == [0, 0, 0]
    wait = throttle.claim("x", "a", limit=3)
    assert 14 * 60 < wait <= 15 * 60


@pytest.mark.django_db
def test_knocking_on_does_not_lengthen_the_wait() -> None:
    for _ in range(3):
        throttle.claim("x", "a", limit=3)
    age(dt.timedelta(minutes=10))
    waits = [throttle.claim("x", "a", limit=3) for _ in range(20)]
    assert all(0 < wait <= 5 * 60 for wait in waits)
    age(dt.timedelta(minutes=5, seconds=1))
    assert throttle.claim("x", "a", limit=3) == 0


@pytest.mark.django_db
def test_the_window_slides_try_by_try() -> None:
    throttle.claim("x", "a", limit=2)
    age(dt.timedelta(minutes=14))
    throttle.claim("x", "a", limit=2)
    assert throttle.claim("x", "a", limit=2) <= 60
    age(dt.timedelta(minutes=1, seconds=1))
    assert throttle.claim("x", "a", limit=2) == 0
    assert throttle.claim("x", "a", limit=2) > 0


@pytest.mark.django_db
@pytest.mark.parametrize(("scope", "who"), [("y", "a"), ("x", "b")])
def test_scopes_and_accounts_are_counted_apart(scope: str, who: str) -> None:
    assert throttle.claim("x", "a", limit=1) == 0
    assert throttle.claim("x", "a", limit=1) > 0
    assert throttle.claim(scope, who, limit=1) == 0


@pytest.mark.django_db
def test_a_success_takes_back_its_own_try_only() -> None:
    for _ in range(2):
        throttle.claim("x", "a", limit=3)
    throttle.claim("x", "a", limit=3)
    throttle.release("x", "a")
    assert throttle.claim("x", "a", limit=3) == 0
    assert throttle.claim("x", "a", limit=3) > 0


@pytest.mark.django_db
def test_releasing_what_was_never_claimed_changes_nothing() -> None:
    throttle.release("x", "niemand")
    assert not Attempt.objects.exists()
    throttle.claim("x", "a")
    throttle.release("x", "a")
    throttle.release("x", "a")
    assert Attempt.objects.get().tries == []


@pytest.mark.django_db
def test_the_table_names_neither_account_nor_address() -> None:
    throttle.claim("sign-in", "199005052017072004")
    throttle.claim("sign-in-address", "203.0.113.9")
    keys = {a.key for a in Attempt.objects.all()}
    assert len(keys) == 2
    assert all(re.fullmatch(r"[0-9a-f]{64}", key) and "199005" not in key for key in keys)


@pytest.mark.django_db
def test_old_keys_are_forgotten_and_young_ones_kept() -> None:
    throttle.claim("x", "old")
    age(dt.timedelta(days=2))
    throttle.claim("x", "empty")
    throttle.release("x", "empty")
    throttle.claim("x", "young")
    assert throttle.prune() == 2
    assert throttle.claim("x", "young", limit=1) > 0


@pytest.mark.django_db(transaction=True)
def test_parallel_tries_do_not_slip_through() -> None:
    def one(_: int) -> int:
        try:
            return throttle.claim("race", "a", limit=10)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        waits = list(pool.map(one, range(40)))
    assert waits.count(0) == 10
    assert len(Attempt.objects.get().tries) == 10


def request(address: str, forwarded: str | None = None) -> object:
    headers = {"X-Forwarded-For": forwarded} if forwarded is not None else {}
    return RequestFactory().get("/", REMOTE_ADDR=address, headers=headers)


@pytest.mark.parametrize(
    ("proxies", "address", "forwarded", "expected"),
    [
        (0, "198.51.100.7", None, "198.51.100.7"),
        (0, "198.51.100.7", "203.0.113.9", "198.51.100.7"),
        (1, "127.0.0.1", "203.0.113.9", "203.0.113.9"),
        (1, "127.0.0.1", "1.2.3.4, 203.0.113.9", "203.0.113.9"),
        (2, "127.0.0.1", "1.2.3.4, 203.0.113.9, 10.0.0.1", "203.0.113.9"),
        (2, "127.0.0.1", "203.0.113.9", "127.0.0.1"),
        (1, "127.0.0.1", None, "127.0.0.1"),
        (1, "127.0.0.1", "", "127.0.0.1"),
        (0, "2001:db8:1:2:3:4:5:6", None, "2001:db8:1:2::"),
        (0, "2001:db8:1:2:ffff::1", None, "2001:db8:1:2::"),
    ],
)
def test_whose_address_counts(
    settings: object, proxies: int, address: str, forwarded: str | None, expected: str
) -> None:
    settings.TRUSTED_PROXIES = proxies  # type: ignore[attr-defined]
    assert throttle.client_address(request(address, forwarded)) == expected  # type: ignore[arg-type]


def test_an_address_nobody_can_read_is_still_one_address(settings: object) -> None:
    settings.TRUSTED_PROXIES = 1  # type: ignore[attr-defined]
    one = throttle.client_address(request("", "bukan-alamat\x1b[31m"))  # type: ignore[arg-type]
    assert one.startswith("unknown:")
    assert one == throttle.client_address(request("", "bukan-alamat\x1b[31m"))  # type: ignore[arg-type]
    assert "\x1b" not in one
