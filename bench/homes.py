"""One PAMONG_HOME per size under build/bench: filled once, kept, served while it is measured."""

import contextlib
import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PORT = 8900
SEED = 1


def fingerprint() -> str:
    """Changes with the tables and with what fills them: an office filled before is filled anew."""
    sources = sorted([*ROOT.glob("pamong/**/migrations/*.py"), *ROOT.glob("pamong/cli/seeding/*.[pt]*")])
    return hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()


@dataclass(frozen=True)
class Serving:
    """A running office: where it answers, and the roots of its two process trees."""

    url: str
    web: int
    database: int


class Home:
    """The data of one size."""

    def __init__(self, people: int, folder: Path | None = None) -> None:
        self.people = people
        self.folder = folder or ROOT / "build" / "bench" / str(people)

    @property
    def environment(self) -> dict[str, str]:
        kept = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "DJANGO_SETTINGS_MODULE")}
        return {**kept, "PAMONG_HOME": str(self.folder), "PAMONG_STATIC": "hashed"}

    def run(self, *command: str) -> str:
        """Run a module of ours in this home and answer what it printed; progress goes to the terminal."""
        done = subprocess.run(
            [sys.executable, "-m", *command],
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.PIPE,
            text=True,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"{' '.join(command)} failed with {done.returncode}")
        return done.stdout

    def fill(self, *, afresh: bool = False) -> float:
        """Fill the home unless it is, with the tables and by the seeding of today; answers the seconds (0: kept)."""
        stamp, wanted = self.folder / "filled.json", fingerprint()
        if not afresh and stamp.exists() and json.loads(stamp.read_text()).get("fingerprint") == wanted:
            return 0.0
        self.empty()
        began = time.perf_counter()
        words = ("seed", "--people", str(self.people), "--seed", str(SEED), "--json")
        made = json.loads(self.run("pamong.cli.main", *words).splitlines()[-1])
        seconds = time.perf_counter() - began
        stamp.write_text(json.dumps({"fingerprint": wanted, "made": made, "seconds": round(seconds, 1)}))
        return seconds

    def empty(self) -> None:
        """Stop what runs there and take the folder away."""
        if not self.folder.exists():
            return
        self.run("pamong.cli.main", "stop")
        place = self.folder / "database-place"  # as root the database may lie elsewhere
        if place.exists():
            shutil.rmtree(place.read_text().strip(), ignore_errors=True)
        shutil.rmtree(self.folder)

    def inside(self, *words: str) -> Any:
        """Ask the process that speaks Django (bench.inside) and read its JSON."""
        return json.loads(self.run("bench.inside", *words).splitlines()[-1])

    @contextlib.contextmanager
    def serving(self, port: int = PORT) -> Iterator[Serving]:
        """Serve the home as an office would: web processes and worker."""
        with (self.folder / "bench.log").open("w") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "pamong.cli.main", "serve", "--port", str(port)],
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=log,
            )
        try:
            yield self._wait(process)
        finally:
            process.send_signal(signal.SIGTERM)
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(40)
            self.run("pamong.cli.main", "stop")

    def _wait(self, process: subprocess.Popen[bytes], seconds: float = 90) -> Serving:
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline and process.poll() is None:
            with contextlib.suppress(OSError, ValueError, KeyError, urllib.error.URLError):
                told = json.loads((self.folder / "serve.json").read_text())
                if told["serve"]["pid"] == process.pid and told["children"]:
                    with urllib.request.urlopen(told["url"] + "/healthz/ready", timeout=3):
                        return Serving(told["url"], told["children"][0]["pid"], self._database())
            time.sleep(0.2)
        raise RuntimeError(f"the office did not come up; see {self.folder / 'bench.log'}")

    def _database(self) -> int:
        os.environ["PAMONG_HOME"] = str(self.folder)
        from pamong.platform.embedded import Server

        pid = Server(self.folder).pid()
        if pid is None:
            raise RuntimeError("the embedded database is not running")
        return pid
