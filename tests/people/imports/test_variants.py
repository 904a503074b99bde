"""The same people in other offices' files: other headings, other order, other formats. The result is the same."""

import datetime as dt
import random
from typing import Any

import pytest

from pamong.people.queries.imports import find_columns
from pamong.people.rules.known import Known
from pamong.people.rules.plan import ImportPlan, make
from pamong.people.rules.rows import parse
from pamong.platform.importexport.reader import read
from pamong.rulebook.tables import shown
from tests.people.imports.files import EXPECTED, book, csv_of, nip, office, person, sample, sample_rows

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning")
SIASN = {
    "No": "NO URUT",
    "NIP": "NIP BARU",
    "Nama Lengkap": "NAMA",
    "Gol/Ruang": "GOLONGAN",
    "Jabatan": "NAMA JABATAN",
    "Jenis Jabatan": "LEVEL",
    "Unit Kerja": "UNOR",
    "Unit Induk": "UNOR ATASAN",
    "NIP Atasan Langsung": "ATASAN (NIP)",
    "TMT Jabatan": "TMT",
    "Status": "KEDUDUKAN HUKUM",
    "Email": "E-MAIL",
    "No HP": "NO. TELEPON",
}
OTHER = {
    **{heading: heading for heading in SIASN},
    "NIP": "Nomor Induk Pegawai",
    "Nama Lengkap": "Nama Pegawai",
    "Gol/Ruang": "Pangkat/Gol.Ruang",
    "Unit Kerja": "Unit Organisasi",
    "Unit Induk": "Unor Induk",
    "NIP Atasan Langsung": "NIP Pejabat Penilai",
    "Status": "JENIS PEGAWAI",
}


def plan_of(content: bytes, name: str = "a.xlsx") -> ImportPlan:

    sheets = read(content, name)
    found = find_columns(sheets)
    parsed = parse(sheets[found.sheet].rows, found.heading_row, found.columns)

    return make(parsed, Known(dt.date(2026, 11, 22)), {})


def people_of(plan: ImportPlan) -> list[tuple[Any, ...]]:
    """Everybody as he will be, without the row he stood in."""
    found = []
    for p in plan.people:
        assert p.step is not None
        values = {**vars(p.row), "row": 0, "unit": "", "parent": ""}
        found.append((tuple(values.values()), p.step.target, p.step.start))
    return sorted(found, key=lambda each: each[0][1])


def expect_the_sample(plan: ImportPlan) -> None:
    assert plan.counts()["new"] == EXPECTED["people_valid"]
    assert plan.counts()["refused"] == EXPECTED["rows_bad"]
    assert len(plan.new_units) == EXPECTED["units"]
    assert people_of(plan) == people_of(plan_of(sample()))


@pytest.mark.parametrize("names", [SIASN, OTHER], ids=["siasn", "other"])
def test_other_headings_in_row_one_and_any_order(names: dict[str, str]) -> None:
    heading, *rows = sample_rows()
    order = list(range(len(heading)))
    random.Random(7).shuffle(order)  # no secret
    content = book([[row[n] for n in order] for row in rows], [names[heading[n]] for n in order])
    expect_the_sample(plan_of(content))


@pytest.mark.parametrize("separator", [";", ","])
def test_same_file_as_csv(separator: str) -> None:
    heading, *rows = sample_rows()
    expect_the_sample(plan_of(csv_of(rows, heading, separator), "pegawai.csv"))


def test_with_titles_column_numbers_repeated_headings_and_signature() -> None:
    heading, *rows = sample_rows()
    numbers = [f"({n})" for n in range(1, len(heading) + 1)]
    signature = [["", "", "Salatiga, 1 November 2026"], ["", "", "Kepala BKPSDM"], ["", "NIP. 196702141991041015"]]
    content = book(
        [numbers, *rows[:500], heading, *rows[500:], *signature], heading, above=["PEMERINTAH KOTA", "DAFTAR"]
    )
    expect_the_sample(plan_of(content))


def test_people_on_the_second_sheet() -> None:
    import io

    import openpyxl

    workbook = openpyxl.load_workbook(io.BytesIO(book(office(2))))
    cover = workbook.create_sheet("Sampul", 0)
    cover["A1"] = "Daftar pegawai, NIP dan nama di lembar berikut"
    out = io.BytesIO()
    workbook.save(out)
    assert plan_of(out.getvalue()).counts()["new"] == 3


def test_numbers_in_text_columns_do_not_disturb() -> None:
    row = person(1)
    row[10] = 81234567890.0
    row[8] = 45293.0
    made = plan_of(book([row])).people[0]
    assert (made.row.phone, shown(made.row.start)) == ("081234567890", "02-01-2024")


def test_nip_as_number_is_refused_with_the_way_out() -> None:
    plan = plan_of(book([person(1, nip=float(nip(1)))]))
    assert plan.refused[0].field == "nip"
    assert "format sel menjadi Teks" in plan.refused[0].reason


def test_several_faults_of_a_row_are_told_together() -> None:
    plan = plan_of(book([person(1, nip="123", name="", start="31-02-2024")]))
    assert len(plan.refused) == 1
    reason = plan.refused[0].reason
    assert "panjang" in reason
    assert "Nama wajib" in reason
    assert "tanggal tidak ada" in reason


def test_same_nip_three_times_names_the_first_row() -> None:
    plan = plan_of(book([person(1), person(1, name="Orang Lain"), person(1)]))
    assert plan.counts()["new"] == 1
    assert plan.identical == 1
    assert "baris 2" in plan.refused[0].reason


def test_file_of_headings_only_brings_nothing() -> None:
    plan = plan_of(book([]))
    assert plan.counts() == {"new": 0, "changed": 0, "unchanged": 0, "refused": 0, "warnings": 0}
