"""The hostile files on every way that is no form of ours: letters, WhatsApp, programs, the desk. Taken as a picture drawn anew or left
out and told; whatever its name, declared kind, and place within the message."""

import base64
import json
from collections.abc import Callable, Iterable
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from pamong.platform.calendar.queries import now
from pamong.platform.files import queries as files
from pamong.platform.files import storage
from pamong.platform.files.models import StoredFile
from pamong.platform.gateway.rules import message as gateway
from pamong.platform.gateway.rules.signature import sign
from pamong.platform.notifications.models import Delivery
from pamong.voice.complaints import actions as complaints
from pamong.voice.complaints.models import Complaint, DraftPhoto, Photo
from pamong.voice.mail.actions import take
from pamong.voice.mail.rules import letter as letters
from pamong.voice.open311 import actions as open311
from tests.voice import builder
from tests.voice.builder import BY, Catalogue
from tests.voice.hostile_files import MARK, Sent, known, picture
from tests.voice.mail.builder import TO
from tests.voice.open311.conftest import REPORT
from tests.voice.test_hostile_uploads import check_clean
from tests.voice.test_pages import hidden
from tests.world import World

FILES = known()
TRUE_PICTURES = {picture(kind) for kind in ("JPEG", "PNG", "WEBP")}
KINDS = {"jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png", "webp": "image/webp"}
# Of every kind of file some, small ones: the whole corpus runs on the ways that hand over at once.
SAMPLE = [sent for sent in FILES[::9] if len(sent.content) < 2_000_000]


@pytest.fixture(autouse=True)
def _open_for_all_ways(cat: Catalogue, settings: Any) -> None:
    complaints.catalogue.save_category(code="lainnya", name="Lainnya", order=9, by=BY)
    settings.GATEWAY_SECRET = "rahasia-uji"


def mime(parts: Iterable[bytes], *, kind: str = "mixed", ident: str = "satu") -> bytes:
    """A letter put together by hand: mail programs, and those who mean harm, write more than the library would."""
    head = (
        f"From: Siti <siti@warga.contoh>\r\nTo: {TO}\r\nMessage-ID: <{ident}@warga.contoh>\r\nSubject: Lampu mati\r\n"
    )
    body = b"".join(b"--batas\r\n" + part + b"\r\n" for part in parts)
    start = f"MIME-Version: 1.0\r\nContent-Type: multipart/{kind}; boundary=batas\r\n\r\n"
    return head.encode() + start.encode() + body + b"--batas--\r\n"


TEXT = b"Content-Type: text/plain; charset=utf-8\r\n\r\nLampu jalan mati sejak Senin."


def attached(sent: Sent, *, kind: str = "", extra: bytes = b"") -> bytes:
    declared = kind or KINDS.get(sent.name.rpartition(".")[2].lower(), "image/jpeg")
    name = sent.name.replace("\r", "").replace("\n", "").replace('"', "").encode()
    return (
        b'Content-Type: ' + declared.encode() + b'\r\nContent-Disposition: attachment; filename="' + name + b'"\r\n' + extra
        + b"Content-Transfer-Encoding: base64\r\n\r\n" + base64.encodebytes(sent.content)
    )  # fmt: skip


def kept(case: Complaint) -> list[StoredFile]:
    return [photo.file for photo in Photo.objects.filter(complaint=case).select_related("file").order_by("pk")]


def check(file: StoredFile) -> None:
    """A picture of ours under a name of ours."""
    assert file.name.startswith("foto-") and file.name.endswith(f".{file.kind}")
    preview = (storage.root() / storage.preview_path(file.path)).read_bytes()
    check_clean(files.read(file), preview, file.kind)


# --- letters ---


def test_every_file_of_the_corpus_is_read_out_of_a_letter_unchanged() -> None:
    """Nothing is decided here: what declares itself a picture is handed on byte for byte, to be drawn anew or refused."""
    for sent in FILES:
        found = letters.read(mime([TEXT, attached(sent)]))
        assert [one.content for one in found.pictures] == [sent.content], sent.name
        assert "\n" not in found.pictures[0].name and len(found.pictures[0].name) <= 100
        assert found.said == "Lampu jalan mati sejak Senin."


def threes(found: list[Sent]) -> Iterable[list[Sent]]:
    return (found[at : at + 3] for at in range(0, len(found), 3))


def test_a_letter_with_hostile_files_becomes_a_complaint_with_clean_pictures_only() -> None:
    for number, group in enumerate(threes(SAMPLE)):
        taken = take(raw=mime([TEXT, *map(attached, group)], ident=f"x{number}"), by=BY)
        if taken.outcome == "refused":  # ten letters of one sender in a quarter of an hour
            break
        case = Complaint.objects.get(number=taken.number)
        pictures = kept(case)
        expected = sum(one.taken for one in group)
        assert len(pictures) == expected, [one.name for one in group]
        for file in pictures:
            check(file)
        answer = Delivery.objects.filter(channel="email").latest("pk").body
        assert answer.count("tidak tersimpan; di sini hanya foto") == len(group) - expected
        assert MARK.decode() not in answer
    assert number >= 9


