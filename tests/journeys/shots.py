"""`make shots`: every page of the main path as its role, 360 and 1280 pixels wide, light and dark, into build/shots/.

Pages come from a fresh example town: Dinkes is in the middle of its year, and the first pages of the civil registry
are made on the way, so that forms with gaps and with errors are among them.
"""

import argparse
import io
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from PIL import Image, ImageDraw
from playwright.sync_api import Browser, sync_playwright

from tests.journeys import importing, shots_plans, shots_voice, story
from tests.journeys.conftest import free_port
from tests.journeys.product import ARGUMENTS, CHROMIUM, DESKTOP, ROOT, Product
from tests.journeys.story import Measure, Result, Work
from tests.journeys.visitor import Visitor
from tests.people.imports.files import sample

OUT, IMAGES = ROOT / "build" / "shots", ROOT / "docs" / "images"
NEWEST = 2  # entries that wait in the picture of the board
WIDTHS = {360: 740, 1280: 900}
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


class Camera:
    """Photographs what a visitor sees, at both sizes and in both schemes, and numbers the pictures."""

    def __init__(self, product: Product, browser: Browser, only: str) -> None:
        self.product, self.browser, self.only, self.count = product, browser, re.compile(only), 0

    @contextmanager
    def of(self, role: str | None) -> Iterator[Visitor]:
        """A window of this role, at its first page."""
        visitor = Visitor(self.product, self.browser, role)
        try:
            visitor.go("/")
            yield visitor
        finally:
            visitor.context.close()

    def take(self, name: str, visitor: Visitor) -> None:
        """All four pictures of the page as it is."""
        self.count += 1
        if not self.only.search(name):
            return
        for width, height in WIDTHS.items():
            visitor.page.set_viewport_size({"width": width, "height": height})
            visitor.page.evaluate("scrollTo(0, 0)")
            for scheme in SCHEMES:
                visitor.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
                visitor.page.screenshot(path=OUT / f"{self.count:02d}-{name}-{width}-{scheme}.png", full_page=True)
        visitor.page.emulate_media(color_scheme="light", reduced_motion="reduce")
        visitor.page.set_viewport_size(DESKTOP)  # type: ignore[arg-type]  # a dict is a size

    def tour(
        self, visitor: Visitor, *stops: tuple[str, str | re.Pattern[str] | tuple[str | re.Pattern[str], ...]]
    ) -> None:
        """Stop after stop: a menu entry ("=Papan tim"), an address ("/akun/"), or what is pressed here."""
        for name, ways in stops:
            for way in ways if isinstance(ways, tuple) else (ways,):
                if isinstance(way, str) and way.startswith("="):
                    visitor.menu(way[1:])
                elif isinstance(way, str) and way.startswith("/"):
                    visitor.go(way)
                else:
                    visitor.press(way if isinstance(way, re.Pattern) else re.compile(f"^{way}"))
            self.take(name, visitor)


def public(camera: Camera) -> None:
    with camera.of(None) as citizen:
        camera.take("beranda-publik", citizen)
        camera.tour(citizen, ("masuk", "/akun/masuk/"), ("aktivasi", "/akun/aktivasi/"))
        camera.tour(citizen, ("verifikasi", "/publik/verifikasi/"))
        citizen.type("Kode periksa", "7K3M-0000-0000-0000-0000")
        citizen.find("Periksa").click()
        citizen.page.get_by_role("heading", name="Kode tidak dikenal").wait_for()
        camera.take("verifikasi-tidak-dikenal", citizen)


def personnel(camera: Camera) -> None:
    with camera.of("personnel") as officer:
        camera.take("beranda-bkpsdm", officer)
        camera.tour(officer, ("pegawai", "=Pegawai"), ("impor", "=Impor pegawai"))
        importing.upload(officer, sample())
        camera.take("impor-kolom", officer)
        importing.check(officer)
        camera.take("impor-hasil-pemeriksaan", officer)
        importing.apply(officer)
        camera.take("impor-hasil", officer)
        camera.tour(officer, ("perlu-dibereskan", "=Perlu dibereskan"), ("bereskan", "Bereskan"))
        camera.tour(officer, ("plt-plh", "=Plt dan Plh"), ("akun-pegawai", "=Akun pegawai"))


