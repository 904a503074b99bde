"""The product as a user gets it: `pamong demo` in a folder of its own, and browsers that sign in with what it prints."""

import base64
import contextlib
import hashlib
import hmac
import json
import os
import shutil
import signal
import struct
import subprocess
import sys
import time
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = 60_000  # ms an element or a page may take: a busy machine is slow, not broken
PHONE, DESKTOP = {"width": 360, "height": 740}, {"width": 1280, "height": 900}
ROOT = Path(__file__).resolve().parents[2]


def totp(secret: str, at: float | None = None) -> str:
    """The six digits an authenticator shows for this secret (RFC 6238)."""
    counter = struct.pack(">Q", int((time.time() if at is None else at) // 30))
    key = base64.b32decode(secret + "=" * (-len(secret) % 8), casefold=True)
    digest = hmac.new(key, counter, hashlib.sha1).digest()
    offset = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[offset : offset + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"


def _patient(context: BrowserContext) -> BrowserContext:
    """Waits end by what is waited for; the limit is only for what never comes."""
    context.set_default_timeout(PATIENCE)
    context.set_default_navigation_timeout(PATIENCE)
    return context


def _fresh_code(secret: str, used: str, seconds: float = 4) -> str:
    """A code that was not used and does not change while a slow page sends it; waits for the next one if it must."""
    left = 30 - time.time() % 30
    if left < seconds or totp(secret) == used:
        time.sleep(left + 0.1)
    return totp(secret)


@dataclass
class Product:
    """A running demo: ``base_url``, its roles, and one signed-in state per role."""

    process: subprocess.Popen[str]
    home: Path
    base_url: str
    roles: dict[str, dict[str, Any]]
    states: dict[str, Any] = field(default_factory=dict)
    used: dict[str, str] = field(default_factory=dict)  # the last code of each role: one is good for one sign-in

    @classmethod
    def start(cls, home: Path, port: int) -> "Product":
        """Run the README's command in a fresh home; fails with the server's own words when it does not come up."""
        env = {**os.environ, "PAMONG_HOME": str(home)}
        env.pop("DJANGO_SETTINGS_MODULE", None)
        command = [str(Path(sys.executable).parent / "pamong"), "demo", "--port", str(port), "--json"]
        log = (home.parent / f"{home.name}.log").open("w")
        process = subprocess.Popen(
            command, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=log, text=True, start_new_session=True
        )
        assert process.stdout is not None
        line = process.stdout.readline()
        assert line, Path(log.name).read_text()[-3000:]
        told = json.loads(line)
        product = cls(process, home, told["base_url"].rstrip("/"), {r["role"]: r for r in told["roles"]})
        product.wait_until_ready()
        return product

    def wait_until_ready(self, seconds: float = 180) -> None:
        import httpx  # only the journeys need it

        deadline = time.time() + seconds
        while True:
            try:
                if httpx.get(self.base_url + "/healthz/ready", timeout=3).status_code == 200:
                    return
            except httpx.HTTPError:
                pass
            assert time.time() < deadline, "the demo did not become ready"
            time.sleep(0.3)

    def stop(self) -> None:
        """End the demo and the database of its home."""
        env = {**os.environ, "PAMONG_HOME": str(self.home)}
        subprocess.run(
            [str(Path(sys.executable).parent / "pamong"), "stop"], env=env, cwd=ROOT, check=False, capture_output=True
        )
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(10)

    def mail_to(self, address: str, seconds: float = 60) -> str:
        """The text of a mail to this address, as soon as the worker has left it in the outbox."""
        deadline = time.time() + seconds
        while time.time() < deadline:
            for file in sorted((self.home / "outbox").glob("*.eml")):
                mail = message_from_bytes(file.read_bytes(), policy=policy.default)
                if mail["To"] == address:
                    return str(mail.get_content())
            time.sleep(0.2)
        raise AssertionError(f"no mail to {address}")

    def sign_in(self, page: Page, role: str) -> None:
        """Through the pages, as a person does: NIP, password, code."""
        account = self.roles[role]
        page.goto(self.base_url + "/akun/masuk/")
        page.get_by_label("NIP").fill(account["nip"])
        page.get_by_label("Kata sandi", exact=True).fill(account["password"])
        page.get_by_role("button", name="Masuk").click()
        code = page.get_by_label("Kode")
        code.wait_for()
        self.used[role] = _fresh_code(account["totp_secret"], self.used.get(role, ""))
        code.fill(self.used[role])
        page.get_by_role("button", name="Lanjut").click()
        page.get_by_role("button", name="Tidak").click()  # not a device to remember
        page.get_by_role("heading", level=1).wait_for()
        assert "/akun/" not in page.url, page.content()[:2000]

    def browser_of(
        self, browser: Browser, role: str | None, *, size: dict[str, int], javascript: bool = True, **options: Any
    ) -> BrowserContext:
        """A browser window of its own for this role, signed in once per role and kept (one code is good for one sign-in)."""
        common: dict[str, Any] = {
            "viewport": size,
            "java_script_enabled": javascript,
            "locale": "id-ID",
            "timezone_id": "Asia/Jakarta",
            **options,
        }
        if role and role not in self.states:
            with _patient(browser.new_context(**common)) as context:
                self.sign_in(context.new_page(), role)
                self.states[role] = context.storage_state()
        return _patient(browser.new_context(**common, storage_state=self.states[role] if role else None))
