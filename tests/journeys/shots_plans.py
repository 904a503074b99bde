"""Pictures of the organisation, of RPJMD and Renstra, and of plans in the middle of their year."""

import io
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import xlsxwriter

from tests.journeys.visitor import Visitor

if TYPE_CHECKING:
    from tests.journeys.shots import Camera


def way(visitor: Visitor, pattern: str, nth: int = 0) -> str:
    """The address of a link on this page, whatever it is called."""
    found: list[str] = []
    for link in visitor.page.locator("main a[href]").all():
        href = str(link.get_attribute("href"))
        if re.search(pattern, href) and href not in found:
            found.append(href)
    if len(found) <= nth:
        raise LookupError(f"no link {pattern} on {visitor.page.url}")
    return found[nth]


def into(camera: "Camera", visitor: Visitor, name: str, pattern: str, nth: int = 0) -> str:
    """Take the page behind a link of this one; answers its address."""
    address = way(visitor, pattern, nth)
    camera.tour(visitor, (name, address))
    return address


def organisation(camera: "Camera") -> None:
    with camera.of("personnel") as officer:
        camera.tour(officer, ("unit-kerja", "=Unit kerja"))
        unit = into(camera, officer, "unit", r"/unit/\d+/$", 3)
        camera.tour(officer, ("unit-ubah", f"{unit}ubah/"), ("unit-perubahan", "/kepegawaian/unit/perubahan/"))
        camera.tour(officer, ("sinkronisasi", "=Sinkronisasi"))
        into(camera, officer, "sinkronisasi-beda", r"/sinkronisasi/\d+/$")
        camera.tour(officer, ("mutu-data", "=Mutu data"), ("berhenti", "/kepegawaian/berhenti/"))
        officer.menu("Pegawai")
        person = into(camera, officer, "pegawai-satu", r"/pegawai/\d+/$", 5)
        camera.tour(officer, ("mutasi", f"{person}mutasi/"), ("berhenti-catat", f"{person}berhenti/"))
        camera.tour(officer, ("kalender", "=Kalender kerja"), ("ketidakhadiran", "=Ketidakhadiran"))
        camera.tour(officer, ("ketidakhadiran-berkas", "/kepegawaian/ketidakhadiran/berkas/"))
        absences(camera, officer)
        camera.tour(officer, ("cara-kerja", "=Cara kerja unit"))
        officer.page.get_by_label("Mulai tanggal").fill("")
        camera.tour(officer, ("cara-kerja-kesalahan", "Simpan"))
    with camera.of("head_alive") as head:
        camera.tour(head, ("tim-kerja", "=Tim kerja"))
        team = into(camera, head, "tim", r"/tim/\d+/$")
        camera.tour(head, ("tim-anggota", f"{team}anggota/"))
        camera.tour(head, ("pimpinan-kosong", "=Pimpinan kosong"))
        into(camera, head, "pimpinan-kosong-isi", r"/pimpinan-kosong/\d+/$")
        camera.tour(head, ("pindah-catatan-kosong", "/harian/pindah/"))
        camera.tour(head, ("jadwal-jaga-unit", "=Jadwal jaga"), ("jadwal-jaga", re.compile("Puskesmas")))
        send(head, "jadwal.xlsx", book(["NIP", 1, 2], ["12", "P", "P"]))
        camera.tour(head, ("jadwal-jaga-ditolak", "Simpan jadwal"), ("kode-jaga", "Kode jaga"))


def absences(camera: "Camera", officer: Visitor) -> None:
    """A file of leave as offices send it: without rows, then with a good row and wrong ones."""
    heading = ["NIP", "Keperluan", "Mulai tanggal", "Sampai dengan tanggal"]
    nip = camera.product.roles["employee"]["nip"]
    rows = (
        [nip, "Cuti tahunan", "2026-12-07", "2026-12-09"],
        [nip, "Liburan", "2026-12-14", "2026-12-15"],
        ["123", "Cuti tahunan", "2026-12-14", "2026-12-15"],
        [nip, "Dinas luar", "2026-12-18", "2026-12-16"],
    )
    for name, content in (("kosong", book(heading)), ("ditolak", book(heading, *rows))):
        send(officer, "cuti.xlsx", content)
        camera.tour(officer, (f"ketidakhadiran-berkas-{name}", "Periksa berkas"))


def send(visitor: Visitor, name: str, content: bytes) -> None:
    """Choose a file in the form of this page."""
    box = visitor.page.locator("input[type=file]")
    box.set_input_files({"name": name, "mimeType": "application/vnd.ms-excel", "buffer": content})


def book(*rows: list[Any]) -> bytes:
    """A workbook of one sheet."""
    out = io.BytesIO()
    made = xlsxwriter.Workbook(out)
    page = made.add_worksheet()
    for number, row in enumerate(rows):
        page.write_row(number, 0, row)
    made.close()
    return out.getvalue()


