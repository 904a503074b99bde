"""Reads a table file into plain rows: .xlsx and .xls with calamine, .csv with the separator it really uses."""

import csv
import io
from dataclasses import dataclass

import python_calamine

from pamong.platform.importexport.safe import Kind, check
from pamong.rulebook.errors import Refused
from pamong.rulebook.tables import Row
from pamong.rulebook.text import N_

SEPARATORS = ";,\t|"


@dataclass(frozen=True)
class Sheet:
    """One sheet; ``rows[0]`` is row 1 of the sheet. Empty cells are ''."""

    name: str
    rows: list[Row]


def read(content: bytes, filename: str) -> list[Sheet]:
    """All sheets that hold something. Raises Refused (field ``file``) for files that are unsafe, broken or empty."""
    kind = check(content, filename)
    sheets = [_csv(content)] if kind is Kind.CSV else _workbook(content)
    found = [sheet for sheet in sheets if any(cell != "" for row in sheet.rows for cell in row)]
    if not found:
        raise Refused(N_("Tidak ada isi di dalam berkas ini."), field="file", code="berkas")
    return found


def _workbook(content: bytes) -> list[Sheet]:
    try:
        with python_calamine.load_workbook(io.BytesIO(content)) as book:
            return [
                Sheet(meta.name, book.get_sheet_by_name(meta.name).to_python(skip_empty_area=False))
                for meta in book.sheets_metadata
                if meta.typ == python_calamine.SheetTypeEnum.WorkSheet
            ]
    except (python_calamine.CalamineError, ValueError, OSError) as error:
        raise Refused(
            N_("Berkas rusak atau terkunci kata sandi. Buka di Excel, simpan ulang tanpa kata sandi."),
            field="file",
            code="berkas",
        ) from error


def _csv(content: bytes) -> Sheet:
    text = decoded(content)
    csv.field_size_limit(1_000_000)
    try:
        rows: list[Row] = [list(row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator(text))]
    except csv.Error as error:
        raise Refused(
            N_("Berkas CSV tidak dapat dibaca. Simpan dari Excel sebagai .xlsx."), field="file", code="berkas"
        ) from error
    width = max(map(len, rows), default=0)
    return Sheet("CSV", [row + [""] * (width - len(row)) for row in rows])


def decoded(content: bytes) -> str:
    """The text of a CSV file: UTF-8 with or without mark, else the letters of older Excel (Windows-1252)."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def separator(text: str) -> str:
    """The separator that splits the first lines into the most columns; Indonesian Excel writes semicolons."""
    lines = text.splitlines()[:25]
    return max(SEPARATORS, key=lambda mark: sum(line.count(mark) for line in lines))
