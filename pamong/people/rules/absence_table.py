"""A table of leave and trips as clerks keep it: one row for each absence. Plain values, nothing is looked up."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from pamong.people.rules import cells
from pamong.rulebook.tables import Cell, Field, Row, normal
from pamong.rulebook.text import N_, Sentence, say

NIP, KIND, STARTS, ENDS, PART, DECREE, NOTE = (
    "nip", "keperluan", "mulai", "selesai", "bagian_hari", "nomor_surat", "keterangan",
)  # fmt: skip
FIELDS: tuple[Field, ...] = (
    Field(NIP, N_("NIP"), ("nip", "nip pegawai", "nip baru"), required=True),
    Field(KIND, N_("Keperluan"), ("keperluan", "jenis cuti", "jenis", "jenis ketidakhadiran", "alasan"), required=True),
    Field(
        STARTS, N_("Mulai tanggal"), ("mulai tanggal", "mulai", "dari tanggal", "tanggal mulai", "tmt"), required=True
    ),
    Field(
        ENDS,
        N_("Sampai dengan tanggal"),
        ("sampai dengan tanggal", "sampai", "selesai", "tanggal selesai", "sampai dengan", "s d"),
    ),
    Field(PART, N_("Bagian hari"), ("bagian hari", "setengah hari")),
    Field(DECREE, N_("Nomor surat"), ("nomor surat", "no surat", "nomor sk", "surat")),
    Field(NOTE, N_("Keterangan"), ("keterangan", "catatan", "uraian")),
)
MOST_ROWS = 500
_KINDS = {  # words of offices beside the labels
    "perjalanan dinas": "trip",
    "dl": "trip",
    "spt": "trip",
    "diklat": "training",
    "pelatihan": "training",
    "bimtek": "training",
    "cuti alasan penting": "important",
    "cuti bersalin": "maternity",
    "cltn": "unpaid",
    "izin": "permit",
    "sakit": "sick",
    "mpp": "retiring",
}
_PARTS = {"pagi": "morning", "siang": "afternoon", "sehari": "", "sehari penuh": "", "penuh": ""}


@dataclass(frozen=True)
class AbsenceLine:
    """One row as understood: its number in the sheet and what it says."""

    row: int
    nip: str
    kind: str
    starts: dt.date
    ends: dt.date
    part: str = ""
    decree: str = ""
    note: str = ""

    def plain(self) -> list[Any]:
        """As it travels through the browser between the dry run and the import."""
        return [
            self.row,
            self.nip,
            self.kind,
            self.starts.isoformat(),
            self.ends.isoformat(),
            self.part,
            self.decree,
            self.note,
        ]

    @classmethod
    def of(cls, plain: Sequence[Any]) -> Self:
        """The line that ``plain`` was made of."""
        row, nip, kind, starts, ends, *rest = plain
        return cls(row, nip, kind, dt.date.fromisoformat(starts), dt.date.fromisoformat(ends), *rest)


@dataclass(frozen=True)
class AbsenceFault:
    """A row that cannot be taken, and why."""

    row: int
    reason: Sentence


def read_absences(
    rows: Sequence[Row], columns: Mapping[str, int], kinds: Mapping[str, str], parts: Mapping[str, str], first_row: int
) -> tuple[list[AbsenceLine], list[AbsenceFault]]:
    """The rows below the heading; ``kinds`` and ``parts`` give for each word of the reader's language its value."""
    words = (_known(_KINDS, kinds), _known(_PARTS, parts))
    found: list[AbsenceLine] = []
    faults: list[AbsenceFault] = []
    for number, row in enumerate(rows, start=first_row):
        if not any(cell not in ("", None) for cell in row):
            continue
        try:
            found.append(_line(number, row, columns, *words))
        except cells.Fault as fault:
            faults.append(AbsenceFault(number, fault.reason))
    return found, faults


def _known(usual: Mapping[str, str], labels: Mapping[str, str]) -> dict[str, str]:
    return {normal(word): value for word, value in {**usual, **labels}.items()}


def _line(
    number: int, row: Row, columns: Mapping[str, int], kinds: Mapping[str, str], parts: Mapping[str, str]
) -> AbsenceLine:
    def cell(name: str) -> Cell:
        at = columns.get(name)
        return row[at] if at is not None and at < len(row) else ""

    starts = cells.day(cell(STARTS))
    if starts is None:
        raise cells.Fault(say(N_("Tanggal mulai kosong.")))
    kind, part = cells.text(cell(KIND), 120), cells.text(cell(PART), 60)
    if normal(kind) not in kinds:
        raise cells.Fault(say(N_("Keperluan “%(value)s” tidak dikenal. Salin dari lembar Petunjuk."), value=kind))
    if part and normal(part) not in parts:
        raise cells.Fault(
            say(N_("Bagian hari “%(value)s” tidak dikenal. Tulis pagi, siang, atau kosongkan."), value=part)
        )
    return AbsenceLine(
        row=number,
        nip=cells.nip(cell(NIP)).nip,
        kind=kinds[normal(kind)],
        starts=starts,
        ends=cells.day(cell(ENDS)) or starts,
        part=parts[normal(part)] if part else "",
        decree=cells.text(cell(DECREE), 120),
        note=cells.text(cell(NOTE), 300),
    )