def programmes(camera: "Camera") -> None:
    with camera.of("leader") as leader:
        camera.tour(leader, ("rencana-daftar", "=RPJMD dan Renstra"), ("rpjmd", "RPJMD Kota Contoh"))
        camera.tour(leader, ("rencana-baru", "/program/baru/"))
    with camera.of("head_alive") as head:
        head.menu("RPJMD dan Renstra")
        head.press(re.compile("^Renstra Dinas Kesehatan"))
        plan = urlsplit(head.page.url).path
        camera.take("renstra", head)
        node = urlsplit(into(camera, head, "simpul", r"/simpul/\d+/", 1)).path
        camera.tour(head, ("simpul-ubah", f"{node}ubah/"), ("indikator-tambah", f"{node}indikator/"))
        camera.tour(head, ("anggaran-tambah", f"{node}anggaran/"), ("rencana-impor", f"{plan}impor/"))
        send(head, "renstra.xlsx", workbook())
        camera.tour(head, ("rencana-impor-ditolak", "Periksa berkas"))
        check = urlsplit(head.page.url).path
        camera.tour(
            head, ("rencana-impor-berubah", f"{check}?daftar=berubah"), ("rencana-impor-selesai", re.compile("^Impor$"))
        )
        camera.tour(
            head, ("perjanjian-daftar", "=Perjanjian kinerja"), ("perjanjian-susun", "/program/perjanjian/susun/")
        )
        camera.tour(head, ("perjanjian", re.compile("^(Susun|Simpan)")))


def workbook() -> bytes:
    """A Renstra as an office may send it: something new, something changed, something wrong."""
    out = io.BytesIO()
    made = xlsxwriter.Workbook(out)
    sheets = {
        "Rencana": (
            ["Tingkat", "Kode", "Nama", "Kode induk", "Catatan"],
            ["Program", "1.02.04", "Program Sediaan Farmasi dan Perizinan Kesehatan", "2.1", ""],
            ["Program", "1.02.05", "Program Pemberdayaan Masyarakat Bidang Kesehatan", "1.1", "baru"],
            ["Kegiatan", "1.02.05.2.01", "Advokasi dan promosi hidup sehat", "1.02.05", "baru"],
            ["Kegiatan", "1.02.09.2.01", "Kegiatan tanpa program", "1.02.09", ""],
        ),
        "Indikator": (
            ["Kode bagian", "Indikator", "Satuan", "Target 2026", "Target 2027"],
            ["1.02.05", "Kelurahan dengan kader kesehatan aktif", "kelurahan", 24, 30],
            ["1.02.05", "Rumah tangga berperilaku hidup bersih", "persen", "banyak", ""],
        ),
    }
    for name, rows in sheets.items():
        page = made.add_worksheet(name)
        for number, row in enumerate(rows):
            page.write_row(number, 0, row)
    made.close()
    return out.getvalue()


def midyear(camera: "Camera") -> None:
    with camera.of("leader") as leader:
        camera.tour(leader, ("pohon", "=Pohon kinerja"))
        into(camera, leader, "pohon-cabang", r"/pohon/.*simpul=", 1)
        camera.tour(leader, ("pohon-celah", "/skp/pohon/celah/"))
    with camera.of("employee_alive") as officer:
        officer.menu("SKP saya")
        officer.press("Buka SKP")
        plan = urlsplit(officer.page.url).path
        camera.tour(officer, ("skp-versi", f"{plan}versi/"))
        camera.tour(
            officer,
            ("skp-revisi-mulai", f"{plan}revisi/mulai/"),
            ("skp-hitungan", way_from(officer, plan, r"/hitungan/$")),
        )
    with camera.of("superior_alive") as superior:
        camera.tour(superior, ("skp-bawahan-tengah-tahun", "=SKP bawahan"))
        plans = [urlsplit(str(a.get_attribute("href"))).path for a in superior.page.locator("main a[href]").all()]
        for path in sorted({plan for plan in plans if re.search(r"/skp/\d+/$", plan)}):
            superior.go(path)
            for words, name, more in (
                ("Kualitatif", "skp-kualitatif", ""),
                ("Versi 2", "skp-versi-2", "versi/"),
            ):
                if superior.page.locator("main").get_by_text(re.compile(words, re.IGNORECASE)).count():
                    camera.take(name, superior)
                    if more:
                        camera.tour(superior, (f"{name}-rinci", path + more))
        camera.tour(superior, ("skp-revisi-periksa", ("=SKP bawahan", re.compile("^Periksa revisi"))))
    with camera.of("head_alive") as head:
        head.menu("Siklus")
        cycle = way(head, r"/siklus/\d+/$")
        camera.tour(head, ("siklus-tertinggal", f"{cycle}tertinggal/"), ("siklus-tahapan", f"{cycle}tahapan/"))
        camera.tour(head, ("siklus-pegawai", f"{cycle}pegawai/"), ("siklus-dikecualikan", f"{cycle}dikecualikan/"))
        camera.tour(head, ("templat-rencana", "=Templat rencana"), ("templat-baru", "/skp/templat/baru/"))
        camera.tour(head, ("matriks-susun", "/skp/turunkan/matriks/"))
        head.page.locator(".pm-fold > summary").first.click()
        camera.take("matriks-susun-terbuka", head)
        camera.tour(head, ("matriks-susun-pegawai", "Menurut pegawai"))


def way_from(visitor: Visitor, page: str, pattern: str) -> str:
    """The address of a link on another page."""
    visitor.go(page)
    return way(visitor, pattern)


PARTS = (organisation, programmes, midyear)
