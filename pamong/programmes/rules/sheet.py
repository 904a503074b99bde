"""A plan as a workbook: its three tables and their columns, a line as read, and what would come of it. Plain values."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pamong.rulebook.tables import Cell, Field, normal

NODE, MEASURE, BUDGET = "node", "measure", "budget"
KINDS = (NODE, MEASURE, BUDGET)
SHEETS = {NODE: "Rencana", MEASURE: "Indikator", BUDGET: "Anggaran"}
NEW, CHANGED, SAME, REFUSED = "new", "changed", "same", "refused"
STATES = (NEW, CHANGED, SAME, REFUSED)
MOST_ROWS = 5_000  # of one table
_YEARLY = re.compile(r"(?:t|target|target tahun)? ?(20\d\d)")

_ID = Field("id", "ID", ("ID", "ID baris"))
_VERSION = Field("version", "Versi", ("Versi", "Version"))
_OF_NODE = Field("node", "Kode bagian", ("Kode bagian", "Kode bagian rencana", "Kode", "Code"), required=True)
NODE_FIELDS = (
    Field("kind", "Tingkat", ("Tingkat", "Level", "Jenjang"), required=True),
    Field("code", "Kode", ("Kode", "Code", "Nomor kode"), required=True),
    Field("name", "Nama", ("Nama", "Name", "Uraian", "Nomenklatur"), required=True),
    Field("parent", "Kode induk", ("Kode induk", "Induk", "Parent code")),
    Field("region_parent", "Kode induk RPJMD", ("Kode induk RPJMD", "Induk RPJMD")),
    Field("agency", "Perangkat daerah", ("Perangkat daerah", "Perangkat daerah penanggung jawab", "OPD", "Agency")),
    Field("unit", "Unit penanggung jawab", ("Unit penanggung jawab", "Unit", "Unit kerja")),
    _ID,
    _VERSION,
)
MEASURE_FIELDS = (
    _OF_NODE,
    Field("text", "Indikator", ("Indikator", "Indikator kinerja", "Indicator"), required=True),
    Field("kind", "Jenis", ("Jenis", "Jenis indikator", "Kind")),
    Field("unit", "Satuan", ("Satuan", "Unit of measure")),
    Field("better", "Arah", ("Arah", "Direction")),
    Field("baseline", "Kondisi awal", ("Kondisi awal", "Baseline", "Data awal")),
    Field("baseline_year", "Tahun kondisi awal", ("Tahun kondisi awal", "Tahun awal", "Baseline year")),
    Field("source", "Sumber data", ("Sumber data", "Sumber", "Source")),
    Field("metric", "Diisi sendiri dari bukti", ("Diisi sendiri dari bukti", "Ukuran bukti", "Metric")),
    _ID,
    _VERSION,
)
BUDGET_FIELDS = (
    _OF_NODE,
    Field("year", "Tahun", ("Tahun", "Tahun anggaran", "Year"), required=True),
    Field("code", "Kode rekening", ("Kode rekening", "Rekening", "Account code"), required=True),
    Field("name", "Nama rekening", ("Nama rekening", "Nama", "Uraian", "Account name")),
    Field("ceiling", "Pagu", ("Pagu", "Pagu anggaran", "Anggaran", "Ceiling"), required=True),
    Field("realised", "Realisasi", ("Realisasi", "Realisasi anggaran", "Realised")),
    Field("realised_on", "Realisasi per tanggal", ("Realisasi per tanggal", "Per tanggal", "Realised on")),
    _ID,
    _VERSION,
)


def target(year: int) -> str:
    """The column of a yearly target."""
    return f"target_{year}"


def year_of(heading: str) -> int | None:
    """The year of a heading such as ``Target 2027`` or ``2027``; read exactly: a year is never taken for another."""
    found = _YEARLY.fullmatch(normal(heading))
    return int(found[1]) if found else None


def columns(kind: str, years: Iterable[int], *, region: bool) -> tuple[Field, ...]:
    """The columns of a table in a plan of these years, of the region or of an agency."""
    if kind == NODE:
        other = ("region_parent", "unit") if region else ("agency",)
        return tuple(f for f in NODE_FIELDS if f.id not in other)
    if kind == BUDGET:
        return BUDGET_FIELDS
    yearly = (Field(target(y), f"Target {y}", ()) for y in years)
    *own, last, version = MEASURE_FIELDS
    return (*own, *yearly, last, version)


@dataclass(frozen=True)
class Line:
    """One row of a table as read: sheet of the file (from 0), number in it (from 1), and its cells by column."""

    kind: str
    sheet: int
    row: int
    cells: Mapping[str, Cell]


@dataclass(frozen=True)
class Stored:
    """One row of the plan as it is now: as written into a workbook, and as values of the fields."""

    id: int
    version: int
    cells: Mapping[str, Any]
    values: Mapping[str, Any]


@dataclass(eq=False)
class Judged:
    """What would come of a line. ``values`` are those of the fields after it; ``node`` is where it stands: the id of a node, or
    the line of a new one (None: at the top).
    """

    line: Line
    stored: Stored | None = None
    values: dict[str, Any] = field(default_factory=dict)
    changes: list[tuple[str, str, str]] = field(default_factory=list)  # column, before, after
    faults: list[tuple[str, str]] = field(default_factory=list)  # column, reason
    node: "int | Judged | None" = None
    made: int | None = None  # id of the row once it is written

    @property
    def state(self) -> str:
        """In one word: new, changed, same, refused."""
        if self.faults:
            return REFUSED
        if self.stored is None:
            return NEW
        return CHANGED if self.changes else SAME

    @property
    def name(self) -> str:
        """What people call it."""
        shown = ("code", "name") if self.line.kind != MEASURE else ("text",)
        return " ".join(str(self.values.get(one) or "") for one in shown).strip()