def nested(part: bytes, depth: int) -> bytes:
    for level in range(depth):
        mark = f"lapis{level}".encode()
        part = (
            b"Content-Type: multipart/mixed; boundary="
            + mark
            + b"\r\n\r\n--"
            + mark
            + b"\r\n"
            + part
            + b"\r\n--"
            + mark
            + b"--\r\n"
        )
    return part


PHOTO = Sent("foto.jpg", picture() + MARK, True)
ODD: dict[str, tuple[Callable[[], bytes], int]] = {
    "picture declared as a page": (lambda: attached(PHOTO, kind="text/html"), 0),
    "page declared as a picture": (lambda: attached(Sent("foto.jpg", b"<script>" + MARK, False)), 0),
    "svg declared as itself": (lambda: attached(Sent("foto.svg", b"<svg onload=x>" + MARK, False), kind="image/svg+xml"), 0),
    "picture within layers": (lambda: nested(attached(PHOTO), 5), 1),
    "picture within a forwarded letter": (
        lambda: b"Content-Type: message/rfc822\r\n\r\n" + mime([TEXT, attached(PHOTO)]).replace(b"batas", b"dalam"),
        1,
    ),
    "inline picture": (lambda: attached(PHOTO).replace(b"attachment;", b"inline;"), 1),
    "no disposition": (
        lambda: b"Content-Type: image/jpeg\r\nContent-Transfer-Encoding: base64\r\n\r\n" + base64.encodebytes(PHOTO.content),
        0,  # without a name its ending cannot agree with its content
    ),
    "name only beside the kind": (
        lambda: attached(PHOTO, kind='image/jpeg; name="a.jpg"').replace(b'; filename="foto.jpg"', b""),
        1,
    ),
    "two names": (lambda: attached(PHOTO).replace(b'filename="foto.jpg"', b'filename="foto.jpg"; filename="jahat.html"'), 1),
    "name in pieces (RFC 2231)": (
        lambda: attached(PHOTO).replace(b'filename="foto.jpg"', b"filename*0*=utf-8''fo%0d%0aX-Jahat; filename*1=to.jpg"),
        1,
    ),
    "unknown encoding": (lambda: attached(PHOTO).replace(b"Encoding: base64", b"Encoding: x-rahasia"), 0),
    "broken base64": (lambda: attached(PHOTO).replace(b"/9j/", b"/9j*"), 0),
    "winmail": (lambda: attached(Sent("winmail.dat", b"\x78\x9f\x3e\x22" + MARK, False), kind="application/ms-tnef"), 0),
    "archive with a picture's kind": (lambda: attached(Sent("foto.jpg", b"PK\x03\x04" + MARK, False)), 0),
}  # fmt: skip


@pytest.mark.parametrize("name", ODD)
def test_odd_parts_of_a_letter(name: str) -> None:
    make, expected = ODD[name]
    taken = take(raw=mime([TEXT, make()]), by=BY)
    assert taken.outcome == "new"
    case = Complaint.objects.get(number=taken.number)
    assert case.text.startswith("Lampu mati")
    assert MARK.decode() not in case.text
    pictures = kept(case)
    assert len(pictures) == expected
    for file in pictures:
        check(file)


@pytest.mark.parametrize("depth", [100, 3_000])
def test_a_letter_within_letters_without_end_is_taken_or_left(depth: int) -> None:
    """Never an error: the mail server would send it again and again."""
    raw = mime([TEXT, nested(attached(PHOTO), depth)])
    assert letters.addressed_to(raw, TO)
    taken = take(raw=raw, by=BY)
    assert taken.outcome in ("new", "refused")
    assert (
        Delivery.objects.filter(channel="email", address="siti@warga.contoh").count() == 1
    )  # the sender is told either way


def test_a_thousand_parts_are_not_a_thousand_lines() -> None:
    parts = [attached(Sent(f"{n}.exe", b"MZ", False), kind="application/x-msdownload") for n in range(1_000)]
    taken = take(raw=mime([TEXT, *parts]), by=BY)
    assert taken.outcome == "new"
    answer = Delivery.objects.filter(channel="email").latest("pk").body
    assert "0.exe" in answer and "6.exe" not in answer
    assert "994 lampiran lain juga tidak tersimpan" in answer


# --- WhatsApp ---


def test_the_gateway_hands_every_file_on_unchanged() -> None:
    for sent in FILES:
        name = sent.name.encode("utf-8", "ignore").decode()
        listed = [{"name": name, "data": base64.b64encode(sent.content).decode()}]
        body = json.dumps({"id": "1", "channel": "whatsapp", "from": "+628123456789", "text": "", "media": listed})
        (media,) = gateway.read(body.encode()).media
        assert media.content == sent.content
        assert len(media.name) <= 150


