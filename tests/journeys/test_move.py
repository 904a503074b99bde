"""A move whose decree comes after its day, through the pages: the clerk enters it, and both superiors see their own part."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser

from pamong.cli.seeding.stories import moved_on
from pamong.platform.ui.formatting import long_date
from tests.journeys.product import PHONE, Product
from tests.journeys.story import now
from tests.journeys.visitor import Visitor

ROLES = ("personnel", "superior_alive", "head_alive")


@pytest.fixture(scope="module")
def day() -> date:
    """The first of August, earlier in the year the first of the last month; the example moves nobody in January and February."""
    found = moved_on(now().date())
    if found is None:
        pytest.skip("nobody moves in the first two months of the example's year")
    return found


@pytest.fixture(scope="module")
def cast(product: Product, browser: Browser) -> Iterator[dict[str, Visitor]]:
    made = {role: Visitor(product, browser, role) for role in ROLES}
    for visitor in made.values():
        visitor.go("/")
    yield made
    for visitor in made.values():
        visitor.context.close()


@pytest.fixture(scope="module")
def mover(cast: dict[str, Visitor]) -> tuple[str, str]:
    """The last of the section in the list: name, and address of the agreed plan."""
    superior = cast["superior_alive"]
    superior.menu("SKP bawahan")
    row = superior.page.locator("main tbody tr", has=superior.page.get_by_role("link", name=re.compile("^Lihat"))).last
    link = str(row.get_by_role("link").last.get_attribute("href"))
    return row.locator(".pm-person-name").inner_text(), link


def test_1_the_clerk_enters_a_decree_that_came_late(
    cast: dict[str, Visitor], mover: tuple[str, str], day: date
) -> None:
    clerk, (name, _plan) = cast["personnel"], mover
    clerk.menu("Pegawai")
    clerk.type("Nama atau NIP", name)
    clerk.press("Terapkan")
    clerk.press(name, clerk.page.locator("main"))
    clerk.press("Mutasi")
    clerk.choose("Unit kerja", re.compile("^Dinas Kesehatan"))
    clerk.type("Jabatan", "Analis Kebijakan")
    clerk.type("Mulai tanggal (TMT)", day.isoformat())
    clerk.type("Nomor surat keputusan", "821.2/88/2026")
    clerk.press("Simpan mutasi")
    assert "Analis Kebijakan" in clerk.page.inner_text("main")


def test_2_the_former_superior_keeps_his_part(cast: dict[str, Visitor], mover: tuple[str, str], day: date) -> None:
    superior, (name, plan) = cast["superior_alive"], mover
    superior.menu("SKP bawahan")
    main = superior.page.inner_text("main")
    assert "Tidak lagi di bawah Anda" in main
    assert name in main.split("Tidak lagi di bawah Anda")[1]
    superior.go(plan)
    text = superior.page.inner_text("main")
    assert f"{superior.name} menilai bagian itu" in text
    assert f"sampai {long_date(day - timedelta(days=1))}" in text
    assert f"{cast['head_alive'].name} menilai bagian mulai {long_date(day)}" in text


def test_3_the_new_superior_sees_the_second_plan(cast: dict[str, Visitor], mover: tuple[str, str], day: date) -> None:
    head, (name, plan) = cast["head_alive"], mover
    head.menu("SKP bawahan")
    row = head.page.locator("main tbody tr", has_text=name)
    assert "Draf" in row.first.inner_text()
    head.press(re.compile("^Lihat"), row.first)
    assert urlsplit(head.page.url).path != urlsplit(plan).path
    text = head.page.inner_text("main")
    assert f"{head.name} menilai bagian itu" in text
    assert f"{cast['superior_alive'].name} menilai bagian sampai {long_date(day - timedelta(days=1))}" in text


def test_4_on_a_phone_without_scripts_the_same(
    product: Product, browser: Browser, mover: tuple[str, str], day: date
) -> None:
    plain = Visitor(product, browser, "superior_alive", javascript=False, size=PHONE)
    plain.go(mover[1])
    assert f"menilai bagian mulai {long_date(day)}" in plain.page.inner_text("main")
    plain.context.close()
