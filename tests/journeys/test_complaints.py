"""A resident without JavaScript reports, follows, reopens and confirms; officers receive, explain and correct."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser

from tests.journeys.product import PHONE, Product
from tests.journeys.visitor import Visitor

STORY = "Akta kelahiran anak saya belum jadi sejak Agustus, padahal dijanjikan lima hari kerja."


@dataclass
class Cast:
    resident: Visitor
    officer: Visitor
    employee: Visitor
    number: str = ""
    secret: str = ""

    def open_receipt(self) -> None:
        self.resident.go("/tanda-terima/")
        self.resident.fill(Nomor_laporan=self.number, Kode_rahasia=self.secret)
        self.resident.press("Buka laporan")

    def open_case(self, who: Visitor) -> None:
        who.go(f"/pengaduan/?cari={self.number}&kelompok=all")
        who.press(self.number)


@pytest.fixture(scope="module")
def cast(product: Product, browser: Browser) -> Iterator[Cast]:
    resident = Visitor(product, browser, None, javascript=False, size=PHONE)
    officer, employee = (Visitor(product, browser, role) for role in ("complaint_officer", "employee"))
    yield Cast(resident, officer, employee)
    for visitor in (resident, officer, employee):
        visitor.context.close()


def test_reported_one_question_at_a_time(cast: Cast) -> None:
    at = cast.resident
    at.go("/")
    at.press("Sampaikan pengaduan")
    at.tick(re.compile("^Terbuka"))
    at.press("Lanjut")
    at.tick(re.compile("^Akta kelahiran"))
    at.press("Lanjut")
    with at.refused():
        at.press("Lanjut")
    at.fill(Ceritakan_singkat=STORY)
    at.press("Lanjut")
    at.choose("Kecamatan, desa, atau kelurahan", "Mekarsari")
    at.press("Lanjut")
    if at.page.get_by_text("Mungkin sudah ada yang melaporkan").count():
        at.press("Tidak ada yang sama, lanjut")
    at.press("Lanjut")
    at.fill(Nama="Hartini", Nomor_telepon="0812-0000-4321")
    at.press("Lanjut")
    at.sees("Periksa, lalu kirim", STORY)
    at.press("Kirim laporan")
    words = at.page.locator("main").inner_text()
    number, secret = re.search(r"P-\w{4}-\w{4}", words), re.search(r"\w{4}(?:-\w{4}){4}", words)
    assert number
    assert secret
    cast.number, cast.secret = number.group(0), secret.group(0)
    cast.open_receipt()
    at.sees("Baru diterima", STORY)


def test_verified_and_given_to_the_officer_who_answers(cast: Cast, product: Product) -> None:
    officer = cast.officer
    cast.open_case(officer)
    officer.sees(STORY, "Hartini")
    officer.page.locator("#disposisi summary").click()
    form = officer.page.locator("form[action$='/disposisi/']")
    officer.type("NIP petugas", product.roles["employee"]["nip"], within=form)
    officer.press("Disposisi", within=form)
    officer.sees("Didisposisikan")


def decide(cast: Cast, answer: str) -> None:
    at = cast.employee
    cast.open_case(at)
    at.page.locator("#putus summary").click()
    form = at.page.locator("form[action$='/putus/']")
    form.get_by_label("Terbukti", exact=True).check()
    at.type("Tanggapan untuk pelapor", answer, within=form)
    at.type("Penyebab", "Berkas tertinggal di loket.", within=form)
    at.type("Perbaikan yang sudah dilakukan", "Akta dicetak dan siap diambil.", within=form)
    at.type("Pencegahan agar tidak terulang", "Daftar berkas diperiksa tiap sore.", within=form)
    at.type("Bukti lain dalam kata-kata", "Nomor register 12.", within=form)
    at.press("Beri keputusan", within=form)
    at.sees("Ditanggapi, menunggu konfirmasi pelapor")


def test_answered_with_cause_and_remedy(cast: Cast) -> None:
    decide(cast, "Akta sudah jadi, silakan diambil di loket 1.")
    cast.open_receipt()
    cast.resident.sees("Akta sudah jadi, silakan diambil di loket 1.")


def test_reopened_it_is_the_same_case(cast: Cast) -> None:
    at = cast.resident
    at.page.locator("#buka summary").click()
    at.fill(**{"Apa yang belum selesai?": "Nama ibu salah satu huruf."})
    at.press("Buka kembali")
    at.sees("Laporan dibuka kembali, dengan nomor dan tenggat yang sama.", cast.number)
    decide(cast, "Nama ibu sudah dibetulkan.")


def test_confirmed_by_the_reporter_who_rates_it(cast: Cast) -> None:
    at = cast.resident
    cast.open_receipt()
    at.press("Ya, selesai")
    at.sees("Selesai, dikonfirmasi pelapor")
    at.tick("Baik")
    at.press("Kirim penilaian")
    at.sees("Terima kasih, penilaian Anda tersimpan.")
    cast.open_case(cast.officer)
    cast.officer.sees("Selesai, dikonfirmasi pelapor", "Penilaian pelapor")


def test_a_colleague_who_is_accused_finds_nothing(product: Product, browser: Browser) -> None:
    peer = Visitor(product, browser, "peer")
    peer.go("/pengaduan/?kelompok=all")
    peer.sees("Tidak ada pengaduan di sini")
    peer.go("/pemberitahuan/")
    peer.page.get_by_text("Ada pengaduan tentang Anda").first.click()
    peer.page.wait_for_load_state()
    peer.sees("Pengaduan tentang Anda", "Tanggapan Anda")
    assert "lima puluh ribu" not in peer.words()
    peer.context.close()
