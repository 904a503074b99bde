"""The refused rows given back: their own columns, the reason, the row they stood in. Corrected, they go in again."""

from collections.abc import Mapping, Sequence

from pamong.platform.importexport.reader import Sheet
from pamong.platform.importexport.writer import Table, Value, book
from pamong.rulebook.tables import Row, shown

REASON, ROW = "Kesalahan", "Baris asal"


def reason_workbook(sheet: Sheet, heading_row: int, reasons: Mapping[int, str], notes: Sequence[str] = ()) -> bytes:
    """A workbook of the rows in ``reasons`` (row number of the sheet, from 1 → reason), in their order."""
    return book([reason_table("Ditolak", sheet, heading_row, reasons)], notes=notes)


def reason_table(name: str, sheet: Sheet, heading_row: int, reasons: Mapping[int, str]) -> Table:
    """The sheet of such a workbook, for one that gives back rows of several."""
    headings = [shown(cell) for cell in sheet.rows[heading_row]]
    kept = [column for column, heading in enumerate(headings) if heading not in (REASON, ROW)]
    rows: list[Sequence[Value]] = [
        [*(_given_back(sheet.rows[number - 1], column) for column in kept), reason, number]
        for number, reason in sorted(reasons.items())
    ]
    return Table(name, [*(headings[column] for column in kept), REASON, ROW], rows, marked=(len(kept),))


def _given_back(row: Row, column: int) -> Value:
    cell = row[column] if column < len(row) else ""
    if isinstance(cell, float) and abs(cell) >= 1e15:
        return f"{cell:.0f}"  # a NIP that Excel kept as a number: shown as text, so that it can be typed over
    return cell
