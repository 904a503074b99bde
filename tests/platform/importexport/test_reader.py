"""Tables are read whatever program wrote them."""

import datetime as dt
import io

import openpyxl
import pytest

from pamong.platform.importexport import headings
from pamong.platform.importexport.reader import Sheet, decoded, read, separator
from pamong.platform.importexport.writer import workbook
from pamong.rulebook.errors import Refused
from pamong.rulebook.tables import Field, normal, shown

FIELDS = (
    Field("nip", "NIP", ("nip", "nip baru"), required=True),
    Field("nama", "Nama", ("nama lengkap", "nama"), required=True),
    Field("unit", "Unit", ("unit kerja", "unor")),
    Field("induk", "Induk", ("unor atasan", "unor induk")),
    Field("opd", "OPD", ("opd", "unor induk")),
)


def test_rows_keep_their_numbers_in_the_sheet() -> None:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page["C7"], page["D9"] = "isi", dt.date(2026, 1, 2)
    out = io.BytesIO()
    book.save(out)
    rows = read(out.getvalue(), "a.xlsx")[0].rows
    assert rows[6][2] == "isi"
    assert rows[8][3] == dt.date(2026, 1, 2)
    assert rows[0][0] == ""


def test_empty_sheets_are_left_out() -> None:
    book = openpyxl.Workbook()
    book.create_sheet("kosong")
    page = book.active
    assert page is not None
    page["A1"] = "isi"
    out = io.BytesIO()
    book.save(out)
    assert [sheet.name for sheet in read(out.getvalue(), "a.xlsx")] == ["Sheet"]


def test_nothing_at_all_is_refused() -> None:
    with pytest.raises(Refused, match="Tidak ada isi"):
        read(workbook(headings=[], rows=[]), "a.xlsx")


@pytest.mark.parametrize("mark", [";", ",", "\t", "|"])
def test_csv_separator_is_found(mark: str) -> None:
    text = f"NIP{mark}Nama{mark}Unit\n1{mark}Sari, S.H.{mark}Dinas\n2{mark}Budi{mark}Dinas"
    assert separator(text) == mark


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_csv_letters(encoding: str) -> None:
    content = "NIP;Nama\n1;René – Dinas".encode(encoding)
    assert decoded(content).startswith("NIP")
    assert read(content, "a.csv")[0].rows[1] == ["1", "René – Dinas"]


def test_csv_quotes_and_line_breaks() -> None:
    content = b'NIP;Nama\r\n1;"Sari;\nLestari ""Ayu"""\r\n2\r\n'
    assert read(content, "a.csv")[0].rows == [["NIP", "Nama"], ["1", 'Sari;\nLestari "Ayu"'], ["2", ""]]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Gol./Ruang ", "gol ruang"),
        ("NIP\nBARU", "nip baru"),
        ("  Nama   Lengkap", "nama lengkap"),
        ("Tanggal é", "tanggal e"),
        ("", ""),
    ],
)
def test_headings_are_compared_without_decoration(written: str, meant: str) -> None:
    assert normal(written) == meant


def test_columns_are_found_in_any_order() -> None:
    assert headings.match(["No", "Unit Kerja", "NAMA", "nip_baru"], FIELDS) == {"unit": 1, "nama": 2, "nip": 3}


def test_best_heading_wins_and_each_column_serves_once() -> None:
    assert headings.match(["UNOR INDUK", "UNOR ATASAN"], FIELDS) == {"opd": 0, "induk": 1}
    assert headings.match(["UNOR INDUK"], FIELDS) == {"induk": 0}
    assert headings.match(["Nama", "Nama Lengkap"], FIELDS) == {"nama": 1}


def test_typing_slips_in_long_headings_are_forgiven() -> None:
    assert headings.match(["Unit Kerjaa", "Nama Lengkp"], FIELDS) == {"unit": 0, "nama": 1}
    assert headings.match(["nik"], FIELDS) == {}


def test_heading_row_is_found_below_titles_and_on_any_sheet() -> None:
    title = Sheet("sampul", [["DAFTAR PEGAWAI"], ["NIP"]])
    data = Sheet("data", [["KOTA"], [""], ["NIP", "NAMA", "UNOR"], ["1", "Sari", "Dinas"]])
    found = headings.find([title, data], FIELDS)
    assert found is not None
    assert (found.sheet, found.row, dict(found.columns)) == (1, 2, {"nip": 0, "nama": 1, "unit": 2})


def test_heading_row_beyond_the_twentieth_is_not_searched() -> None:
    rows = [["x"] for _ in range(20)] + [["NIP", "Nama"]]
    assert headings.find([Sheet("a", rows)], FIELDS) is None  # type: ignore[arg-type]  # lists of texts are rows


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, ""),
        (3.0, "3"),
        (2.5, "2.5"),
        (dt.date(2026, 3, 1), "01-03-2026"),
        (1.97602141998012e17, "1.97602141998012e+17"),
    ],
)
def test_cells_are_shown_as_people_read_them(cell: object, text: str) -> None:
    assert shown(cell) == text  # type: ignore[arg-type]
