"""Inside one home, with Django: sessions for the bench roles, addresses of the pages, SQL statements of each.

Statements are counted in this process, with the same middlewares as in the server, because only here each one is seen.
"""

import argparse
import json
import sys
import uuid
from typing import Any

from bench.pages import PAGES, WRITES, Page
from bench.slots import Slots, entry
from pamong.cli.setup import django as set_up
from pamong.platform.home import home

CSRF = "b" * 32


def main() -> int:
    parser = argparse.ArgumentParser(prog="bench.inside", description=__doc__)
    parser.add_argument("--writers", type=int, default=64, help="sessions of employees that log their work")
    args = parser.parse_args()
    set_up(hashed_static=True)
    from pamong.cli.prepare import static_files

    static_files()
    print(json.dumps(look(args.writers)), flush=True)
    return 0


def look(writers: int) -> dict[str, Any]:
    """Sessions by role, sessions of writers, and the pages with path and statements."""
    from bench import roles

    found = roles.find(writers)
    clients = {role: _client(user) for role, user in found.accounts.items()}
    others = found.writers[1:]  # the first one is the employee whose pages are measured
    return {
        "pages": [_page(page, clients[page.role], found.keys) for page in PAGES],
        "writes": [_write(page, clients[page.role], found) for page in WRITES],
        "sessions": {role: _cookie(client) for role, client in clients.items()},
        "writers": [{"cookie": _cookie(_client(w.user)), "person": w.person, "indicator": w.indicator} for w in others],
    }


def _client(user: Any) -> Any:
    from django.test import Client

    client = Client(raise_request_exception=False, headers={"user-agent": "pamong-bench", "accept-encoding": "gzip"})
    if user is not None:
        client.force_login(user, backend="pamong.people.web.backend.AccountBackend")
    return client


def _cookie(client: Any) -> str:
    from django.conf import settings

    morsel = client.cookies.get(settings.SESSION_COOKIE_NAME)
    return f"{settings.SESSION_COOKIE_NAME}={morsel.value}" if morsel else ""


def _path(page: Page, keys: dict[str, Any]) -> str:
    from django.urls import NoReverseMatch, reverse

    if page.of and not keys.get(page.of):
        return ""
    opened = page.of == "result"
    try:
        path = reverse(page.route, args=[keys[page.of]] if page.of and not opened else [])
    except NoReverseMatch:
        return ""
    query = f"simpul={keys['result']}" if opened else page.query
    return f"{path}?{query}" if query else path


def _page(page: Page, client: Any, keys: dict[str, Any]) -> dict[str, Any]:
    path = _path(page, keys)
    told: dict[str, Any] = {"key": page.key, "path": path, "statements": None, "status": None}
    if path:
        told["statements"], told["status"] = _count(lambda: client.get(path))
    return told


def _write(page: Page, client: Any, found: Any) -> dict[str, Any]:
    from pamong.platform.calendar.queries import today

    path = _path(page, found.keys)
    told: dict[str, Any] = {"key": page.key, "path": path, "statements": None, "status": None}
    if path:
        slots, writer = Slots(home(), today()), found.writers[0]
        told["statements"], told["status"] = _count(
            lambda: client.post(path, entry(slots, writer.person, writer.indicator), headers=_key())
        )
        slots.keep()
    return told


def _key() -> dict[str, str]:
    return {"Idempotency-Key": uuid.uuid4().hex}


def _count(ask: Any) -> tuple[int, int]:
    """Statements and status of the third answer (templates and types are known by then)."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    for _ in range(2):
        ask()
    with CaptureQueriesContext(connection) as captured:
        status = ask().status_code
    return len(captured), status


if __name__ == "__main__":
    sys.exit(main())
