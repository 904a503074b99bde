"""A resident without a signal: three reports written, the browser killed, three received, each with its receipt; and nothing of
anonymous ones on the phone.
"""

import contextlib
import hashlib
import json
import os
import re
import secrets
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Error, Page, Playwright, Response, expect

from tests.journeys.line import Line
from tests.journeys.phone import PATIENCE, Phone, photo
from tests.journeys.product import ROOT, Product

PAGE = "/lapor/tanpa-sinyal/"
ITEMS = "[data-outbox-list] > li"
STORED = """
import django, json; django.setup()
from pamong.voice.complaints.models import Complaint
rows = Complaint.objects.filter(text__startswith={prefix!r}).order_by("text")
print(json.dumps([[c.text, c.number, c.mode, c.photos.count()] for c in rows]))
"""
OPENS = """
import django; django.setup()
from pamong.voice.complaints import queries
print(queries.by_receipt({number!r}, {secret!r}) is not None)
"""
# Everything a browser keeps for this address, as one text.
KEPT = """async () => {
  const found = [JSON.stringify(Object.entries(localStorage)), JSON.stringify(Object.entries(sessionStorage))];
  for (const about of await indexedDB.databases()) {
    const db = await new Promise((done, failed) => {
      const asked = indexedDB.open(about.name); asked.onsuccess = () => done(asked.result); asked.onerror = failed; });
    for (const name of db.objectStoreNames) {
      const rows = await new Promise((done) => {
        const asked = db.transaction(name).objectStore(name).getAll(); asked.onsuccess = () => done(asked.result); });
      found.push(name + JSON.stringify(rows, (key, value) => value instanceof ArrayBuffer
        ? Array.from(new Uint8Array(value), (b) => b.toString(16).padStart(2, '0')).join('') : value));
    }
    db.close();
  }
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) found.push(request.url + await (await cache.match(request)).text());
  }
  return found.join('\\n');
}"""


def asked(product: Product, code: str) -> str:
    """What the server holds, read by another process than the one that was told."""
    env = {**os.environ, "PAMONG_HOME": str(product.home), "DJANGO_SETTINGS_MODULE": "config.settings"}
    out = subprocess.run([sys.executable, "-c", code], env=env, cwd=ROOT, check=True, capture_output=True, text=True)
    return out.stdout.splitlines()[-1]


def stored(product: Product, prefix: str) -> list[list[Any]]:
    found: list[list[Any]] = json.loads(asked(product, STORED.format(prefix=prefix)))
    return found


class ResidentsPhone(Phone):
    """Somebody without an account, who opened the page once while there was a connection."""

    def prepare(self) -> None:
        self.go("/lapor/")
        self.page.get_by_role("link", name=re.compile("Sering tanpa sinyal")).click()
        self.page.get_by_role("heading", name="Tulis laporan tanpa sinyal").wait_for()
        self.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        self.page.reload()  # the first page of all came before the worker; this one passes through it

    def write(self, text: str, picture: bytes | None = None) -> None:
        page = self.page
        page.get_by_label(re.compile("^Terbuka:")).check()
        page.get_by_label("Laporan Anda tentang apa?").select_option(index=1)
        page.get_by_label("Apa yang terjadi?").fill(text)
        for choice in page.locator("[data-only]:visible fieldset").all():
            choice.locator("input").first.check()
        for box in page.locator("[data-only]:visible input[type=text]").all():
            box.fill("2")
        page.get_by_label("Nama jalan dan patokan").fill("Jalan Merdeka 4")
        page.get_by_label("Nama", exact=False).and_(page.locator("#id_name")).fill("Bu Sri")
        page.locator("#id_phone").fill("0812-0000-1111")
        if picture:
            page.locator("#id_photo_1").set_input_files(
                {"name": "IMG.jpg", "mimeType": "image/jpeg", "buffer": picture}
            )
        page.get_by_role("button", name="Kirim, atau simpan sampai ada sinyal").click()

    def kept(self) -> str:
        return str(self.page.evaluate(KEPT))


@pytest.fixture
def phone(playwright: Playwright, line: Line, tmp_path: Path) -> Iterator[ResidentsPhone]:
    made = ResidentsPhone(playwright, tmp_path / "ponsel", line)
    made.prepare()
    yield made
    made.kill()


def receipt_of(phone: ResidentsPhone) -> tuple[str, str]:
    phone.page.get_by_role("heading", name="Laporan Anda diterima").wait_for()
    text = phone.page.locator("main").inner_text()
    number, secret = re.search(r"P-\w{4}-\w{4}", text), re.search(r"\w{4}(-\w{4}){4}", text)
    assert number and secret, text
    return number[0], secret[0]


def hearing(arrived: list[str]) -> Callable[[Response], None]:
    """Notes the hashes that the server says it received."""

    def heard(answer: Response) -> None:
        if answer.request.method == "POST" and answer.headers.get("content-type", "").startswith("application/json"):
            with contextlib.suppress(Error):  # an answer that was lost on the way has no body
                arrived.extend(json.loads(answer.body()).get("received", []))

    return heard


def try_until_nothing_waits(*tabs: Page) -> None:
    """As a bad signal comes and goes."""
    for _n in range(60):
        for tab in tabs:
            tab.evaluate("window.dispatchEvent(new Event('online'))")
        tabs[0].wait_for_timeout(400)
        if not tabs[0].evaluate("pamongQueue.list('publik').then(l => l.length)"):
            return


