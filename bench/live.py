"""`python -m bench.live`: many open boards, entries coming in, a web process killed and the database restarted meanwhile.

Real entries through the real form, in a home of its own that is removed at the end; loopback only; stops by itself. Every
window must hear of every entry of its own people. Figures are printed as one JSON object.
"""

import argparse
import asyncio
import contextlib
import datetime as dt
import json
import sys
import time
import uuid
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from bench.client import Connection
from tests.faults.machine import Machine, wait_for

CSRF = "b" * 32
STAFF = """
import datetime as dt, json
from django.conf import settings
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
from tests.world import account, assign, build_world, person
world = build_world()
def one(n, superior):
    nip = f"1985{n // 900 % 12 + 1:02}01201001" + "1" + f"{n % 900 + 100:03}"
    made = person(f"Pegawai {n}", nip)
    assign(made, world.office, "Arsiparis", superior)
    return made, account(nip, made)
def session(user, name):
    world.users[name] = user
    return world.client(name).cookies["sessionid"].value
found = []
for s in range(SUPERIORS):
    boss, user = one(s, world.head)
    staff = [one(SUPERIORS + s * EACH + e, boss) for e in range(EACH)]
    found.append({"id": boss.pk, "session": session(user, f"s{s}"),
                  "staff": [session(user, f"e{s}-{e}") for e, (_p, user) in enumerate(staff)]})
print(json.dumps(found))
"""


@dataclass
class Window:
    """One open board: comes back as a browser's EventSource does, and notes when it heard of which entry."""

    port: int
    superior: int
    session: str
    heard: dict[int, float] = field(default_factory=dict)
    doubles: int = 0
    again: int = 0  # times it was told to fetch everything
    opened: int = 0
    retry: float = 1.0
    mark: str = ""
    ready: asyncio.Event = field(default_factory=asyncio.Event)

    async def stay_open(self) -> None:
        while True:
            with contextlib.suppress(OSError, asyncio.IncompleteReadError):
                await self._once()
            self.ready.clear()
            await asyncio.sleep(self.retry)

    async def _once(self) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port, limit=1 << 20)
        try:
            last = f"Last-Event-ID: {self.mark}\r\n" if self.mark else ""
            writer.write(
                f"GET /live/stream?topics=board:{self.superior} HTTP/1.1\r\nHost: 127.0.0.1\r\n{last}"
                f"Cookie: sessionid={self.session}\r\nAccept: text/event-stream\r\n\r\n".encode()
            )
            status = await reader.readline()
            if b" 200 " not in status:
                return
            self.opened += 1
            while line := await reader.readline():
                self._line(line.decode().strip())
        finally:
            writer.close()

    def _line(self, line: str) -> None:
        key, _, value = line.partition(": ")
        if key == "id":
            self.mark = value
        elif key == "retry":
            self.retry = int(value) / 1000
        elif key == "event" and value == "mark":
            self.ready.set()
        elif key == "data" and value.startswith('{"'):
            data = json.loads(value)
            if "entry" not in data:
                self.again += 1
            elif data["entry"] in self.heard:
                self.doubles += 1
            else:
                self.heard[data["entry"]] = time.monotonic()


@dataclass
class Sent:
    """One entry that the server confirmed."""

    superior: int
    entry: int
    begun: float
    answered: float
    tries: int


class Office:
    """Who writes entries, twenty a second, each until it is confirmed."""

    def __init__(self, machine: Machine, people: list[dict[str, Any]]) -> None:
        self.machine, self.sent = machine, list[Sent]()
        self.writers = [(p["id"], session) for p in people for session in p["staff"]]
        self.day = dt.datetime.now(dt.UTC).date() - dt.timedelta(days=1)

    async def write(self, rate: float, seconds: float) -> None:
        """An open loop: a slow answer holds back no other entry."""
        begun, tasks = time.monotonic(), []
        for n in range(int(rate * seconds)):
            await asyncio.sleep(max(0.0, begun + n / rate - time.monotonic()))
            tasks.append(asyncio.create_task(self._entry(n)))
        await asyncio.gather(*tasks)

    async def _entry(self, n: int) -> None:
        superior, session = self.writers[n % len(self.writers)]
        minute = n // len(self.writers) * 10  # the writer's own next ten minutes
        starts, ends = (f"{m // 60:02}.{m % 60:02}" for m in (minute, minute + 9))
        typed = {"day": self.day.isoformat(), "starts": starts, "ends": ends, "text": f"Catatan {n}"}
        body = urlencode({**typed, "csrfmiddlewaretoken": CSRF, "idempotency_key": uuid.uuid4().hex}).encode()
        head = (
            "POST /harian/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            f"Cookie: sessionid={session}; csrftoken={CSRF}\r\nContent-Length: {len(body)}\r\n\r\n"
        ).encode()
        begun, tries = time.monotonic(), 0
        while tries < 120:
            tries += 1
            connection = Connection(self.machine.url)
            with contextlib.suppress(OSError, asyncio.IncompleteReadError, TimeoutError, ValueError, IndexError):
                answer = await asyncio.wait_for(connection.send(head + body), 20)
                if made := answer.headers.get("x-object-id"):
                    self.sent.append(Sent(superior, int(made), begun, time.monotonic(), tries))
                    return
                if answer.status == 422:
                    raise RuntimeError(f"entry {n} refused")
            connection.close()
            await asyncio.sleep(0.3)
        raise RuntimeError(f"entry {n} was not taken")


def memory(machine: Machine) -> int:
    """Bytes held by the web processes."""
    pages = 0
    for pid in machine.children():
        with contextlib.suppress(OSError):
            pages += int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * 4096


