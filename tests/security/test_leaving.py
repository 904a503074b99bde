"""No way out of the site by an address in a form, and nothing told on the way (checks W4, W9)."""

import logging
from urllib.parse import urlsplit

import pytest

from tests.people.signing import give_password, sign_in
from tests.rights.records import Records
from tests.security import hostile
from tests.security.sendings import address, prepared
from tests.security.support import INTERNALS, LIBRARY, MORE, READABLE, UNSAFE, Undone, ask, send
from tests.security.walking import Seen
from tests.world import PASSWORD, KeyedClient

pytestmark = pytest.mark.django_db
AWAY = (
    "https://evil.example/",
    "//evil.example/",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "http:evil.example",
    "https:/evil.example",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,x",
    "/%09/evil.example",
    "/\t/evil.example",
    " //evil.example",
    "https://testserver@evil.example/",
    "https://testserver.evil.example/",
    "//evil.example\\@testserver/",
    "/\r\nLocation: https://evil.example",
    "people:account",
    "²",
)
NAMES = ("next", "kembali", "redirect_to", "url", "return", "back", "lanjut")


def leaves(location: str) -> bool:
    """Whether a browser that follows this address leaves the site or runs something."""
    plain = "".join(c for c in location if c > " ").replace("\\", "/")
    parts = urlsplit(plain)
    return parts.scheme not in ("", "http", "https") or parts.netloc not in ("", "testserver") or plain.startswith("//")


def test_the_detector_knows_the_way_out() -> None:
    assert all(leaves(a) for a in ("//x", "https://x/", "/\\x", "\\/x", "javascript:x", "/\t/x"))
    assert not any(leaves(a) for a in ("/x", "/akun/?next=//x", "?a=1", "", "/x//y"))


@pytest.mark.parametrize("name", (*READABLE, *LIBRARY))
def test_no_query_leads_out(name: str, records: Records) -> None:
    url = address(name, records)
    for number, away in enumerate(hostile.in_turn(AWAY[:6], name, 2, MORE)):
        query = hostile.encoded((n, away) for n in NAMES)
        who = ("employee", None)[number % 2]
        answer = ask(records.clients[who], "GET", f"{url}?{query}", headers={"Referer": "https://evil.example/"})
        assert not leaves(answer.headers.get("Location", "")), answer.headers
        assert "evil.example" not in answer.headers.get("Refresh", "")


@pytest.mark.parametrize("name", UNSAFE)
def test_no_form_leads_out(name: str, records: Records) -> None:
    with Undone(*records.clients.values()):
        who, url, body = prepared(name, records)
        for away in AWAY if {"next", "kembali"} & set(body) else hostile.in_turn(AWAY, name, 1, MORE):
            sent = {**body, **{n: away for n in NAMES if n != "lanjut"}}
            answer = ask(records.clients[who], "POST", url, sent, headers={"Referer": "https://evil.example/"})
            assert answer.status < 500
            for header in ("Location", "HX-Redirect", "HX-Location"):
                assert not leaves(answer.headers.get(header, "")), answer.headers


@pytest.mark.parametrize("away", AWAY)
def test_signing_in_and_out_leads_nowhere_else(away: str, records: Records) -> None:
    client = KeyedClient(raise_request_exception=False)
    with Undone(client):
        answers = [client.post(f"/akun/masuk/?{hostile.encoded([('next', away)])}",
                               {"login": records.world.peer.nip, "password": PASSWORD, "next": away})]  # fmt: skip
        answers.append(sign_in(client, records.world.peer.nip))
        answers.append(client.post("/akun/keluar/", {"next": away}))
    for answer in answers:
        assert answer.status_code < 500
        assert not leaves(answer.headers.get("Location", ""))


def test_the_sign_in_page_leads_back_into_the_site(records: Records) -> None:
    answer = ask(records.clients[None], "GET", "/harian/?next=//evil.example")
    assert answer.headers["Location"].startswith("/akun/masuk/?next=/harian/")


def test_no_answer_shows_what_is_inside(walked: list[Seen]) -> None:
    wrong = [f"{s} {word}" for s in walked if s.answer.is_page for word in INTERNALS if word in s.answer.text.lower()]
    assert not wrong


def test_refusals_show_nothing_of_the_record(walked: list[Seen], records: Records) -> None:
    """A 403 or 404 is the same for everybody, and short."""
    turned = [s for s in walked if s.answer.status in (403, 404)]
    assert len(turned) > 60
    assert not [str(s) for s in turned if "kenari" in s.answer.text and s.name != "appraisal:verify"]
    assert not [str(s) for s in turned if records.world.employee.nip in s.answer.text]


def test_logs_of_refusals_hold_no_name_number_or_password(
    records: Records, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.INFO)
    caplog.set_level(logging.DEBUG, "pamong")
    employee, secret = records.world.employee, "kata-sandi-rahasia-sekali"
    client = KeyedClient(raise_request_exception=False)
    activation, one_time = (
        "ABCD-EFGH-JK23",
        "123456",
    )  # by name below: a printed call stack shows the lines of this test
    with Undone(client, *records.clients.values()):
        for _try in range(6):
            give_password(client, employee.nip, secret)
        client.post("/akun/aktivasi/", {"nip": employee.nip, "code": activation, "password": secret, "again": secret})
        send(records.clients["stranger"], "GET", f"/kepegawaian/?q={employee.nip}")
        send(records.clients["employee"], "GET", f"/kepegawaian/akun/?q={employee.nip}")
        send(
            records.clients["employee"],
            "POST",
            "/akun/kata-sandi/",
            {"present": secret, "password": secret, "again": secret},
        )
        send(records.clients["employee"], "POST", address("feedback:give", records), {"person": 1, "text": secret})
        send(records.clients["sysadmin"], "GET", f"/skp/semua/?cari={employee.nip}")
        send(records.clients["employee"], "POST", "/akun/kode-cadangan/", {"present": secret, "code": one_time})
        send(
            client,
            "POST",
            "/akun/masuk/",
            {"login": employee.nip, "password": secret},
            headers={"Host": "evil.example"},
            HTTP_HOST="x y",
        )
    logged = caplog.text + "".join(capfd.readouterr())
    assert "refused status=" in logged
    for word in (employee.nip, employee.name, secret, "ABCD-EFGH", PASSWORD, "123456", "sessionid"):
        assert word not in logged, word


@pytest.mark.parametrize(
    "path", ["/x%0d%0aINFO%20palsu", "/x%0aWARNING palsu", "/x%1b[31mmerah", "/skp/1/%0a/", "/x%E2%80%A8y"]
)
def test_a_path_makes_one_line_in_the_log(path: str, records: Records, caplog: pytest.LogCaptureFixture) -> None:
    ask(records.clients["employee"], "GET", path)
    lines = [record.getMessage() for record in caplog.records]
    assert lines
    assert not [line for line in lines if any(sign in line for sign in ("\n", "\r", "\x1b"))]


def test_signing_in_failing_and_being_refused_is_in_the_audit(records: Records) -> None:
    from pamong.platform.audit.models import Event

    client = KeyedClient()
    with Undone(client):
        give_password(client, records.world.peer.nip, "salah-sekali")
        sign_in(client, records.world.peer.nip)
        verbs = set(Event.objects.filter(kind="act", table="people_user").values_list("verb", flat=True))
        assert {v for v in verbs if "sign" in v or "fail" in v or "refused" in v}
        assert not Event.objects.filter(new__icontains="salah-sekali").exists()
