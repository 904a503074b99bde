"""The acts of the personnel officer's import, as he reads and presses them."""

import io
import re
from typing import NamedTuple

import openpyxl

from tests.journeys.visitor import Visitor
from tests.people.imports.files import SAMPLE

SOON = 90_000  # ms: reading and writing 1,250 rows on a busy machine


def with_heading(heading: str, other: str) -> bytes:
    """The sample with one heading renamed to something nobody can know."""
    book = openpyxl.load_workbook(SAMPLE)
    cell = next(c for row in book.worksheets[0].iter_rows(max_row=6) for c in row if c.value == heading)
    cell.value = other
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def upload(officer: Visitor, content: bytes) -> None:
    """From the menu to the page of columns."""
    officer.menu("Impor pegawai")
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    files = [{"name": SAMPLE.name, "mimeType": kind, "buffer": content}]
    officer.box("Buku kerja pegawai").set_input_files(files)  # type: ignore[arg-type]  # a dict is a file
    officer.press("Unggah")
    officer.sees("Pilih kolom")


def chosen(officer: Visitor, field: str) -> str:
    """The column chosen for a field; nothing when none was recognised."""
    return officer.box(field).input_value()


def choose_column(officer: Visitor, field: str, column: str) -> None:
    """Correct what was not recognised."""
    officer.choose(field, re.compile(rf"^{re.escape(column)}"))


def check(officer: Visitor) -> None:
    """The dry run; the page comes to its result by itself."""
    officer.press("Periksa berkas")
    officer.page.get_by_role("heading", name="Hasil pemeriksaan").wait_for(timeout=SOON)
    officer.look()


def apply(officer: Visitor) -> bool:
    """The import; answers whether its progress was shown on the way."""
    officer.press("Impor", officer.page.locator("#impor"))
    shown = bool(officer.page.locator(".pm-progress, progress").count())
    officer.page.get_by_role("heading", name="Hasil impor").wait_for(timeout=SOON)
    officer.look()
    return shown


def counts(officer: Visitor) -> dict[str, int]:
    """The figures of the result."""
    found = {}
    for label in ("Baru", "Berubah", "Tetap", "Ditolak"):
        figure = officer.page.locator(".pm-figure").filter(has=officer.page.get_by_text(label, exact=True))
        found[label] = int(figure.locator(".pm-figure-value").inner_text().replace(".", ""))
    return found


class Line(NamedTuple):
    """A refused row as the page tells it."""

    row: str
    person: str
    column: str
    value: str
    reason: str


def refused_rows(officer: Visitor) -> list[Line]:
    """The refused rows of the page."""
    rows = officer.page.get_by_role("table", name="Baris yang ditolak").get_by_role("row").all()
    return [Line(*row.get_by_role("cell").all_inner_texts()) for row in rows[1:]]
