"""The refused rows given back: their own columns, the reason, the row they stood in. Corrected, they go in again."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from pamong.platform.importexport.reader import Sheet
from pamong.platform.importexport.writer import Table, Value, book
from pamong.rulebook.tables import Cell, Row, shown

REASON, ROW = "Kesalahan", "Baris asal"
MOST_COLUMNS, MOST_TEXT = 50, 1000  # of what travels through the browser


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


def packed(sheet: Sheet, heading_row: int, reasons: Mapping[int, str]) -> list[Any]:
    """The same rows as plain values that travel through the browser, where no file is kept; ``unpacked`` reads them."""
    width = min(len(sheet.rows[heading_row]), MOST_COLUMNS)
    rows = [[number, reason, _plain(sheet.rows[number - 1][:width])] for number, reason in sorted(reasons.items())]
    return [heading_row, _plain(sheet.rows[heading_row][:width]), rows]


def unpacked(plain: Sequence[Any]) -> tuple[Sheet, int, dict[int, str]]:
    """The sheet, its heading row and the reasons of what ``packed`` made."""
    heading_row, heading, listed = plain
    rows: list[Row] = [[]] * max([heading_row + 1, *(number for number, _reason, _row in listed)])
    rows[heading_row] = _cells(heading)
    for number, _reason, row in listed:
        rows[number - 1] = _cells(row)
    return Sheet("", rows), heading_row, {number: reason for number, reason, _row in listed}


def _plain(row: Sequence[Cell]) -> list[Any]:
    return [_plain_cell(cell) for cell in row]


def _plain_cell(cell: Cell) -> Any:
    match cell:
        case dt.date():
            return {"day": cell.isoformat()}
        case bool() | int() | float():
            return cell
    return str(cell)[:MOST_TEXT]


def _cells(row: Sequence[Any]) -> Row:
    return [_moment(cell["day"]) if isinstance(cell, dict) else cell for cell in row]


def _moment(text: str) -> Cell:
    return dt.datetime.fromisoformat(text) if "T" in text else dt.date.fromisoformat(text)


def _given_back(row: Row, column: int) -> Value:
    cell = row[column] if column < len(row) else ""
    if isinstance(cell, float) and abs(cell) >= 1e15:
        return f"{cell:.0f}"  # a NIP that Excel kept as a number: shown as text, so that it can be typed over
    return cell
