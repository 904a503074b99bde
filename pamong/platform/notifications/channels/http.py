"""One HTTP POST with an end: whatever the other side does, it is over after the time-out."""

import http.client
import socket
import ssl
import threading
from collections.abc import Mapping
from contextlib import suppress
from urllib.parse import urlsplit

from pamong.platform.notifications.channels.base import Failed
from pamong.platform.notifications.enums import Reason

AGAIN = frozenset({408, 425, 429})


def post(url: str, body: bytes, headers: Mapping[str, str], timeout: float) -> int:
    """Post and answer the status; the answer's body is not read. Raises Failed.

    No connection: surely not sent. No answer in time, or a connection that broke after the question: in doubt.
    """
    parts = urlsplit(url)
    secure = parts.scheme == "https"
    made: http.client.HTTPConnection
    if secure:
        context = ssl.create_default_context()
        made = http.client.HTTPSConnection(parts.hostname or "", parts.port, timeout=timeout, context=context)
    else:
        made = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=timeout)
    try:
        made.connect()
    except (OSError, ValueError) as error:
        made.close()
        raise Failed(Reason.UNREACHABLE) from error
    watch = threading.Timer(timeout, _cut, [made.sock])  # a time-out of the socket counts anew with every byte
    watch.daemon = True
    watch.start()
    try:
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        made.request("POST", path, body, dict(headers))
        return made.getresponse().status
    except (OSError, http.client.HTTPException) as error:
        raise Failed(Reason.TIMEOUT, doubt=True) from error
    finally:
        watch.cancel()
        made.close()


def judge(status: int) -> None:
    """Raises Failed unless the status says that it was taken."""
    if status in AGAIN or status >= 500:
        raise Failed(Reason.UNREACHABLE)
    if not 200 <= status < 300:
        raise Failed(Reason.REFUSED, final=True)


def _cut(sock: socket.socket) -> None:
    with suppress(OSError):
        sock.shutdown(socket.SHUT_RDWR)
