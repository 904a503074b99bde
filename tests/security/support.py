"""One request, looked at from all sides and rolled back."""

import copy
import os
import uuid
from dataclasses import dataclass, field
from typing import Any

from django.core.cache import cache
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import Resolver404, resolve

from pamong.platform.access.routes import routes
from pamong.platform.audit.models import Event

MORE = int(os.environ.get("PAMONG_FUZZ", "1"))  # times the usual number of cases; above 1 also with a fresh seed
ROUTES: dict[str, dict[str, Any]] = {r["name"]: r for r in routes()}
LIBRARY = tuple(sorted(n for n in ROUTES if n.startswith(("account_", "mfa_", "openid_", "socialaccount_"))))
STREAM = "live:stream"  # answers without end; tests/platform/live asks it
OURS = tuple(sorted(n for n in ROUTES if n not in LIBRARY and n != STREAM))
# No browser, no cookie: a signature or a key says who sends (tests/platform/gateway, tests/voice/open311).
MACHINE = ("gateway:inbound", "open311:requests", "following:stop")
FORMS = tuple(n for n in OURS if "POST" in ROUTES[n]["methods"] and n not in MACHINE)
UNSAFE = (*FORMS, *MACHINE)
READABLE = tuple(n for n in OURS if "GET" in ROUTES[n]["methods"])
SIGN_IN = "/akun/masuk/"
INTERNALS = (
    "traceback (most recent call last)",
    "psycopg",
    "/site-packages/",
    "pamong/platform/",
    "django.db",
    "operationalerror",
    "dataerror",
    "integrityerror",
    "valueerror",
    "keyerror",
    "settings_module",
    "secret_key",
    "development-only-secret",
    "select count(",
    "insert into",
    "argon2$",
    "md5$",
    "jbswy3dpehpk3pxp",
)


@dataclass(frozen=True)
class Answer:
    """What came back, and what it left behind before it was rolled back."""

    status: int
    body: bytes
    headers: dict[str, str]
    new_cookies: frozenset[str]
    events: int
    problem: str = ""
    where: str = field(default="", compare=False)

    @property
    def turned_away(self) -> bool:
        return self.status in (403, 404) or (self.status == 302 and SIGN_IN in self.headers.get("Location", ""))

    @property
    def is_page(self) -> bool:
        return self.headers.get("Content-Type", "").startswith("text/html")

    @property
    def text(self) -> str:
        return self.body.decode(errors="replace")


def newest_event() -> int:
    """Number of the newest audit event of this transaction, 0 for none."""
    return Event.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def events_since(number: int) -> int:
    """How many changes and acts came after: a trigger on every table writes them, so nothing changes unseen.

    That somebody read an identity is an act too; it is no change.
    """
    return Event.objects.filter(pk__gt=number).exclude(verb__endswith="_read").count()


def send(client: Client, method: str, url: str, data: Any = None, *, key: str = "", **extra: Any) -> Answer:
    """One request as this person; what it wrote stays in the present transaction."""
    before = newest_event()
    headers = {"Idempotency-Key": key or uuid.uuid4().hex, **extra.pop("headers", {})}
    if isinstance(data, bytes):  # as it is, whatever charset it claims
        response: Any = client.generic(method, url, data, headers=headers, **extra)
    else:
        response = getattr(client, method.lower())(url, data or {}, headers=headers, **extra)
    body = b"".join(response.streaming_content) if response.streaming else response.content
    failed = getattr(response, "exc_info", None)
    problem = repr(failed[1]) if failed else ""
    try:
        written = events_since(before)
    except DatabaseError as error:
        written, problem = 0, problem or f"left the transaction broken: {error}"
    return Answer(
        status=response.status_code,
        body=body,
        headers=dict(response.headers),
        new_cookies=frozenset(response.cookies),
        events=written,
        problem=problem,
        where=f"{method} {url[:150]}",
    )


class Undone:
    """Everything inside is rolled back, and the browsers have the cookies they had before."""

    def __init__(self, *clients: Client) -> None:
        self.clients = clients
        self.atomic = transaction.atomic()

    def __enter__(self) -> None:
        self.kept = [copy.deepcopy(client.cookies) for client in self.clients]
        self.atomic.__enter__()

    def __exit__(self, *error: object) -> None:
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)
        cache.clear()  # one-time codes that were used
        for client, cookies in zip(self.clients, self.kept, strict=True):
            client.cookies = cookies


def ask(client: Client, method: str, url: str, data: Any = None, **extra: Any) -> Answer:
    """One request, rolled back."""
    with Undone(client):
        return send(client, method, url, data, **extra)


def sound(answer: Answer) -> list[str]:
    """What must never be in any answer: a failure, its innards, text that became markup."""
    wrong = []
    if answer.status >= 500 or answer.problem:
        wrong.append(f"{answer.where}: {answer.status} {answer.problem[:300]}")
    if answer.is_page or answer.status >= 400:
        low = answer.text.lower()
        wrong += [f"{answer.where}: shows {word}" for word in INTERNALS if word in low]
    return wrong


def route_of(url: str) -> str:
    """Name of the route behind an address, '' for none."""
    try:
        return resolve(url.partition("?")[0]).view_name
    except Resolver404:
        return ""
