"""The line between a phone and the server: slow, cut, or losing answers; for pages, scripts and service worker alike.

A browser's own emulation reaches only some of them, and its throttling silently cancels its being offline: here the
bytes themselves are held back.
"""

import contextlib
import random
import socket
import threading
import time
from collections.abc import Iterator


class Line:
    """Forwards one port to another. ``up``: whether there is a connection; ``speed``: bytes a second each way (0: no limit);
    ``losing``: the share of answers that are lost after the server has given them.
    """

    def __init__(self, to_port: int) -> None:
        self.up, self.speed, self.losing = True, 0, 0.0
        self.lost = 0
        self._to = to_port
        self._chance = random.Random(7)
        self._pairs: set[socket.socket] = set()
        self._lock = threading.Lock()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def cut(self) -> None:
        """No connection from now on; those that stand break."""
        self.up = False
        with self._lock:
            broken, self._pairs = self._pairs, set()
        for end in broken:
            _close(end)

    def mend(self) -> None:
        self.up = True

    def close(self) -> None:
        self.cut()
        _close(self._listener)

    def _accept(self) -> None:
        while True:
            try:
                phone, _address = self._listener.accept()
            except OSError:
                return
            if not self.up:
                _close(phone)
                continue
            try:
                server = socket.create_connection(("127.0.0.1", self._to), timeout=10)
            except OSError:
                _close(phone)
                continue
            server.settimeout(None)
            with self._lock:
                self._pairs |= {phone, server}
            for source, sink, answers in ((phone, server, False), (server, phone, True)):
                threading.Thread(target=self._carry, args=(source, sink, answers), daemon=True).start()

    def _carry(self, source: socket.socket, sink: socket.socket, answers: bool) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(4096 if self.speed else 65536):
                if self.speed:
                    time.sleep(len(data) / self.speed)
                if answers and self.losing and self._chance.random() < self.losing:
                    self.lost += 1
                    break
                sink.sendall(data)
        for end in (source, sink):
            _close(end)
        with self._lock:
            self._pairs -= {source, sink}


def _close(end: socket.socket) -> None:
    with contextlib.suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    with contextlib.suppress(OSError):
        end.close()


@contextlib.contextmanager
def line_to(port: int) -> Iterator[Line]:
    """A line to a port of this machine, closed at the end."""
    made = Line(port)
    try:
        yield made
    finally:
        made.close()
