"""A workbook read as lines of a plan: which sheet is which table, which column means what, what is left out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pamong.platform.importexport import headings, reader
from pamong.platform.importexport.reasons import REASON, ROW, reason_table
from pamong.platform.importexport.writer import book
from pamong.programmes.models import StrategicPlan
from pamong.programmes.queries.workbook import NOTES
from pamong.programmes.rules import sheet as rules
from pamong.programmes.rules.sheet import Judged, Line
from pamong.rulebook.errors import Refused
from pamong.rulebook.tables import Field, Row, normal, shown
from pamong.rulebook.text import N_

FIELDS: Mapping[str, tuple[Field, ...]] = {
    rules.NODE: rules.NODE_FIELDS,
    rules.MEASURE: rules.MEASURE_FIELDS,
    rules.BUDGET: rules.BUDGET_FIELDS,
}
LEFT_OUT_SILENTLY = frozenset({"no", "nomor", "no urut", normal(REASON), normal(ROW)})


@dataclass(frozen=True)
class TableOf:
    """One sheet of the file that is a table of the plan."""

    kind: str
    sheet: int
    heading_row: int
    columns: Mapping[str, int]


@dataclass(frozen=True)
class ReadBook:
    """What a workbook says, in the order nodes, indicators, budget; ``left_out``: (sheet, heading) that mean nothing here."""

    sheets: Sequence[reader.Sheet]
    tables: Sequence[TableOf]
    lines: Sequence[Line]
    left_out: Sequence[tuple[str, str]]


def read_book(content: bytes, filename: str, plan: StrategicPlan) -> ReadBook:
    """Read a workbook as lines of this plan. Raises Refused (field ``file``) for one that holds no table of a plan."""
    sheets = reader.read(content, filename)
    region = plan.agency_id is None
    known = {kind: {f.id for f in rules.columns(kind, plan.years, region=region)} for kind in rules.KINDS}
    tables: list[TableOf] = []
    left_out: list[tuple[str, str]] = []
    for number, sheet in enumerate(sheets):
        found = _table(number, sheet)
        if found is None:
            continue
        names = [shown(cell).strip() for cell in sheet.rows[found.heading_row]]
        used = {name: at for name, at in found.columns.items() if name in known[found.kind]}
        tables.append(TableOf(found.kind, number, found.heading_row, used))
        left_out += [
            (sheet.name, name)
            for at, name in enumerate(names)
            if name and at not in used.values() and normal(name) not in LEFT_OUT_SILENTLY
        ]
    if not tables:
        raise Refused(
            N_(
                "Tidak ada lembar Rencana, Indikator, atau Anggaran di dalam berkas ini. Unduh buku kerja rencana, lalu isi."
            ),
            field="file",
            code="kolom",
        )
    tables.sort(key=lambda table: rules.KINDS.index(table.kind))
    lines = [line for table in tables for line in _lines(table, sheets[table.sheet].rows)]
    return ReadBook(sheets, tables, lines, left_out)


def _table(number: int, sheet: reader.Sheet) -> TableOf | None:
    """The table that a sheet is: the kind most of whose columns it names."""
    best: TableOf | None = None
    for kind in rules.KINDS:
        for found in headings.candidates([sheet], FIELDS[kind]):
            columns = dict(found.columns)
            if kind == rules.MEASURE:
                columns |= _yearly(sheet.rows[found.row], columns)
            if best is None or len(columns) > len(best.columns):
                best = TableOf(kind, number, found.row, columns)
    return best


def _yearly(row: Row, columns: Mapping[str, int]) -> dict[str, int]:
    found: dict[str, int] = {}
    for at, cell in enumerate(row):
        year = rules.year_of(shown(cell))
        if year is not None and at not in columns.values():
            found.setdefault(rules.target(year), at)
    return found


def _lines(table: TableOf, rows: Sequence[Row]) -> list[Line]:
    below = rows[table.heading_row + 1 :]
    found = []
    for number, row in enumerate(below, table.heading_row + 2):
        cells = {name: row[at] if at < len(row) else "" for name, at in table.columns.items()}
        if any(shown(cell).strip() for cell in cells.values()):
            found.append(Line(table.kind, table.sheet, number, cells))
    if len(found) > rules.MOST_ROWS:
        raise Refused(
            N_("Paling banyak %(most)s baris dalam satu lembar. Bagi berkasnya."),
            field="file",
            code="berkas",
            most=rules.MOST_ROWS,
        )
    return found


def refused_book(found: ReadBook, judged: Sequence[Judged]) -> bytes:
    """The refused rows of every sheet given back, the reason beside them; corrected, they go in again."""
    tables = []
    for number, table in enumerate(found.tables, 1):
        reasons = {
            one.line.row: " ".join(f"{column}: {reason}" for column, reason in one.faults)
            for one in judged
            if one.line.sheet == table.sheet and one.faults
        }
        if reasons:
            name = f"{rules.SHEETS[table.kind]} {number}"  # not that of the file, which may be none a workbook can bear
            tables.append(reason_table(name, found.sheets[table.sheet], table.heading_row, reasons))
    return book(tables, notes=NOTES)
