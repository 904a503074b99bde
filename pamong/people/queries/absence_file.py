"""A workbook of leave and trips as read: its rows, and those that cannot be understood."""

from dataclasses import dataclass

from pamong.people.enums import AbsenceKind, DayPart
from pamong.people.rules import absence_table as table
from pamong.people.rules.absence_table import AbsenceFault, AbsenceLine
from pamong.platform.importexport import headings
from pamong.platform.importexport.reader import Sheet, read
from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_


@dataclass(frozen=True)
class AbsenceFile:
    """What was read: rows understood, rows not, and the sheet itself with the place of its headings (row from 0)."""

    lines: list[AbsenceLine]
    faults: list[AbsenceFault]
    sheet: Sheet
    heading_row: int


def read_file(*, content: bytes, file_name: str) -> AbsenceFile:
    """The rows of a workbook or CSV, and those that cannot be read. Raises Refused for a file without the columns."""
    sheets = read(content, file_name)
    place = headings.find(sheets, table.FIELDS)
    if place is None:
        raise Refused(
            N_("Kolom NIP, Keperluan, dan Mulai tanggal tidak ditemukan. Unduh templatnya untuk melihat judul kolom."),
            field="file",
            code="berkas",
        )
    rows = sheets[place.sheet].rows[place.row + 1 :]
    if len(rows) > table.MOST_ROWS:
        raise Refused(
            N_("Paling banyak %(most)s baris sekali unggah. Bagi berkasnya."),
            field="file",
            code="berkas",
            most=table.MOST_ROWS,
        )
    kinds = {str(label): value for value, label in AbsenceKind.choices}
    parts = {str(label): value for value, label in DayPart.choices}
    lines, faults = table.read_absences(rows, place.columns, kinds, parts, place.row + 2)
    return AbsenceFile(lines, faults, sheets[place.sheet], place.row)
