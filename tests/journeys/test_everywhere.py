"""What holds on every page: no complaint of the content policy, no script error, nothing axe finds, in the running agency.

And what holds for every form: pressing twice sends once.
"""

import re
from urllib.parse import urldefrag, urlsplit

import pytest
from playwright.sync_api import Browser

from tests.journeys import story
from tests.journeys.product import DESKTOP, PHONE, Product
from tests.journeys.visitor import Visitor

# Files, not pages; they are opened by the journeys.
FILES = re.compile(r"/(pdf|unduh|berkas|templat|ditolak|dokumen|kecil|foto)/|\.(csv|rss|atom|xlsx)(\?|$)")
MOST = 40  # pages for one role


def kind_of(address: str) -> str:
    """Addresses of the same page about different records are of one kind; so are filters of one list."""
    return re.sub(r"P-\w{4}-\w{4}|\d+", "0", urlsplit(address).path)


def walk(visitor: Visitor) -> int:
    """Follow the links from the first page, each kind of page once; ``look`` fails on what is wrong."""
    todo, found = ["/"], {"/"}
    if visitor.role is None:
        todo.append("/publik/verifikasi/")  # printed on the documents
    while todo and len(found) < MOST:
        visitor.go(todo.pop(0))
        for link in visitor.page.locator("a[href^='/']").all():
            address = urldefrag(str(link.get_attribute("href"))).url
            if address and not FILES.search(address) and kind_of(address) not in found:
                found.add(kind_of(address))
                todo.append(address)
    return len(found)


@pytest.mark.parametrize(
    ("role", "size", "least"),
    [
        ("employee_alive", PHONE, 15),
        ("superior_alive", DESKTOP, 20),
        ("head_alive", DESKTOP, 15),
        ("agency_admin", DESKTOP, 15),
        ("personnel", PHONE, 15),
        ("leader", DESKTOP, 8),
        (None, PHONE, 3),
    ],
)
def test_every_page_is_quiet(
    product: Product, browser: Browser, role: str | None, size: dict[str, int], least: int
) -> None:
    visitor = Visitor(product, browser, role, size=size)
    try:
        assert walk(visitor) >= least
    finally:
        visitor.context.close()


@pytest.mark.parametrize("scripts", [True, False])
def test_pressing_twice_makes_one_entry(product: Product, browser: Browser, scripts: bool) -> None:
    visitor = Visitor(product, browser, "stranger", javascript=scripts)
    day, times = story.spans(2)
    text = f"Melayani pasien di poli umum {'dengan' if scripts else 'tanpa'} skrip"
    try:
        visitor.go("/")
        visitor.menu("Catatan harian")
        story.fill_day(visitor, story.Work(text, day, *times[int(scripts)], "4"))
        visitor.find("Simpan").dblclick()
        # The words "Tercatat: …" travel with the first answer, which the second press may have made the browser drop.
        visitor.page.locator("#hari-isi").get_by_text(text).first.wait_for()
        visitor.go("/harian/riwayat/")
        assert visitor.page.get_by_role("link", name=text, exact=True).count() == 1
    finally:
        visitor.context.close()


def test_feedback_of_the_period_stands_beside_the_lines(product: Product, browser: Browser) -> None:
    superior = Visitor(product, browser, "superior_alive")
    try:
        superior.go("/")
        superior.menu("Penilaian")
        superior.press("Menilai bawahan")
        superior.press(re.compile("^(Buka|Nilai) "))
        superior.sees("Perilaku kerja")
        assert superior.page.get_by_text(re.compile("^(Pujian|Catatan|Saran)$")).count(), superior.words()
    finally:
        superior.context.close()
