"""While the database is away every page answers 503 with a plain page, and works again by itself."""

import logging
import random
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

from django.db import Error, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.views.defaults import server_error as plain_server_error

log = logging.getLogger("pamong.health")
PAGE = Path(__file__).with_name("503.html")


@cache
def _page() -> bytes:
    return PAGE.read_bytes()


def unavailable() -> HttpResponse:
    """The page, with a moment to wait that differs, so that not everybody comes back at once."""
    wait = random.randint(3, 8)  # noqa: S311 (spreads load, is no secret)
    return HttpResponse(_page(), status=503, headers={"Retry-After": str(wait), "Cache-Control": "no-store"})


def is_away(error: BaseException | None) -> bool:
    """Whether an error means that the database cannot serve now: gone, full, overloaded, too slow."""
    while error is not None:
        if isinstance(error, OperationalError | InterfaceError):
            return True
        error = error.__cause__ if isinstance(error, Error) else None
    return False


class DatabaseAwayMiddleware:
    """Catches what views raise; errors of other middlewares reach `server_error`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not is_away(exception):
            return None
        log.warning("503 %s: %s", request.path, str(exception).splitlines()[0] if str(exception) else type(exception))
        return unavailable()


def server_error(request: HttpRequest) -> HttpResponse:
    """`handler500` of the URL map: 503 when the database is the reason, else the usual page."""
    error = sys.exc_info()[1]
    if is_away(error):
        return unavailable()
    try:
        return plain_server_error(request)
    except Exception:  # the page itself may need what is broken
        log.exception("500 page")
        return HttpResponseServerError(_page())
