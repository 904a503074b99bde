"""What an answer holds, when it is shown, and in which order."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_

LONGEST = 600  # characters of each text: an answer is bounded, so that all answers wait in slots of one size
LEAST, MOST_LEAST = 3, 10  # an agency may ask for more answers than three, never for fewer
T = TypeVar("T")


@dataclass(frozen=True)
class Said:
    """One answer: what to keep, what to improve, what it rests on; each of the first two may name a BerAKHLAK value."""

    keep_value: str
    keep: str
    improve_value: str
    improve: str
    evidence: str


def checked(said: Said, values: Sequence[str]) -> Said:
    """The answer without blanks around its texts; raises Refused when it says nothing, gives no evidence or is too long."""
    texts = {name: getattr(said, name).strip() for name in ("keep", "improve", "evidence")}
    if not texts["keep"] and not texts["improve"]:
        raise Refused(N_("Tulis yang perlu dipertahankan, yang perlu ditingkatkan, atau keduanya."), field="keep")
    if not texts["evidence"]:
        raise Refused(N_("Tulis kejadian atau contoh yang Anda lihat sendiri."), field="evidence", code="wajib")
    for name, text in texts.items():
        if len(text) > LONGEST:
            raise Refused(N_("Paling banyak %(limit)s karakter."), field=name, limit=LONGEST)
    for name in ("keep_value", "improve_value"):
        if getattr(said, name) and getattr(said, name) not in values:
            raise Refused(N_("Pilih nilai dari daftar."), field=name, code="nilai_tidak_dikenal")
    keep_value = said.keep_value if texts["keep"] else ""
    improve_value = said.improve_value if texts["improve"] else ""
    return Said(keep_value=keep_value, improve_value=improve_value, **texts)


def enough(answers: int, least: int) -> bool:
    """Whether so many answers may be shown at all; fewer are deleted unread."""
    return answers >= max(least, LEAST)


def unordered(rows: Sequence[T], keys: Sequence[str], salt: str) -> list[T]:
    """The rows in an order that says nothing: each column of a summary is shuffled by its own salt, the same at each view."""
    by = [hashlib.sha256(f"{salt}:{key}".encode()).digest() for key in keys]
    return [row for _, _, row in sorted(zip(by, range(len(rows)), rows, strict=True))]
