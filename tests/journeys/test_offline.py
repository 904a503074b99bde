"""An entry on a cheap phone; three entries without a connection, the browser killed, and exactly three on the server."""

import hashlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Playwright, expect

from tests.journeys.line import Line
from tests.journeys.phone import Phone, photo
from tests.journeys.product import ROOT, Product

SEEN = "Di perangkat ini"
STORED = """
import django, json; django.setup()
from pamong.worklog.models import Attachment, Entry
from pamong.platform.offline.models import Receipt
rows = Entry.objects.filter(text__startswith={prefix!r}).order_by("starts_at")
print(json.dumps([[e.text, [a.file.received_sha256 for a in Attachment.objects.filter(entry=e).select_related("file")],
                   Receipt.objects.filter(object_id=str(e.pk)).count()] for e in rows]))
"""


def stored(product: Product, prefix: str) -> list[list[Any]]:
    """What the server holds, read by another process than the one that was told."""
    env = {**os.environ, "PAMONG_HOME": str(product.home), "DJANGO_SETTINGS_MODULE": "config.settings"}
    code = STORED.format(prefix=prefix)
    out = subprocess.run([sys.executable, "-c", code], env=env, cwd=ROOT, check=True, capture_output=True, text=True)
    found: list[list[Any]] = json.loads(out.stdout.splitlines()[-1])
    return found


class StaffPhone(Phone):
    """The phone of somebody who writes down his day."""

    def write(self, text: str, starts: str, ends: str, picture: bytes | None = None) -> None:
        self.page.get_by_label("Apa yang dikerjakan").fill(text)
        self.page.get_by_label("Dari jam").fill(starts)
        self.page.get_by_label("Sampai jam").fill(ends)
        if picture:
            name = f"{text.rsplit(maxsplit=1)[-1]}.jpg"
            self.page.locator("input[type=file]").first.set_input_files(
                {"name": name, "mimeType": "image/jpeg", "buffer": picture}
            )
        self.page.get_by_role("button", name="Simpan", exact=False).last.click()


@pytest.fixture
def phone(playwright: Playwright, line: Line, product: Product, tmp_path: Path) -> Iterator[StaffPhone]:
    """A phone on which somebody signed in once and opened his day once."""
    made = StaffPhone(playwright, tmp_path / "ponsel", line)
    elsewhere = Product(product.process, product.home, line.url, product.roles, used=product.used)
    elsewhere.sign_in(made.page, "employee_alive")
    made.go("/harian/")
    made.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    made.context.close()  # as after a night: a browser writes its cookies down only now and then
    made.switch_on()
    made.go("/harian/")
    yield made
    made.kill()


