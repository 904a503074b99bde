"""Single cells as clerks and Excel really write them."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pamong.people.rules import cells
from pamong.people.rules.cells import Doubt, Fault
from pamong.rulebook.tables import Cell

SOUND = "196702141991041015"


@pytest.mark.parametrize(
    "written",
    [
        SOUND,
        " 19670214 199104 1 015 ",
        "'196702141991041015",
        "19670214-199104-1-015",
        "19670214.199104.1.015",
        "NIP. 19670214 199104 1 015",
        "NIP: 196702141991041015",
        "19670214\u00a0199104\u00a01\u00a0015",
        "`196702141991041015",
        "\ufeff196702141991041015",
    ],
)
def test_nip_as_written(written: str) -> None:
    assert cells.nip(written).nip == SOUND


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("", "wajib"),
        (None, "wajib"),
        ("1967021419910410", "panjang: 16 angka"),
        ("19670214199104101X", "bukan_angka"),
        ("196713141991041015", "lahir"),
        ("196702141991131015", "tmt"),
        ("196702141991043015", "jenis_kelamin"),
        ("196702141991041000", "urut"),
        ("198702141991041015", "usia"),
        (1.96702141991041e17, "angka Excel kehilangan digit"),
        (196702141991041015, "angka Excel kehilangan digit"),
        ("1,96702E+17", "angka Excel kehilangan digit"),
        ("1.96702141991041E+17", "angka Excel kehilangan digit"),
        (123.0, "panjang"),
        ("1967021419910\x0041015", "karakter tersembunyi"),
        ("١٩٦٧٠٢١٤١٩٩١٠٤١٠١٥", "bukan_angka"),
    ],
)
def test_nip_that_cannot_be_used(written: str | float | None, why: str) -> None:
    with pytest.raises(Fault) as fault:
        cells.nip(written)
    assert why in fault.value.reason


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (dt.date(2024, 1, 2), dt.date(2024, 1, 2)),
        (dt.datetime(2024, 1, 2, 8, tzinfo=dt.UTC), dt.date(2024, 1, 2)),
        ("02-01-2024", dt.date(2024, 1, 2)),
        ("2/1/2024", dt.date(2024, 1, 2)),
        ("2.1.2024", dt.date(2024, 1, 2)),
        ("2024-01-02", dt.date(2024, 1, 2)),
        ("2024-01-02 00:00:00", dt.date(2024, 1, 2)),
        ("2 Januari 2024", dt.date(2024, 1, 2)),
        ("02 JAN 2024", dt.date(2024, 1, 2)),
        ("17 Agustus 2023", dt.date(2023, 8, 17)),
        ("1 Agt 2023", dt.date(2023, 8, 1)),
        ("1-Oct-2023", dt.date(2023, 10, 1)),
        ("10 Nopember 2023", dt.date(2023, 11, 10)),
        (45293.0, dt.date(2024, 1, 2)),
        (45293.75, dt.date(2024, 1, 2)),
        ("29-02-2024", dt.date(2024, 2, 29)),
        ("", None),
        ("-", None),
        (None, None),
    ],
)
def test_dates_as_written(written: Cell | None, meant: dt.date | None) -> None:
    assert cells.day(written) == meant


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("31-02-2024", "tanggal tidak ada"),
        ("29-02-2023", "tanggal tidak ada"),
        ("2024-13-01", "tanggal tidak ada"),
        ("00-01-2024", "tanggal tidak ada"),
        ("32 Januari 2024", "tanggal tidak ada"),
        ("kemarin", "tidak dapat dibaca"),
        ("01-02-24", "tidak dapat dibaca"),
        ("2 Jumat 2024", "tidak dapat dibaca"),
        (3.0, "tidak dapat dibaca"),
        (True, "tidak dapat dibaca"),
        ("01-01-1899", "tidak masuk akal"),
        (dt.date(9999, 12, 31), "tidak masuk akal"),
    ],
)
def test_dates_that_are_none(written: Cell, why: str) -> None:
    with pytest.raises(Fault) as fault:
        cells.day(written)
    assert why in fault.value.reason


@given(st.dates(min_value=dt.date(1950, 1, 1), max_value=dt.date(2100, 12, 31)))
def test_every_way_of_writing_a_day_means_the_same(day: dt.date) -> None:
    months = [
        "Januari",
        "Februari",
        "Maret",
        "April",
        "Mei",
        "Juni",
        "Juli",
        "Agustus",
        "September",
        "Oktober",
        "November",
        "Desember",
    ]
    written: list[Cell] = [
        day,
        day.isoformat(),
        f"{day:%d-%m-%Y}",
        f"{day.day}/{day.month}/{day.year}",
        f"{day.day} {months[day.month - 1]} {day.year}",
    ]
    assert {cells.day(w) for w in written} == {day}


@given(st.one_of(st.text(max_size=40), st.floats(), st.integers(), st.booleans(), st.none()))
def test_no_cell_breaks_a_reader(cell: Cell | None) -> None:
    for reader in (cells.nip, cells.name, cells.day, cells.rank, cells.status, cells.email, cells.phone, cells.text):
        try:
            reader(cell)
        except Fault as fault:
            assert fault.reason


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("III/b", "III/b"),
        ("IIIb", "III/b"),
        ("iii b", "III/b"),
        ("III.B", "III/b"),
        ("Penata Muda Tk. I (III/b)", "III/b"),
        ("Penata Muda Tingkat I, III/b", "III/b"),
        ("Pembina - IV/a", "IV/a"),
        ("IX", "IX"),
        ("ix", "IX"),
        ("Gol. IX", "IX"),
        ("PPPK IX", "IX"),
        (9.0, "IX"),
        ("XVII", "XVII"),
        ("", ""),
        ("-", ""),
    ],
)
def test_ranks(written: str, meant: str) -> None:
    assert cells.rank(written) == meant


@pytest.mark.parametrize("written", ["III/f", "V/a", "Honorer", "18", "0"])
def test_unknown_rank_is_left_out_not_refused(written: str) -> None:
    with pytest.raises(Doubt):
        cells.rank(written)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("PNS", "PNS"),
        ("PNS Daerah", "PNS"),
        ("CPNS", "PNS"),
        ("PPPK", "PPPK"),
        ("P3K Penuh Waktu", "PPPK"),
        ("Aktif", ""),
        ("", ""),
    ],
)
def test_status(written: str, meant: str) -> None:
    assert cells.status(written) == meant


@pytest.mark.parametrize("written", ["Pensiun", "PENSIUN BUP", "Meninggal Dunia", "Berhenti", "Tidak Aktif"])
def test_people_who_left_are_not_imported(written: str) -> None:
    with pytest.raises(Fault) as fault:
        cells.status(written)
    assert "bukan pegawai aktif" in fault.value.reason


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("081234567890", "081234567890"),
        ("0812-3456-7890", "081234567890"),
        ("+62 812 3456 7890", "081234567890"),
        ("'+62812 3456 7890", "081234567890"),
        (81234567890.0, "081234567890"),
        ("(0298) 326 123", "0298326123"),
        ("", ""),
    ],
)
def test_phones(written: str | float, meant: str) -> None:
    assert cells.phone(written) == meant


@pytest.mark.parametrize("written", ["tidak ada", "12", "0812345678901234567", "0812/0813 abc"])
def test_phone_that_is_none(written: str) -> None:
    with pytest.raises(Doubt):
        cells.phone(written)


@pytest.mark.parametrize(("written", "meant"), [("Sari@Contoh.go.id ", "sari@contoh.go.id"), ("", ""), ("-", "")])
def test_email(written: str, meant: str) -> None:
    assert cells.email(written) == meant


@pytest.mark.parametrize("written", ["sari", "sari@", "a b@c.id", "a@b", "x" * 250 + "@contoh.id"])
def test_email_that_is_none(written: str) -> None:
    with pytest.raises(Doubt):
        cells.email(written)


def test_names_are_tidied() -> None:
    assert cells.name("  Sari   Lestari,\nA.Md. ") == "Sari Lestari, A.Md."
    assert cells.name("Rene\u0301e") == "Renée"


@pytest.mark.parametrize("written", ["", None, "12345", "—", "=CMD()", "Sari\u202eirtseL", "A" * 151])
def test_names_that_are_none(written: str | None) -> None:
    with pytest.raises(Fault):
        cells.name(written)


def test_apostrophe_of_an_inert_cell_is_taken_off() -> None:
    assert cells.text("'+62 812") == "+62 812"
    assert cells.text("'Aisyah") == "'Aisyah"
