"""Small servers on loopback that behave as services in trouble do."""

import contextlib
import socketserver
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any


class Service:
    """What a stub was asked, and how it shall answer."""

    def __init__(self) -> None:
        self.status = 201
        self.asked: list[tuple[str, dict[str, str], bytes]] = []
        self.url = ""


@contextlib.contextmanager
def answering() -> Iterator[Service]:
    """An HTTP service that notes every POST and answers ``service.status``."""
    service = Service()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
            service.asked.append((self.path, dict(self.headers.items()), body))
            self.send_response(service.status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *args: Any) -> None:
            """Not into the test's output."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    service.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield service
    finally:
        server.shutdown()
        server.server_close()


@contextlib.contextmanager
def misbehaving(act: Callable[[Any], None]) -> Iterator[str]:
    """A TCP service that does ``act`` with the connection after the question came; answers its address."""

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            self.request.recv(65536)
            with contextlib.suppress(OSError):
                act(self.request)

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True
        block_on_close = False

    server = Server(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/kirim"
    finally:
        server.shutdown()
        server.server_close()


def hang(connection: Any) -> None:
    """Say nothing for a minute."""
    connection.settimeout(60)
    connection.recv(1)


def drip(connection: Any) -> None:
    """One byte at a time: each is in time, the whole never is."""
    for byte in b"HTTP/1.1 200 OK\r\nX-Slow: " + b"x" * 600:
        connection.sendall(bytes([byte]))
        time.sleep(0.05)


def close(connection: Any) -> None:
    """Take the question and hang up."""
