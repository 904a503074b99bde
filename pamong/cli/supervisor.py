"""Keeps the serving processes alive, and takes them along when it ends, however it ends."""

import ctypes
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from types import FrameType

from pamong.cli.processes import Known
from pamong.cli.setup import say

GRACE = 30.0  # seconds to end by themselves
STABLE = 10.0  # a process that lived this long is restarted at once, a shorter one after a growing pause
LONGEST_PAUSE = 10.0
HOPELESS = 5  # that many short lives in a row from the very beginning: give up


def _die_with(parent: int) -> Callable[[], None]:
    """For the child: SIGTERM from the kernel when the supervisor dies, even of kill -9."""

    def ask_the_kernel() -> None:
        if sys.platform == "linux":
            ctypes.CDLL(None).prctl(1, signal.SIGTERM)  # 1: PR_SET_PDEATHSIG
            if os.getppid() != parent:
                os._exit(1)

    return ask_the_kernel


class Child:
    """One supervised program."""

    def __init__(self, name: str, command: Sequence[str], environment: Mapping[str, str]) -> None:
        self.name, self.command = name, list(command)
        self.environment = {**os.environ, **environment, "PAMONG_SUPERVISED": "1"}
        self.process: subprocess.Popen[bytes] | None = None
        self.short_lives = 0
        self.ever_stable = False
        self._began = self._again_at = 0.0

    def start(self) -> None:
        self._began = time.monotonic()
        self.process = subprocess.Popen(
            self.command,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=sys.stderr,  # standard output belongs to `--json`
            start_new_session=True,  # Ctrl-C reaches the supervisor alone, which ends the others in order
            preexec_fn=_die_with(os.getpid()),  # noqa: PLW1509  # the supervisor has no threads
        )

    def look(self) -> bool:
        """Restart it if it died. False when there is no hope."""
        now = time.monotonic()
        if self.process is not None:
            code = self.process.poll()
            if code is None:
                self.ever_stable = self.ever_stable or now - self._began > STABLE
                return True
            self.process = None
            lived = now - self._began
            self.short_lives = 0 if lived > STABLE else self.short_lives + 1
            pause = 0.0 if not self.short_lives else min(LONGEST_PAUSE, 0.25 * 2**self.short_lives)
            self._again_at = now + pause
            say(f"Proses {self.name} berakhir (kode {code}); dijalankan lagi dalam {pause:.1f} detik.")
        if self.short_lives >= HOPELESS and not self.ever_stable:
            return False
        if now >= self._again_at:
            self.start()
        return True

    @property
    def known(self) -> Known | None:
        return Known.of(self.process.pid) if self.process is not None else None


class Supervisor:
    """Runs children until a signal comes; `tick` is called about twice a second and may raise nothing."""

    def __init__(
        self, children: Sequence[Child], tick: Callable[[], None], changed: Callable[[list[Known]], None]
    ) -> None:
        self.children, self.tick, self.changed = children, tick, changed
        self._stop = threading.Event()
        self._noted: list[Known] = []

    def run(self) -> int:
        """0 after a signal, 1 when a child cannot live."""
        before = {
            number: signal.signal(number, self._ask_to_stop)
            for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
        }
        try:
            while not self._stop.is_set():
                hopes = [child.look() for child in self.children]
                if not all(hopes):
                    say("Ada proses yang tidak mau berjalan; lihat pesan di atas. Semua dihentikan.")
                    return 1
                self._note()
                self.tick()
                self._stop.wait(0.5)
            return 0
        finally:
            self._end_all()
            for number, handler in before.items():
                signal.signal(number, handler)

    def _ask_to_stop(self, number: int, frame: FrameType | None) -> None:
        self._stop.set()

    def _note(self) -> None:
        known = [one for one in (child.known for child in self.children) if one is not None]
        if known != self._noted:
            self._noted = known
            self.changed(known)

    def _end_all(self) -> None:
        living = [
            child.process for child in self.children if child.process is not None and child.process.poll() is None
        ]
        for process in living:
            process.terminate()
        deadline = time.monotonic() + GRACE
        for process in living:
            try:
                process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
