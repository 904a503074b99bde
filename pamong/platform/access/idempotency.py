"""One answer per key: a repeated form, a double click or a retry after a lost answer changes nothing more."""

import hashlib
import hmac
from collections.abc import Callable

from django.conf import settings
from django.db import OperationalError, connection
from django.http import HttpRequest, HttpResponse
from psycopg.errors import LockNotAvailable

from pamong.platform.access.models import AnsweredRequest
from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_

KEPT_HEADERS = (
    "Location",
    "Content-Type",
    "X-Object-Id",
    "HX-Redirect",
    "HX-Trigger",
    "HX-Location",
    "HX-Refresh",
    "X-Shown-Once",
)
MAX_KEPT_BODY = 200_000
BUSY = N_("Kiriman yang sama sedang dikerjakan. Tunggu sebentar, lalu lihat hasilnya; tidak perlu mengirim lagi.")


class KeyReused(Exception):  # names what happened, as the other gate signals do
    """The same key came with another content."""


class KeyMissing(Exception):
    """An unsafe request without a key."""


def key_of(request: HttpRequest) -> str:
    """The key from the header or the hidden field (8 to 64 printable characters)."""
    key = request.headers.get("Idempotency-Key") or request.POST.get("idempotency_key", "")
    if not (8 <= len(key) <= 64 and key.isascii() and key.isprintable()):
        raise KeyMissing
    return key


def body_hash(request: HttpRequest, *, unlinked: bool = False) -> str:
    """Digest of what was sent, without the CSRF token and the key itself; files by content. Keyed: a form may hold a password.

    ``unlinked`` leaves the content out: whoever holds the key could else try known texts against the sender's digest.
    """
    digest = hmac.new(settings.SECRET_KEY.encode(), f"{request.method} {request.path}".encode(), hashlib.sha256)
    if unlinked:
        return digest.hexdigest()
    if request.content_type in ("application/x-www-form-urlencoded", "multipart/form-data"):
        for name in sorted(request.POST):
            if name not in ("csrfmiddlewaretoken", "idempotency_key"):
                digest.update(repr((name, request.POST.getlist(name))).encode())
        for name in sorted(request.FILES):
            for upload in request.FILES.getlist(name):
                digest.update(repr((name, upload.name, upload.size)).encode())
                for chunk in upload.chunks():
                    digest.update(chunk)
                upload.seek(0)
    else:
        digest.update(request.body)
    return digest.hexdigest()


def answer_once(
    request: HttpRequest, *, owner: str, route: str, run: Callable[[], HttpResponse], unlinked: bool = False
) -> HttpResponse:
    """Run inside a transaction: claim the key, run, keep the answer; a second request waits for the first and repeats it.

    Answers of 400 and above keep nothing: the gate rolls the transaction back, and the claim goes with it.
    Raises KeyMissing, KeyReused, Refused (the same key is being worked on, or its answer was shown once).
    """
    key, digest = key_of(request), body_hash(request, unlinked=unlinked)
    claimed = _claim(owner, key, route, digest)
    if claimed is None:
        return _repeat(AnsweredRequest.objects.get(owner=owner, key=key), route, digest)
    response = run()
    if response.status_code >= 400:
        AnsweredRequest.objects.filter(pk=claimed).delete()
    else:
        secret = response.has_header("X-Shown-Once")
        body = (
            response.content if not (secret or response.streaming) and len(response.content) <= MAX_KEPT_BODY else b""
        )
        headers = {name: response[name] for name in KEPT_HEADERS if response.has_header(name)}
        AnsweredRequest.objects.filter(pk=claimed).update(status=response.status_code, headers=headers, body=body)
    return response


def _claim(owner: str, key: str, route: str, digest: str) -> int | None:
    """Id of the claimed row, or None when the key was answered; waits while another request holds it (lock_timeout)."""
    with connection.cursor() as cursor:
        try:
            cursor.execute(
                "INSERT INTO access_answeredrequest (owner, key, route, body_hash, headers, body)"
                " VALUES (%s, %s, %s, %s, '{}', '') ON CONFLICT (owner, key) DO NOTHING RETURNING id",
                [owner, key, route, digest],
            )
        except OperationalError as error:
            if isinstance(error.__cause__, LockNotAvailable):
                raise Refused(BUSY) from error
            raise
        row = cursor.fetchone()
    return row[0] if row else None


def _repeat(kept: AnsweredRequest, route: str, digest: str) -> HttpResponse:
    if kept.route != route or kept.body_hash != digest:
        raise KeyReused
    if "X-Shown-Once" in kept.headers:
        raise Refused(
            N_(
                "Permintaan ini sudah selesai. Kode rahasianya hanya ditampilkan sekali; bila hilang, terbitkan yang baru."
            )
        )
    response = HttpResponse(bytes(kept.body), status=kept.status or 200)
    for name, value in kept.headers.items():
        response[name] = value
    response["Idempotent-Replay"] = "true"
    return response
