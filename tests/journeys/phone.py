"""A phone of its own: a browser with a folder that outlives it, behind a line that can be cut."""

import contextlib
import io
import json
import os
import random
import signal
from pathlib import Path

from PIL import Image
from playwright.sync_api import BrowserContext, Error, Page, Playwright

from tests.journeys.line import Line
from tests.journeys.product import ARGUMENTS, CHROMIUM, PHONE
from tests.journeys.visitor import AXE, RULES, SCAN

PATIENCE = 30_000  # ms: a busy machine is slow, not broken


def photo(seed: int, size: tuple[int, int] = (900, 700)) -> bytes:
    """A picture no other photo equals, as large as a phone makes them after shrinking."""
    noise = random.Random(seed)
    image = Image.frombytes("RGB", (size[0] // 10, size[1] // 10), noise.randbytes(size[0] * size[1] * 3 // 100))
    out = io.BytesIO()
    image.resize(size).save(out, "JPEG", quality=80)
    return out.getvalue()


class Phone:
    """A phone of its own: a browser with a folder that outlives it."""

    def __init__(self, playwright: Playwright, folder: Path, line: Line) -> None:
        self.playwright, self.folder, self.line = playwright, folder, line
        self.context: BrowserContext
        self.page: Page
        self.switch_on()

    def switch_on(self) -> None:
        self.context = self.playwright.chromium.launch_persistent_context(
            str(self.folder),
            executable_path=CHROMIUM,
            args=ARGUMENTS,
            viewport={"width": PHONE["width"], "height": PHONE["height"]},
            locale="id-ID",
            timezone_id="Asia/Jakarta",
            has_touch=True,
        )
        self.context.set_default_timeout(PATIENCE)
        self.page = self.context.pages[0] if self.context.pages else self.context.new_page()
        self.page.on("dialog", lambda dialog: dialog.accept())

    def kill(self) -> None:
        """As a system does that needs the memory: no farewell. Only processes that use this phone's own folder."""
        for process in Path("/proc").iterdir():
            with contextlib.suppress(OSError, ValueError):
                words = (process / "cmdline").read_bytes()
                if process.name.isdigit() and f"--user-data-dir={self.folder}".encode() in words:
                    os.kill(int(process.name), signal.SIGKILL)
        with contextlib.suppress(Error):
            self.context.close()

    def go(self, path: str) -> None:
        self.page.goto(self.line.url + path)

    def online(self) -> bool:
        """The canary: a request that must fail while there is no connection."""
        asked = "fetch('/healthz/live?' + Math.random(), {cache: 'no-store'}).then(a => a.ok, () => false)"
        return bool(self.page.evaluate(asked))

    def axe(self) -> None:
        """Nothing axe finds and nothing scrolls sideways, on a phone and on a desk."""
        for width in (360, 1280):
            self.page.set_viewport_size({"width": width, "height": 740})
            self.page.evaluate(AXE)
            found = self.page.evaluate(SCAN, RULES)["violations"]
            assert not found, json.dumps(found, indent=1)[:3000]
            assert self.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        self.page.set_viewport_size({"width": 360, "height": 740})

    def cut(self) -> None:
        self.line.cut()
        self.context.set_offline(True)

    def mend(self) -> None:
        self.line.mend()
        self.context.set_offline(False)
