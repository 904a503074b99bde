"""From the rows of a sheet to people: which rows are people at all, what each says, which are refused and why."""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from pamong.people.rules import cells, posts
from pamong.people.rules import headings as h
from pamong.people.rules.cells import Doubt, Fault
from pamong.rulebook.tables import Cell, Row, normal, shown
from pamong.rulebook.text import N_, Sentence, say

T = TypeVar("T")
FEWEST_CELLS = 3  # a signature, a total or a remark fills fewer


@dataclass(frozen=True)
class Note:
    """Something about one row (number as in the sheet, None for the whole file): a refusal or a warning."""

    row: int | None
    field: str
    value: str
    reason: str
    nip: str = ""
    name: str = ""

    def as_dict(self) -> dict[str, object]:
        """As ``pamong import people --json`` prints it."""
        return {"row": self.row, "field": self.field, "value": self.value, "reason": self.reason}


@dataclass(frozen=True)
class PersonRow:
    """One person as the file says it. None: the column is absent or the cell empty, so nothing is said about it.

    ``parent`` and ``agency`` are '' for an empty cell; ``superior`` is the NIP as written in digits.
    """

    row: int
    nip: str
    name: str
    born: dt.date
    sex: str
    status: str
    rank: str | None = None
    title: str | None = None
    kind: str | None = None
    level: str | None = None
    unit: str | None = None
    parent: str | None = None
    agency: str | None = None
    superior: str | None = None
    start: dt.date | None = None
    email: str | None = None
    phone: str | None = None

    def substance(self) -> tuple[object, ...]:
        """What makes two rows of one NIP the same: everything but row number and contacts (which change often)."""
        where = tuple(normal(text or "") for text in (self.title, self.unit, self.parent, self.agency))
        return (normal(self.name), self.status, self.rank, self.kind, self.level, self.superior, self.start, *where)


@dataclass
class Parsed:
    """Everything a sheet says: people in the order of the sheet, refusals, warnings."""

    people: list[PersonRow] = field(default_factory=list)
    refused: list[Note] = field(default_factory=list)
    warnings: list[Note] = field(default_factory=list)
    identical: int = 0


def parse(rows: Sequence[Row], heading_row: int, columns: Mapping[str, int]) -> Parsed:
    """Read every row below the heading row (index from 0). ``columns``: field id → column index."""
    parsed = Parsed()
    seen: dict[str, int] = {}
    heading = [normal(shown(cell)) for cell in rows[heading_row]]
    for index in range(heading_row + 1, len(rows)):
        values = {name: rows[index][column] for name, column in columns.items() if column < len(rows[index])}
        if _is_person(rows[index], values, heading):
            _take(_Reading(index + 1, values), parsed, seen)
        elif rest := _remark(rows[index], heading):
            parsed.warnings.append(Note(index + 1, h.NIP, rest, say(N_("Baris diabaikan: bukan data pegawai."))))
    return parsed


def _is_person(row: Row, values: Mapping[str, Cell], heading: Sequence[str]) -> bool:
    filled = [shown(cell).strip() for cell in values.values() if shown(cell).strip()]
    if not filled or _is_numbering(row) or [normal(shown(cell)) for cell in row] == heading:
        return False
    digits = re.sub(r"\D", "", shown(values.get(h.NIP, "")))
    has_name = any(c.isalpha() for c in shown(values.get(h.NAME, "")))
    if len(digits) == 18 and has_name:
        return True
    return len(filled) >= min(FEWEST_CELLS, len(values)) and (bool(digits) or has_name)


def _is_numbering(row: Row) -> bool:
    """The row of column numbers that official tables carry below the headings: 1 2 3 … or (1) (2) (3) …"""
    filled = [shown(cell).strip() for cell in row if shown(cell).strip()]
    return len(filled) >= FEWEST_CELLS and all(re.fullmatch(r"\(?\d{1,2}\)?", text) for text in filled)


def _remark(row: Row, heading: Sequence[str]) -> str:
    """The text of a row that is no person and not blank, for the list of what was left out."""
    texts = [shown(cell).strip() for cell in row]
    if _is_numbering(row) or [normal(text) for text in texts] == heading:
        return ""
    return " ".join(text for text in texts if text)[:200]


