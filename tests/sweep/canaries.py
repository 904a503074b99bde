"""Marks that a reporter leaves, and how each of them might lie around: plain, encoded, packed, digested."""

import base64
import hashlib
import hmac
import html
import ipaddress
import re
import secrets
import string
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import quote, quote_plus

SECRET_KEY = "development-only-secret-key-do-not-use-in-production-0000"  # of config/settings.py outside production
THROTTLES = (
    "voice.send",
    "voice.receipt",
    "voice.receipt.hash",
    "sign-in-address",
    "voice.mail",
    "voice.whatsapp",
    "voice.sms",
)
DIGESTS = ("md5", "sha1", "sha256", "sha512")


def letters(count: int) -> str:
    return "".join(secrets.choice(string.ascii_lowercase) for _ in range(count))


@dataclass(frozen=True)
class Canaries:
    """What one reporter brings along, all of it his own; ``story`` is what he tells, which is kept of course."""

    mark: str = field(default_factory=lambda: letters(12))
    story: str = field(default_factory=lambda: letters(12))
    phone: str = field(default_factory=lambda: f"0899{secrets.randbelow(10**9):09d}")
    peer: str = field(default_factory=lambda: ".".join(["127", *(str(100 + secrets.randbelow(155)) for _ in range(3))]))
    network: ipaddress.IPv6Network = field(
        default_factory=lambda: ipaddress.IPv6Network((0x2001_0DB8 << 96 | secrets.randbits(32) << 64, 64))
    )

    @property
    def address(self) -> str:
        """Of the connection, as a front server tells it."""
        return str(self.network[0xBEEF])

    @property
    def international(self) -> str:
        """The telephone as a gateway names it."""
        return f"+62{self.phone[1:]}"

    @property
    def texts(self) -> dict[str, str]:
        """Each holds ``mark``, so that one search finds them all."""
        mark = self.mark
        return {
            "agent": f"KenariAgen/9.87 ({mark})",
            "language": f"xk-{mark}",
            "referer": f"https://kenari-{mark}.contoh/halaman",
            "cookie": f"kue-{mark}",
            "name": f"Kenari {mark.title()} Wijayakusuma",
            "home": f"Gang {mark} nomor 7",
            "email": f"kenari.{mark}@contoh-surat.id",
            "file": f"IMG_{mark}_20261122",
            "camera": f"KenariCam {mark}",
            "key": f"kunci-{mark}",
            "query": f"kampanye-{mark}",
        }

    def identity(self, secret_key: str = SECRET_KEY) -> set[bytes]:
        """Every shape in which something of the reporter could be found."""
        network = str(self.network.network_address)
        found = {self.network.network_address.packed[:8]}
        for text in (
            self.mark,
            self.phone,
            self.international[1:],
            self.peer,
            network.rstrip(":"),
            self.network.exploded[:19],
        ):
            found |= set(encoded(text))
        wholes = [*self.texts.values(), self.mark, self.phone, self.international, self.peer, network, self.address]
        for text in wholes:
            found |= set(digested(text, secret_key))
        return found

    def told(self) -> set[bytes]:
        """Every shape of what he told."""
        return set(encoded(self.story))


class Wanted:
    """Thousands of patterns searched for at once: by their first bytes, at every place that is not empty."""

    FIRST = 8
    _EMPTY = re.compile(rb"\0{32,}")

    def __init__(self) -> None:
        self._known: dict[bytes, list[tuple[str, str, bytes]]] = {}

    def add(self, who: str, what: str, patterns: set[bytes]) -> None:
        for pattern in patterns:
            assert len(pattern) >= self.FIRST, pattern
            self._known.setdefault(pattern[: self.FIRST], []).append((who, what, pattern))

    def within(self, content: bytes) -> Iterator[tuple[str, str, bytes]]:
        """Whose, what, and some bytes around it; each pattern once for a stretch of bytes."""
        known, first = self._known, self.FIRST
        for stretch in self._EMPTY.split(content):
            met = {key for at in range(len(stretch) - first + 1) if (key := stretch[at : at + first]) in known}
            for who, what, pattern in (one for key in met for one in known[key]):
                at = stretch.find(pattern)
                if at >= 0:
                    yield who, what, stretch[max(0, at - 120) : at + len(pattern) + 60]


def encoded(text: str) -> Iterator[bytes]:
    """The text in the usual encodings, in small and large letters; base64 wherever it stands within something longer."""
    for form in {text, text.lower(), text.upper(), text.title()}:
        raw = form.encode()
        yield raw
        yield raw.hex().encode()
        yield raw.hex().upper().encode()
        yield "".join(f"%{byte:02X}" for byte in raw).encode()
        yield "".join(f"&#{byte};" for byte in raw).encode()
        yield "".join(f"&#x{byte:x};" for byte in raw).encode()
        yield "".join(f"\\u{byte:04x}" for byte in raw).encode()
        yield quote(form, safe="").encode()
        yield quote_plus(form).encode()
        yield html.escape(form).encode()
        for charset in ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"):
            yield form.encode(charset)
        for shift in range(3):
            whole = base64.b64encode(b"\0" * shift + raw)
            inner = whole[(4 if shift else 0) : len(whole) - 4]  # what does not depend on the neighbours
            yield inner
            yield inner.replace(b"+", b"-").replace(b"/", b"_")


def digested(text: str, secret_key: str = SECRET_KEY) -> Iterator[bytes]:
    """Beginnings of digests and keyed digests, as bytes, hex and base64; and the keys of counted tries."""
    raw, key = text.encode(), secret_key.encode()
    found = [hashlib.new(name, raw).digest() for name in DIGESTS]
    found += [hmac.new(key, raw, name).digest() for name in DIGESTS]
    for scope in THROTTLES:  # as django.utils.crypto.salted_hmac makes them
        salted = hashlib.sha256(f"pamong.throttle.{scope}{secret_key}".encode()).digest()
        found.append(hmac.new(salted, raw, "sha256").digest())
    for digest in found:
        yield digest[:12]
        yield digest.hex()[:24].encode()
        yield base64.b64encode(digest)[:16]
        yield base64.urlsafe_b64encode(digest)[:16]
