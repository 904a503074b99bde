"""Processes of one PAMONG_HOME: who serves, what an interrupted run left behind, and ending them."""

import contextlib
import fcntl
import json
import os
import signal
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

from pamong.platform.home import make


def started(pid: int) -> int:
    """When a process began (kernel ticks); 0 when it is gone. With the number it names a process for good."""
    try:
        text = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return 0
    fields = text.rpartition(")")[2].split()
    return 0 if fields[0] == "Z" else int(fields[19])


@dataclass(frozen=True)
class Known:
    """A process as noted down; `alive` only if it is still the same one."""

    pid: int
    began: int

    @classmethod
    def of(cls, pid: int) -> "Known":
        return cls(pid, started(pid))

    @property
    def alive(self) -> bool:
        return self.began > 0 and started(self.pid) == self.began

    def end(self, seconds: float) -> None:
        """Ask it to end, wait, and kill it if it does not."""
        for sign, wait in ((signal.SIGTERM, seconds), (signal.SIGKILL, 5.0)):
            if not self.alive:
                return
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, sign)
            deadline = time.monotonic() + wait
            while self.alive and time.monotonic() < deadline:
                time.sleep(0.05)


@dataclass
class Running:
    """What is written to `serve.json` while serving."""

    url: str
    serve: Known
    children: list[Known] = field(default_factory=list)

    def write(self, home: Path) -> None:
        unfinished = home / "serve.json.new"
        unfinished.write_text(json.dumps(asdict(self)))
        unfinished.rename(home / "serve.json")

    @classmethod
    def read(cls, home: Path) -> "Running | None":
        try:
            found = json.loads((home / "serve.json").read_text())
            children = [Known(**child) for child in found["children"]]
            return cls(found["url"], Known(**found["serve"]), children)
        except (OSError, ValueError, KeyError, TypeError):
            return None


def name_address(home: Path) -> None:
    """Let mails that this command causes name the address this home is served at, unless another is set (`PAMONG_URL`)."""
    served = Running.read(home)
    if served is not None and served.serve.alive:
        os.environ.setdefault("PAMONG_URL", served.url)


@contextlib.contextmanager
def only_one(home: Path) -> Iterator[bool]:
    """Hold the home's serving lock; yields False when another holds it. The kernel frees it however one dies."""
    make(home)
    handle = os.open(home / "serve.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True
    finally:
        os.close(handle)


def clear_leftovers(home: Path) -> int:
    """End what a killed `serve` left running; answers how many processes. Only with the lock held."""
    found = Running.read(home)
    if found is None:
        return 0
    left = [child for child in found.children if child.alive]
    for child in left:
        child.end(5)
    (home / "serve.json").unlink(missing_ok=True)
    return len(left)
