"""The log says when and where something failed, never what stands in a row; of quiet pages refused requests not at all."""

import logging
import sys
from typing import Any

import psycopg
import pytest
from django.db import DataError, IntegrityError, connection, transaction
from django.test import Client, RequestFactory
from django.urls import resolve

from pamong.platform.privacy.logs import Discreet, Untimed, is_quiet, told
from tests.world import KeyedClient, World

CANARY = "kenarilog7f3a"


def raised(statement: str, *values: str) -> Any:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, values)
    except Exception:
        return sys.exc_info()
    raise AssertionError("nothing was raised")


def asked(path: str) -> Any:
    """A request as the log record carries it."""
    request = RequestFactory().get(path)
    try:
        request.resolver_match = resolve(path)
    except Exception:
        request.resolver_match = None
    return request


class TestTracebacks:
    def test_a_row_that_breaks_a_constraint_is_not_quoted(self, world: World) -> None:
        info = raised("INSERT INTO people_agency (name, region) VALUES (%s, NULL)", CANARY)
        assert CANARY in str(info[1])  # what the library itself would write
        text = told(info)
        assert CANARY not in text
        assert "NotNullViolation" in text and "[23502]" in text and "people_agency" in text
        assert "test_logs.py" in text  # where it happened is told

    def test_a_value_of_the_wrong_kind_is_not_quoted(self, world: World) -> None:
        info = raised("SELECT %s::integer", CANARY)
        assert CANARY in str(info[1])
        assert CANARY not in told(info)
        assert "[22P02]" in told(info)

    def test_the_statement_is_not_quoted(self, world: World) -> None:
        text = told(raised(f"SELECT {CANARY}a FROM people_agency WHERE name = %s", CANARY + "b"))
        assert CANARY + "b" not in text

    def test_errors_behind_errors_are_looked_through(self, world: World) -> None:
        inner = raised("SELECT %s::integer", CANARY)[1]
        try:
            raise ValueError("außen") from inner
        except ValueError:
            text = told(sys.exc_info())
        assert CANARY not in text
        assert "ValueError: außen" in text

    def test_a_lost_connection_says_why(self) -> None:
        try:
            psycopg.connect("host=/nirgendwo-di-sini connect_timeout=1")
        except psycopg.Error:
            assert "nirgendwo-di-sini" in told(sys.exc_info())

    def test_an_error_that_holds_itself_ends(self) -> None:
        one, other = ValueError("satu"), ValueError("dua")
        one.__cause__, other.__cause__ = other, one
        assert "satu" in told((ValueError, one, None))

    def test_of_a_quiet_page_no_message_of_any_error_stays(self) -> None:
        try:
            raise ValueError(f"invalid literal: {CANARY}")
        except ValueError:
            record = logging.LogRecord(
                "django.request", logging.ERROR, "", 1, "Internal Server Error: %s", ("/lapor/",), sys.exc_info()
            )
        record.request = asked("/lapor/")
        line = Discreet("%(message)s").format(record)
        assert CANARY not in line
        assert "ValueError: (…)" in line
        record.exc_text, record.request = None, asked("/laporan/")
        assert CANARY in Discreet("%(message)s").format(record)


@pytest.mark.parametrize(
    ("path", "quiet"),
    [
        ("/lapor/", True),
        ("/tanda-terima/", True),
        ("/tanda-terima/tulis/", True),
        ("/lapor/salah-ketik/", True),
        ("/laporan/", False),
        ("/laporan/salah-ketik/x/", False),
        ("/pengaduan/", False),
        ("/", False),
        ("/tidak-ada/", False),
    ],
)
def test_which_pages_are_quiet(path: str, quiet: bool) -> None:
    assert is_quiet(asked(path)) is quiet


def test_no_request_is_not_quiet() -> None:
    assert not is_quiet(None)


class Kept(logging.Handler):
    def __init__(self) -> None:
        super().__init__()
        self.addFilter(Untimed())
        self.setFormatter(Discreet("%(name)s %(message)s"))
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


@pytest.fixture
def kept() -> Any:
    """What the usual handler would write."""
    handler, root = Kept(), logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield handler.lines
    root.removeHandler(handler)
    root.setLevel(level)


def test_refused_requests_to_quiet_pages_leave_no_line(world: World, kept: list[str]) -> None:
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    headers = {"Origin": f"https://{CANARY}.contoh", "Referer": f"https://{CANARY}.contoh/"}
    client.post("/lapor/", {"name": CANARY})
    client.post("/lapor/", {"name": CANARY}, headers=headers)
    client.put("/lapor/")
    client.get(f"/lapor/{CANARY}/")
    Client().post("/tanda-terima/tulis/", {"pass": CANARY})
    Client().post("/lapor/", b"x", content_type="application/x-www-form-urlencoded; charset=utf-7")
    assert kept == []


def test_of_other_pages_they_are_told(world: World, kept: list[str]) -> None:
    Client().get("/tidak-ada/")
    Client(enforce_csrf_checks=True).post("/pengaduan/kunci-open311/", {})
    assert any("/tidak-ada/" in line for line in kept)
    assert any("/pengaduan/kunci-open311/" in line for line in kept)


@pytest.mark.parametrize("error", [IntegrityError, DataError])
def test_a_failure_of_a_quiet_page_is_told_without_what_was_sent(
    world: World, kept: list[str], monkeypatch: pytest.MonkeyPatch, error: type[Exception]
) -> None:
    def fail(*_args: object, **_more: object) -> None:
        raise error(f"Failing row contains ({CANARY})")

    monkeypatch.setattr("pamong.voice.complaints.actions.receipts.is_guess", fail)
    client = KeyedClient(raise_request_exception=False)
    answer = client.post("/tanda-terima/", {"number": "P-7K3M-9QXD", "secret": "AAAA-BBBB-CCCC-DDDD-EEEE"})
    assert answer.status_code == 500
    text = "\n".join(kept)
    assert "Internal Server Error: /tanda-terima/" in text
    assert error.__name__ in text
    assert CANARY not in text
