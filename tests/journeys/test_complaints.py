"""A resident without JavaScript reports, follows, reopens, confirms and rates; officers receive, explain and correct.

Every step is seen where the work is seen: on the reporter's receipt, in the officer's day, and in his evidence.
"""

import datetime as dt
import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, FilePayload

from tests.journeys import story
from tests.journeys.product import DESKTOP, PHONE, Product
from tests.journeys.visitor import Visitor
from tests.voice.photographs import scene, taken

STORY = "Akta kelahiran anak saya belum jadi sejak Agustus, padahal dijanjikan lima hari kerja."


EXPLAINED = "Berkas menunggu tanda tangan pejabat yang kembali Kamis; jadwalnya sudah kami minta."
IN_PUBLIC = "blangko akta habis sampai Senin; yang tertunda dicetak lebih dulu mulai Selasa pagi."
TALK = "Bawa lima puluh ribu supaya cepat, kata petugas itu di depan antrean."


SCENES = [secrets.randbelow(2**40) for _ in range(2)]  # the reporter's photo, the officer's


def proof(seed: int) -> FilePayload:
    """A photo as a phone would send it."""
    content = taken(scene(seed)).read()
    return {"name": "IMG_20261127.jpg", "mimeType": "image/jpeg", "buffer": content}


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

    def act(self, who: Visitor, name: str, button: str, /, **values: str) -> None:
        """Open an act of the case, fill it, and do it."""
        who.page.locator(f"#{name} > summary").click()
        form = who.page.locator(f"form[action$='/{name}/']")
        for label, value in values.items():
            who.type(label.replace("_", " "), value, within=form)
        who.press(button, within=form)


@pytest.fixture(scope="module")
def cast(product: Product, browser: Browser) -> Iterator[Cast]:
    resident = Visitor(product, browser, None, javascript=False, size=PHONE)
    officer = Visitor(product, browser, "complaint_officer")
    employee = Visitor(product, browser, "employee", size=PHONE)
    yield Cast(resident, officer, employee)
    for visitor in (resident, officer, employee):
        visitor.context.close()


def contact_and_send(at: Visitor) -> tuple[str, str]:
    """The last questions of the form; answers number and secret of the receipt."""
    at.press("Kirim laporan")
    words = at.page.locator("main").inner_text()
    number, secret = re.search(r"P-\w{4}-\w{4}", words), re.search(r"\w{4}(?:-\w{4}){4}", words)
    assert number
    assert secret
    return number.group(0), secret.group(0)


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
    at.page.locator("input[type=file]").set_input_files(proof(SCENES[0]))
    at.press("Tambahkan foto ini")
    at.sees("Foto 1 (JPG)")
    at.press("Lanjut")
    at.fill(Nama="Hartini", Nomor_telepon="0812-0000-4321")
    at.press("Lanjut")
    at.sees("Periksa, lalu kirim", STORY, "Hartini")
    cast.number, cast.secret = contact_and_send(at)
    cast.open_receipt()
    at.sees("Baru diterima", STORY, "Foto dari pelapor 1")


def test_a_receipt_with_another_code_opens_nothing(cast: Cast) -> None:
    at = cast.resident
    at.go("/tanda-terima/")
    at.fill(Nomor_laporan=cast.number, Kode_rahasia="2222-2222-2222-2222-2222")
    with at.refused():
        at.press("Buka laporan")
    assert STORY not in at.words()


def test_verified_and_given_to_the_officer_who_answers(cast: Cast, product: Product) -> None:
    officer = cast.officer
    cast.open_case(officer)
    officer.sees(STORY, "Hartini")
    cast.act(officer, "verifikasi", "Nyatakan lengkap", Pesan_untuk_pelapor="Terima kasih, laporan Anda lengkap.")
    officer.sees("Diverifikasi")
    cast.act(officer, "disposisi", "Disposisi", NIP_petugas=product.roles["employee"]["nip"])
    officer.sees("Didisposisikan")
    cast.open_receipt()
    cast.resident.sees("Terima kasih, laporan Anda lengkap.", "Didisposisikan")


