"""A report told step by step, and the words by which it is steered."""

import re
from dataclasses import asdict, dataclass, field, fields
from typing import Any, Self

CATEGORY, WARN, QUESTION, TEXT, PLACE, PHOTO, CONFIRM = (
    "category", "warn", "question", "text", "place", "photo", "confirm",
)  # fmt: skip
HELP = frozenset({"bantuan", "help", "menu", "halo", "hai", "?"})
START = frozenset({"lapor", "mulai"})
STOP = frozenset({"batal", "berhenti", "stop"})
SKIP = frozenset({"lewat", "selesai", "-"})
_POINT = re.compile(r"(-?\d{1,2}\.\d{3,8})\s*,\s*(-?\d{1,3}\.\d{3,8})")
_CODE = r"(?:[0-9A-Za-z]{4}-){4}[0-9A-Za-z]{4}"
_FOLLOW = re.compile(rf"(status|tambah)\s+(P-?\w{{4}}-?\w{{4}})\s+({_CODE}|\w{{20}})\s*(.*)", re.IGNORECASE | re.DOTALL)


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


def follow(text: str) -> tuple[str, str, str, str] | None:
    """``STATUS nomor kode`` or ``TAMBAH nomor kode teks``: the four parts, or None."""
    found = _FOLLOW.fullmatch(text.strip())
    return (found[1].lower(), found[2], found[3], found[4].strip()) if found else None


def point(text: str) -> tuple[str, str] | None:
    """Latitude and longitude in a text ("-7.3312, 110.4923" or a map's address), or None."""
    found = _POINT.search(text)
    if not found or abs(float(found[1])) > 90 or abs(float(found[2])) > 180:
        return None
    return found[1], found[2]
