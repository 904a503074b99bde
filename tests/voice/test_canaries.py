"""The search of the canary sweep finds what it looks for, however it is written and packed; else its zero would mean nothing."""

import base64
import gzip
import hashlib
import hmac
import html
import io
import json
import quopri
import zipfile
import zlib
from collections.abc import Callable
from urllib.parse import quote

import pytest
from django.conf import settings
from django.core import signing
from django.utils.crypto import salted_hmac

from tests.sweep.canaries import SECRET_KEY, Canaries, Wanted
from tests.sweep.places import unpacked
from tests.sweep.sweep import MOMENT


def found(planted: Canaries, content: bytes) -> bool:
    wanted = Wanted()
    wanted.add("uji", "identity", planted.identity())
    return any(True for part in unpacked(content) for _ in wanted.within(part))


def zipped(content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/sharedStrings.xml", content)
    return out.getvalue()


SHAPES: dict[str, Callable[[str], bytes]] = {
    "plain": str.encode,
    "small": lambda text: text.lower().encode(),
    "capitals": lambda text: text.upper().encode(),
    "base64": lambda text: base64.b64encode(text.encode()),
    "base64 after one byte": lambda text: base64.b64encode(b"x" + text.encode()),
    "base64 after two": lambda text: base64.b64encode(b"xy" + text.encode()),
    "base64 for addresses": lambda text: base64.urlsafe_b64encode(b"\xff" + text.encode()),
    "hex": lambda text: text.encode().hex().encode(),
    "bytea of a dump": lambda text: b"\\\\x" + text.encode().hex().encode(),
    "url": lambda text: quote(text, safe="").encode(),
    "html": lambda text: html.escape(text).encode(),
    "entities": lambda text: "".join(f"&#{ord(c)};" for c in text).encode(),
    "utf-16": lambda text: text.encode("utf-16-le"),
    "utf-16 big": lambda text: text.encode("utf-16-be"),
    "json": lambda text: json.dumps({"a": text}).encode(),
    "mail": lambda text: quopri.encodestring(text.encode()),
    "gzip": lambda text: gzip.compress(text.encode()),
    "workbook": lambda text: zipped(text.encode()),
    "workbook in workbook": lambda text: zipped(zipped(text.encode())),
    "pdf": lambda text: b"%PDF-1.7\nstream\n" + zlib.compress(text.encode()) + b"\nendstream",
    "signed": lambda text: signing.dumps({"a": text * 9}, compress=True).encode(),
    "among zeros": lambda text: b"\0" * 999 + text.encode() + b"\0" * 999,
}


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_is_found(shape: str) -> None:
    planted = Canaries()
    for text in (*planted.texts.values(), planted.mark, planted.phone):
        assert found(planted, b"vorher " + SHAPES[shape](text) if shape == "plain" else SHAPES[shape](text)), text


@pytest.mark.parametrize("name", ["md5", "sha1", "sha256"])
def test_digests_are_found(name: str) -> None:
    planted = Canaries()
    for text in (planted.texts["email"], planted.phone, planted.peer, planted.address):
        for digest in (hashlib.new(name, text.encode()), hmac.new(SECRET_KEY.encode(), text.encode(), name)):
            assert found(planted, digest.digest())
            assert found(planted, digest.hexdigest().encode())
            assert found(planted, base64.b64encode(digest.digest()))


def test_counted_tries_are_found() -> None:
    planted = Canaries()
    network = str(planted.network.network_address)
    key = salted_hmac("pamong.throttle.voice.send", network, algorithm="sha256").hexdigest()
    assert settings.SECRET_KEY == SECRET_KEY
    assert found(planted, key.encode())


def test_addresses_are_found_in_text_and_packed() -> None:
    planted = Canaries()
    for content in (planted.address.encode(), planted.network[7].packed, planted.peer.encode()):
        assert found(planted, content)


def test_nothing_is_found_where_nothing_is() -> None:
    planted = Canaries()
    for text in Canaries().texts.values():
        assert not found(planted, text.encode() * 20)


@pytest.mark.parametrize(
    ("line", "tells"),
    [
        (b"7\t2026-11-27 04:13:56.1+00", True),
        (b'{"at": "2026-11-27T04:13:56"}', True),
        (b"7\t2026-11-27\t1", False),
        (b"7\t2026-11-27 00:00:00+00", False),
        (b"7\t2026-11-26 17:00:00+00", False),  # midnight in Jakarta
    ],
)
def test_a_moment_is_known_from_a_day(line: bytes, tells: bool) -> None:
    assert bool(MOMENT.search(line)) is tells
