"""Requests: read, one by one and as a list; sent, with a key."""

import datetime as dt
import re

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from pamong.platform.access import throttle
from pamong.platform.access.gate import Request, gate
from pamong.platform.access.viewer import Viewer
from pamong.voice.open311 import actions, queries
from pamong.voice.open311.queries.keys import ApiKey, key_of
from pamong.voice.open311.web import items, reading
from pamong.voice.open311.web.answers import Wrong, answer, base_of, machine, telling

HOUR = dt.timedelta(hours=1)
PER_ADDRESS = 2_000  # reports of one address in an hour, over all keys; where a key allows more, as many as it allows


@machine
@gate("complaint.send", methods=("GET", "POST"), remember=False)
@telling
def requests(request: Request, fmt: str) -> HttpResponse:
    """GET requests with filters; POST a report."""
    if request.method == "POST":
        return _take(request, fmt)
    extended = request.GET.get("extensions", "").lower() == "true"
    ids = [one for one in request.GET.get("service_request_id", "").split(",") if one.strip()]
    found = queries.known(ids) if ids else queries.cases(reading.asked(request.GET))
    return answer(
        fmt, "service_requests", [items.request_item(case, base_of(request), extended=extended) for case in found]
    )


@gate("public.view")
@telling
def one(request: Request, ident: str, fmt: str) -> HttpResponse:
    """GET requests/{id}: a list of one; 404 for unknown and for not public, alike."""
    found = queries.known([ident])
    if not found:
        raise Wrong(404, _("Laporan dengan nomor ini tidak ada atau tidak terbuka untuk umum."))
    extended = request.GET.get("extensions", "").lower() == "true"
    return answer(fmt, "service_requests", [items.request_item(found[0], base_of(request), extended=extended)])


@gate("public.view")
@telling
def token(request: Request, ident: str, fmt: str) -> HttpResponse:
    """GET tokens/{token}: all services answer at once, so a token is the number itself."""
    del request
    found = queries.known([ident])
    if not found:
        raise Wrong(404, _("Token ini tidak dikenal."))
    return answer(fmt, "service_requests", [{"service_request_id": found[0].number, "token": ident}])


@gate("public.view")
@telling
def updates(request: Request, fmt: str) -> HttpResponse:
    """GET servicerequestupdates: what happened to requests, as FixMyStreet asks for it."""
    first, last = reading.span(request.GET)
    return answer(fmt, "service_request_updates", [items.update_item(step) for step in queries.updates(first, last)])


def _take(request: Request, fmt: str) -> HttpResponse:
    key = _key(request)
    by = Viewer.system(f"Open311: {key.name}"[:150])
    receipt = actions.submit(sent=reading.sent(request), key=key, by=by)
    follow = base_of(request) + reverse("complaints:follow")
    notice = _("Simpan kode rahasia %(secret)s. Dengan nomor dan kode ini laporan dapat diikuti di %(address)s")
    item = {
        "service_request_id": receipt.number,
        "service_notice": notice % {"secret": receipt.secret, "address": follow},
        "account_id": None,
    }
    return answer(fmt, "service_requests", [item], 201)


def _key(request: Request) -> ApiKey:
    """The key sent in body or query, within its limit. Raises Wrong. Tries without a valid key are counted by address."""
    text = (request.POST.get("api_key") or request.GET.get("api_key") or "").strip()
    key = key_of(text) if re.fullmatch(r"[\w-]{8,80}", text) else None
    if key is None:
        wait = throttle.claim("open311.key", throttle.client_address(request), limit=throttle.PER_ADDRESS)
        if wait:
            raise Wrong(429, _("Terlalu banyak percobaan dengan kunci yang salah. Coba lagi nanti."), wait=wait)
        raise Wrong(403, _("api_key tidak ada atau tidak sah. Minta kunci kepada petugas pengaduan."))
    wait = throttle.claim("open311.sent", str(key.pk), limit=key.per_hour, window=HOUR)
    if wait:
        raise Wrong(429, _("Kunci ini sudah mencapai batas kiriman per jam. Coba lagi nanti."), wait=wait)
    address = throttle.client_address(request)
    wait = throttle.claim("open311.sent.address", address, limit=max(PER_ADDRESS, key.per_hour), window=HOUR)
    if wait:
        raise Wrong(429, _("Terlalu banyak kiriman dari alamat ini. Coba lagi nanti."), wait=wait)
    return key
