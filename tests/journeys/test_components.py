"""The gallery in a real browser, under the product's content policy: no finding, no sideways scroll, and what scripts add."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import axe_playwright_python
import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import RequestFactory
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, Route

from pamong.platform.access.viewer import Viewer
from pamong.sites.web.views.gallery import gallery

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
BASE = "http://pamong.test"
STAFF = Viewer(
    user_id=1, person_id=7, name="Sari Dewi Lestari", agency_name="Dinas Kependudukan dan Pencatatan Sipil", unread=3
)
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".woff2": "font/woff2"}
POLICY = "; ".join(
    f"{name} {' '.join(values)}" for name, values in settings.CONTENT_SECURITY_POLICY["DIRECTIVES"].items()
)


def answer(route: Route) -> None:
    """The gallery as its view answers it, and static files; no server and no database."""
    address = urlsplit(route.request.url)
    if address.path == "/ui/":
        request = RequestFactory().get(f"{address.path}?{address.query}")
        request.viewer = STAFF  # type: ignore[attr-defined]
        request.user = None  # type: ignore[assignment]  # the page asks the viewer only
        route.fulfill(
            body=gallery(request).content,
            content_type="text/html; charset=utf-8",
            headers={"Content-Security-Policy": POLICY},
        )
        return
    found = finders.find(address.path.removeprefix(settings.STATIC_URL))
    if isinstance(found, str):
        route.fulfill(
            body=Path(found).read_bytes(), content_type=TYPES.get(Path(found).suffix, "application/octet-stream")
        )
    else:
        route.fulfill(status=404, body="")


def window(browser: Browser, **options: Any) -> BrowserContext:
    context = browser.new_context(locale="id-ID", bypass_csp=options.pop("bypass_csp", False), **options)
    context.route("**/*", answer)
    return context


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with window(browser, viewport={"width": 360, "height": 740}) as context:
        page = context.new_page()
        troubles: list[str] = []
        page.on(
            "console",
            lambda message: troubles.append(message.text) if "Content Security Policy" in message.text else None,
        )
        page.on("pageerror", lambda error: troubles.append(str(error)))
        yield page
        assert not troubles


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("address", ["/ui/", "/ui/?kesalahan=1"])
def test_no_finding_and_no_sideways_scroll(browser: Browser, width: int, scheme: Any, address: str) -> None:
    with window(browser, viewport={"width": width, "height": 800}, color_scheme=scheme, bypass_csp=True) as context:
        page = context.new_page()
        page.goto(BASE + address)
        page.evaluate(AXE)
        for summary in page.locator(".pm-main details:not([data-dialog]) > summary").all():
            summary.click()
        found = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
        assert [(v["id"], [n["html"] for n in v["nodes"]]) for v in found["violations"]] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("state", ["menu", "account", "dialog"])
def test_no_finding_in_what_opens(browser: Browser, state: str) -> None:
    with window(browser, viewport={"width": 320, "height": 740}, bypass_csp=True) as context:
        page = context.new_page()
        page.goto(BASE + "/ui/")
        if state == "menu":
            page.get_by_role("link", name="Semua menu").click()
        elif state == "account":
            page.locator("summary", has_text="Menu akun").click()
        else:
            page.locator("summary", has_text="Kembalikan").click()
        page.evaluate(AXE)
        found = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
        assert [(v["id"], [n["html"] for n in v["nodes"]]) for v in found["violations"]] == []


def test_text_may_be_spaced_out_and_enlarged(page: Page) -> None:
    """WCAG 1.4.12 and 1.4.4: wider text spacing and 200 % letters cut nothing and scroll nothing sideways."""
    page.set_viewport_size({"width": 640, "height": 740})
    page.goto(BASE + "/ui/")
    page.evaluate(
        """() => { const s = new CSSStyleSheet();
        s.replaceSync("html{font-size:200%} *{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}");
        document.adoptedStyleSheets = [s]; }"""
    )
    wide = page.evaluate(
        """() => [...document.querySelectorAll("body *")].filter(e => e.getBoundingClientRect().right > innerWidth + 1
        && !e.closest(".pm-table-scroll, .pm-tabs")).map(e => e.outerHTML.slice(0, 90))"""
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= 640, wide


def test_the_error_summary_has_the_focus_and_leads_to_the_field(page: Page) -> None:
    page.goto(BASE + "/ui/?kesalahan=1")
    assert page.title().startswith("Kesalahan: Galeri komponen")
    assert page.evaluate("document.activeElement.hasAttribute('data-error-summary')")
    page.get_by_role("link", name="Apa yang dikerjakan? Isian ini wajib diisi.").click()
    assert page.evaluate("document.activeElement.id") == "id_activity"
    page.get_by_role("link", name="Hasil kerja: Pilih salah satu.", exact=True).click()
    assert page.evaluate("document.activeElement.id") == "id_rating_0"


def test_a_dialog_is_modal_closes_and_gives_the_focus_back(page: Page) -> None:
    page.goto(BASE + "/ui/")
    opener = page.locator("summary", has_text="Kembalikan")
    opener.click()
    dialog = page.get_by_role("dialog", name="Kembalikan catatan")
    assert dialog.is_visible()
    assert dialog.get_by_text("Tulis apa yang perlu diperbaiki").is_visible()
    page.keyboard.press("Escape")
    assert not dialog.is_visible()
    assert page.evaluate("document.activeElement.textContent").strip() == "Kembalikan"
    opener.click()
    dialog.get_by_role("button", name="Tutup").click()
    assert not dialog.is_visible()


def test_now_writes_the_clock(page: Page) -> None:
    page.goto(BASE + "/ui/")
    page.get_by_role("button", name="Sekarang").click()
    assert page.input_value("#id_starts")[2] == ":"


def test_a_draft_survives_a_reload(page: Page) -> None:
    page.goto(BASE + "/ui/")
    page.fill("#id_story", "Tiga puluh empat KTP")
    page.reload()
    assert page.input_value("#id_story") == "Tiga puluh empat KTP"


def test_a_form_is_sent_once(page: Page) -> None:
    sent: list[str] = []
    page.goto(BASE + "/ui/")

    def take(route: Route) -> None:
        sent.append(route.request.method)
        route.fulfill(status=204)

    page.route("**/kirim", take)
    page.evaluate("""() => { const f = document.querySelector("form[method=post][enctype]"); f.action = "/kirim"; f.method = "post";
        const b = document.createElement("button"); b.type = "submit"; b.id = "kirim"; b.textContent = "x"; f.appendChild(b); }""")
    page.evaluate("() => { const b = document.getElementById('kirim'); b.click(); b.click(); b.click(); }")
    page.wait_for_timeout(300)
    assert sent == ["POST"]
    assert page.get_attribute("#kirim", "aria-disabled") == "true"


def photo(width: int, height: int) -> bytes:
    out = io.BytesIO()
    Image.effect_noise((width, height), 90).convert("RGB").save(out, "JPEG", quality=95)
    return out.getvalue()


def test_photos_are_made_smaller_before_they_travel(page: Page) -> None:
    page.goto(BASE + "/ui/")
    large = photo(2600, 1300)
    page.set_input_files("#id_proof", {"name": "bukti lapangan.jpeg", "mimeType": "image/jpeg", "buffer": large})
    page.get_by_text("Foto dikecilkan menjadi").wait_for()
    name, size, width = page.evaluate(
        """async () => { const f = document.getElementById("id_proof").files[0];
        const b = await createImageBitmap(f); return [f.name, f.size, b.width]; }"""
    )
    assert name == "bukti lapangan.jpg"
    assert size < len(large)
    assert width == 1600


def test_a_file_that_is_too_large_is_named_at_once(page: Page) -> None:
    page.goto(BASE + "/ui/")
    page.set_input_files(
        "#id_proof", {"name": "laporan.pdf", "mimeType": "application/pdf", "buffer": b"x" * 10_500_000}
    )
    page.get_by_text("Berkas ini terlalu besar: laporan.pdf (10,5 MB)").wait_for()


def test_everything_can_be_reached_without_scripts(browser: Browser) -> None:
    with window(browser, viewport={"width": 360, "height": 740}, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(BASE + "/ui/")
        page.locator("summary", has_text="Kembalikan").click()
        assert page.get_by_text("Tulis apa yang perlu diperbaiki").is_visible()
        page.get_by_role("link", name="Semua menu").click()
        assert page.get_by_role("link", name="Tutup menu").is_visible()
        page.get_by_role("link", name="Tutup menu").click()
        assert not page.get_by_role("link", name="Tutup menu").is_visible()
        page.locator("summary", has_text="Menu akun").click()
        assert page.get_by_text("Sari Dewi Lestari").last.is_visible()
        assert not page.get_by_role("button", name="Sekarang").is_visible()


def test_focus_is_seen_and_not_covered(page: Page) -> None:
    """WCAG 2.4.7 and 2.4.11: each stop of the tab key shows a ring and is not wholly under a fixed bar."""
    page.emulate_media(reduced_motion="reduce")  # no smooth scrolling: look at once
    page.goto(BASE + "/ui/")
    for _stop in range(60):
        page.keyboard.press("Tab")
        seen = page.evaluate(
            """() => { const e = document.activeElement; if (e === document.body) return null;
            const s = getComputedStyle(e), r = e.getBoundingClientRect();
            const inside = (middle, size) => Math.min(Math.max(middle, 0), size - 1);
            const top = document.elementFromPoint(inside(r.x + r.width / 2, innerWidth), inside(r.y + r.height / 2, innerHeight));
            const ring = s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2;
            return [ring, !!top && (e.contains(top) || top.contains(e) || !!top.closest("label")), e.outerHTML.slice(0, 120),
            top && top.outerHTML.slice(0, 120)]; }"""
        )
        assert seen is None or (seen[0] and seen[1]), seen