def planning(camera: Camera) -> None:
    period = story.Period.last_ended(story.now().date())
    with camera.of("head") as head, camera.of("superior") as superior, camera.of("employee") as registrar:
        camera.take("beranda-baru", registrar)
        camera.tour(registrar, ("skp-siklus-belum-dibuka", "=SKP saya"))
        camera.tour(head, ("siklus-kosong", "=Siklus"), ("siklus-buka", "Buka siklus"))
        story.open_cycle(head, period)
        camera.take("siklus", head)
        story.begin_plan(head)
        result = "Masyarakat memperoleh dokumen kependudukan tepat waktu"
        story.add_result(head, Result(result, "60", "", "Penerima Layanan"))
        story.hand_down(head, result, superior.name)
        camera.tour(head, ("turunkan-kepada", f"Turunkan {result}"))
        camera.tour(registrar, ("skp-belum-disusun", "=SKP saya"), ("skp-buat", "Buat SKP"))
        story.begin_plan(registrar)
        camera.take("skp-kosong", registrar)
        camera.tour(registrar, ("skp-tambah-hasil", "Tambah hasil kerja"))
        story.fill_result(registrar, Result("Akta kelahiran terbit tepat waktu", "60", "Menunggu"))
        camera.take("skp-kurang-lengkap", registrar)
        draft = urlsplit(registrar.page.url).path
        camera.tour(registrar, ("skp-lampiran", f"{draft}lampiran/"), ("skp-salin", f"{draft}salin/"))
        camera.tour(registrar, ("skp-unggah", f"{draft}excel/unggah/"))
        registrar.go(draft)
        camera.tour(registrar, ("skp-tambah-indikator", "Tambah indikator"))
        story.fill_measure(registrar, Measure("Persentase akta terbit paling lama 3 hari kerja", "97,5", "persen"))
        registrar.press("Simpan")
        camera.tour(registrar, ("skp-ajukan", "Ajukan"))
        camera.tour(superior, ("skp-bawahan", "=SKP bawahan"), ("skp-ekspektasi", ("Lihat", "Tulis ekspektasi")))
        camera.tour(superior, ("hasil-menunggu", ("=SKP saya", "Hasil menunggu")))


def running(camera: Camera) -> None:
    with camera.of("employee_alive") as officer:
        camera.take("beranda-pegawai", officer)
        log_twice(officer)
        camera.tour(officer, ("harian", "=Catatan harian"))
        day, times = story.spans(1)
        story.fill_day(officer, Work("Rapat koordinasi loket", day, times[0][1], times[0][0], "3,5"))
        camera.tour(officer, ("harian-kesalahan", "Simpan"), ("harian-riwayat", ("=Catatan harian", "Riwayat")))
        officer.page.locator(".pm-evidence a").first.click()
        officer.look()
        camera.take("harian-catatan", officer)
        camera.tour(officer, ("skp-disetujui", ("=SKP saya", "Buka SKP")))
        camera.tour(officer, ("umpan-balik", "=Umpan balik"), ("penilaian-saya", "=Penilaian"))
        camera.tour(officer, ("penilaian-final", re.compile("^(Triwulan|Bulan)")))
        camera.tour(
            officer, ("pemberitahuan", "/pemberitahuan/"), ("akun", "/akun/"), ("data-saya", "/akun/data-saya/")
        )
        camera.tour(officer, ("hak-saya", "/hak-saya/"), ("pemberitahuan-atur", "/pemberitahuan/pengaturan/"))
        camera.tour(officer, ("luring", "/harian/luring/"))
    with camera.of("superior_alive") as superior:
        camera.take("beranda-atasan", superior)
        camera.tour(superior, ("papan", "=Papan tim"), ("menilai-bawahan", ("=Penilaian", "Menilai bawahan")))
        camera.tour(superior, ("nilai", re.compile("^Nilai ")))
        story.fill_rating(superior, "Di atas", "Sesuai")
        camera.tour(superior, ("nilai-kesalahan", "Simpan penilaian"))
        camera.tour(superior, ("sebaran", ("=Penilaian", "Menilai bawahan", "Lihat sebaran")))
        camera.tour(superior, ("skp-bawahan-berjalan", "=SKP bawahan"), ("beri-umpan-balik", "/umpan-balik/beri/"))
    with camera.of("head_alive") as head:
        camera.tour(head, ("papan-dinas", "=Papan tim"), ("siklus-berjalan", ("=Siklus", re.compile(r"^\d{4}"))))
        camera.tour(head, ("turunkan", ("=SKP saya", "Turunkan")))
        camera.tour(head, ("skp-pimpinan", ("=SKP saya", "Buka SKP")), ("matriks", "Matriks"))
    with camera.of("agency_admin") as admin:
        camera.tour(admin, ("ketentuan-harian", "=Ketentuan harian"), ("pengelolaan", "=Pengelolaan penilaian"))
        camera.tour(admin, ("jam-tenang", "=Jam tenang"))
    with camera.of("sysadmin") as operator:
        camera.tour(operator, ("kiriman-keluar", "=Kiriman keluar"))


