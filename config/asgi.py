"""The one application behind the one port: live streams are asynchronous, pages run in a few threads.

Pages through Django's own ASGI handler cost several times the processor time of WSGI; streams in threads would need a
thread each. Health answers have a thread of their own, so that they come even when all others wait for the database.
"""

import ctypes
import os
import signal
import sys
from typing import Any

from a2wsgi import WSGIMiddleware
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

THREADS = int(os.environ.get("PAMONG_THREADS", "6"))
MOST_WAITING = THREADS * 20  # further pages are refused at once: better a quick "later" than a queue without end


def die_with_parent() -> None:
    """A worker process whose server was killed must not keep the port."""
    if sys.platform == "linux" and os.environ.get("PAMONG_SUPERVISED"):
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # 1: PR_SET_PDEATHSIG


die_with_parent()
django_application: Any = get_wsgi_application()

from pamong.platform.health.away import unavailable  # noqa: E402  # Django is set up now
from pamong.platform.live.asgi import application as live  # noqa: E402

pages = WSGIMiddleware(django_application, workers=THREADS)
health = WSGIMiddleware(django_application, workers=1)
_in_hand = 0


async def application(scope: Any, receive: Any, send: Any) -> None:
    """Route by the path's beginning."""
    if scope["type"] == "lifespan":
        return await _lifespan(receive, send)
    path = scope["path"]
    if path.startswith("/live/"):
        return await live(scope, receive, send)
    if path.startswith("/healthz/"):
        return await health(scope, receive, send)
    return await _page(scope, receive, send)


async def _page(scope: Any, receive: Any, send: Any) -> None:
    global _in_hand  # noqa: PLW0603  # one event loop per process
    if _in_hand >= MOST_WAITING:
        return await _refuse(send)
    _in_hand += 1

    async def taken() -> Any:  # a2wsgi asks for a coroutine, granian's receive gives a future
        return await receive()

    try:
        return await pages(scope, taken, send)
    finally:
        _in_hand -= 1


async def _refuse(send: Any) -> None:
    answer = unavailable()
    headers = [(name.lower().encode(), value.encode()) for name, value in answer.items()]
    await send({"type": "http.response.start", "status": 503, "headers": headers})
    await send({"type": "http.response.body", "body": answer.content})


async def _lifespan(receive: Any, send: Any) -> None:
    while True:
        message = await receive()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return