@contextlib.asynccontextmanager
async def open_boards(windows: list[Window]) -> AsyncIterator[None]:
    tasks = []
    for n in range(0, len(windows), 25):
        tasks += [asyncio.create_task(one.stay_open()) for one in windows[n : n + 25]]
        await asyncio.wait_for(asyncio.gather(*(one.ready.wait() for one in windows[n : n + 25])), 60)
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def story(
    machine: Machine, people: list[dict[str, Any]], *, boards: int, rate: float, seconds: float, faults: bool
) -> dict[str, Any]:
    """Open the boards, write, break things, wait until all is heard; answers the figures."""
    windows = [Window(machine.port, p["id"], p["session"]) for p in (people[n % len(people)] for n in range(boards))]
    office = Office(machine, people)
    before = memory(machine)
    async with open_boards(windows):
        held = memory(machine) - before
        writing = asyncio.create_task(office.write(rate, seconds))
        moments: dict[str, float] = {}
        if faults:
            await asyncio.sleep(seconds / 3)
            moments["web worker killed"] = time.monotonic()
            machine.kill(machine.children()[-1])
            await asyncio.sleep(seconds / 3)
            moments["database killed"] = time.monotonic()
            machine.kill(machine.server.pid())
        await writing
        listeners = await asyncio.to_thread(_listeners, machine)
        missed = await _all_heard(windows, office, 30)
    return {
        **_figures(windows, office, list(moments.values())),
        "boards": boards,
        "entries": len(office.sent),
        "missed": missed,
        "listeners": listeners,
        "web_processes": len(machine.children()) - 1,
        "kb_per_board": round(held / boards / 1000, 1),
        "faults": list(moments),
        "stored": machine.sql("select count(*) from worklog_entry where text like 'Catatan %%'")[0][0],
    }


def _listeners(machine: Machine) -> int:
    """Listening connections; right after a restart they may still be on their way."""
    count = "select count(*) from pg_stat_activity where application_name = 'pamong live'"
    with contextlib.suppress(AssertionError):
        wait_for(lambda: machine.sql(count)[0][0] >= len(machine.children()) - 1, 10, "")
    return int(machine.sql(count)[0][0])


async def _all_heard(windows: list[Window], office: Office, seconds: float) -> int:
    """How many (window, entry) pairs were not heard of in the end."""
    wanted: dict[int, set[int]] = {}
    for sent in office.sent:
        wanted.setdefault(sent.superior, set()).add(sent.entry)
    until = time.monotonic() + seconds
    while True:
        missed = sum(len(wanted.get(one.superior, set()) - one.heard.keys()) for one in windows)
        if not missed or time.monotonic() > until:
            return missed
        await asyncio.sleep(0.1)


def _figures(windows: list[Window], office: Office, moments: list[float]) -> dict[str, Any]:
    """Seconds from the server's confirmation (and from pressing the button) to each window; ``calm``: away from faults."""
    since_answer, since_press, calm = [], [], []
    for sent in office.sent:
        for one in windows:
            if one.superior == sent.superior and sent.entry in one.heard:
                delay = max(0.0, one.heard[sent.entry] - sent.answered)
                since_answer.append(delay)
                since_press.append(one.heard[sent.entry] - sent.begun)
                if not any(-2 < sent.answered - moment < 10 for moment in moments):
                    calm.append(delay)
    return {
        "delivered": len(since_answer),
        "doubles": sum(one.doubles for one in windows),
        "fetched_all_again": sum(one.again for one in windows),
        "reconnects": sum(one.opened for one in windows) - len(windows),
        "delivery_s": _spread(since_answer),
        "calm_delivery_s": _spread(calm),
        "press_to_board_s": _spread(since_press),
        "retried_posts": sum(sent.tries > 1 for sent in office.sent),
    }


def _spread(values: list[float]) -> dict[str, float]:
    ordered = sorted(values) or [0.0]
    return {
        name: round(ordered[min(len(ordered) - 1, int(share * len(ordered)))], 3)
        for name, share in (("p50", 0.5), ("p95", 0.95), ("p99", 0.99), ("max", 1.0))
    }


def run(*, boards: int, rate: float, seconds: float, superiors: int, faults: bool = True) -> dict[str, Any]:
    """Make a machine, fill it, serve it, measure, remove it."""
    each = max(2, int(rate * seconds / superiors / 100) + 2)
    machine = Machine()
    try:
        done = machine.command("migrate", seconds=300)
        if done.returncode:
            raise RuntimeError(done.stderr)
        names = f"SUPERIORS, EACH = {superiors}, {each}\n"
        people = json.loads(machine.python(names + STAFF).splitlines()[-1])
        machine.serve(seconds=180)
        return asyncio.run(story(machine, people, boards=boards, rate=rate, seconds=seconds, faults=faults))
    finally:
        machine.remove()


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.live", description=__doc__)
    parser.add_argument("--boards", type=int, default=500)
    parser.add_argument("--rate", type=float, default=20.0, help="entries a second")
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--superiors", type=int, default=100, help="whose boards are open")
    parser.add_argument("--calm", action="store_true", help="kill nothing")
    args = parser.parse_args()
    found = run(
        boards=args.boards, rate=args.rate, seconds=args.seconds, superiors=args.superiors, faults=not args.calm
    )
    print(json.dumps(found, indent=2))
    fine = not found["missed"] and found["stored"] == found["entries"] and found["kb_per_board"] <= 100
    return 0 if fine and found["delivery_s"]["p99"] <= 2 else 1


if __name__ == "__main__":
    sys.exit(main())
