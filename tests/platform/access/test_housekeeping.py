"""What the gate keeps only for a while."""

import datetime as dt

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import connection

from pamong.platform.access import housekeeping, throttle
from pamong.platform.access.models import AnsweredRequest, Attempt
from pamong.sites.tasks import prune_access
from tests.platform.access.test_throttle import age
from tests.world import KeyedClient, World

pytestmark = pytest.mark.django_db


def answered(key: str, days: float) -> None:
    row = AnsweredRequest.objects.create(
        owner="user:1", key=key, route="home.view", body_hash="x", headers={}, body=b""
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE access_answeredrequest SET created_at = now() - make_interval(secs => %s) WHERE id = %s",
            [days * 86400, row.pk],
        )


def session(ends_in: dt.timedelta) -> str:
    store = SessionStore()
    store.create()
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE django_session SET expire_date = now() + make_interval(secs => %s) WHERE session_key = %s",
            [ends_in.total_seconds(), store.session_key],
        )
    return str(store.session_key)


def test_answers_stay_a_week() -> None:
    for key, days in (("muda", 0.0), ("hampir", 6.9), ("tua", 7.1), ("lama", 400.0)):
        answered(key, days)
    assert housekeeping.prune()["answers"] == 2
    assert set(AnsweredRequest.objects.values_list("key", flat=True)) == {"muda", "hampir"}


def test_ended_sessions_go_and_living_ones_stay() -> None:
    living, ended = session(dt.timedelta(hours=1)), session(dt.timedelta(hours=-1))
    assert housekeeping.prune()["sessions"] == 1
    assert list(Session.objects.values_list("session_key", flat=True)) == [living]
    assert ended != living


def test_nobody_is_signed_out_by_it(world: World) -> None:
    client: KeyedClient = world.client("employee")
    prune_access()
    assert client.get("/akun/").status_code == 200


def test_counters_go_when_they_no_longer_count() -> None:
    throttle.claim("x", "lama")
    age(dt.timedelta(days=2))
    throttle.claim("x", "baru")
    assert housekeeping.prune()["tries"] == 1
    assert Attempt.objects.count() == 1


def test_nothing_to_do_is_fine() -> None:
    assert housekeeping.prune() == {"answers": 0, "tries": 0, "sessions": 0}