def say(text: str, *media: bytes, sender: int, ident: str) -> str:
    listed = [{"name": "<svg onload=1>.html", "data": base64.b64encode(one).decode()} for one in media]
    told = {"id": ident, "channel": "whatsapp", "from": f"+62812{sender:06d}", "text": text, "media": listed}
    body, stamp = json.dumps(told), str(int(now().timestamp()))
    headers = {"X-Pamong-Timestamp": stamp, "X-Pamong-Signature": sign("rahasia-uji", stamp, body.encode())}
    answer = Client().post("/gerbang/masuk/", body, content_type="application/json", headers=headers)
    assert answer.status_code == 200, answer.content
    return str(answer.json()["reply"])


def test_whatsapp_takes_pictures_by_what_they_are_and_answers_the_rest_in_words() -> None:
    """The sender's name for a file is not used: a true picture under a false name is a picture."""
    for number, sent in enumerate(SAMPLE):
        say("LAPOR", sender=number, ident=f"a{number}")
        reply = say("1", sent.content, sender=number, ident=f"b{number}")
        made = DraftPhoto.objects.all()
        if sent.taken or sent.content in TRUE_PICTURES:
            (row,) = made
            check_clean(bytes(row.content), bytes(row.preview), row.kind)
        else:
            assert not made, sent.name
            assert "." in reply
        assert MARK.decode() not in reply
        made.delete()


# --- programs ---


@pytest.fixture
def key(world: World, cat: Catalogue) -> str:
    return open311.make_key(name="Uji", per_hour=10_000, by=BY)[1]


def test_programs_files_are_drawn_anew_or_refused_as_a_list(key: str) -> None:
    for number, sent in enumerate(SAMPLE):
        upload = SimpleUploadedFile(sent.name, sent.content, content_type="text/html")
        data = {"api_key": key, **REPORT, "description": f"Lampu {number} mati", "media": upload}
        answer = Client().post("/open311/v2/requests.json", data)
        told = answer.json()
        assert isinstance(told, list)
        assert MARK not in answer.content
        if answer.status_code == 201:
            case = Complaint.objects.get(number=told[0]["service_request_id"])
            assert sent.taken, sent.name
            (file,) = kept(case)
            check(file)
        else:
            assert answer.status_code == 400
            assert not sent.taken, (sent.name, told)
            assert told[0]["description"].endswith(".")


ADDRESSES = (
    "http://127.0.0.1:{port}/a.jpg", "http://localhost:{port}/a.jpg", "http://[::1]:{port}/a.jpg", "http://0x7f000001:{port}/",
    "http://2130706433:{port}/", "http://169.254.169.254/latest/meta-data/", "http://10.0.0.1/a.jpg", "https://127.0.0.1.nip.io/a.jpg",
    "file:///etc/passwd", "gopher://127.0.0.1:{port}/x", "ftp://127.0.0.1/a.jpg", "javascript:alert(1)", "data:image/png;base64,AAAA",
    "http://user:pass@127.0.0.1:{port}/a.jpg", "//127.0.0.1:{port}/a.jpg", "http://127.0.0.1:{port}/a.jpg\r\nHost: x", "HTTP://A.JPG",
)  # fmt: skip


def test_no_address_of_a_picture_is_ever_asked(key: str, cat: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    """Server-side request forgery: an address is kept as words for officers, or refused; nothing is connected to."""
    import socket

    asked: list[object] = []
    monkeypatch.setattr(socket.socket, "connect", lambda _self, address: asked.append(address))
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **_more: asked.append(args))
    for number, address in enumerate(ADDRESSES):
        link = address.format(port=8)
        data = {"api_key": key, **REPORT, "description": f"Lampu {number} mati", "media_url": link}
        answer = Client().post("/open311/v2/requests.json", data)
        assert answer.status_code == (
            201 if link.startswith(("http://", "https://")) and link.isprintable() else 400
        ), link
        assert isinstance(answer.json(), list)
    assert asked == []
    assert not Photo.objects.exists()


# --- the desk ---


def test_the_desk_takes_no_file(world: World, cat: Catalogue) -> None:
    """The form has none; one sent all the same is not kept anywhere."""
    client = world.client("officer")
    page = client.get("/pengaduan/baru/")
    data = {
        "token": hidden(page, "token"), "channel": "phone", "mode": "anonymous", "category": "lampu-jalan", "text": builder.TEXT,
        "street": "Jalan A", "q_sejak": "lama", "photo": SimpleUploadedFile("a.jpg", PHOTO.content),
    }  # fmt: skip
    answer = client.post("/pengaduan/baru/", data)
    assert answer.status_code == 200
    assert Complaint.objects.count() == 1
    assert not StoredFile.objects.exists()
    assert not DraftPhoto.objects.exists()


def test_the_pictures_are_pictures() -> None:
    """The control of this module: what counts as a true picture opens as one."""
    for content in TRUE_PICTURES:
        with Image.open(BytesIO(content)) as opened:
            opened.load()
