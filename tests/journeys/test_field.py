"""An officer goes where there is no signal: what he took along he reads there, what he wrote there arrives once, and nothing of it
stays for the next who holds the phone.
"""

import json
import re
import secrets
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, Playwright, expect

from tests.journeys.line import Line
from tests.journeys.phone import PATIENCE, Phone, photo
from tests.journeys.product import PHONE, Product
from tests.journeys.test_offline_report import KEPT, asked, hearing
from tests.voice.photographs import taken

PAGE = "/pengaduan/lapangan/"
ITEMS = "[data-outbox-list] > li"
STORED = """
import django, json; django.setup()
from pamong.voice.complaints.models import Photo, Step
rows = Step.objects.filter(kind="on_site", text__startswith={prefix!r}).order_by("text").select_related("complaint")
print(json.dumps([[s.text, s.complaint.number, s.complaint.photos.filter(kind="visit").count()] for s in rows]))
"""
CHANGED = """
import django; django.setup()
from django.db.models import F
from pamong.platform.guard import ACTION
from pamong.voice.complaints.models import Complaint
Complaint.objects.filter(number={number!r}).update(via=ACTION, version=F("version") + 1)
print("done")
"""
CLOSED = """
import django, json; django.setup()
from pamong.voice.complaints.models import Complaint, Step
case = Complaint.objects.get(number={number!r})
print(json.dumps([case.state, Step.objects.filter(complaint=case, kind="visited").count(), case.photos.filter(explained__gt="").count()]))
"""
AWAY = """
import django; django.setup()
from pamong.platform.access.viewer import Viewer
from pamong.voice.complaints import actions
from pamong.voice.complaints.models import Complaint
case = Complaint.objects.get(number={number!r})
actions.give_back(complaint=case, text="Ditangani regu lain.", by=Viewer.system("uji"))
print("done")
"""


def stored(product: Product, prefix: str) -> list[list[Any]]:
    found: list[list[Any]] = json.loads(asked(product, STORED.format(prefix=prefix)))
    return found


class FieldPhone(Phone):
    """The phone of somebody who goes out."""

    def take_along(self) -> list[str]:
        """Press the button; answers the numbers that are on the phone."""
        self.go(PAGE)
        self.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        self.page.get_by_role("button", name="Bawa ke lapangan").click()
        expect(self.page.locator("[data-carry-says]")).to_contain_text("tempat ada di ponsel ini")
        return self.carried()

    def carried(self) -> list[str]:
        script = "pamongQueue.recall('carry:lapangan').then(r => r ? r.value.rows.map(o => o.number) : [])"
        found: list[str] = self.page.evaluate(script)
        return found

    def carries(self, numbers: list[str]) -> None:
        """Waits until exactly these are on the phone."""
        until = time.monotonic() + PATIENCE / 1000
        while self.carried() != numbers:
            assert time.monotonic() < until, (self.carried(), numbers)
            self.page.wait_for_timeout(100)

    def kept(self) -> str:
        return str(self.page.evaluate(KEPT))

    def fill(self, number: str, text: str, *pictures: bytes) -> None:
        """The result of a visit, on the page without a signal."""
        self.page.get_by_role("link", name=re.compile(rf"^Isi hasil kunjungan\s*:\s*{number}")).click()
        self.page.get_by_label("Yang ditemukan di lapangan").fill(text)
        for box, picture in zip(("photo", "photo_2"), pictures, strict=False):
            self.page.locator(f"#id_{box}").set_input_files(
                {"name": "IMG.jpg", "mimeType": "image/jpeg", "buffer": picture}
            )
        self.page.get_by_role("button", name="Simpan hasil kunjungan").click()


@pytest.fixture
def cookies(product: Product, browser: Browser, role: str) -> Any:
    """Of somebody who signed in this morning."""
    return session_of(product, browser, role)


def session_of(product: Product, browser: Browser, role: str) -> Any:
    """The cookies of somebody who signed in once (one code is good for one sign-in)."""
    product.browser_of(browser, role, size=PHONE).close()
    return product.states[role]["cookies"]


@pytest.fixture
def role() -> str:
    """Whose phone it is."""
    return "field_officer"