def test_the_officer_is_told_begins_and_explains(cast: Cast) -> None:
    at = cast.employee
    at.go("/pemberitahuan/")
    at.press(re.compile(f"^Buka.*{cast.number}"))
    cast.act(at, "mulai", "Mulai kerjakan")
    at.sees("Tersimpan: Mulai kerjakan.", "Diproses")
    day = (story.now().date() + dt.timedelta(days=9)).isoformat()
    cast.act(
        at,
        "janji",
        "Belum selesai, tanggal baru",
        Tanggal_baru=day,
        **{"Apa yang belum selesai, dan mengapa?": EXPLAINED},
    )
    cast.open_receipt()
    cast.resident.sees(EXPLAINED)


def test_the_officer_explains_in_public_and_everybody_reads_it(cast: Cast, product: Product) -> None:
    officer, at, anybody = cast.officer, cast.employee, cast.resident
    cast.open_case(officer)
    officer.page.locator("#moderasi > summary").click()
    form = officer.page.locator("form[action$='/moderasi/']")
    form.get_by_label("Tampilkan di daftar publik").check()
    officer.press("Simpan tampilan publik", within=form)
    officer.sees("tampil di publik")
    cast.open_case(at)
    at.page.locator("#jelaskan > summary").click()
    for words in (f"Bu Hartini, {IN_PUBLIC}", IN_PUBLIC):
        form = at.page.locator("form[action$='/jelaskan/']")
        at.type("Penjelasan Anda untuk publik", words, within=form)
        if words == IN_PUBLIC:
            at.press("Jelaskan kepada publik", within=form)
        else:
            with at.refused():
                at.press("Jelaskan kepada publik", within=form)
            at.sees("Hapus nama pelapor")
    at.sees("Tersimpan: Jelaskan kepada publik.", IN_PUBLIC)
    for page in (f"/laporan/{cast.number}/", f"/laporan/?cari={cast.number}"):
        anybody.go(page)
        anybody.sees(IN_PUBLIC, STORY)
        assert "Hartini" not in anybody.words()
    for feed in ("kabar.rss", "kabar.atom", f"{cast.number}/kabar.atom"):
        assert IN_PUBLIC in httpx.get(f"{product.base_url}/laporan/{feed}").text
    at.go("/harian/")
    at.sees("Penjelasan kepada publik")


def test_somebody_follows_it_by_mail_and_ends_it_again(cast: Cast, product: Product) -> None:
    at = cast.resident
    at.go(f"/laporan/{cast.number}/")
    at.press("Ikuti laporan ini")
    with at.refused():
        at.press("Kirimi saya kabar")
    at.fill(Alamat_surel="tetangga@contoh.example")
    at.press("Kirimi saya kabar")
    at.sees("Periksa surel Anda")
    mail = product.mail_to("tetangga@contoh.example")
    yes, no = re.findall(r"https?://[^/]+(/laporan/kabar/\S+)", mail)
    at.go(yes)
    at.press("Ya, kirimi saya kabar")
    at.sees("Anda akan menerima kabar")
    at.go(no)
    at.press("Berhenti dan hapus alamat saya")
    at.sees("Kabar dihentikan")


def decide(cast: Cast, answer: str, *, explained: str = "") -> None:
    at = cast.employee
    cast.open_case(at)
    at.page.locator("#putus > summary").click()
    form = at.page.locator("form[action$='/putus/']")
    form.get_by_label("Terbukti", exact=True).check()
    at.type("Tanggapan untuk pelapor", answer, within=form)
    with at.refused():
        at.press("Beri keputusan", within=form)
    form = at.page.locator("form[action$='/putus/']")
    at.type("Penyebab", "Berkas tertinggal di loket.", within=form)
    at.type("Perbaikan yang sudah dilakukan", "Akta dicetak dan siap diambil.", within=form)
    at.type("Pencegahan agar tidak terulang", "Daftar berkas diperiksa tiap sore.", within=form)
    form.locator("input[type=file]").set_input_files(proof(SCENES[1]))
    if explained:
        with at.refused():
            at.press("Beri keputusan", within=form)
        at.sees("Foto ini sama atau hampir sama dengan foto yang sudah pernah dikirim.")
        form = at.page.locator("form[action$='/putus/']")
        at.type("Penjelasan tentang foto", explained, within=form)
        form.locator("input[type=file]").set_input_files(proof(SCENES[1]))
    at.press("Beri keputusan", within=form)
    at.sees("Ditanggapi, menunggu konfirmasi pelapor")


