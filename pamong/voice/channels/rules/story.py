"""A report told step by step, and the words by which it is steered."""

import re
from dataclasses import asdict, dataclass, field, fields
from typing import Any, NamedTuple, Self

CATEGORY, WARN, QUESTION, TEXT, PLACE, PHOTO, CONFIRM = (
    "category", "warn", "question", "text", "place", "photo", "confirm",
)  # fmt: skip
HELP = frozenset({"bantuan", "help", "menu", "halo", "hai", "?"})
START = frozenset({"lapor", "mulai"})
STOP = frozenset({"batal", "berhenti", "stop"})
SKIP = frozenset({"lewat", "selesai", "-"})
YES = frozenset({"ya", "lanjut"})
ONWARD = "0"  # the next page of a list
SEALED = frozenset({"rahasia", "anonim", "lapor rahasia", "lapor anonim", "tanpa nama"})
_POINT = re.compile(r"(-?\d{1,2}\.\d{3,8})\s*,\s*(-?\d{1,3}\.\d{3,8})")
_CODE = r"(?:[0-9A-Za-z]{4}-){4}[0-9A-Za-z]{4}"
_ACTS = "status|tambah|selesai|belum"
_NUMBER = r"P-?\w{4}-?\w{4}"
_FOLLOW = re.compile(rf"({_ACTS})\s+({_NUMBER})(?:\s+({_CODE}|\w{{20}})\s*(.*))?", re.IGNORECASE | re.DOTALL)
_AT_ONCE = re.compile(r"(?:lapor|mulai)(?:[ \t]*[#\n]|[ \t:.,]+)\s*(\S.*)", re.IGNORECASE | re.DOTALL)


@dataclass
class Story:
    """Everything told so far."""

    token: str
    step: str = CATEGORY
    category: str = ""
    asked: int = 0  # which question of the category comes next
    answers: dict[str, Any] = field(default_factory=dict)
    text: str = ""
    place: int = 0
    street: str = ""
    latitude: str = ""
    longitude: str = ""
    photos: int = 0
    warned: bool = False  # about an officer: that the web is safer
    pictured: bool = False  # pictures were asked for
    page: int = 0  # of a list in several messages

    @classmethod
    def read(cls, stored: dict[str, Any]) -> Self:
        """As it was kept."""
        known = {f.name for f in fields(cls)}
        return cls(**{name: value for name, value in stored.items() if name in known})

    def kept(self) -> dict[str, Any]:
        """As it is kept."""
        return asdict(self)


def word(text: str) -> str:
    """The message as a command: small letters, single blanks."""
    return " ".join(text.lower().split())


class Followed(NamedTuple):
    """A message about a case that is known; ``secret`` is empty where only the number was written."""

    act: str
    number: str
    secret: str
    text: str


def follow(text: str) -> Followed | None:
    """``STATUS nomor``, or ``STATUS|TAMBAH|SELESAI|BELUM nomor kode teks``: its parts, or None."""
    found = _FOLLOW.fullmatch(text.strip())
    if found is None or not (found[3] or found[1].lower() == "status"):
        return None
    return Followed(found[1].lower(), found[2], found[3] or "", (found[4] or "").strip())


class AtOnce(NamedTuple):
    """A report told in one message; category and place are empty where it is only a story."""

    category: str
    place: str
    text: str


def at_once(text: str) -> AtOnce | None:
    """``LAPOR kategori#tempat#isi``, or ``LAPOR`` and what happened; None for other messages."""
    found = _AT_ONCE.fullmatch(text.strip())
    if found is None or not any(letter.isalnum() for letter in found[1]):
        return None
    told = [part.strip() for part in found[1].split("#", 2)]
    return AtOnce(*told) if len(told) == 3 else AtOnce("", "", found[1].strip())


def point(text: str) -> tuple[str, str] | None:
    """Latitude and longitude in a text ("-7.3312, 110.4923" or a map's address), or None."""
    found = _POINT.search(text)
    if not found or abs(float(found[1])) > 90 or abs(float(found[2])) > 180:
        return None
    return found[1], found[2]