def _take(reading: "_Reading", parsed: Parsed, seen: dict[str, int]) -> None:
    person = reading.person()
    if person is None or reading.faults:
        parsed.refused.append(_joined(reading.faults))
        return
    parsed.warnings.extend(reading.doubts)
    if person.nip not in seen:
        seen[person.nip] = len(parsed.people)
        parsed.people.append(person)
        return
    first = parsed.people[seen[person.nip]]
    if first.substance() == person.substance():
        parsed.identical += 1
        parsed.people[seen[person.nip]] = _with_contacts(first, person)
        reason = say(N_("Baris kembar: isinya sama dengan baris %(row)s, dipakai satu kali."), row=first.row)
        parsed.warnings.append(Note(person.row, h.NIP, person.nip, reason, person.nip, person.name))
    else:
        reason = say(
            N_("NIP ganda dengan isi berbeda: sudah ada di baris %(row)s (%(name)s). Pastikan mana yang benar."),
            row=first.row,
            name=first.name,
        )
        parsed.refused.append(Note(person.row, h.NIP, person.nip, reason, person.nip, person.name))


def _joined(faults: Sequence[Note]) -> Note:
    """One refusal per row: the first fault names the field, the reasons stand together."""
    first = faults[0]
    reasons = [first.reason, *(f"{h.BY_ID[f.field].label}: {f.reason}" for f in faults[1:])]
    return Note(first.row, first.field, first.value, " ".join(reasons), first.nip, first.name)


def _with_contacts(first: PersonRow, copy: PersonRow) -> PersonRow:
    values = {**vars(first), "email": first.email or copy.email, "phone": first.phone or copy.phone}
    return PersonRow(**values)


class _Reading:
    """Reads one row; collects faults and doubts instead of stopping at the first."""

    def __init__(self, row: int, values: Mapping[str, Cell]) -> None:
        self.row, self.values = row, values
        self.faults: list[Note] = []
        self.doubts: list[Note] = []
        self.label = (shown(values.get(h.NIP, ""))[:40].strip(), " ".join(shown(values.get(h.NAME, "")).split())[:150])

    def read(self, name: str, reader: Callable[[Cell], T]) -> T | None:
        """The value of a field, None when it is absent, empty or at fault."""
        cell = self.values.get(name)
        if cell is None and name not in (h.NIP, h.NAME):
            return None
        try:
            return reader("" if cell is None else cell) or None
        except Doubt as doubt:
            self.doubts.append(self._note(name, doubt.reason))
        except Fault as fault:
            self.faults.append(self._note(name, fault.reason))
        return None

    def _note(self, name: str, reason: Sentence) -> Note:
        return Note(self.row, name, shown(self.values.get(name, ""))[:200], reason, *self.label)

    def person(self) -> PersonRow | None:
        """The person, or None (then ``faults`` says why)."""
        parts = self.read(h.NIP, cells.nip)
        name = self.read(h.NAME, cells.name)
        title = self.read(h.TITLE, cells.text)
        kind, level = self._post()
        said = self.read(h.STATUS, cells.status)
        rest = {
            "rank": self.read(h.RANK, cells.rank),
            "unit": self.read(h.UNIT, cells.text),
            "parent": self._place(h.PARENT),
            "agency": self._place(h.AGENCY),
            "superior": self._superior(),
            "start": self.read(h.START, cells.day),
            "email": self.read(h.EMAIL, cells.email),
            "phone": self.read(h.PHONE, cells.phone),
        }
        if parts is None or name is None:
            return None
        if said and said != parts.status.value:
            reason = N_("Status %(said)s bertentangan dengan NIP, yang menunjukkan %(status)s; NIP yang dipakai.")
            self.doubts.append(self._note(h.STATUS, say(reason, said=said, status=parts.status.value)))
        return PersonRow(
            row=self.row, nip=parts.nip, name=name, born=parts.born, sex=parts.sex.value, status=parts.status.value,
            title=title, kind=kind, level=level, **rest,  # type: ignore[arg-type]  # each value has its field's type
        )  # fmt: skip

    def _place(self, name: str) -> str | None:
        return None if name not in self.values else self.read(name, cells.text) or ""

    def _superior(self) -> str | None:
        """The superior's NIP in digits; what cannot be one stays as written, so that the work list can show it."""
        written = self.read(h.SUPERIOR, cells.text)
        if not written or written == "-":
            return None
        try:
            return cells.nip(self.values[h.SUPERIOR]).nip
        except Fault:
            return written

    def _post(self) -> tuple[str | None, str | None]:
        """Kind and level of the post as the column says; the title is asked later, for new people only."""
        level = self.read(h.KIND, lambda cell: cells.text(cell, 60))
        if not level:
            return None, None
        kind = posts.kind_of_level(level)
        if kind is None:
            reason = N_(
                "Jenis jabatan “%(value)s” tidak dikenal; tidak diisi (pegawai baru: dibaca dari nama jabatan)."
            )
            self.doubts.append(self._note(h.KIND, say(reason, value=level)))
            return None, None
        return kind, level


def ignored_columns(heading: Iterable[str], used: Iterable[int]) -> list[str]:
    """Headings of columns that no field takes, for the list of what is left out."""
    taken = set(used)
    return [text for column, text in enumerate(heading) if text.strip() and column not in taken]