@pytest.fixture
def phone(playwright: Playwright, line: Line, tmp_path: Path, cookies: Any) -> Iterator[FieldPhone]:
    """His phone, before he has taken anything along."""
    made = FieldPhone(playwright, tmp_path / "ponsel", line)
    made.context.add_cookies(cookies)
    made.go("/")
    made.context.close()  # as after a night: a browser writes its cookies down only now and then
    made.switch_on()
    made.go(PAGE)
    yield made
    made.kill()


def try_until_nothing_waits(*tabs: Page) -> None:
    """As a bad signal comes and goes."""
    for _n in range(60):
        for tab in tabs:
            tab.evaluate("window.dispatchEvent(new Event('online'))")
        tabs[0].wait_for_timeout(400)
        owner = "document.querySelector('[data-outbox]').dataset.owner || pamongQueue.recall('form:visit').then(r => r.owner)"
        if not tabs[0].evaluate(f"Promise.resolve({owner}).then(o => pamongQueue.list(o)).then(l => l.length)"):
            return


def test_two_visits_without_a_signal_and_a_killed_browser_are_exactly_two(phone: FieldPhone, product: Product) -> None:
    mark = f"Tiang {secrets.token_hex(4)}"
    assert "Jalan Melati" not in phone.kept(), "nothing is kept before it is asked for"
    numbers = phone.take_along()
    assert len(numbers) >= 2
    phone.axe()
    assert phone.online(), "the canary sings while there is a connection"
    phone.cut()
    assert not phone.online(), "the canary must fail, else nothing here proves anything"
    phone.go(PAGE)
    expect(phone.page.get_by_role("heading", name="Kunjungan lapangan tanpa sinyal")).to_be_visible()
    expect(phone.page.locator("[data-carried-list] > section")).to_have_count(len(numbers))
    expect(phone.page.get_by_text("Jalan Melati, tiang").first).to_be_visible()
    assert phone.page.locator("[data-map]").first.get_attribute("href", timeout=PATIENCE) is not None
    phone.axe()
    pictures = [photo(n) for n in (31, 32, 33)]
    phone.fill(numbers[0], f"{mark} satu: padam, kabel putus", *pictures[:2])
    expect(phone.page.locator(ITEMS)).to_have_count(1)
    phone.fill(numbers[1], f"{mark} dua: menyala kembali", pictures[2])
    expect(phone.page.locator(ITEMS)).to_have_count(2)
    phone.axe()
    phone.kill()

    phone.switch_on()
    phone.context.set_offline(True)
    phone.go(PAGE)
    assert not phone.online()
    expect(phone.page.locator(ITEMS)).to_have_count(2)
    expect(phone.page.locator("[data-filled]:visible")).to_have_count(2)
    assert all(picture.hex() in phone.kept() for picture in pictures), "the photos lie here byte for byte"
    assert not stored(product, mark)

    arrived: list[str] = []
    phone.page.on("response", hearing(arrived))
    other = phone.context.new_page()  # a second tab sends too
    other.goto(phone.line.url + PAGE)
    phone.line.losing = 0.3  # answers get lost after the server has stored what was sent
    phone.mend()
    try_until_nothing_waits(phone.page, other)
    phone.line.losing = 0.0
    phone.page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(phone.page.locator(f"{ITEMS} .pm-tag-info")).to_have_count(0, timeout=PATIENCE)

    assert stored(product, mark) == [
        [f"{mark} dua: menyala kembali", numbers[1], 1],
        [f"{mark} satu: padam, kabel putus", numbers[0], 2],
    ], "exactly two, each with its photos"
    kept = phone.kept()
    assert not any(picture.hex() in kept for picture in pictures), "received: nothing written stays on the phone"


def test_what_was_taken_along_goes_with_the_case_the_time_and_the_person(phone: FieldPhone, product: Product) -> None:
    numbers = phone.take_along()
    asked(product, AWAY.format(number=numbers[0]))
    phone.go(PAGE)  # the next contact
    phone.carries(numbers[1:])
    assert numbers[0] not in phone.kept()

    phone.page.evaluate(
        """pamongQueue.change('carry:lapangan', row =>
             Object.assign(row, {value: Object.assign(row.value, {until: Date.now() - 1})}))"""
    )
    phone.cut()
    phone.go(PAGE)
    expect(phone.page.get_by_text("Tidak ada daftar di ponsel ini")).to_be_visible()
    assert "Jalan Melati" not in phone.kept(), "a day is over: also without a connection"
    phone.mend()

    phone.take_along()
    assert "Jalan Melati" in phone.kept()
    product.states.pop("field_officer")  # this session ends here
    with phone.page.expect_navigation(wait_until="load"):
        phone.page.evaluate("document.querySelector('[data-sign-out]').requestSubmit()")
    assert "Jalan Melati" not in phone.kept(), "signed out: read back, nothing is left"


