"""The headers of every answer, whatever its page and status (check W5)."""

import pytest

from tests.people.signing import sign_in
from tests.rights.records import Records
from tests.security.sendings import address, sender
from tests.security.support import FORMS, ROUTES, Answer, Undone, ask, send
from tests.security.walking import Seen
from tests.world import KeyedClient

pytestmark = pytest.mark.django_db
SANDBOX = "default-src 'none'; sandbox"
POLICY = {
    "default-src": {"'none'"},
    "script-src": {"'self'"},
    "style-src": {"'self'"},
    "img-src": {"'self'", "data:", "blob:"},
    "font-src": {"'self'"},
    "connect-src": {"'self'"},
    "form-action": {"'self'"},
    "manifest-src": {"'self'"},
    "object-src": {"'none'"},
    "base-uri": {"'none'"},
    "frame-ancestors": {"'none'"},
}
OF_CITIZENS = {"csrftoken"}  # set where a form stands, nothing else


SHELL = ("/manifest.webmanifest", "/sw.js")  # the same for everybody: nothing personal to keep


def directives(policy: str) -> dict[str, set[str]]:
    parts = [part.split() for part in policy.split(";") if part.strip()]
    return {part[0]: set(part[1:]) for part in parts}


def faults(answer: Answer, *, signed_in: bool) -> list[str]:
    """What is wrong with the headers of one answer."""
    given, wrong = answer.headers, []
    policy = given.get("Content-Security-Policy", "")
    if policy != SANDBOX and directives(policy) != POLICY:
        wrong.append(f"policy {policy!r}")
    expected = {"X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Referrer-Policy": "same-origin",
                "Cross-Origin-Opener-Policy": "same-origin"}  # fmt: skip
    wrong += [f"{name} {given.get(name)!r}" for name, value in expected.items() if given.get(name) != value]
    if signed_in and not answer.where.endswith(SHELL) and "no-store" not in given.get("Cache-Control", ""):
        wrong.append(f"Cache-Control {given.get('Cache-Control')!r}")
    if "Server" in given or "X-Powered-By" in given:
        wrong.append("names its software")
    if answer.body and "charset" not in given.get("Content-Type", "") and answer.is_page:
        wrong.append("no charset")
    return [f"{answer.where} {answer.status}: {problem}" for problem in wrong]


def test_every_page_has_the_headers(walked: list[Seen]) -> None:
    assert {s.answer.status for s in walked} >= {200, 302, 403, 404, 409, 422}
    wrong = [p for s in walked for p in faults(s.answer, signed_in=s.who is not None)]
    assert not sorted(set(wrong))[:20]


@pytest.mark.parametrize("url", ["/tidak/ada/", "/skp/9999999999/", "/static/tidak-ada.css", "/.git/config"])
def test_what_is_not_there_has_the_headers(url: str, records: Records) -> None:
    for who in ("employee", None):
        answer = ask(records.clients[who], "GET", url)
        assert answer.status in (302, 404)
        assert not faults(answer, signed_in=who is not None)


@pytest.mark.parametrize("name", FORMS)
def test_refusals_have_the_headers(name: str, records: Records) -> None:
    """Without key (400), with a wrong method (405), without the form's token (403)."""
    who = sender(name)
    url = address(name, records)
    strict = KeyedClient(enforce_csrf_checks=True, raise_request_exception=False)
    strict.cookies = records.clients[who].cookies
    with Undone(strict, records.clients[who]):
        missing = send(records.clients[who], "POST", url, headers={"Idempotency-Key": ""})
        method = send(records.clients[who], "PUT", url)
        token = send(strict, "POST", url)
    assert [missing.status, method.status, token.status] == [400, 405, 403]
    for answer in (missing, method, token):
        assert not faults(answer, signed_in=who is not None)


def test_a_failure_has_the_headers_and_says_nothing(records: Records, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: object) -> None:
        raise RuntimeError("rahasia-di-dalam SELECT nip FROM people_person")

    monkeypatch.setattr("pamong.sites.web.views.home.home_cards", broken)
    answer = ask(records.clients["employee"], "GET", "/")
    assert answer.status == 500
    assert not faults(answer, signed_in=True)
    assert "gangguan" in answer.text
    assert "rahasia" not in answer.text
    assert "RuntimeError" not in answer.text


def test_strangers_hosts_are_turned_away(records: Records) -> None:
    for host in (
        "evil.example",
        "testserver.evil.example",
        "testserver@evil.example",
        "127.0.0.1.nip.io",
        "[::1",
    ):
        for who in ("employee", None):
            answer = ask(records.clients[who], "GET", "/publik/verifikasi/", headers={"Host": host}, HTTP_HOST=host)
            assert answer.status == 400, host
            assert b"evil.example" not in answer.body


def test_a_forwarded_host_is_not_believed(records: Records) -> None:
    headers = {"X-Forwarded-Host": "evil.example", "X-Original-URL": "/kepegawaian/", "Forwarded": "host=evil.example"}
    for url in ("/", "/harian/", "/publik/verifikasi/", "/akun/masuk/"):
        answer = ask(records.clients[None], "GET", url, headers=headers)
        assert b"evil.example" not in answer.body
        assert "evil.example" not in answer.headers.get("Location", "")


def test_citizens_get_no_cookie_but_the_forms_own(walked: list[Seen]) -> None:
    public = [s for s in walked if s.who is None]
    assert len(public) > 40
    wrong = {
        str(s): s.answer.new_cookies for s in public if s.answer.new_cookies - OF_CITIZENS and s.state != "sent empty"
    }
    assert not wrong


def test_the_health_pages_set_no_cookie(records: Records) -> None:
    for url in ("/healthz/live", "/healthz/ready"):
        answer = ask(records.clients[None], "GET", url)
        assert not answer.new_cookies
        assert answer.headers["Cache-Control"] == "no-store"


def test_cookies_are_closed(records: Records) -> None:
    """Not readable by scripts, not sent by other sites; Secure and __Host- come with production."""
    client = KeyedClient()
    with Undone(client):
        client.get("/akun/masuk/")
        sign_in(client, records.world.employee.nip)
        assert {"csrftoken", "django_language", "sessionid", "pamong_known"} <= set(client.cookies)
        for name, cookie in client.cookies.items():
            assert cookie["samesite"] == "Lax", name
            assert cookie["httponly"] or name == "csrftoken"
            assert not cookie["domain"]


def test_every_route_was_walked(walked: list[Seen]) -> None:
    assert {s.name for s in walked} == set(ROUTES) - {"live:stream"}
