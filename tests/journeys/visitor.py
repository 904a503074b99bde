"""A person at a browser window: acts by visible labels, and every page he comes to is looked at.

Looking means: nothing refused by the content policy, no script error, no failed request, no finding of axe (WCAG 2.2 AA),
one heading, a title, and no sideways scroll.
"""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

import axe_playwright_python
from playwright.sync_api import Browser, ConsoleMessage, Error, Locator, Page, Response

from tests.journeys.product import DESKTOP, PATIENCE, Product

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
SOON = 15_000  # ms until what a page shall say must stand there
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
SCAN = "rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})"
STATE = """() => ({width: document.documentElement.scrollWidth, heading: document.querySelectorAll('h1').length,
  wide: [...document.querySelectorAll('main *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1
    && !e.closest('.pm-table-scroll, .pm-tabs, .pm-hidden')).map(e => e.outerHTML.slice(0, 120)).slice(0, 3),
  kind: [document.querySelectorAll('form').length, document.querySelectorAll('table').length,
    document.querySelectorAll('.pm-error-summary, .pm-note').length].join('/')})"""


class Visitor:
    """One window of one role. ``troubles`` collects what a page did wrong; ``look`` fails on it."""

    scanned: set[tuple[Any, ...]] = set()  # kinds of pages axe has seen in this run

    def __init__(self, product: Product, browser: Browser, role: str | None, **options: Any) -> None:
        self.product, self.role = product, role
        self.size: dict[str, int] = options.setdefault("size", DESKTOP)
        self.scripts: bool = options.setdefault("javascript", True)
        self.context = product.browser_of(browser, role, **options)
        self.page: Page = self.context.new_page()
        self.page.emulate_media(reduced_motion="reduce")  # colours stand still while axe measures them
        self.troubles: list[str] = []
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.troubles.append(f"script error: {error}"))
        self.page.on("response", self._answered)

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.troubles.append(message.text)

    def _answered(self, response: Response) -> None:
        if response.status in (404, 405) or response.status >= 500:
            self.troubles.append(f"{response.status} {response.request.method} {response.url}")

    @property
    def name(self) -> str:
        """The name of the person behind this role."""
        return str(self.product.roles[self.role or ""]["name"])

    def go(self, path: str) -> None:
        """Type an address."""
        self.page.goto(self.product.base_url + path)
        self.look()

    def menu(self, label: str) -> None:
        """Choose from the menu: at the side, on a phone from the bar below, else from all entries; its group is opened."""
        entry = self.page.get_by_role("link", name=label, exact=True).locator("visible=true").first
        all_entries = self.page.get_by_role("link", name="Semua menu").locator("visible=true")
        if not entry.count() and all_entries.count():
            all_entries.click()
        if not entry.count():
            closed = self.page.locator("#menu details").filter(has=self.page.get_by_text(label, exact=True))
            closed.locator("summary").click()
        with self.page.expect_navigation():
            entry.click()
        self.look()

    def bell(self) -> int:
        """Open the notices; answers how many the bell counted."""
        link = self.page.get_by_role("banner").get_by_role("link", name=re.compile("^Pemberitahuan"))
        count = re.search(r"\d+", link.inner_text())
        with self.page.expect_navigation():
            link.click()
        self.look()
        return int(count.group()) if count else 0

    def find(self, name: str | re.Pattern[str], within: Locator | None = None, exact: bool = True) -> Locator:
        """The button or link of this name."""
        place = within or self.page
        kinds: tuple[Literal["button", "link"], ...] = ("button", "link")
        one, other = (place.get_by_role(kind, name=name, exact=exact) for kind in kinds)
        return one.or_(other).locator("visible=true")

    def press(self, name: str | re.Pattern[str], within: Locator | None = None, exact: bool = True) -> None:
        """Press a button or link that leads to a page, and look at that page."""
        target = self.find(name, within, exact).first
        with self._arrives():
            target.click()
        self.look()

    @contextmanager
    def _arrives(self) -> Iterator[None]:
        """What is done here leads to another page, or to a refusal that is shown in this one."""
        before = self.page.evaluate("window.pmHere = document.documentElement.dataset.refused || '0'")
        yield
        until = time.monotonic() + PATIENCE / 1000
        while time.monotonic() < until:
            with suppress(Error):  # between two pages there is nobody to ask
                if self.page.evaluate("window.pmHere === undefined"):
                    return
                if self.page.evaluate("document.documentElement.dataset.refused || '0'") != before:
                    return
            time.sleep(0.05)
        raise AssertionError(f"nothing came of it: {self.words()}")

    def fill(self, **values: str) -> None:
        """Fill boxes by their labels (``_`` is a space)."""
        for label, value in values.items():
            self.type(label.replace("_", " "), value)

    def type(self, label: str, value: str, within: Locator | None = None) -> None:
        """Fill one box; labels of optional boxes end in "(boleh kosong)"."""
        self.box(label, within).fill(value)

    def box(self, label: str, within: Locator | None = None) -> Locator:
        """The control with this label."""
        pattern = re.compile(rf"^{re.escape(label)}(\s*\(boleh kosong\))?$")
        place = within or self.page
        return place.get_by_label(pattern).and_(self.page.locator("input, select, textarea")).first

    def choose(self, label: str, option: str | re.Pattern[str], within: Locator | None = None) -> None:
        """Choose from a list by (part of) the option's words."""
        box = self.box(label, within)
        texts = box.locator("option").all_text_contents()
        wanted = re.compile(re.escape(option)) if isinstance(option, str) else option
        found = [text for text in texts if wanted.search(text)]
        assert found, (label, option, texts)
        box.select_option(label=found[0])

    def tick(self, label: str | re.Pattern[str], within: Locator | None = None) -> None:
        """Choose a radio button or a box."""
        (within or self.page).get_by_label(label).first.check()

    def sees(self, *texts: str) -> None:
        """All of these stand on the page."""
        for text in texts:
            with suppress(Error):
                self.page.get_by_text(text).locator("visible=true").first.wait_for(timeout=SOON)
            assert self.page.get_by_text(text).locator("visible=true").count(), f"{text!r} not in {self.words()}"

    def words(self) -> str:
        """What the page says, for messages."""
        return f"{self.page.url} · {self.page.title()}\n{self.page.locator('body').inner_text()[:3000]}"

    @contextmanager
    def refused(self) -> Iterator[None]:
        """What is sent here is refused: the page says so in its title and in a summary."""
        yield
        with suppress(Error):
            self.page.locator("[data-error-summary]").wait_for(timeout=SOON)
        assert self.page.title().startswith("Kesalahan:"), self.words()
        assert self.page.locator("[data-error-summary]").is_visible(), self.words()

    def download(self, name: str | re.Pattern[str], exact: bool = True) -> bytes:
        """Press what gives a file, and answer its content."""
        with self.page.expect_download() as waiting:
            self.find(name, exact=exact).first.click()
        return Path(waiting.value.path()).read_bytes()

    def look(self) -> None:
        """Look at the page as it is now."""
        self.page.wait_for_load_state("load")
        assert not self.troubles, (self.page.url, self.troubles)
        state = self.page.evaluate(STATE)
        assert state["width"] <= self.size["width"], (self.page.url, state["wide"])
        assert state["heading"] == 1, self.words()
        assert self.page.title(), self.page.url
        if self.scripts:
            self._scan(str(state["kind"]))

    def _scan(self, kind: str) -> None:
        path = re.sub(r"\d+", "0", urlsplit(self.page.url).path)
        seen = (path, kind, self.page.title().startswith("Kesalahan:"), self.size["width"])
        if seen in self.scanned:
            return
        self.scanned.add(seen)
        if not self.page.evaluate("typeof axe === 'object'"):
            self.page.evaluate(AXE)
        found = self.page.evaluate(SCAN, RULES)["violations"]
        self.page.emulate_media(color_scheme="dark", reduced_motion="reduce")
        found += self.page.evaluate(SCAN, ["color-contrast"])["violations"]
        self.page.emulate_media(color_scheme="light", reduced_motion="reduce")
        assert not found, (
            self.page.url,
            [(v["id"], [(n["html"][:150], n["failureSummary"][:300]) for n in v["nodes"][:3]]) for v in found],
        )
