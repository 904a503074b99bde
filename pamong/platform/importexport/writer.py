"""Writes tables people download: workbooks in constant memory and CSV, every cell inert (no cell starts a formula)."""

import csv
import datetime as dt
import io
import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import xlsxwriter

from pamong.rulebook.tables import Cell

DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
Value = Cell | Decimal | None
LONGEST_CELL = 32_000
WIDEST, NARROWEST = 48, 8
LISTS, NOTES = "Daftar", "Petunjuk"
CHOSEN_ROWS = 5_000


def inert(value: str) -> str:
    """Text that no spreadsheet takes for a formula: an apostrophe before ``= + - @``, TAB and CR."""
    return f"'{value}" if value.startswith(DANGEROUS) else value


def bare(value: str) -> str:
    """The text as it was before ``inert`` (or before a clerk typed an apostrophe to keep a number as text)."""
    return value[1:] if value.startswith("'") else value


@dataclass(frozen=True)
class Table:
    """One sheet: headings and rows. ``marked``: columns (index) whose cells stand out; ``choices``: column → the column of
    the lists it is chosen from.
    """

    name: str
    headings: Sequence[str]
    rows: Iterable[Sequence[Value]]
    marked: Sequence[int] = ()
    choices: Mapping[int, int] = field(default_factory=dict)


def workbook(
    *,
    headings: Sequence[str],
    rows: Iterable[Sequence[Value]],
    sheet: str = "Data",
    notes: Sequence[str] = (),
    marked: Sequence[int] = (),
) -> bytes:
    """A workbook of one table; ``notes`` fill a second sheet, one line each."""
    return book([Table(sheet, headings, rows, marked)], notes=notes)


def book(
    tables: Sequence[Table], *, notes: Sequence[str] = (), lists: Mapping[str, Sequence[str]] | None = None
) -> bytes:
    """A workbook with bold heading rows, text cells as text (a NIP stays 18 digits), dates as dates.

    ``lists`` (heading → words) fill a sheet of their own, from which columns of the tables are chosen.
    """
    out = io.BytesIO()
    made = xlsxwriter.Workbook(out, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    looks = {
        "heading": made.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}),
        "text": made.add_format({"num_format": "@"}),
        "day": made.add_format({"num_format": "dd-mm-yyyy"}),
        "marked": made.add_format({"num_format": "@", "font_color": "#9C0006", "bg_color": "#FFE7E7"}),
    }
    lengths = [len(words) for words in (lists or {}).values()]
    for table in tables:
        _fill(made.add_worksheet(table.name), table, looks, lengths)
    if lists:
        columns = itertools.zip_longest(*lists.values(), fillvalue="")
        _fill(made.add_worksheet(LISTS), Table(LISTS, list(lists), columns), looks, lengths)
    if notes:
        explained = made.add_worksheet(NOTES)
        explained.set_column(0, 0, 110)
        for number, note in enumerate(notes):
            explained.write_string(number, 0, inert(note))
    made.close()
    return out.getvalue()


def _fill(page: Any, table: Table, looks: Mapping[str, Any], lengths: Sequence[int]) -> None:
    for column, heading in enumerate(table.headings):
        page.set_column(column, column, min(max(len(heading) + 4, NARROWEST), WIDEST), looks["text"])
        page.write_string(0, column, inert(heading), looks["heading"])
    page.freeze_panes(1, 0)
    for number, row in enumerate(table.rows, start=1):
        for column, value in enumerate(row):
            method, written, look = _cell(value)
            if method:
                look = "marked" if column in table.marked else look
                getattr(page, method)(number, column, written, looks.get(look))
    for column, of in table.choices.items():
        if lengths[of]:
            letter = chr(ord("A") + of)
            source = f"={LISTS}!${letter}$2:${letter}${lengths[of] + 1}"
            page.data_validation(
                1, column, CHOSEN_ROWS, column, {"validate": "list", "source": source, "error_type": "warning"}
            )


def _cell(value: Value) -> tuple[str, object, str]:
    """How a value is written: method of the sheet ('' for nothing), the value, the name of its format."""
    if value is None or value == "":
        return "", None, ""
    if isinstance(value, bool):
        return "write_string", "ya" if value else "tidak", "text"
    if isinstance(value, dt.datetime):
        return "write_datetime", value.replace(tzinfo=None), "day"
    if isinstance(value, dt.date):
        return "write_datetime", value, "day"
    if isinstance(value, int | float | Decimal):
        return "write_number", value, ""
    return "write_string", inert(str(value))[:LONGEST_CELL], "text"


def csv_lines(headings: Sequence[str], rows: Iterable[Sequence[Value]], separator: str = ";") -> Iterable[str]:
    """CSV as Indonesian Excel opens it: a mark for UTF-8 first, semicolons, inert cells. One line at a time."""
    yield "\ufeff" + _csv_line(headings, separator)
    for row in rows:
        yield _csv_line(row, separator)


def _csv_line(row: Sequence[Value], separator: str) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=separator).writerow([_csv_value(value) for value in row])
    return out.getvalue()


def _csv_value(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return str(value)
    return inert(value.isoformat() if isinstance(value, dt.date | dt.datetime) else str(value))
