"""The line of the offline journeys does what it says: else a test that is offline by it would prove nothing."""

import socket
import threading
import time
from collections.abc import Iterator

import pytest

from tests.journeys.line import Line, line_to


@pytest.fixture
def echo() -> Iterator[int]:
    """A server that answers every word with the same word."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve(connection: socket.socket) -> None:
        while data := connection.recv(65536):
            connection.sendall(data)

    def accept() -> None:
        while True:
            try:
                connection, _address = listener.accept()
            except OSError:
                return
            threading.Thread(target=serve, args=(connection,), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    yield int(listener.getsockname()[1])
    listener.close()


def ask(line: Line, word: bytes = b"halo") -> bytes:
    with socket.create_connection(("127.0.0.1", line.port), timeout=5) as phone:
        phone.sendall(word)
        got = b""
        while len(got) < len(word):
            data = phone.recv(65536)
            if not data:
                break
            got += data
        return got


def test_it_carries_both_ways(echo: int) -> None:
    with line_to(echo) as line:
        assert ask(line) == b"halo"
        assert line.url == f"http://127.0.0.1:{line.port}"


def test_a_cut_line_carries_nothing_until_it_is_mended(echo: int) -> None:
    with line_to(echo) as line:
        line.cut()
        with pytest.raises((ConnectionError, AssertionError)):
            assert ask(line) == b"halo"
        line.mend()
        assert ask(line) == b"halo"


def test_cutting_breaks_what_stands(echo: int) -> None:
    with line_to(echo) as line, socket.create_connection(("127.0.0.1", line.port), timeout=5) as phone:
        phone.sendall(b"halo")
        assert phone.recv(10) == b"halo"
        line.cut()
        try:
            rest = phone.recv(10)
        except ConnectionError:
            rest = b""
        assert rest == b""


def test_a_slow_line_takes_its_time(echo: int) -> None:
    with line_to(echo) as line:
        line.speed = 20_000
        begun = time.monotonic()
        assert len(ask(line, b"x" * 8000)) == 8000
        assert time.monotonic() - begun >= 0.6, "8 kB each way at 20 kB a second"


def test_a_losing_line_loses_answers_not_questions(echo: int) -> None:
    with line_to(echo) as line:
        line.losing = 1.0
        assert ask(line) == b""
        assert line.lost == 1
        line.losing = 0.0
        assert ask(line) == b"halo"