def test_another_person_on_the_same_phone_finds_nothing(phone: FieldPhone, product: Product, browser: Browser) -> None:
    phone.take_along()
    phone.context.clear_cookies()  # the session ended by itself: nobody pressed "Keluar"
    phone.context.add_cookies(session_of(product, browser, "superior_alive"))
    phone.go("/")
    phone.carries([])
    assert "Jalan Melati" not in phone.kept()
    phone.cut()
    phone.go(PAGE)
    expect(phone.page.get_by_text("Tidak ada daftar di ponsel ini")).to_be_visible()


def test_a_case_given_to_somebody_else_meanwhile_is_said_and_the_words_stay(
    phone: FieldPhone, product: Product
) -> None:
    mark = f"Konflik {secrets.token_hex(4)}"
    numbers = phone.take_along()
    phone.cut()
    phone.go(PAGE)
    phone.fill(numbers[-1], f"{mark}: tiang miring, " + "x" * 150, photo(41))
    expect(phone.page.locator(ITEMS)).to_have_count(1)
    asked(product, AWAY.format(number=numbers[-1]))
    phone.mend()
    phone.page.evaluate("window.dispatchEvent(new Event('online'))")
    item = phone.page.locator(ITEMS)
    expect(item.get_by_text("Perlu diperbaiki")).to_be_visible(timeout=PATIENCE)
    expect(item).to_contain_text("Tidak dapat dikirim lagi dengan akun ini")
    expect(item).to_contain_text("x" * 150)
    assert not stored(product, mark)
    phone.go(PAGE)
    expect(phone.page.locator(ITEMS)).to_contain_text(mark)
    phone.page.get_by_role("button", name=re.compile("^Hapus draf")).click()
    expect(phone.page.locator(ITEMS)).to_have_count(0)
    assert mark not in phone.kept()


@pytest.mark.parametrize("role", ["complaint_officer"])
def test_a_case_that_changed_and_a_photo_from_elsewhere_are_asked_about_and_then_taken_once(
    phone: FieldPhone, product: Product, role: str
) -> None:
    """Somebody else's answer is made sure of: the case has changed meanwhile, and the photo says that it comes from far away."""
    number = phone.take_along()[0]
    phone.cut()
    phone.go(PAGE)
    words = f"Diperiksa {secrets.token_hex(4)}: sudah menyala"
    far = taken(Image.frombytes("RGB", (1200, 900), secrets.token_bytes(1200 * 900 * 3)), where=(1.5, 99.0))
    far.seek(0)
    phone.fill(number, words, far.read())
    expect(phone.page.locator(ITEMS)).to_have_count(1)
    asked(product, CHANGED.format(number=number))
    phone.mend()
    phone.go(PAGE)
    item = phone.page.locator(ITEMS)
    expect(item).to_contain_text("berubah sejak halamannya dibuka", timeout=PATIENCE)
    expect(item).to_contain_text(words)
    with phone.page.expect_navigation():
        item.get_by_role("link", name="Buka formulirnya").click()
    for said in ("km dari lokasi laporan", ""):
        item.get_by_role("button", name=re.compile("^Ubah")).click()
        expect(phone.page.get_by_label("Yang ditemukan di lapangan")).to_have_value(words)
        if not said:
            phone.page.get_by_label("Penjelasan tentang foto").fill("Lokasi ponsel salah terbaca di bawah atap seng.")
        phone.page.get_by_role("button", name="Simpan hasil kunjungan").click()
        if said:
            expect(item).to_contain_text(said, timeout=PATIENCE)
    expect(phone.page.get_by_text("Tersimpan: Tutup setelah diperiksa")).to_be_visible(timeout=PATIENCE)
    assert json.loads(asked(product, CLOSED.format(number=number))) == ["visited", 1, 1]
    assert words not in phone.kept()