def test_an_entry_with_a_photo_on_a_cheap_phone_takes_half_a_minute(phone: StaffPhone, product: Product) -> None:
    phone.line.speed = 50_000  # 400 kbit/s
    session = phone.context.new_cdp_session(phone.page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": 6})
    begun = time.monotonic()
    phone.go("/")
    with phone.page.expect_navigation():
        phone.page.get_by_role("link", name="Catatan harian", exact=True).locator("visible=true").first.click()
    phone.write("Akta di balai kampung hp-murah", "00:00", "00:01", photo(1, (2400, 1800)))
    expect(phone.page.get_by_text("Tercatat: Akta di balai")).to_be_visible(timeout=60_000)
    took = time.monotonic() - begun
    ((_text, files, _receipts),) = stored(product, "Akta di balai kampung hp-murah")
    assert len(files) == 1
    assert took <= 30, f"{took:.1f} s until the server had it"


def test_three_entries_without_connection_and_a_killed_browser_are_exactly_three(
    phone: StaffPhone, product: Product
) -> None:
    assert phone.online(), "the canary sings while there is a connection"
    phone.cut()
    assert not phone.online(), "the canary must fail, else nothing here proves anything"
    phone.go("/harian/")
    expect(phone.page.get_by_role("heading", name="Catat kegiatan tanpa sambungan")).to_be_visible()
    pictures = [photo(n) for n in (11, 12, 13)]
    for n, picture in enumerate(pictures):
        phone.write(f"Luring tanpa sinyal ke-{n}", f"00:{10 + n * 5}", f"00:{13 + n * 5}", picture)
        expect(phone.page.locator("[data-outbox-list] > li")).to_have_count(n + 1)
    phone.kill()

    phone.switch_on()
    phone.context.set_offline(True)
    phone.go("/harian/")
    assert not phone.online()
    expect(phone.page.locator("[data-outbox-list] > li")).to_have_count(3)
    expect(phone.page.get_by_text("Menunggu dikirim")).to_have_count(3)
    assert not stored(product, "Luring tanpa sinyal")

    phone.line.losing = 0.3  # a bad signal: answers get lost after the server has stored what was sent
    phone.mend()
    for _n in range(40):
        phone.page.evaluate("window.dispatchEvent(new Event('online'))")
        phone.page.wait_for_timeout(400)
        if not phone.page.evaluate("indexedDB && document.querySelectorAll('[data-outbox-list] .pm-tag-info').length"):
            break
    phone.line.losing = 0.0
    phone.page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(phone.page.get_by_text("Menunggu dikirim")).to_have_count(0)

    found = stored(product, "Luring tanpa sinyal")
    assert [row[0] for row in found] == [f"Luring tanpa sinyal ke-{n}" for n in range(3)], "exactly three"
    hashes = [[hashlib.sha256(picture).hexdigest()] for picture in pictures]
    assert [row[1] for row in found] == hashes, "the photos arrived byte for byte"
    assert [row[2] for row in found] == [1, 1, 1], "each was taken once"
    kept = "pamongQueue.recall('form:entry').then(c => pamongQueue.list(c.owner)).then(l => l.length)"
    assert phone.page.evaluate(kept) == 0, "acknowledged: nothing of it stays on the phone"


def test_a_conflict_shows_both_and_overwrites_nothing_and_signing_out_wipes(
    phone: StaffPhone, product: Product
) -> None:
    phone.write("Bentrok yang sudah tercatat", "01:00", "01:10")
    expect(phone.page.get_by_text("Tercatat: Bentrok yang sudah")).to_be_visible()
    phone.cut()
    phone.go("/harian/")
    phone.write("Bentrok dari ponsel", "01:05", "01:15")
    expect(phone.page.get_by_text("Menunggu dikirim")).to_have_count(1)
    phone.mend()
    phone.go("/harian/")
    item = phone.page.locator("[data-outbox-list] > li").first
    expect(item.get_by_text("Perlu diperbaiki")).to_be_visible()
    expect(item).to_contain_text("Bentrok dari ponsel")
    expect(item).to_contain_text("Bentrok yang sudah tercatat")
    assert [row[0] for row in stored(product, "Bentrok")] == ["Bentrok yang sudah tercatat"]
    item.get_by_role("button", name="Ubah").click()
    phone.page.locator("#catat").get_by_label("Dari jam").fill("01:12")
    phone.page.locator("#catat").get_by_role("button", name="Simpan").click()
    expect(phone.page.get_by_text("Tercatat: Bentrok dari ponsel")).to_be_visible()
    assert len(stored(product, "Bentrok")) == 2

    phone.cut()
    phone.go("/harian/")
    phone.write("Bentrok yang dibuang", "01:20", "01:25")
    expect(phone.page.get_by_text("Menunggu dikirim")).to_have_count(1)
    phone.line.mend()  # the page is opened again, but nothing may be sent before he signs out
    phone.page.evaluate("pamongQueue.sync = () => Promise.resolve()")
    phone.context.set_offline(False)
    phone.page.route("**/harian/", lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    phone.go("/")
    expect(phone.page.locator("[data-outbox-number]")).to_have_text("1")
    phone.page.get_by_text("Menu akun").locator("..").click()
    with phone.page.expect_navigation():
        phone.page.get_by_role("button", name="Keluar").click()
    rows = phone.page.evaluate(
        "new Promise(done => {const a = indexedDB.open('pamong'); a.onsuccess = () => {"
        "const r = a.result.transaction('items').objectStore('items').count(); r.onsuccess = () => done(r.result)}})"
    )
    assert rows == 0
    assert len(stored(product, "Bentrok")) == 2


def test_old_drafts_go_with_a_notice_and_drafts_of_others_stay_theirs(phone: StaffPhone, product: Product) -> None:
    add = (
        "([owner, title, days]) => pamongQueue.add({kind: 'entry', owner, url: '/harian/', title, detail: '',"
        " queuedAt: Date.now() - days * 86400000}, {fields: [['text', title]], files: []})"
    )
    owner = phone.page.locator("[data-outbox]").get_attribute("data-owner")
    phone.page.evaluate(add, [owner, "Draf lama sekali", 8])
    phone.page.evaluate(add, ["999999", "Draf orang lain", 1])
    phone.go("/harian/")
    notice = phone.page.locator("[data-outbox-list] > li").first
    expect(notice).to_contain_text("Draf lama sekali")
    expect(notice).to_contain_text("Lebih dari 7 hari")
    expect(phone.page.get_by_text("Draf orang lain")).to_have_count(0)
    assert phone.page.evaluate("owner => pamongQueue.list(owner).then(l => l.length)", owner) == 0
    assert phone.page.evaluate("pamongQueue.list('999999').then(l => l.length)") == 1
    notice.get_by_role("button", name="Tutup").click()
    expect(phone.page.locator("[data-outbox-list] > li")).to_have_count(0)
    assert not stored(product, "Draf")
