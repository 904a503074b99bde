"""Indicators that measure themselves: a figure fills itself while work is accepted, and help comes while a goal is typed."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.journeys import story
from tests.journeys.product import PHONE, Product
from tests.journeys.story import Period, Work
from tests.journeys.visitor import Visitor

DONE = "Pekerjaan bidang yang selesai dan diterima"


@pytest.fixture
def cast(product: Product, browser: Browser) -> Iterator[dict[str, Visitor]]:
    made = {
        role: Visitor(product, browser, role) for role in ("superior_alive", "employee_alive", "head", "agency_admin")
    }
    for visitor in made.values():
        visitor.go("/")
    yield made
    for visitor in made.values():
        visitor.context.close()


def figure(who: Visitor) -> int:
    """The number of accepted pieces of work on the own plan, and what opens from it."""
    who.menu("SKP saya")
    who.press("Buka SKP")
    who.sees("otomatis")
    link = who.page.get_by_role("link", name=re.compile(re.escape(DONE))).first
    number = re.search(r"[\d.]+", link.inner_text())
    assert number, who.words()
    return int(number.group().replace(".", ""))


def test_the_figure_of_the_unit_fills_itself(cast: dict[str, Visitor]) -> None:
    superior, employee = cast["superior_alive"], cast["employee_alive"]
    before = figure(superior)
    superior.sees("Dinilai bersama:")
    day, times = story.spans(1, minutes=2)
    work = Work("Verifikasi berkas izin untuk perjalanan ukuran", day, *times[0], "3", "Berkas izin yang diverifikasi")
    story.log(employee, work)
    assert figure(superior) == before  # sent, not yet accepted
    story.decide(superior, work.text, accept=True)
    assert figure(superior) == before + 1
    superior.press(re.compile(re.escape(DONE)))
    superior.sees("Bagaimana dihitung", f"Banyaknya fakta = {before + 1:,}.".replace(",", "."), work.text)
    superior.press("Rumus untuk semua arah")
    superior.sees("Cara menghitung capaian", "target ÷ realisasi")
    superior.choose("Arah", "Makin kecil")
    superior.type("Target", "14")
    superior.type("Realisasi", "7")
    superior.press("Hitung")
    superior.sees("14 ÷ 7 × 100 = 200 persen.")


def test_help_comes_while_a_goal_is_typed(cast: dict[str, Visitor]) -> None:
    story.open_cycle(cast["head"], Period.last_ended(story.now().date()))
    who = cast["agency_admin"]
    who.menu("SKP saya")
    who.press("Buat SKP")
    who.tick("Kuantitatif")
    who.press("Buat draf")
    who.press("Tambah hasil kerja")
    panel = who.page.locator("#saran")
    assert "Tulis apa yang dihasilkan." in panel.inner_text()
    box = who.box("Rencana hasil kerja")
    box.press_sequentially("Melaksanakan rapat", delay=20)
    panel.get_by_text("Ini kegiatan.").wait_for()
    who.type("Rencana hasil kerja", "Surat dinas terjawab tepat waktu bagi semua bidang")
    panel.get_by_text("Jelas apa yang dimaksud.").wait_for()
    who.press("Simpan, lalu tambah indikator")
    who.type("Indikator kinerja individu", "Surat dinas yang dijawab dalam tiga hari kerja")
    who.choose("Aspek", "Kualitas")
    who.type("Target", "95")
    panel.get_by_text("Belum ada: satuan.").wait_for()
    who.page.get_by_text("Ukur otomatis dari bukti").click()
    who.choose("Ukuran", "SKP disepakati dalam masa perencanaan")
    who.choose("Cakupan", "Unit saya beserta")
    who.press("Simpan")
    who.sees(
        "otomatis", "SKP disepakati dalam masa perencanaan · Bagian (persen) · Unit saya beserta semua di bawahnya"
    )


def test_without_scripts_the_same_by_a_button(product: Product, browser: Browser) -> None:
    phone = Visitor(product, browser, "agency_admin", size=PHONE, javascript=False)
    try:
        phone.go("/skp/")
        phone.press("Buka SKP")
        phone.press("Tambah hasil kerja")
        phone.type("Rencana hasil kerja", "Membantu bidang")
        phone.press("Perbarui saran")
        phone.sees("Ini kegiatan.")
        assert phone.box("Rencana hasil kerja").input_value() == "Membantu bidang"
        phone.press("Simpan")
        phone.sees("Membantu bidang")
    finally:
        phone.context.close()
