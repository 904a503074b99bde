"""A machine of its own for each fault test module: home, database, and the product's processes, all to be killed at will."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import psycopg

from pamong.platform.embedded import Server

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
DJANGO = "import os, sys; sys.path.insert(0, os.getcwd()); from pamong.cli.setup import django; django()\n"
WORLD = """
import json
from tests.world import build_world
world = build_world()
names = ["employee", "superior", "peer", "stranger"]
print(json.dumps({name: {"id": world.people[name].pk, "session": world.client(name).cookies["sessionid"].value} for name in names}))
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(what: Callable[[], object], seconds: float, saying: str) -> None:
    deadline = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < deadline, saying
        time.sleep(0.1)


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


class Machine:
    """One PAMONG_HOME with everything in it."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="pamong-fault-", dir="/tmp"))
        self.folder.chmod(0o755)
        self.home = self.folder / "home"
        self.port = free_port()
        self.log = self.folder / "serve.log"
        self.process: subprocess.Popen[str] | None = None
        self.started: list[subprocess.Popen[str]] = []

    @property
    def env(self) -> dict[str, str]:
        env = {
            name: value for name, value in os.environ.items() if name not in {"DJANGO_SETTINGS_MODULE", "DATABASE_URL"}
        }
        return {**env, "PAMONG_HOME": str(self.home)}

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def server(self) -> Server:
        return Server(self.home)

    def command(self, *words: str, seconds: float = 120) -> subprocess.CompletedProcess[str]:
        """Run `pamong …` to its end."""
        return subprocess.run(
            [BIN / "pamong", *words],
            env=self.env,
            cwd="/",
            capture_output=True,
            text=True,
            timeout=seconds,
            check=False,
        )

    def python(self, code: str) -> str:
        """Run Python with Django set up in this home; answers what it prints."""
        done = subprocess.run(
            [sys.executable, "-c", DJANGO + code], env=self.env, cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def start(self, code: str) -> "subprocess.Popen[str]":
        """Start such a Python and leave it running."""
        process = subprocess.Popen(
            [sys.executable, "-c", DJANGO + code], env=self.env, cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        self.started.append(process)
        return process

    def world(self) -> dict[str, dict[str, Any]]:
        """Build the test world; answers person id and session of some people."""
        found: dict[str, dict[str, Any]] = json.loads(self.python(WORLD))
        return found

    def sql(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        with self.server.connect("pamong") as connection:
            cursor = connection.execute(query.encode(), values)
            return cursor.fetchall() if cursor.description else []

    def publish(self, topic: str, number: int) -> None:
        """What `live.actions.publish` does, without starting a Python for it."""
        from pamong.platform.live.actions import CHANNEL, INSERT

        with self.server.connect("pamong") as connection:
            connection.execute(INSERT.encode(), {"topic": topic, "data": json.dumps({"n": number}), "channel": CHANNEL})

    def serve(self, *, seconds: float = 90) -> None:
        """`pamong serve` in the background, until it is ready."""
        with self.log.open("a") as log:
            words = [str(BIN / "pamong"), "serve", "--port", str(self.port)]
            self.process = subprocess.Popen(
                words, env=self.env, cwd="/", stderr=log, stdout=log, text=True, start_new_session=True
            )
        wait_for(self.is_ready, seconds, self.log.read_text()[-3000:])

    def is_ready(self) -> bool:
        try:
            answer = httpx.get(f"{self.url}/healthz/ready", timeout=2)
        except httpx.HTTPError:
            return False
        return answer.status_code == 200 and answer.json()["worker"] == "ok"

    def children(self, *, of: str = "granian") -> list[int]:
        """Process ids of this home whose command line holds a word."""
        found = []
        for process in Path("/proc").glob("[0-9]*"):
            try:
                words = (process / "cmdline").read_text().replace("\0", " ")
                home = f"PAMONG_HOME={self.home}\0" in (process / "environ").read_text(errors="replace")
            except OSError:
                continue
            if home and of in words and alive(int(process.name)):
                found.append(int(process.name))
        return sorted(found)

    def kill(self, *pids: int | None) -> None:
        for pid in pids:
            if pid is not None and alive(pid):
                os.kill(pid, signal.SIGKILL)

    def remove(self) -> None:
        for process in self.started:
            process.kill()
            process.wait()
        self.command("stop")
        if self.process is not None:
            self.kill(self.process.pid)
            self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


def as_person(session: str) -> dict[str, str]:
    """Request headers of a signed-in person."""
    return {"Cookie": f"sessionid={session}"}


def connects(machine: Machine) -> bool:
    """Whether the database answers."""
    try:
        machine.server.connect("pamong").close()
    except psycopg.OperationalError:
        return False
    return True
