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

from pamong.voice.mail.rules.quoting import NUMBER, SECRET, own_words, title, without_secrets

MOST_BYTES = 25_000_000
PICTURES = frozenset({"image/jpeg", "image/jpg", "image/pjpeg", "image/png", "image/webp"})
UNNAMED = "application/octet-stream"  # some programs call every file so
MAGIC = (b"\xff\xd8\xff", b"\x89PNG", b"RIFF")
DECORATION = 10_000  # bytes: a picture set into the text and smaller than this is a logo or a smiley, no photo
SIGNATURES = frozenset(
    {"application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature", "text/vcard"}
)
_MACHINES = re.compile(
    r"^(mailer-daemon|postmaster|no[-_.]?reply|do[-_.]?not[-_.]?reply|bounces?|auto-?(reply|responder))([+=.-].*)?$",
    re.IGNORECASE,
)
# Programs that answer by themselves and do not say so otherwise.
_ANSWERED = re.compile(
    r"^\W*(automatic reply|auto-?reply|auto response|out of (the )?office|balasan otomatis|jawaban otomatis|pesan otomatis|"
    r"undeliver(ed|able)|delivery status notification|mail delivery (failed|failure)|returned mail|failure notice)",
    re.IGNORECASE,
)
_RECIPIENTS = ("To", "Cc", "Delivered-To", "X-Original-To")
_AUTOMATIC = (
    "List-Id", "List-Unsubscribe", "List-Post", "X-Autoreply", "X-Autorespond", "X-Auto-Response-Suppress", "X-Loop",
    "X-Failed-Recipients",
)  # fmt: skip
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
    """``said`` is what the writer wrote himself; ``whole`` is subject and everything, to find a receipt in. A receipt's secret
    part stands in ``whole`` alone."""

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
    said = own_words(body, subject) or own_words(_enclosed(message))
    pictures, others = _files(message)
    return Letter(
        ident=_line(_header(message, "Message-ID")),
        sender=sender.casefold()[:254],
        name=_line(name)[:150],
        subject=without_secrets(title(subject))[:200],
        said=without_secrets(said),
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
        or bool(_MACHINES.match(sender.partition("@")[0]) or _ANSWERED.match(_line(_header(message, "Subject"))))
    )


def _body(message: EmailMessage) -> str:
    """The plain text; what the page shows where there is none, or an empty one."""
    return _text_of(message, "plain") or _text_of(message, "html")


def _text_of(message: EmailMessage, kind: str) -> str:
    try:
        part = message.get_body((kind,))
    except (AttributeError, KeyError, ValueError):
        part = None
    if part is None:
        return ""
    text = _decoded(part)
    return (_seen(text) if part.get_content_type() == "text/html" else text).strip()


def _enclosed(message: EmailMessage) -> str:
    """The text of the first letter that came as an attachment."""
    for part in message.walk():
        if part.get_content_type() == "message/rfc822":
            inner = part.get_payload()
            found = inner[0] if isinstance(inner, list) and inner else None
            return _body(found) if isinstance(found, EmailMessage) else ""
    return ""


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
        self.unseen = self.quoted = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self.unseen += tag in _UNSEEN
        self.quoted += tag == "blockquote"
        if tag in _BLOCKS:
            self._line()

    def handle_endtag(self, tag: str) -> None:
        self.unseen = max(0, self.unseen - (tag in _UNSEEN))
        self.quoted = max(0, self.quoted - (tag == "blockquote"))
        if tag in _BLOCKS:
            self._line()

    def _line(self) -> None:
        self.found.append("\n> " if self.quoted else "\n")

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            self.found.append(re.sub(r"\s+", " ", data))


def _seen(html: str) -> str:
    reader = _Text()
    reader.feed(html)
    reader.close()
    return re.sub(r"\n\s*\n\s*", "\n\n", "".join(reader.found))


def _files(message: EmailMessage) -> tuple[tuple[Attachment, ...], tuple[str, ...]]:
    pictures: list[Attachment] = []
    others: list[str] = []
    for part in message.walk():
        kind = part.get_content_type()
        if part.is_multipart() or (
            kind in {"text/plain", "text/html"} and part.get_content_disposition() != "attachment"
        ):
            continue
        content = part.get_payload(decode=True)
        if _decorates(part, kind, content):
            continue
        name = _line(_clean(str(part.get_filename() or "lampiran")))[:100]
        if isinstance(content, bytes) and (kind in PICTURES or (kind == UNNAMED and content.startswith(MAGIC))):
            pictures.append(Attachment(name, content))
        else:
            others.append(name)
    return tuple(pictures), tuple(others)


def _decorates(part: EmailMessage, kind: str, content: object) -> bool:
    """Logos and smileys set into the text, and signatures for machines: nobody sent these, so nobody is told of them."""
    if kind in SIGNATURES:
        return True
    set_in = "Content-ID" in part and part.get_content_disposition() != "attachment" and kind.startswith("image/")
    return set_in and (kind not in PICTURES or (isinstance(content, bytes) and len(content) < DECORATION))
