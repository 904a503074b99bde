"""The day in full, at a desk and on a phone: yesterday again, many from Excel, late with a reason, an order carried out."""

import datetime as dt
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from pamong.platform.importexport.writer import workbook
from tests.journeys import story
from tests.journeys.product import PHONE, Product
from tests.journeys.visitor import Visitor

HEAD = ["Rencana Aksi", "Tanggal", "Jam Mulai", "Jam Selesai", "Kegiatan Harian", "Realisasi", "Satuan", "Bukti Dukung"]


def days_ago(count: int) -> dt.date:
    return story.now().date() - dt.timedelta(days=count)


@pytest.fixture
def employee(product: Product, browser: Browser) -> Visitor:
    return Visitor(product, browser, "peer", size=PHONE, has_touch=True)


def test_an_order_becomes_an_activity(product: Product, browser: Browser, employee: Visitor) -> None:
    superior = Visitor(product, browser, "superior")
    superior.go("/harian/disposisi/beri/")
    superior.type("Yang harus dikerjakan", "Susun daftar arsip triwulan")
    superior.page.get_by_label(employee.name).check()
    superior.press("Kirim disposisi")
    superior.sees("Susun daftar arsip triwulan")
    employee.go("/harian/")
    employee.sees("Disposisi untuk Anda", "Susun daftar arsip triwulan")
    employee.go(f"/harian/?tanggal={days_ago(2)}")
    assert employee.page.locator("#id_text").is_visible()
    superior.context.close()


def test_late_with_a_reason(employee: Visitor) -> None:
    employee.go(f"/harian/?tanggal={days_ago(5)}")
    employee.type("Apa yang dikerjakan", "Menata arsip kepegawaian")
    employee.type("Dari jam", "03:00")
    employee.type("Sampai jam", "03:30")
    with employee.refused():
        employee.press("Simpan")
    employee.type("Mengapa baru dicatat sekarang", "Listrik kantor padam")
    employee.press("Simpan")
    employee.sees("Menyusul", "Listrik kantor padam")


def test_the_same_again(employee: Visitor) -> None:
    employee.go(f"/harian/seperti-kemarin/?tanggal={days_ago(4)}")
    employee.sees("Menata arsip kepegawaian")
    employee.type("Mengapa baru dicatat sekarang", "Listrik kantor padam")
    employee.press("Catat yang dicentang")
    employee.sees("1 kegiatan tercatat.")


def test_many_from_excel(employee: Visitor, tmp_path: Path) -> None:
    rows: list[list[str | int | dt.date]] = [
        ["", days_ago(1), "02.00", "02.30", "Rekap surat masuk", 7, "surat", ""],
        ["", days_ago(1), "02.10", "02.40", "Rekap surat keluar", 3, "surat", ""],
    ]
    path = tmp_path / "kegiatan.xlsx"
    path.write_bytes(workbook(headings=HEAD, rows=rows))
    employee.go("/harian/impor/")
    employee.page.locator("input[type=file]").set_input_files(path)
    employee.press("Periksa berkas")
    employee.sees("Catat 1 kegiatan")
    assert employee.download("Unduh baris yang salah")[:2] == b"PK"
    employee.press("Catat 1 kegiatan")
    employee.sees("1 kegiatan tercatat dari berkas.")


@pytest.mark.parametrize(
    "path", ["minggu/", "bulan/", "templat/", "disposisi/", "berulang/saya/", "gangguan/", "riwayat/"]
)
def test_pages_of_the_day_on_a_phone(employee: Visitor, path: str) -> None:
    employee.go(f"/harian/{path}")


@pytest.mark.parametrize(
    ("role", "path"),
    [
        ("superior", "/harian/papan/"),
        ("superior", "/harian/berulang/"),
        ("superior", "/kepegawaian/ketidakhadiran/"),
        ("superior", "/kepegawaian/jadwal/"),
        ("head", "/harian/layar/"),
        ("agency_admin", "/kepegawaian/kalender/"),
        ("agency_admin", "/kepegawaian/kalender/libur/"),
        ("agency_admin", "/kepegawaian/kalender/masa/"),
        ("agency_admin", "/kepegawaian/cara-kerja/"),
        ("agency_admin", "/harian/presensi/"),
        ("agency_admin", "/harian/ketentuan/"),
        ("leader", "/harian/layar/"),
    ],
)
def test_boards_and_clerks_pages_on_a_phone(product: Product, browser: Browser, role: str, path: str) -> None:
    visitor = Visitor(product, browser, role, size=PHONE, has_touch=True)
    visitor.go(path)
    visitor.context.close()