def readme(camera: Camera) -> None:
    """The two pictures of the README, into docs/images: the day on a phone and the superior's board."""
    with camera.of("employee_alive") as officer:
        log_twice(officer)
        officer.page.set_viewport_size({"width": 360, "height": 1420})
        officer.menu("Catatan harian")
        officer.type("Apa yang dikerjakan", "Memeriksa kelengkapan berkas izin klinik")
        officer.choose("Untuk hasil kerja", "Berkas izin yang diverifikasi")
        officer.type("Jumlah", "4")
        officer.page.locator("h1").click()  # no cursor in the picture
        keep(officer.page.screenshot(), "day-360.png")
    with camera.of("superior_alive") as superior:
        superior.menu("Papan tim")
        while superior.page.locator("#antrean li [type=checkbox]").count() > NEWEST:
            for box in superior.page.locator("#antrean li [type=checkbox]").all()[NEWEST:]:
                box.check()
            superior.press("Terima", superior.page.locator("#putusan"))
        superior.go("/harian/papan/")
        superior.page.set_viewport_size({"width": 1280, "height": 1480})
        keep(superior.page.screenshot(), "board-1280.png")


def log_twice(officer: Visitor) -> None:
    """Two pieces of today's work, one with a photo of the paper."""
    day, times = story.spans(3)
    texts = ("Verifikasi berkas izin apotek Sehat Bersama", "Verifikasi berkas izin klinik Harapan Ibu")
    for text, time, photo in zip(texts, times, (paper(), b""), strict=False):
        story.log(officer, Work(text, day, *time, "3", "Berkas izin yang diverifikasi", photo))


def paper() -> bytes:
    """A drawn photo of a form on a desk."""
    picture = Image.new("RGB", (900, 900), "#8a6a4a")
    draw = ImageDraw.Draw(picture)
    draw.polygon([(190, 90), (760, 140), (700, 830), (130, 770)], fill="#f7f5ee")
    for row in range(9):
        draw.line([(230 - 6 * row, 190 + 62 * row), (690 - 6 * row, 230 + 62 * row)], fill="#9aa3ad", width=9)
    draw.rectangle([560, 690, 650, 760], outline="#b42318", width=10)
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=85)
    return out.getvalue()


def keep(picture: bytes, name: str) -> None:
    """A picture small enough for the repository."""
    IMAGES.mkdir(exist_ok=True)
    Image.open(io.BytesIO(picture)).convert("RGB").quantize(128).save(IMAGES / name, optimize=True)


PARTS: tuple[Callable[[Camera], None], ...] = (
    public,
    personnel,
    planning,
    running,
    *shots_plans.PARTS,
    *shots_voice.PARTS,
)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", metavar="REGEX", help="only pictures whose names match")
    parts = {part.__name__: part for part in (*PARTS, readme)}
    parser.add_argument("--part", choices=parts, help="only one part of the path, or the pictures of the README")
    args = parser.parse_args()
    if CHROMIUM is None:
        sys.stderr.write("Chromium is missing: apt-get install chromium\n")
        return 1
    if not args.only and not args.part:
        shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        product = Product.start(Path(folder) / "home", free_port())
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        try:
            camera = Camera(product, browser, args.only)
            for part in [parts[args.part]] if args.part else PARTS:
                part(camera)
        finally:
            browser.close()
            product.stop()
    sys.stdout.write(f"{len(list(OUT.glob('*.png')))} pictures in {OUT}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
