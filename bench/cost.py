"""CPU seconds of process trees: what a request costs, whoever else uses the machine."""

import asyncio
import contextlib
import os
import statistics
import time
from dataclasses import dataclass
from pathlib import Path

from bench.client import Connection, Make

ROUNDS = 3


@dataclass(frozen=True)
class Cost:
    """Milliseconds of CPU per request, medians of the rounds; the last answer's status and size."""

    web: float
    database: float
    status: int
    wire: int
    body: bytes
    encoding: str

    @property
    def total(self) -> float:
        return self.web + self.database


def spent(pid: int) -> float:
    """CPU seconds (user and system) of a process, its descendants and those they have buried."""
    parents, used = {}, {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            with contextlib.suppress(OSError):
                parent, ticks = _stat(folder / "stat", buried=int(folder.name) == pid)
                parents[int(folder.name)], used[int(folder.name)] = parent, ticks
    if pid not in used:
        raise ProcessLookupError(pid)
    return sum(ticks for one, ticks in used.items() if _below(one, pid, parents)) / os.sysconf("SC_CLK_TCK")


def _stat(path: Path, *, buried: bool) -> tuple[int, int]:
    """Parent and clock ticks; with ``buried`` those of children that have ended too."""
    fields = path.read_text().rpartition(")")[2].split()
    return int(fields[1]), sum(int(word) for word in fields[11 : 15 if buried else 13])


def _below(one: int, root: int, parents: dict[int, int]) -> bool:
    while one != root:
        if one not in parents:
            return False
        one = parents[one]
    return True


def measure(base: str, make: Make, *, web: int, database: int, times: int, most_seconds: float = 6.0) -> Cost:
    """Send requests one after the other and share out what both trees spent meanwhile."""
    return asyncio.run(_measure(base, make, web=web, database=database, times=times, most_seconds=most_seconds))


async def _measure(base: str, make: Make, *, web: int, database: int, times: int, most_seconds: float) -> Cost:
    connection = Connection(base)
    for number in range(4):  # both web processes have seen the page
        answer = await connection.send(make(number))
    web_costs, database_costs, number = [], [], 4
    for _ in range(ROUNDS):
        await asyncio.sleep(0.1)
        before, began, sent = (spent(web), spent(database)), time.perf_counter(), 0
        while sent < times and time.perf_counter() - began < most_seconds / ROUNDS:
            answer = await connection.send(make(number))
            number += 1
            sent += 1
        await asyncio.sleep(0.1)
        web_costs.append((spent(web) - before[0]) / sent * 1000)
        database_costs.append((spent(database) - before[1]) / sent * 1000)
    connection.close()
    return Cost(
        statistics.median(web_costs),
        statistics.median(database_costs),
        answer.status,
        answer.wire,
        answer.body,
        answer.headers.get("content-encoding", ""),
    )
