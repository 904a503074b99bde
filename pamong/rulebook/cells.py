"""What every reader of cells needs: clean text, the names of months, and the word for a cell that cannot be taken."""

import unicodedata

from pamong.rulebook.tables import Cell, shown
from pamong.rulebook.text import MONTHS, N_, Sentence, say

MONTH_WORDS = {name[:3].casefold(): number for number, name in enumerate(MONTHS, start=1)} | {
    "agt": 8, "ags": 8, "may": 5, "aug": 8, "oct": 10, "dec": 12, "nop": 11, "peb": 2,
}  # fmt: skip
_BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


class Fault(ValueError):  # the word people use for it
    """The cell cannot be taken; the sentence says why and what to do."""

    def __init__(self, reason: Sentence) -> None:
        self.reason = reason
        super().__init__(reason)


def text(cell: Cell | None, longest: int = 200) -> str:
    """One line of clean text: NFC, blanks single, the apostrophe that keeps cells inert taken off.

    Raises Fault for hidden characters (NUL, controls, direction overrides) and for more than ``longest`` characters.
    """
    value = unicodedata.normalize("NFC", shown(cell)).replace("\ufeff", "").replace("\u200b", "")
    value = " ".join(value.split())
    if any(c in _BIDI or unicodedata.category(c) in ("Cc", "Cs") for c in value):
        raise Fault(say(N_("Memuat karakter tersembunyi. Ketik ulang isi sel ini.")))
    if value[:1] == "'" and value[1:2] in ("=", "+", "-", "@", "'"):
        value = value[1:]
    if len(value) > longest:
        raise Fault(
            say(N_("Terlalu panjang: %(length)s huruf, paling banyak %(longest)s."), length=len(value), longest=longest)
        )
    return value
