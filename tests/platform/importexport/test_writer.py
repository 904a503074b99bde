"""What people download opens in Excel, and no cell of it starts a formula."""

import csv
import datetime as dt
import io
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pamong.platform.importexport.reader import Sheet, read
from pamong.platform.importexport.reasons import reason_workbook
from pamong.platform.importexport.writer import csv_lines, inert, workbook

ATTACKS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '=cmd|" /C calc"!A0']


def opened(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


@pytest.mark.parametrize("text", ATTACKS)
def test_dangerous_text_is_made_inert(text: str) -> None:
    assert inert(text).startswith("'")
    cell = opened(workbook(headings=["a"], rows=[[text]]))["Data"]["A2"]
    assert cell.data_type == "s"
    back = list(csv.reader(io.StringIO("".join(csv_lines(["a"], [[text]])), newline=""), delimiter=";"))
    assert back[1] == ["'" + text]


@given(st.text(max_size=50))
def test_no_written_text_begins_like_a_formula(text: str) -> None:
    assert not inert(text).startswith(("=", "+", "-", "@", "\t", "\r"))


@pytest.mark.parametrize("text", ["Sari", "", "1+1", "a=b", "'petik"])
def test_harmless_text_is_left_alone(text: str) -> None:
    assert inert(text) == text


def test_headings_are_inert_too() -> None:
    assert opened(workbook(headings=["=1+1"], rows=[]))["Data"]["A1"].value == "'=1+1"


def test_long_digits_stay_text_and_dates_stay_dates() -> None:
    content = workbook(
        headings=["NIP", "TMT", "Nilai", "Ya"], rows=[["196702141991041015", dt.date(2026, 1, 2), Decimal("1.5"), True]]
    )
    row = [cell.value for cell in opened(content)["Data"][2]]
    assert row == ["196702141991041015", dt.datetime(2026, 1, 2), 1.5, "ya"]  # noqa: DTZ001  # a cell has no zone


def test_columns_are_text_so_that_a_typed_nip_keeps_its_digits() -> None:
    page = opened(workbook(headings=["NIP"], rows=[]))["Data"]
    assert page.column_dimensions["A"].number_format == "@"


def test_csv_opens_in_indonesian_excel() -> None:
    text = "".join(csv_lines(["Nama", "Nilai"], [["Sari; S.H.", Decimal("1.5")], [None, dt.date(2026, 1, 2)]]))
    assert text == '\ufeffNama;Nilai\r\n"Sari; S.H.";1.5\r\n;2026-01-02\r\n'


def test_reason_workbook_keeps_every_column_and_reads_back() -> None:
    sheet = Sheet("a", [["judul"], ["NIP", "Lain", "Nama"], ["1", "x", "Sari"], [1.97e17, "=1", ""], ["3", "", "Budi"]])
    content = reason_workbook(sheet, 1, {4: "Nama wajib diisi.", 3: "NIP salah panjang."})
    rows = read(content, "a.xlsx")[0].rows
    assert rows[0] == ["NIP", "Lain", "Nama", "Kesalahan", "Baris asal"]
    assert rows[1] == ["1", "x", "Sari", "NIP salah panjang.", 3.0]
    assert rows[2] == ["197000000000000000", "'=1", "", "Nama wajib diisi.", 4.0]


def test_reasons_of_an_earlier_round_are_replaced() -> None:
    sheet = Sheet("a", [["NIP", "Kesalahan", "Baris asal"], ["1", "lama", 9.0]])
    assert read(reason_workbook(sheet, 0, {2: "baru"}), "a.xlsx")[0].rows == [
        ["NIP", "Kesalahan", "Baris asal"],
        ["1", "baru", 2.0],
    ]
