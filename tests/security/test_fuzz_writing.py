"""Hostile values in every field of every form: refused in words or stored harmlessly, never a failure (checks B1, B3)."""

import json
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pamong.platform.audit.models import Event
from tests.rights.records import Records
from tests.security import hostile, pages
from tests.security.hostile import encoded
from tests.security.sendings import SENDERS, prepared
from tests.security.support import MORE, ROUTES, UNSAFE, Answer, Undone, ask, send, sound
from tests.worklog import builder

pytestmark = pytest.mark.django_db
URLENCODED = "application/x-www-form-urlencoded"
MOST_FIELDS = 4 * MORE
ESCAPED_CONTROL = re.compile(r"\\u00[01]")
# Refused tries of a password or code leave their trace on purpose; nothing else of them is kept.
COUNTS_TRIES = {
    "people:account_setup",
    "people:activate",
    "people:password",
    "people:recovery",
    "people:replace_factor",
}


def pairs(body: dict[str, Any]) -> list[tuple[str, str]]:
    """A body as the list a browser sends; files are left out."""
    found = []
    for name, value in body.items():
        for one in value if isinstance(value, list | tuple) else [value]:
            if not isinstance(one, UploadedFile):
                found.append((name, str(one)))
    return found


def fields_of(name: str, records: Records, who: str | None, url: str, body: dict[str, Any]) -> list[str]:
    """Every field the form knows: those sent, and those its page shows."""
    known = set(body)
    if "GET" in ROUTES[name]["methods"] and name != "people:account_setup":  # which makes a new secret for every page
        page = records.clients[who].get(url).content.decode()
        known |= {n for form in pages.forms(page) if form.action in ("", url) for n in form.names}
    known -= {"csrfmiddlewaretoken", "idempotency_key"}
    return sorted(known)


def faults(answer: Answer, name: str, value: str) -> list[str]:
    """What is wrong with the answer to a form that held this value."""
    wrong = sound(answer)
    if answer.is_page and hostile.became_markup(answer.text):
        wrong.append(f"{answer.where}: markup")
    if answer.status >= 400 and answer.events and name not in COUNTS_TRIES:
        wrong.append(f"{answer.where}: refused with {answer.status}, and {answer.events} events written")
    if answer.status < 400 and answer.events and hostile.HIDDEN.search(value):
        newest = Event.objects.order_by("-pk")[: answer.events]
        kept = json.dumps([e.new for e in newest if e.kind != "delete"], ensure_ascii=False)
        if hostile.HIDDEN.search(kept) or ESCAPED_CONTROL.search(kept):
            wrong.append(f"{answer.where}: hidden characters stored: {kept[:300]}")
    return [f"{problem} <- {value[:40]!r}" for problem in wrong]


def tried(client: Any, name: str, url: str, sent: list[tuple[str, str]], value: str) -> list[str]:
    with Undone(client):
        answer = send(client, "POST", url, encoded(sent), content_type=URLENCODED)
        return faults(answer, name, value)


@pytest.mark.parametrize("name", UNSAFE)
def test_no_field_breaks_a_form(name: str, records: Records) -> None:
    wrong = []
    with Undone(*records.clients.values()):
        who, url, body = prepared(name, records)
        client, usual = records.clients[who], pairs(body)
        for turn, field in enumerate(fields_of(name, records, who, url, body)[:MOST_FIELDS]):
            rest = [pair for pair in usual if pair[0] != field]
            for value in hostile.values(turn + len(name), MORE):
                wrong += tried(client, name, url, [*rest, (field, value)], value)
    assert not wrong


@pytest.mark.parametrize("name", UNSAFE)
def test_no_shape_of_body_breaks_a_form(name: str, records: Records) -> None:
    """Nothing, arrays, duplicates, all fields hostile at once, and unknown names."""
    wrong = []
    with Undone(*records.clients.values()):
        who, url, body = prepared(name, records)
        client, usual = records.clients[who], pairs(body)
        shapes = [
            [],
            [*usual, *((n, "2") for n, _v in usual), *((n, "") for n, _v in usual)],
            [(n, "²") for n, _v in usual],
            [(n, hostile.MARK) for n, _v in usual] + [(f"{n}[]", v) for n, v in usual],
        ]
        for shape in hostile.in_turn(shapes, name, 2, MORE):
            wrong += tried(client, name, url, shape, "")
    assert not wrong


