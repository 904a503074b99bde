"""The measuring client: keeps its connection, reads whole answers, counts only the good ones."""

import asyncio
import gzip
import os
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from bench.client import Connection, Load, loop, request
from bench.cost import measure, spent

BODY = b"x" * 5000


class Office(BaseHTTPRequestHandler):
    """A tiny server: /plain, /chunked, /closing, /refused, /gzip; notes what it was sent."""

    protocol_version = "HTTP/1.1"
    seen: list[tuple[str, str, dict[str, str], bytes]] = []  # one server per test

    def do_GET(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        type(self).seen.append((self.command, self.path, dict(self.headers), body))
        if self.path == "/chunked":
            self.send_response(200)
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            for part in (BODY[:10], BODY[10:]):
                self.wfile.write(f"{len(part):x}\r\n".encode() + part + b"\r\n")
            self.wfile.write(b"0\r\n\r\n")
            return
        content = gzip.compress(BODY) if self.path == "/gzip" else BODY
        self.send_response(409 if self.path == "/refused" else 200)
        self.send_header("Content-Length", str(len(content)))
        if self.path == "/gzip":
            self.send_header("Content-Encoding", "gzip")
        if self.path == "/closing":
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(content)
        self.close_connection = self.path == "/closing"

    do_POST = do_GET

    def log_message(self, *args: object) -> None:
        """Quiet."""


@pytest.fixture
def base() -> Iterator[str]:
    Office.seen = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Office)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def ask(base: str, *paths: str) -> list[tuple[int, int]]:
    async def run() -> list[tuple[int, int]]:
        connection = Connection(base)
        answers = [await connection.send(request("GET", base, path)) for path in paths]
        connection.close()
        return [(a.status, a.wire) for a in answers]

    return asyncio.run(run())


def test_answers_of_every_kind_are_read_in_full(base: str) -> None:
    assert ask(base, "/plain", "/chunked", "/plain") == [(200, 5000)] * 3


def test_a_connection_the_server_closes_is_opened_again(base: str) -> None:
    assert ask(base, "/closing", "/closing", "/plain") == [(200, 5000)] * 3


def test_size_is_what_travels(base: str) -> None:
    ((_status, wire),) = ask(base, "/gzip")
    assert wire == len(gzip.compress(BODY))


def test_a_request_carries_its_form(base: str) -> None:
    async def run() -> None:
        connection = Connection(base)
        await connection.send(request("POST", base, "/plain", headers={"X-Key": "7"}, body=b"a=1"))

    asyncio.run(run())
    method, path, headers, body = Office.seen[0]
    assert (method, path, body) == ("POST", "/plain", b"a=1")
    assert headers["X-Key"] == "7"
    assert headers["Accept-Encoding"] == "gzip"


def test_an_empty_post_says_so() -> None:
    assert b"Content-Length: 0\r\n" in request("POST", "http://127.0.0.1:1", "/")
    assert b"Content-Length" not in request("GET", "http://127.0.0.1:1", "/")


@pytest.mark.parametrize("elsewhere", ["http://example.org", "http://10.0.0.1:8000", "https://kota.go.id"])
def test_only_this_machine_is_measured(elsewhere: str) -> None:
    with pytest.raises(ValueError, match="this machine"):
        Connection(elsewhere)


def test_the_loop_counts_good_answers(base: str) -> None:
    sent = request("GET", base, "/plain")
    load = asyncio.run(loop(base, lambda number: sent, workers=3, seconds=0.5))
    assert load.refused == {}
    assert load.per_second > 10
    assert 0 < load.median <= load.percentile(0.99)


def test_refused_answers_are_no_throughput(base: str) -> None:
    sent = request("GET", base, "/refused")
    load = asyncio.run(loop(base, lambda number: sent, workers=2, seconds=0.3))
    assert load.times == []
    assert load.refused.get(409, 0) > 0
    assert load.per_second == 0


def test_every_request_of_the_loop_is_made_anew(base: str) -> None:
    numbers: list[int] = []

    def make(number: int) -> bytes:
        numbers.append(number)
        return request("GET", base, f"/plain?{number}")

    asyncio.run(loop(base, make, workers=4, seconds=0.2, most=40))
    assert sorted(numbers) == list(range(len(numbers)))
    assert len(numbers) <= 40


def test_percentiles_are_ranked() -> None:
    load = Load(1.0, times=[n / 1000 for n in range(1, 101)])
    assert load.percentile(0.5) == pytest.approx(51)
    assert load.percentile(1.0) == pytest.approx(100)
    assert load.median == pytest.approx(50.5)
    assert Load(1.0).percentile(0.9) == 0


# --- CPU ---


def burn(seconds: float) -> None:
    until = time.process_time() + seconds
    while time.process_time() < until:
        pass


def test_spent_time_of_a_process_grows_with_its_work() -> None:
    before = spent(os.getpid())
    burn(0.15)
    assert 0.1 <= spent(os.getpid()) - before < 2


def test_spent_time_holds_children_that_have_ended() -> None:
    before = spent(os.getpid())
    child = os.fork()
    if child == 0:
        burn(0.15)
        os._exit(0)
    os.waitpid(child, 0)
    assert spent(os.getpid()) - before >= 0.1


def test_an_unknown_process_is_named() -> None:
    with pytest.raises(ProcessLookupError):
        spent(2**22 + 1)


def test_cost_is_shared_out_over_the_requests(base: str) -> None:
    sent = request("GET", base, "/plain")
    cost = measure(base, lambda number: sent, web=os.getpid(), database=os.getpid(), times=10)
    assert cost.status == 200
    assert cost.wire == len(cost.body) == 5000
    assert 0 <= cost.web < 200
    assert cost.total == cost.web + cost.database
