"""Comparing a file of the personnel system (SIMPEG/SIASN) with what stands here: who changed a field since the last time?

Three values decide: ours, theirs, and what they said last time.

* Nothing said, or the same: nothing to do.
* Ours is empty, or ours is what they said last time: they have news, it is taken.
* They say what they said last time: the difference is known (a clerk of ours changed it, or it waits for a decision).
* Both changed, or they were never heard of it before: a clerk decides.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

from pamong.people.rules import headings as h
from pamong.people.rules.near import key
from pamong.people.rules.units import Chain
from pamong.rulebook.tables import Cell, Row, normal, shown
from pamong.rulebook.text import N_

# Names as the SIASN services and wrappers of it write them → the heading of an import. Case does not count.
NAMES = {
    "nipbaru": h.NIP,
    "nip": h.NIP,
    "nama": h.NAME,
    "golruangakhir": h.RANK,
    "golongan": h.RANK,
    "jabatannama": h.TITLE,
    "namajabatan": h.TITLE,
    "jenjangjabatan": h.KIND,
    "eselon": h.KIND,
    "unornama": h.UNIT,
    "unorinduknama": h.PARENT,
    "unoratasannama": h.PARENT,
    "satuankerjanama": h.AGENCY,
    "atasannip": h.SUPERIOR,
    "nipatasan": h.SUPERIOR,
    "tmtjabatan": h.START,
    "jenispegawainama": h.STATUS,
    "statuspegawai": h.STATUS,
    "emailgov": h.EMAIL,
    "nohp": h.PHONE,
}
STANDING = frozenset({"kedudukanpnsnama", "kedudukanhukumnama", "kedudukan", "kedudukanpns", "kedudukanhukum"})
_GONE = ("pensiun", "meninggal", "berhenti", "diberhentikan", "mengundurkan diri", "pindah instansi")
LABELS = {
    "name": N_("Nama"), "rank": N_("Golongan/ruang"), "email": N_("Email"), "phone": N_("Nomor HP"),
    "unit": N_("Unit kerja"), "title": N_("Jabatan"), "superior": N_("Atasan langsung"),
}  # fmt: skip
FIELDS = tuple(LABELS)
POST_FIELDS = frozenset({"unit", "title", "superior"})


class Verdict(Enum):
    """What becomes of a field."""

    SAME = "same"  # both say the same
    LEAVE = "leave"  # nothing said, or nothing new
    TAKE = "take"  # undoubted news
    ASK = "ask"  # a clerk decides


def judge(field: str, ours: str, theirs: str | None, last: str | None) -> Verdict:
    """Compare one field. ``theirs`` and ``last`` are None when nothing was said."""
    if not theirs:
        return Verdict.LEAVE
    if same(field, ours, theirs):
        return Verdict.SAME
    if not ours:
        return Verdict.TAKE
    if last is None:
        return Verdict.ASK
    if same(field, last, theirs):
        return Verdict.LEAVE
    return Verdict.TAKE if same(field, ours, last) else Verdict.ASK


def same(field: str, one: str, other: str) -> bool:
    """Whether two spellings say the same: case, blanks and punctuation do not count; of phones only the digits."""
    if field == "phone":
        return _digits(one) == _digits(other)
    if field == "email":
        return one.strip().lower() == other.strip().lower()
    return key(one) == key(other)


def _digits(text: str) -> str:
    digits = "".join(c for c in text if c.isdigit())
    return "0" + digits[2:] if digits.startswith("62") else digits


@dataclass(frozen=True)
class Place:
    """Where a unit named by the file is: ``chain`` when one active unit is meant, else all that could be."""

    chain: Chain | None
    could_be: tuple[Chain, ...] = ()

    @property
    def found(self) -> int:
        """How many units could be meant."""
        return len(self.could_be)


def place(units: Iterable[Chain], unit: str, parent: str | None, agency: str | None) -> Place:
    """The active unit of this name; parent and agency tell namesakes apart when they are given."""
    named = [chain for chain in units if chain[-1] == key(unit)]
    for wanted, at in ((parent, -2), (agency, 0)):
        if wanted and len(named) > 1:
            closer = [chain for chain in named if len(chain) >= -at and chain[at] == key(wanted)]
            named = closer or named
    return Place(named[0] if len(named) == 1 else None, tuple(named))


def has_left(standing: str) -> bool:
    """Whether the legal standing of a row says that the person no longer serves."""
    return any(word in normal(standing) for word in _GONE)


def table(records: Iterable[Mapping[str, object]]) -> list[Row]:
    """A list of JSON records as a table: the headings of all of them, then a row each; what is not text or number is left out."""
    rows = list(records)
    headings = list(dict.fromkeys(name for row in rows for name in row))
    body: list[Row] = [[_cell(row.get(name)) for name in headings] for row in rows]
    return [list(headings), *body]


def _cell(value: object) -> Cell:
    return value if isinstance(value, str) else str(value) if isinstance(value, int | float) else ""


def translated(rows: list[Row]) -> tuple[list[Row], int | None]:
    """The table with SIASN's headings in the words of an import; and which column tells the legal standing, if one does.

    That column is taken out of the headings: an import would read it as the kind of service.
    """
    standing, found = None, False
    result = []
    for row in rows:
        new: Row = list(row)
        if not found and any(_word(cell) in NAMES for cell in row):
            found = True
            for column, cell in enumerate(row):
                if _word(cell) in STANDING:
                    standing, new[column] = column, ""
                elif name := NAMES.get(_word(cell)):
                    new[column] = h.BY_ID[name].synonyms[0]
        result.append(new)
    return result, standing


def _word(cell: Cell) -> str:
    return normal(shown(cell)).replace(" ", "")
