"""What monitors are told, and what people see while the database is away."""

import pytest
from django.db import InterfaceError, OperationalError, connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import IntegrityError
from django.http import HttpRequest
from django.test import Client, RequestFactory

from pamong.platform.health import away, queries


@pytest.fixture
def gone(monkeypatch: pytest.MonkeyPatch) -> None:
    """The database does not answer."""

    def refuse(*args: object, **kwargs: object) -> None:
        raise OperationalError("connection refused")

    monkeypatch.setattr(BaseDatabaseWrapper, "cursor", refuse)


@pytest.mark.django_db
def test_ready_tells_about_database_migrations_and_worker() -> None:
    answer = Client().get("/healthz/ready")
    assert answer.status_code == 200
    state = answer.json()
    assert (state["ready"], state["database"], state["migrations"], state["worker"]) == (True, "ok", "ok", "missing")
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.django_db
def test_a_living_worker_is_told() -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers DEFAULT VALUES")
    assert queries.readiness()["worker"] == "ok"
    assert queries.readiness()["worker_age_seconds"] == 0


@pytest.mark.django_db
def test_a_missing_migration_is_not_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = queries.expected_migrations()
    monkeypatch.setattr(queries, "expected_migrations", lambda: expected | {("people", "9999_new")})
    assert queries.missing_migrations() == ["people.9999_new"]
    answer = Client().get("/healthz/ready")
    assert answer.status_code == 503
    assert answer.json()["migrations"] == "missing"


def test_live_asks_no_database(gone: None) -> None:
    answer = Client().get("/healthz/live")
    assert (answer.status_code, answer.json()) == (200, {"live": True})


def test_ready_is_503_while_the_database_is_away(gone: None) -> None:
    answer = Client().get("/healthz/ready")
    assert answer.status_code == 503
    assert answer.json() == {"ready": False, "database": "away", "reason": "OperationalError"}


def test_a_page_says_in_indonesian_to_try_again(gone: None) -> None:
    client = Client(raise_request_exception=False)
    client.cookies["sessionid"] = "a" * 32  # a page with a session needs the database
    answer = client.get("/live/stream?topics=person:1")
    assert answer.status_code == 503
    assert 3 <= int(answer["Retry-After"]) <= 8
    page = answer.content.decode()
    assert '<html lang="id">' in page
    assert "Layanan sedang tidak tersedia" in page
    assert "refused" not in page


def cause(inner: Exception) -> Exception:
    outer = OperationalError("outer")
    outer.__cause__ = inner
    return outer


@pytest.mark.parametrize(
    ("error", "is_away"),
    [
        (OperationalError("gone"), True),
        (InterfaceError("closed"), True),
        (cause(ValueError("x")), True),
        (IntegrityError("double"), False),
        (ValueError("x"), False),
        (None, False),
    ],
)
def test_what_counts_as_away(error: Exception | None, is_away: bool) -> None:
    assert away.is_away(error) is is_away


def test_other_errors_stay_500(rf: RequestFactory) -> None:
    middleware = away.DatabaseAwayMiddleware(lambda request: away.unavailable())
    assert middleware.process_exception(rf.get("/"), ValueError("bug")) is None
    refused = middleware.process_exception(rf.get("/"), OperationalError("gone"))
    assert refused is not None
    assert refused.status_code == 503


def test_errors_outside_of_views_become_503_too() -> None:
    try:
        raise OperationalError("in a middleware")
    except OperationalError:
        assert away.server_error(HttpRequest()).status_code == 503


def test_the_500_page_is_used_for_bugs() -> None:
    try:
        raise ValueError("bug")
    except ValueError:
        assert away.server_error(HttpRequest()).status_code == 500
