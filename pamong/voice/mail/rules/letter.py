"""A letter read from the bytes of an e-mail (RFC 5322): who, what, which pictures; and which letters nobody wrote (RFC 3834)."""

import email
import email.policy
import re
from collections.abc import Iterable
from dataclasses import dataclass
from email.message import EmailMessage, MIMEPart
from email.parser import BytesParser
from email.utils import getaddresses
from html.parser import HTMLParser

MOST_BYTES = 25_000_000
PICTURES = frozenset({"image/jpeg", "image/png", "image/webp"})
NUMBER = re.compile(r"(?<![0-9A-Z-])P-[0-9A-Z]{4}-[0-9A-Z]{4}(?![0-9A-Z-])", re.IGNORECASE)
SECRET = re.compile(r"(?<![0-9A-Z-])[0-9A-Z]{4}(?:-[0-9A-Z]{4}){4}(?![0-9A-Z-])", re.IGNORECASE)
_QUOTED = re.compile(
    r"^(>|On .+wrote:|Pada .+menulis:|-+ ?(Original Message|Pesan Asli|Forwarded|Diteruskan)|_{8,}\s*$|-- $|(Dari|From): .+@)",
    re.IGNORECASE,
)
_MACHINES = re.compile(r"^(mailer-daemon|postmaster|no-?reply|do-?not-?reply|bounces?)([+=.-].*)?$", re.IGNORECASE)
_RECIPIENTS = ("To", "Cc", "Delivered-To", "X-Original-To")
_AUTOMATIC = ("List-Id", "List-Unsubscribe", "List-Post", "X-Autoreply", "X-Autorespond", "X-Loop")
OURS = "@pamong>"  # how the ids of our own letters end
MOST_HOPS = 40  # RFC 5321 section 6.3 lets a server call it a loop from 100 on; no letter of a person passes so many
_BLOCKS = frozenset({"p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "blockquote"})
_UNSEEN = frozenset({"script", "style", "head", "title"})


@dataclass(frozen=True)
class Attachment:
    """A file that came along, as its sender named it; nothing about it is checked yet."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Letter:
    """``said`` stands above the quoted message; ``whole`` is subject and everything, to find a receipt in."""

    ident: str
    sender: str
    name: str
    subject: str
    said: str
    whole: str
    pictures: tuple[Attachment, ...] = ()
    others: tuple[str, ...] = ()  # names of attachments that are no pictures
    by_machine: bool = False

    def line(self, *labels: str) -> str:
        """What stands behind the first of these labels at the beginning of a line ("Lokasi: …"), or an empty text."""
        wanted = {plain(label) for label in labels}
        pairs = (line.partition(":") for line in self.said.split("\n"))
        return next(
            (text.strip() for label, colon, text in pairs if colon and plain(label) in wanted and text.strip()), ""
        )


def read(raw: bytes) -> Letter:
    """Any bytes make a letter: what cannot be read is left empty. A letter without one sender counts as a machine's."""
    try:
        return _letter(email.message_from_bytes(raw, policy=email.policy.default))
    except RecursionError:  # layers without end: only what stands above the letter is read
        return _letter(_headers_of(raw))


def _headers_of(raw: bytes) -> EmailMessage:
    message = EmailMessage()
    for name, value in BytesParser(policy=email.policy.default).parsebytes(raw, headersonly=True).items():
        if not name.lower().startswith("content-"):
            message[name] = value
    return message


def _letter(message: EmailMessage) -> Letter:
    senders = [(name, found) for name, found in _addresses(message, ("From",)) if "@" in found]
    name, sender = senders[0] if len(senders) == 1 else ("", "")
    subject = _line(_header(message, "Subject"))
    body = _body(message)
    pictures, others = _files(message)
    return Letter(
        ident=_line(_header(message, "Message-ID")),
        sender=sender.casefold()[:254],
        name=_line(name)[:150],
        subject=subject[:200],
        said=_above(body),
        whole=f"{subject}\n{body}",
        pictures=pictures,
        others=others,
        by_machine=not sender or _from_machine(message, sender),
    )


def plain(label: str) -> str:
    """A label as people write it: small letters, single blanks, without marks around it."""
    return " ".join(label.casefold().strip(" \t*-•?:.").split())


def addressed_to(raw: bytes, address: str) -> bool:
    """Is this letter for ``address``, or for one of its sub-addresses (``name+anything@domain``)?"""
    message = BytesParser(policy=email.policy.default).parsebytes(raw, headersonly=True)
    head, _at, domain = address.casefold().partition("@")
    found = (one.casefold().partition("@") for _name, one in _addresses(message, _RECIPIENTS))
    return any(local.partition("+")[0] == head and host == domain for local, _a, host in found)


def receipt_in(text: str) -> tuple[str, str]:
    """Number and secret part of the first receipt written in a text, each empty when missing."""
    number, secret = NUMBER.search(text), SECRET.search(text)
    return (number[0] if number else "", secret[0] if secret else "")


def parts(text: str, limit: int) -> list[str]:
    """A long text in pieces of at most ``limit`` characters, cut at the end of a line or word where there is one."""
    found, rest = [], text.strip()
    while len(rest) > limit:
        at = max(rest.rfind("\n", limit // 2, limit), rest.rfind(" ", limit // 2, limit))
        at = at if at > 0 else limit
        found.append(rest[:at].strip())
        rest = rest[at:].strip()
    return [*found, rest] if rest else found


def _addresses(message: EmailMessage, names: Iterable[str]) -> list[tuple[str, str]]:
    return getaddresses([value for name in names for value in _headers(message, name)])


def _headers(message: EmailMessage, name: str) -> list[str]:
    try:
        return [_clean(str(value)) for value in message.get_all(name, [])]
    except (ValueError, IndexError, AttributeError, UnicodeError):  # headers that the parser itself cannot take apart
        return []


def _header(message: EmailMessage, name: str) -> str:
    return next(iter(_headers(message, name)), "")


def _clean(text: str) -> str:
    """Without NUL and lone surrogates, which no database takes."""
    return text.replace("\0", "").encode("utf-8", "ignore").decode()


def _line(text: str) -> str:
    return " ".join(text.split())


def _from_machine(message: EmailMessage, sender: str) -> bool:
    """Answers by themselves, bounces, lists: RFC 3834 section 2 asks not to answer these, and nobody complains in them."""
    automatic = _header(message, "Auto-Submitted").partition(";")[0].strip().casefold()
    return (
        automatic not in {"", "no"}
        or _header(message, "Precedence").strip().casefold() in {"bulk", "junk", "list", "auto_reply"}
        or any(_header(message, name) for name in _AUTOMATIC)
        or len(message.get_all("Received", ())) > MOST_HOPS
        or _line(_header(message, "Message-ID")).endswith(OURS)
        or _header(message, "Return-Path").strip() == "<>"
        or message.get_content_type() == "multipart/report"
        or bool(_MACHINES.match(sender.partition("@")[0]))
    )


def _body(message: EmailMessage) -> str:
    try:
        part = message.get_body(("plain", "html"))
    except (AttributeError, KeyError, ValueError):
        part = None
    if part is None:
        return ""
    text = _decoded(part)
    return (_seen(text) if part.get_content_type() == "text/html" else text).strip()


def _decoded(part: MIMEPart) -> str:
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        return ""
    try:
        return _clean(content.decode(part.get_content_charset() or "utf-8", "replace")).replace("\r", "")
    except LookupError:  # a charset nobody knows
        return _clean(content.decode("utf-8", "replace")).replace("\r", "")


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self.unseen += tag in _UNSEEN
        if tag in _BLOCKS:
            self.found.append("\n")
        if tag == "blockquote":
            self.found.append("> ")

    def handle_endtag(self, tag: str) -> None:
        self.unseen = max(0, self.unseen - (tag in _UNSEEN))
        if tag in _BLOCKS:
            self.found.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            self.found.append(re.sub(r"\s+", " ", data))


def _seen(html: str) -> str:
    reader = _Text()
    reader.feed(html)
    reader.close()
    return re.sub(r"\n\s*\n\s*", "\n\n", "".join(reader.found))


def _above(body: str) -> str:
    kept = []
    for line in body.split("\n"):
        if _QUOTED.match(line.lstrip() if line.strip() != "--" else "-- "):
            break
        kept.append(line.rstrip())
    return "\n".join(kept).strip()


def _files(message: EmailMessage) -> tuple[tuple[Attachment, ...], tuple[str, ...]]:
    pictures: list[Attachment] = []
    others: list[str] = []
    for part in message.walk():
        kind = part.get_content_type()
        if part.is_multipart() or (
            kind in {"text/plain", "text/html"} and part.get_content_disposition() != "attachment"
        ):
            continue
        name = _line(_clean(str(part.get_filename() or "lampiran")))[:100]
        content = part.get_payload(decode=True)
        if kind in PICTURES and isinstance(content, bytes):
            pictures.append(Attachment(name, content))
        else:
            others.append(name)
    return tuple(pictures), tuple(others)