def test_three_reports_without_a_signal_and_a_killed_browser_are_exactly_three(
    phone: ResidentsPhone, product: Product
) -> None:
    mark = f"Luring {secrets.token_hex(4)}"
    arrived: list[str] = []
    assert phone.online(), "the canary sings while there is a connection"
    phone.cut()
    assert not phone.online(), "the canary must fail, else nothing here proves anything"
    phone.go("/lapor/")
    expect(phone.page.get_by_role("heading", name="Tulis laporan tanpa sinyal")).to_be_visible()
    phone.axe()
    pictures = [photo(n) for n in (21, 22, 23)]
    for n, picture in enumerate(pictures):
        phone.write(f"{mark} ke-{n}: lampu mati di depan sekolah", picture)
        expect(phone.page.locator(ITEMS)).to_have_count(n + 1)
    phone.axe()
    phone.kill()

    phone.switch_on()
    phone.context.set_offline(True)
    phone.go(PAGE)
    assert not phone.online()
    expect(phone.page.locator(ITEMS)).to_have_count(3)
    kept = phone.kept()
    assert all(picture.hex() in kept for picture in pictures), "the photos lie here byte for byte"
    assert mark in kept, "what is looked for in anonymous mode would be found"
    assert not stored(product, mark)

    phone.page.on("response", hearing(arrived))
    other = phone.context.new_page()  # a second tab sends too
    other.on("response", hearing(arrived))
    other.goto(phone.line.url + PAGE)
    phone.line.losing = 0.3  # answers get lost after the server has stored what was sent
    phone.mend()
    try_until_nothing_waits(phone.page, other)
    phone.line.losing = 0.0
    phone.page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(phone.page.get_by_role("button", name=re.compile("^Lihat tanda terima"))).to_have_count(3, timeout=PATIENCE)

    phone.axe()
    found = stored(product, mark)
    assert [row[0].split(":")[0] for row in found] == [f"{mark} ke-{n}" for n in range(3)], "exactly three"
    assert [row[3] for row in found] == [1, 1, 1], "each with its one photo"
    hashes = {hashlib.sha256(picture).hexdigest() for picture in pictures}
    assert set(arrived) == hashes, "the photos arrived byte for byte"
    kept = phone.kept()
    assert mark not in kept, "received: of what was written nothing stays on the phone"
    assert "Bu Sri" not in kept
    assert not any(picture.hex() in kept for picture in pictures)

    phone.go(PAGE)
    phone.page.get_by_role("button", name=re.compile("^Lihat tanda terima")).first.click()
    number, secret = receipt_of(phone)
    assert number in {row[1] for row in found}
    assert asked(product, OPENS.format(number=number, secret=secret)) == "True"
    phone.go(PAGE)
    phone.page.get_by_role("button", name=re.compile("^Sudah saya catat")).first.click()
    expect(phone.page.get_by_role("button", name=re.compile("^Lihat tanda terima"))).to_have_count(2)


def test_with_a_connection_the_receipt_comes_at_once_and_a_refusal_beside_the_field(
    phone: ResidentsPhone, product: Product
) -> None:
    mark = f"Daring {secrets.token_hex(4)}"
    phone.write("")
    summary = phone.page.locator("[data-error-summary]")
    expect(summary).to_be_visible()
    expect(phone.page.locator(ITEMS)).to_have_count(1)
    expect(phone.page.get_by_label("Nama, jabatan, atau ciri petugas")).to_be_hidden()
    phone.axe()
    phone.write(mark)
    number, secret = receipt_of(phone)
    assert [row[1] for row in stored(product, mark)] == [number]
    assert asked(product, OPENS.format(number=number, secret=secret)) == "True"
    assert mark not in phone.kept()


def test_a_draft_is_thrown_away_by_its_writer(phone: ResidentsPhone) -> None:
    phone.cut()
    phone.write("Draf yang dibuang")
    expect(phone.page.locator(ITEMS)).to_have_count(1)
    assert "Draf yang dibuang" in phone.kept()
    phone.page.get_by_role("button", name=re.compile("^Hapus draf")).click()
    expect(phone.page.locator(ITEMS)).to_have_count(0)
    assert "Draf yang dibuang" not in phone.kept()


def test_of_an_anonymous_report_nothing_stays_on_the_phone(phone: ResidentsPhone, product: Product) -> None:
    canary = f"Kenari {secrets.token_hex(6)}"
    assert not phone.page.get_by_label(re.compile("^Anonim")).count(), "the page without a signal does not offer it"
    phone.go("/lapor/")
    page = phone.page
    page.get_by_label(re.compile("^Anonim")).check()
    page.get_by_role("button", name="Lanjut", exact=True).last.click()
    page.locator("input[name=category]").first.check()
    page.get_by_role("button", name="Lanjut", exact=True).last.click()
    page.get_by_label("Ceritakan singkat").fill(canary)
    assert canary not in phone.kept(), "not while it is typed"
    page.get_by_role("button", name="Lanjut", exact=True).last.click()
    page.get_by_role("heading", level=1).wait_for()
    assert canary not in phone.kept(), "not when it has been typed"
    phone.cut()
    phone.go("/lapor/")
    assert canary not in phone.kept(), "not when the connection goes"
    assert not stored(product, canary)
