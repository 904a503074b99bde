"""Reading changes nothing; writing needs the form's token and its method (check W3)."""

import pytest
from django.middleware.csrf import get_token
from django.test import RequestFactory

from tests.rights.records import Records
from tests.security import hostile
from tests.security.sendings import address, prepared, sender
from tests.security.support import (
    FORMS,
    LIBRARY,
    MORE,
    READABLE,
    ROUTES,
    UNSAFE,
    Undone,
    ask,
    newest_event,
    send,
    sound,
)
from tests.security.walking import Seen
from tests.world import KeyedClient

pytestmark = pytest.mark.django_db
OTHER_METHODS = ("PUT", "DELETE", "PATCH", "OPTIONS", "TRACE")
# The first reading of a rating is stamped for the employee it is about (once, and recorded).
STAMPED = ("appraisal:evaluation", "employee", "rated")


def strict_copy(client: KeyedClient) -> KeyedClient:
    """The same browser, before a site that checks the form's token."""
    strict = KeyedClient(enforce_csrf_checks=True, raise_request_exception=False)
    strict.cookies = client.cookies
    return strict


def test_reading_changes_nothing(walked: list[Seen]) -> None:
    read = [s for s in walked if s.state != "sent empty"]
    assert len(read) > 300
    assert [str(s) for s in read if s.answer.events and (s.name, s.who, s.state) != STAMPED] == []


@pytest.mark.parametrize("name", READABLE)
def test_head_answers_like_get_without_a_body(name: str, records: Records) -> None:
    url = address(name, records)
    got, head = (ask(records.clients["superior"], method, url) for method in ("GET", "HEAD"))
    assert head.status == got.status
    assert head.body == b""
    assert not head.events


@pytest.mark.parametrize("name", [n for n in ROUTES if n not in LIBRARY])
def test_other_methods_are_refused(name: str, records: Records) -> None:
    url, who = (
        address(name, records) if name != "live:stream" else "/live/stream",
        sender(name) if name in UNSAFE else "employee",
    )
    for method in hostile.in_turn(OTHER_METHODS, name, 2, MORE):
        answer = ask(records.clients[who], method, url)
        assert answer.status == 405, method
        assert not answer.events
        assert set(answer.headers["Allow"].replace(" ", "").split(",")) <= {"GET", "POST", "HEAD"}
        assert not sound(answer)


@pytest.mark.parametrize("name", LIBRARY)
def test_the_library_takes_no_other_method_either(name: str, records: Records) -> None:
    for who in ("employee", None):
        for method in OTHER_METHODS:
            answer = ask(records.clients[who], method, address(name, records))
            assert not answer.events
            assert not sound(answer)
            assert answer.status in (200, 302, 403, 405, 422)


@pytest.mark.parametrize("name", [n for n in UNSAFE if ROUTES[n]["methods"] == ["POST"]])
def test_no_write_by_reading(name: str, records: Records) -> None:
    """The honest form as a query, with the tricks by which a method is smuggled in."""
    tricks = {"X-HTTP-Method-Override": "POST", "X-HTTP-Method": "POST", "X-Method-Override": "POST"}
    with Undone(*records.clients.values()):
        who, url, body = prepared(name, records)
        for method in ("GET", "HEAD"):
            body_as_query = {k: v for k, v in body.items() if k not in ("file", "proof")}
            answer = ask(records.clients[who], method, url, {**body_as_query, "_method": "POST"}, headers=tricks)
            assert answer.status == 405
            assert not answer.events


@pytest.mark.parametrize("name", FORMS)
def test_no_write_without_the_forms_token(name: str, records: Records) -> None:
    """No token; one of somebody's own making; a right one from a strange site: refused, nothing done."""
    with Undone(*records.clients.values()):
        who, url, body = prepared(name, records)
        client = strict_copy(records.clients[who])
        before = newest_event()
        own = get_token(RequestFactory().get("/"))
        tries: tuple[tuple[dict[str, str], dict[str, str]], ...] = (
            ({}, {}),
            ({"csrfmiddlewaretoken": "a" * 64}, {}),
            ({"csrfmiddlewaretoken": own}, {}),
            ({}, {"X-CSRFToken": own, "HX-Request": "true"}),
            ({"csrfmiddlewaretoken": own}, {"Origin": "https://evil.example", "Cookie": f"csrftoken={own}"}),
        )
        for sent, headers in hostile.in_turn(tries, name, 2, MORE):
            answer = send(client, "POST", url, {**body, **sent}, headers=headers)
            assert answer.status == 403
            assert not answer.events
        assert newest_event() == before


@pytest.mark.parametrize("name", [n for n in LIBRARY if n != "account_inactive"])
def test_the_librarys_forms_need_the_token_too(name: str, records: Records) -> None:
    client = strict_copy(records.clients["employee"])
    answer = ask(client, "POST", address(name, records))
    assert answer.status == 403
    assert ask(records.clients["employee"], "GET", "/akun/").status == 200


def test_the_token_of_the_page_opens_the_door(records: Records) -> None:
    """The control: with the token the same request is taken."""
    client = strict_copy(records.clients[None])
    with Undone(client):
        client.get("/publik/verifikasi/" + records.code + "/")
        token = client.cookies["csrftoken"].value
        sent = {"csrfmiddlewaretoken": token, "language": "id", "next": "/"}
        assert send(client, "POST", "/bahasa/", sent).status == 303
        strange = send(client, "POST", "/bahasa/", sent, headers={"Origin": "https://evil.example"})
        assert strange.status == 403
