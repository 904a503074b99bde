"""Workbooks for the tests: the sample as an office sends it, and small ones made on the spot."""

import datetime as dt
import io
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import xlsxwriter

HERE = Path(__file__).parent
SAMPLE = HERE / "pegawai_salatiga_contoh.xlsx"
EXPECTED: dict[str, Any] = json.loads((HERE / "pegawai_salatiga_contoh.expected.json").read_text())
HEADINGS = (
    "NIP",
    "Nama",
    "Gol",
    "Jabatan",
    "Jenjang Jabatan",
    "Unit Kerja",
    "Unit Induk",
    "NIP Atasan",
    "TMT Jabatan",
    "Email",
    "No HP",
)
Cell = str | float | dt.date | None


def sample() -> bytes:
    return SAMPLE.read_bytes()


def sample_rows() -> list[list[Any]]:
    """All rows of the sample from its heading row on, as Excel holds them."""
    page = openpyxl.load_workbook(SAMPLE)["DATA PEGAWAI"]
    rows = [["" if cell is None else cell for cell in row] for row in page.iter_rows(values_only=True)]
    start = next(n for n, row in enumerate(rows) if "NIP" in row)
    return rows[start:]


def book(rows: Sequence[Sequence[Cell]], headings: Sequence[str] = HEADINGS, above: Sequence[str] = ()) -> bytes:
    """A workbook with these rows below the headings, text as text, numbers as numbers, dates as dates."""
    out = io.BytesIO()
    workbook = xlsxwriter.Workbook(out, {"strings_to_numbers": False, "strings_to_formulas": False})
    page, day = workbook.add_worksheet("Data"), workbook.add_format({"num_format": "dd-mm-yyyy"})
    for number, row in enumerate([*[[text] for text in above], headings, *rows]):
        for column, value in enumerate(row):
            if isinstance(value, dt.date):
                page.write_datetime(number, column, value, day)
            elif value not in (None, ""):
                page.write(number, column, value)
    workbook.close()
    return out.getvalue()


def nip(number: int, *, pppk: bool = False, woman: bool = False, born: int = 1980) -> str:
    """The NIP of made-up person ``number`` (0 to 998 per birth year)."""
    return f"{born}0101{born + 25}{'21' if pppk else '03'}{'2' if woman else '1'}{number + 1:03}"


def person(
    number: int,
    *,
    title: str = "Arsiparis",
    level: str = "Terampil",
    unit: str = "Dinas Sosial",
    parent: str = "",
    superior: str = "",
    start: Cell = dt.date(2024, 1, 2),
    **other: Any,
) -> list[Cell]:
    """One row in the order of HEADINGS."""
    who = other.get("nip", nip(number))
    name = other.get("name", f"Pegawai {number}")
    return [
        who,
        name,
        other.get("rank", "III/b"),
        title,
        level,
        unit,
        parent,
        superior,
        start,
        other.get("email", ""),
        other.get("phone", ""),
    ]


def office(members: int = 3, unit: str = "Dinas Sosial", first: int = 0) -> list[list[Cell]]:
    """A head and his members in one unit."""
    head = person(first, title=f"Kepala {unit}", level="JPT Pratama", unit=unit)
    return [head, *(person(first + n, unit=unit, superior=str(head[0])) for n in range(1, members + 1))]


def csv_of(
    rows: Sequence[Sequence[Cell]],
    headings: Sequence[str] = HEADINGS,
    separator: str = ";",
    encoding: str = "utf-8-sig",
) -> bytes:
    def written(value: Cell) -> str:
        return value.strftime("%d/%m/%Y") if isinstance(value, dt.date) else str(value if value is not None else "")

    lines = [separator.join(f'"{written(value)}"' for value in row) for row in [headings, *rows]]
    return "\r\n".join(lines).encode(encoding)
