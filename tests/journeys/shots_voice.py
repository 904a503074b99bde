"""Pictures of complaints: the resident's pages, what the public reads, the officers' work, signals, keys and custody."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.journeys.shots import Camera
    from tests.journeys.visitor import Visitor

STORY = "Lampu jalan di depan sekolah mati sejak Senin, anak-anak pulang mengaji dalam gelap."
NAME = re.compile(r"P-\w{4}-\w{4}")


def resident(camera: Camera) -> None:
    """From the first question to the receipt, and back with it."""
    with camera.of(None) as at:
        camera.tour(at, ("lapor-tanpa-sinyal", "/lapor/tanpa-sinyal/"), ("lapor-cara", "/lapor/"))
        at.tick(re.compile("^Terbuka"))
        at.press("Lanjut")
        camera.take("lapor-kategori", at)
        at.tick(re.compile("^Jalan dan lampu"))
        at.press("Lanjut")
        camera.take("lapor-cerita", at)
        at.fill(Ceritakan_singkat=STORY)
        at.press("Lanjut")
        step = 0
        while not at.page.get_by_role("button", name="Kirim laporan").count():
            step += 1
            _answer(at)
            camera.take(f"lapor-lanjut-{step}", at)
            at.press(re.compile("^(Lanjut|Tidak ada yang sama, lanjut)$"))
        camera.take("lapor-periksa", at)
        at.press("Kirim laporan")
        camera.take("lapor-tanda-terima", at)
        words = at.page.locator("main").inner_text()
        number, secret = NAME.search(words), re.search(r"\w{4}(?:-\w{4}){4}", words)
        camera.tour(at, ("laporan-saya-masuk", "/tanda-terima/"))
        at.fill(Nomor_laporan=number.group() if number else "", Kode_rahasia=secret.group() if secret else "")
        at.press("Buka laporan")
        camera.take("laporan-saya", at)


def _answer(at: Visitor) -> None:
    """Whatever this question needs to go on."""
    for label in ("Ya, segera",):
        if at.page.get_by_label(label).count():
            at.tick(label)
    if at.page.get_by_label("Kecamatan, desa, atau kelurahan").count():
        at.choose("Kecamatan, desa, atau kelurahan", "Mekarsari")
    if at.page.get_by_label("Nomor telepon").count():
        at.fill(Nama="Hartini", Nomor_telepon="0812-0000-4321")


def everybody(camera: Camera) -> None:
    """What the public reads, and how it follows."""
    with camera.of(None) as at:
        camera.tour(at, ("laporan-daftar", "/laporan/"), ("laporan-kosong", "/laporan/?cari=tidakadayangini"))
        camera.tour(at, ("laporan-peta", "/laporan/peta/"), ("laporan-unit-daftar", "/laporan/unit/"))
        at.page.locator("main tbody a").first.click()
        at.look()
        camera.take("laporan-unit", at)
        at.go("/laporan/?keadaan=selesai&kategori=jalan-lampu")
        at.page.locator("main h2 a").first.click()
        at.look()
        camera.take("laporan-satu", at)
        camera.tour(at, ("laporan-ikuti", "Ikuti laporan ini"))
        at.fill(Alamat_surel="bukan surel")
        camera.tour(at, ("laporan-ikuti-kesalahan", "Kirimi saya kabar"))
        at.fill(Alamat_surel="warga@contoh.example")
        camera.tour(at, ("laporan-ikuti-terkirim", "Kirimi saya kabar"))
        yes, no = re.findall(r"https?://[^/]+(/laporan/kabar/\S+)", camera.product.mail_to("warga@contoh.example"))
        camera.tour(at, ("kabar-pastikan", yes), ("kabar-ya", "Ya, kirimi saya kabar"), ("kabar-berhenti", no))
        camera.tour(at, ("kabar-dihentikan", "Berhenti dan hapus alamat saya"))
        camera.tour(at, ("kabar-wilayah", "/laporan/kabar/?kategori=jalan-lampu"))


def officers(camera: Camera) -> None:
    """Receiving, deciding, explaining, and what the whole of it shows."""
    with camera.of("complaint_officer") as officer:
        camera.tour(officer, ("pengaduan", "=Pengaduan"), ("pengaduan-catat", "/pengaduan/baru/"))
        camera.tour(officer, ("pengaduan-pengaturan", "/pengaduan/pengaturan/"))
        for name, group in (
            ("baru", "new"),
            ("dikerjakan", "working"),
            ("selesai", "done"),
            ("ditutup", "unconfirmed"),
        ):
            officer.go(f"/pengaduan/?kelompok={group}&cari=lampu")
            if officer.page.locator("main tbody a").count():
                officer.page.locator("main tbody a").first.click()
                officer.look()
                camera.take(f"pengaduan-{name}", officer)
        _dialogs(camera, officer)
        camera.tour(officer, ("statistik", "=Statistik pengaduan"), ("sinyal", "=Sinyal pengaduan"))
        officer.page.locator("main tbody a").first.click()
        officer.look()
        camera.take("sinyal-satu", officer)
        camera.tour(officer, ("penyelidikan", "=Penyelidikan pengaduan"))
        officer.page.locator("main tbody a").first.click()
        officer.look()
        camera.take("penyelidikan-satu", officer)
        camera.tour(officer, ("open311-kunci", "=Kunci Open311"))
    with camera.of("inspector") as inspector:
        camera.tour(inspector, ("inspeksi", "/pengaduan/inspeksi/"))
        camera.tour(
            inspector, ("lapangan-inspeksi", "=Kunjungan lapangan"), ("lapangan-inspeksi-isi", "Isi hasil kunjungan")
        )
    with camera.of("field_officer") as walker:
        camera.tour(walker, ("lapangan", "=Kunjungan lapangan"))
        walker.page.get_by_role("button", name="Bawa ke lapangan").click()
        walker.page.get_by_text(re.compile("tempat ada di ponsel ini")).wait_for()
        camera.take("lapangan-dibawa", walker)
        camera.tour(walker, ("lapangan-isi", "Isi hasil kunjungan"), ("lapangan-luring", "/pengaduan/lapangan/luring/"))
    with camera.of("custodian") as custodian:
        camera.tour(custodian, ("identitas-disegel", "=Identitas yang disegel"))
    with camera.of("superior_alive") as superior:
        camera.tour(superior, ("laporan-diikuti", "=Laporan yang diikuti"))


def _dialogs(camera: Camera, officer: Visitor) -> None:
    officer.go("/pengaduan/?kelompok=working&cari=lampu")
    officer.page.locator("main tbody a").first.click()
    officer.look()
    for name in ("jelaskan", "putus", "moderasi"):
        opener = officer.page.locator(f"#{name} > summary")
        if opener.count():
            opener.click()
            camera.take(f"pengaduan-{name}", officer)
            officer.page.keyboard.press("Escape")


PARTS: tuple[Callable[[Camera], None], ...] = (resident, everybody, officers)
