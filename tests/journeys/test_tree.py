"""A goal of the region is set; two levels down it is measured by evidence coming in; the tree shows it at each level.

The head of an agency in the middle of its year gives roles by dragging and by lists, and both sides sign the agreement.
"""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.journeys.product import PHONE, Product
from tests.journeys.visitor import Visitor

GOAL = "Keluarga sehat di setiap kelurahan"


@pytest.fixture(scope="module")
def cast(product: Product, browser: Browser) -> Iterator[dict[str, Visitor]]:
    made = {role: Visitor(product, browser, role) for role in ("leader", "head_alive", "employee_alive")}
    for visitor in made.values():
        visitor.go("/")
    yield made
    for visitor in made.values():
        visitor.context.close()


def test_1_the_head_of_region_sets_a_goal_and_an_outcome(cast: dict[str, Visitor]) -> None:
    leader = cast["leader"]
    leader.menu("RPJMD dan Renstra")
    leader.press(re.compile("^RPJMD Kota Contoh"))
    leader.press("Tambah tujuan atau sasaran")
    leader.choose("Tingkat", "Tujuan")
    leader.fill(Kode="T9", Nama=GOAL)
    leader.press("Simpan")
    leader.press(re.compile("^Tambah indikator"))
    leader.type("Indikator", "Keluarga yang dikunjungi puskesmas")
    leader.type("Satuan", "persen")
    leader.press("Simpan")
    assert "Belum ada target" in leader.page.content()
    leader.menu("Pohon kinerja")
    text = leader.page.inner_text("main")
    assert GOAL in text
    assert "Belum dijalankan siapa pun" in text


def test_2_from_the_outcome_to_the_evidence_of_an_employee(cast: dict[str, Visitor]) -> None:
    leader = cast["leader"]
    leader.menu("Pohon kinerja")
    leader.press(re.compile("^T1 Pelayanan publik"))
    leader.press(re.compile("^S1.2 Perizinan"))
    leader.press(re.compile("^2.1 Izin praktik"))
    leader.press(re.compile("^Izin praktik dan izin sarana"))
    assert "Indikator" not in leader.page.inner_text("h1")
    leader.press(re.compile("^Prosedur kerja"))
    main = leader.page.inner_text("main")
    assert "realisasi" in main
    assert "target" in main
    for above in ("T1 Pelayanan publik", "S1.2 Perizinan", "2.1 Izin praktik"):
        assert above in main


def test_3_a_level_opens_in_place_and_without_scripts(
    product: Product, browser: Browser, cast: dict[str, Visitor]
) -> None:
    leader = cast["leader"]
    leader.menu("Pohon kinerja")
    leader.page.locator("details.pm-tree-below > summary").first.click()
    leader.page.get_by_role("link", name=re.compile("^S1.1 Dokumen")).wait_for()
    leader.look()
    plain = Visitor(product, browser, "leader", javascript=False, size=PHONE)
    plain.go("/skp/pohon/")
    plain.page.locator("details.pm-tree-below > summary").first.click()
    plain.press(re.compile("^Buka tingkat ini T1"))
    assert "S1.1 Dokumen" in plain.page.inner_text("main")
    plain.context.close()


def test_4_gaps_are_listed(cast: dict[str, Visitor]) -> None:
    leader = cast["leader"]
    leader.menu("Pohon kinerja")
    leader.press("Daftar celah")
    assert "P-SAMPAH Program Pengelolaan Persampahan" in leader.page.inner_text("main")
    employee = cast["employee_alive"]
    employee.go("/skp/pohon/celah/")
    assert "Hasil kerja pimpinan yang belum dijalankan" in employee.page.inner_text("main")


def test_5_roles_are_given_by_dragging_and_by_lists(cast: dict[str, Visitor]) -> None:
    head = cast["head_alive"]
    head.go("/skp/turunkan/matriks/")
    card = head.page.locator("[data-matrix]").first
    card.locator("summary").click()
    role = card.locator("[data-zone=''] .pm-role").first
    name = role.locator("strong").inner_text()
    role.locator("strong").drag_to(card.locator("[data-zone='direct'] h3"))
    assert name in card.locator("[data-zone='direct']").inner_text()
    other = card.locator("[data-zone=''] .pm-role").first
    other_name = other.locator("strong").inner_text()
    other.locator("select").select_option("indirect")
    box = card.locator("[data-zone='indirect'] input").first
    box.fill("Data sasaran lengkap")
    head.press("Simpan matriks")
    head.press("Lihat dan cetak matriks")
    text = head.page.inner_text("main")
    assert name in text
    assert other_name in text
    assert "Hasil antara: Data sasaran lengkap" in text


def test_6_both_sides_sign_the_agreement(cast: dict[str, Visitor]) -> None:
    head, leader = cast["head_alive"], cast["leader"]
    head.go("/program/perjanjian/susun/")
    head.press("Susun")
    head.press("Tanda tangani sebagai kepala perangkat daerah")
    assert "Belum ditandatangani pimpinan daerah" in head.page.inner_text("main")
    leader.menu("Perjanjian kinerja")
    leader.press(re.compile("^Dinas Kesehatan"))
    leader.press("Tanda tangani sebagai pimpinan daerah")
    assert "Berlaku" in leader.page.inner_text("main")
    leader.go("/skp/pohon/")
    leader.press(re.compile("^T1 Pelayanan publik"))
    leader.press(re.compile("^S1.2 Perizinan"))
    assert "Perjanjian kinerja:" in leader.page.inner_text("main")
