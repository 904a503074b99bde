"""Routes that only the tests of the gate have: each view shows one thing a view may do."""

import datetime as dt
import time
from typing import Any, cast

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import path

from config.urls import urlpatterns as product
from pamong.platform.access.errors import Conflict, NotAllowed, NotVisible
from pamong.platform.access.gate import Request, answered, gate, shown_once, traced
from pamong.platform.calendar.models import Holiday
from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_

DAY = dt.date(2031, 5, 1)


def add(name: str) -> Holiday:
    """Makes a row; each further call a further row."""
    return Holiday.objects.create(day=DAY + dt.timedelta(days=Holiday.objects.count()), name=name)


@gate("public.view")
def public(request: Request) -> HttpResponse:
    return HttpResponse("umum")


@gate("home.view")
def staff(request: Request) -> HttpResponse:
    return HttpResponse(f"untuk {request.viewer.name}")


@gate("account.manage")
def own_account(request: Request) -> HttpResponse:
    return HttpResponse("akun")


@gate("person.list", methods=("GET", "POST"))
def both(request: Request) -> HttpResponse:
    return HttpResponse(request.method or "")


@gate("home.view", methods=("POST",))
def write(request: Request) -> HttpResponse:
    return answered(redirect("/"), add(request.POST.get("name", "tanpa nama")))


@gate("home.view", methods=("POST",))
def slow(request: Request) -> HttpResponse:
    made = add("lambat")
    time.sleep(float(request.POST.get("seconds", "0.2")))
    return answered(redirect("/"), made)


@gate("public.view", methods=("POST",))
def write_public(request: Request) -> HttpResponse:
    return answered(redirect("/"), add("warga"))


@gate("home.view", methods=("POST",))
def refuse(request: Request) -> HttpResponse:
    add("tidak boleh tinggal")
    match request.POST.get("how"):
        case "404":
            raise NotVisible
        case "403":
            raise NotAllowed
        case "409":
            raise Refused(N_("Belum boleh sebelum %(day)s."), day=DAY)
        case "conflict":
            raise Conflict(mine={"Judul": "punya saya"}, theirs={"Judul": "punya dia"}, by="Bambang")
        case "422":
            return HttpResponse("isian keliru", status=422)
        case "traced":
            return traced(HttpResponse("tercatat", status=422))
    raise RuntimeError("unforeseen")


@gate("home.view", methods=("POST",))
def secret(request: Request) -> HttpResponse:
    add("rahasia")
    return shown_once(HttpResponse("kode-rahasia-123"))


@gate("home.view", methods=("POST",))
def fragment(request: Request) -> HttpResponse:
    made = add("potongan")
    return answered(HttpResponse(f"<p>baris {made.pk}</p>", headers={"HX-Trigger": "tersimpan"}), made)


@gate("home.view", methods=("POST",))
def stream(request: Request) -> HttpResponse:
    add("aliran")
    response: Any = StreamingHttpResponse(iter([b"a", b"b"]))
    return cast(HttpResponse, response)


urlpatterns = [
    path("uji/umum/", public, name="uji_public"),
    path("uji/staf/", staff, name="uji_staff"),
    path("uji/akun/", own_account, name="uji_account"),
    path("uji/dua/", both, name="uji_both"),
    path("uji/tulis/", write, name="uji_write"),
    path("uji/lambat/", slow, name="uji_slow"),
    path("uji/warga/", write_public, name="uji_write_public"),
    path("uji/tolak/", refuse, name="uji_refuse"),
    path("uji/rahasia/", secret, name="uji_secret"),
    path("uji/potongan/", fragment, name="uji_fragment"),
    path("uji/aliran/", stream, name="uji_stream"),
    *product,
]