BODIES: dict[str, tuple[str, bytes]] = {
    "no boundary": ("multipart/form-data", b"--x\r\n\r\nabc"),
    "a boundary of nothing": ("multipart/form-data; boundary=", b"--\r\n"),
    "a broken part": ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data; name=\r\n"),
    "a part without name": ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data\r\n\r\na\r\n--x--"),
    "NUL names": (
        "multipart/form-data; boundary=x",
        b'--x\r\nContent-Disposition: form-data; name="text\x00"; filename="a\x00.pdf"\r\n\r\n%PDF\r\n--x--\r\n',
    ),
    "broken base64": (
        "multipart/form-data; boundary=x",
        b'--x\r\nContent-Disposition: form-data; name="text"\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!\r\n--x--\r\n',
    ),
    "bytes that are no text": (URLENCODED, b"text=%ff%fe&person=\xff&\xff=1"),
    "too many fields": (URLENCODED, b"&".join(b"a%d=1" % i for i in range(3_100))),
    "another charset": (f"{URLENCODED}; charset=utf-16", b"text=a"),
    "a charset that is none": (f"{URLENCODED}; charset=rot13", b"text=a"),
    "a charset that is none, in parts": (
        "multipart/form-data; boundary=x; charset=rot13",
        b'--x\r\nContent-Disposition: form-data; name="text"\r\n\r\na\r\n--x--\r\n',
    ),
    "JSON": ("application/json", b'{"text": ["a", {"b": null}]}'),
    "XML": ("text/xml", b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'),
    "nothing known": ("\xa0/;;=", b"\x00\x01"),
}  # fmt: skip


@pytest.mark.parametrize("kind", BODIES)
@pytest.mark.parametrize(
    "name", ["worklog:day", "feedback:give", "people:import", "appraisal:verify", "sites:language"]
)
def test_no_broken_body_breaks_the_site(kind: str, name: str, records: Records) -> None:
    with Undone(*records.clients.values()):
        who, url, _body = prepared(name, records)
        content_type, content = BODIES[kind]
        answer = ask(records.clients[who], "POST", url, content, content_type=content_type)
    assert not sound(answer)
    assert 200 <= answer.status < 500
    assert not answer.events


@pytest.mark.parametrize(
    "file_name",
    ["../../../../tmp/x.jpg", "a\x00.jpg", hostile.MARK + ".jpg", "x" * 5000 + ".jpg", "..", ".jpg", "\u202egpj.exe.jpg",
     "a\r\nSet-Cookie: b=c.jpg", 'a"; filename="b.html.jpg', "C:\\Windows\\x.jpg", "con.jpg", "👩‍👩‍👧.jpg"],
)  # fmt: skip
def test_no_file_name_breaks_or_leaves_the_store(file_name: str, records: Records, settings: Any) -> None:
    client = records.clients["employee"]
    with Undone(client):
        photo = builder.photo()
        setattr(photo, "_name", file_name)  # noqa: B010  # past the cleaning of the class, as a raw request would bring it
        body = builder.form(records.world, "15:00", "16:00", proof=photo)
        answer = send(client, "POST", "/harian/", body)
        assert not sound(answer)
        stored = list(records.entry.attachments.model.objects.order_by("-pk")[:1]) if answer.status == 303 else []
        for attachment in stored:
            assert (settings.MEDIA_ROOT / attachment.file.path).is_relative_to(settings.MEDIA_ROOT)
            url = f"/harian/catatan/{attachment.entry_id}/berkas/{attachment.file_id}/"
            got = send(client, "GET", url)
            assert got.status == 200
            said = got.headers["Content-Disposition"]
            assert said.startswith("attachment; ")
            assert not any(sign in said for sign in ("\r", "\n", "<", "/", "\\"))
            page = send(client, "GET", f"/harian/catatan/{attachment.entry_id}/")
            assert not hostile.became_markup(page.text)


@pytest.mark.parametrize(
    "content",
    [b"", b"\x00" * 100, b"<svg xmlns='http://www.w3.org/2000/svg' onload='x'/>", b"<html><script>x</script>", b"GIF89a/*",
     b"%PDF-1.7\n<script>", b"\xff\xd8\xff\xe0" + b"\x00" * 50, b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, b"RIFF\x00\x00\x00\x00WEBP",
     b"PK\x03\x04" + b"\x00" * 60, b"PK\x05\x06" + b"\x00" * 18, b"MZ\x90", b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$"],
)  # fmt: skip
@pytest.mark.parametrize("extension", ["jpg", "webp", "pdf", "xlsx", "html"])
def test_no_content_of_a_file_breaks_the_site(content: bytes, extension: str, records: Records) -> None:
    upload = SimpleUploadedFile(f"bukti.{extension}", content)
    body = builder.form(records.world, "15:00", "16:00", proof=upload)
    answer = ask(records.clients["employee"], "POST", "/harian/", body)
    assert not sound(answer)
    if content[:2] != b"%P":
        assert answer.status in (303, 422)
    upload.seek(0)
    answer = ask(records.clients["admin"], "POST", "/kepegawaian/impor/", {"file": upload})
    assert not sound(answer)


@settings(
    max_examples=30 * MORE,
    deadline=None,
    derandomize=MORE == 1,
    suppress_health_check=list(HealthCheck),
    database=None,
)
@given(data=st.data())
def test_anything_in_any_field(data: st.DataObject, records: Records) -> None:
    name = data.draw(st.sampled_from(sorted(n for n in SENDERS if n not in COUNTS_TRIES)))
    with Undone(*records.clients.values()):
        who, url, body = prepared(name, records)
        usual = pairs(body) or [("version", "1")]
        field = data.draw(st.sampled_from(sorted({n for n, _v in usual})))
        value = data.draw(
            st.text(max_size=80)
            | st.integers().map(str)
            | st.decimals().map(str)
            | st.dates().map(str)
            | st.times().map(str)
        )
        rest = [pair for pair in usual if pair[0] != field]
        assert not tried(records.clients[who], name, url, [*rest, (field, value)], value)


@pytest.mark.parametrize("field", ["login", "password", "next"])
def test_the_sign_in_form_takes_anything(field: str, records: Records) -> None:
    for value in (*hostile.SHARP, *hostile.TURNS):
        sent = {"login": "199005052017072004", "password": "salah-sekali", "next": "", field: value}
        answer = ask(records.clients[None], "POST", "/akun/masuk/", encoded(sent.items()), content_type=URLENCODED)
        assert not sound(answer)
        assert answer.status in (422, 429)
        assert not hostile.became_markup(answer.text)


COOKIES = ('"abcdefgh\\000ijklmnop"', '"\\377\\376abcdefgh"', "x" * 4000, "", "a" * 32, "../../x", "=;,", "²" * 32)
NAMES = ("sessionid", "csrftoken", "django_language", "pamong_known", "messages")


@pytest.mark.parametrize("cookie", NAMES)
def test_no_cookie_breaks_a_page(cookie: str, records: Records) -> None:
    client = type(records.clients[None])(raise_request_exception=False)
    for number, value in enumerate(COOKIES):
        sent = f"{cookie}={value}".encode().decode("latin-1")
        url = ("/", "/akun/masuk/", "/harian/", "/publik/verifikasi/")[number % 4]
        for method, where in (("GET", url), ("POST", "/bahasa/")):
            with Undone():
                assert not sound(send(client, method, where, HTTP_COOKIE=sent))


HEADERS = (
    "Accept-Language", "User-Agent", "Referer", "Origin", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "HX-Request",
    "HX-Current-URL", "HX-Trigger", "HX-Target", "Range", "If-Modified-Since", "If-None-Match", "Accept", "Cookie", "Accept-Encoding",
)  # fmt: skip


@pytest.mark.parametrize("header", HEADERS)
def test_no_header_breaks_a_page(header: str, records: Records) -> None:
    values = (
        "\xff\xfe",
        "²",
        "x" * 9000,
        hostile.MARK,
        "-1",
        "bytes=0-99999999999",
        "';--",
        "%00",
        "http://[::1",
        "a, , ,;q=x",
    )
    for number, value in enumerate(values):
        url = ("/harian/papan/", "/", "/akun/masuk/")[number % 3]
        answer = ask(records.clients["superior"], "GET", url, headers={header: value})
        assert not sound(answer)
        assert not hostile.became_markup(answer.text)
