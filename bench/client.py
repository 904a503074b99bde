"""A small HTTP/1.1 client on one kept connection, and a closed loop of several: cheap, so that it is not the bottleneck."""

import asyncio
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

Make = Callable[[int], bytes]  # the n-th request, ready to be sent


@dataclass(frozen=True)
class Answer:
    """What came back: status, headers in lower case, and the body's length as it travelled."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def wire(self) -> int:
        return len(self.body)


class Connection:
    """One kept-alive connection; opens again when the server closed it."""

    def __init__(self, base: str) -> None:
        parts = urlsplit(base)
        if parts.hostname not in ("127.0.0.1", "localhost"):
            raise ValueError("only this machine is measured")
        self.host, self.port = parts.hostname, parts.port or 80
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None

    async def send(self, request: bytes) -> Answer:
        """Send one request and read its whole answer; tries once more on a connection that had been closed."""
        for last in (False, True):
            try:
                return await self._send(request)
            except (ConnectionError, asyncio.IncompleteReadError):
                self._writer = None
                if last:
                    raise
        raise AssertionError("not reached")

    async def _send(self, request: bytes) -> Answer:
        if self._writer is None or self._reader is None:
            self._reader, self._writer = await asyncio.open_connection(self.host, self.port, limit=1 << 20)
        self._writer.write(request)
        head = (await self._reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        status = int(head[0].split(" ", 2)[1])
        headers = {k.strip().lower(): v.strip() for k, _, v in (line.partition(":") for line in head[1:] if line)}
        body = await self._body(headers)
        if headers.get("connection", "").lower() == "close":
            self.close()
        return Answer(status, headers, body)

    async def _body(self, headers: dict[str, str]) -> bytes:
        assert self._reader is not None
        if headers.get("transfer-encoding", "").lower() != "chunked":
            return await self._reader.readexactly(int(headers.get("content-length", "0")))
        parts = []
        while size := int((await self._reader.readline()).split(b";")[0], 16):
            parts.append(await self._reader.readexactly(size))
            await self._reader.readexactly(2)
        await self._reader.readline()
        return b"".join(parts)

    def close(self) -> None:
        if self._writer is not None:
            self._writer.close()
        self._reader = self._writer = None


def request(method: str, base: str, path: str, *, headers: dict[str, str] | None = None, body: bytes = b"") -> bytes:
    """The bytes of one request."""
    host = urlsplit(base).netloc
    lines = [f"{method} {path} HTTP/1.1", f"Host: {host}", "Accept-Encoding: gzip", "User-Agent: pamong-bench"]
    lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
    if body or method != "GET":
        lines.append(f"Content-Length: {len(body)}")
    return ("\r\n".join(lines) + "\r\n\r\n").encode() + body


@dataclass
class Load:
    """Outcome of a closed loop."""

    seconds: float
    times: list[float] = field(default_factory=list)  # seconds, of good answers
    refused: dict[int, int] = field(default_factory=dict)  # status → how often

    @property
    def per_second(self) -> float:
        return len(self.times) / self.seconds

    def percentile(self, share: float) -> float:
        """Nearest rank, in milliseconds."""
        ranked = sorted(self.times) or [0.0]
        return ranked[min(len(ranked) - 1, int(share * len(ranked)))] * 1000

    @property
    def median(self) -> float:
        return statistics.median(self.times or [0.0]) * 1000


async def loop(base: str, make: Make, *, workers: int, seconds: float, expect: int = 200, most: int = 100_000) -> Load:
    """Each worker sends its next request when the last answer has been read in full. A third of a second to warm up."""
    warm = time.perf_counter() + 0.3
    started = 0.0
    until = warm + seconds
    load = Load(seconds)
    numbers = iter(range(most))

    async def work() -> None:
        nonlocal started
        connection = Connection(base)
        for number in numbers:
            began = time.perf_counter()
            if began >= until:
                break
            answer = await connection.send(make(number))
            done = time.perf_counter()
            if began < warm:
                continue
            started = started or began
            if answer.status == expect:
                load.times.append(done - began)
            else:
                load.refused[answer.status] = load.refused.get(answer.status, 0) + 1
        connection.close()

    await asyncio.gather(*(work() for _ in range(workers)))
    load.seconds = max(0.001, time.perf_counter() - (started or warm))
    return load