def test_answered_with_cause_remedy_proof_and_prevention(cast: Cast) -> None:
    decide(cast, "Akta sudah jadi, silakan diambil di loket 1.")
    cast.employee.sees("Berkas tertinggal di loket.", "Daftar berkas diperiksa tiap sore.")
    cast.open_receipt()
    cast.resident.sees("Akta sudah jadi, silakan diambil di loket 1.")


def test_reopened_it_is_the_same_case(cast: Cast) -> None:
    at = cast.resident
    at.page.locator("#buka > summary").click()
    at.fill(**{"Apa yang belum selesai?": "Nama ibu salah satu huruf."})
    at.press("Buka kembali")
    at.sees("Laporan dibuka kembali, dengan nomor dan tenggat yang sama.", cast.number)
    cast.open_case(cast.officer)
    cast.officer.sees("dibuka kembali", "Nama ibu salah satu huruf.")
    decide(cast, "Nama ibu sudah dibetulkan.", explained="Akta yang sama, setelah dibetulkan.")
    cast.employee.sees("Pertanyaan tentang foto bukti", "Akta yang sama, setelah dibetulkan.")


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


def test_the_work_stands_in_the_day_and_in_the_evidence(cast: Cast) -> None:
    at = cast.employee
    at.go("/harian/")
    at.sees(cast.number)
    at.go("/bukti/")
    at.sees(cast.number)


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["360", "1280"])
def test_every_page_of_the_officers_reads_well(cast: Cast, product: Product, browser: Browser, size: Any) -> None:
    officer = Visitor(product, browser, "complaint_officer", size=size)
    for path in ("", "?kelompok=all&cari=tidakadayangini", "baru/", "pengaturan/"):
        officer.go(f"/pengaduan/{path}")
    officer.go("/pengaduan/?kelompok=new")
    officer.page.locator("main tbody a").first.click()
    officer.look()
    for name in ("verifikasi", "disposisi", "klasifikasi", "moderasi"):
        opener = officer.page.locator(f"#{name} > summary")
        if opener.count():
            opener.click()
            officer.look()
            officer.page.keyboard.press("Escape")
    officer.context.close()
    for role, path in (("inspector", "inspeksi/"), ("custodian", "kustodian/")):
        visitor = Visitor(product, browser, role, size=size)
        visitor.go(f"/pengaduan/{path}")
        visitor.context.close()


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["360", "1280"])
def test_every_question_reads_well_with_scripts(product: Product, browser: Browser, size: Any) -> None:
    at = Visitor(product, browser, None, size=size)
    at.go("/lapor/")
    at.tick(re.compile("^Anonim"))
    at.press("Lanjut")
    at.tick(re.compile("^Perilaku petugas"))
    at.press("Lanjut")
    at.fill(Ceritakan_singkat=TALK)
    at.press("Lanjut")
    while at.page.get_by_role("button", name="Kirim laporan").count() == 0:
        at.press("Lanjut")
    assert at.page.get_by_label("Nama").count() == 0
    number, secret = contact_and_send(at)
    at.go("/tanda-terima/")
    at.fill(Nomor_laporan=number, Kode_rahasia=secret)
    at.press("Buka laporan")
    at.sees(TALK)
    at.context.close()


def test_a_colleague_who_is_accused_finds_nothing(product: Product, browser: Browser) -> None:
    peer = Visitor(product, browser, "peer", size=PHONE)
    peer.go("/pengaduan/?kelompok=all")
    peer.sees("Tidak ada pengaduan di sini")
    peer.go("/pemberitahuan/")
    peer.press(re.compile("^Buka.*Ada pengaduan tentang Anda"))
    peer.sees("Pengaduan tentang Anda", "Tanggapan Anda")
    assert "lima puluh ribu" not in peer.words()
    peer.context.close()
