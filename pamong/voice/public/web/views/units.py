"""How units handle complaints: a year's figures for everybody, the small ones hidden."""

from django.http import HttpResponse
from django.shortcuts import render

from pamong.platform.access.gate import Request, gate
from pamong.platform.calendar.queries import today
from pamong.voice.insight import queries as insight


@gate("public.view")
def units(request: Request) -> HttpResponse:
    """Units that had complaints in the last twelve months."""
    return render(request, "laporan/units.html", {"units": insight.public_units(today())})


@gate("public.view")
def unit(request: Request, pk: int) -> HttpResponse:
    """One unit: received, done made sure, unconfirmed apart, refused, handed on; days, in time, rating."""
    return render(request, "laporan/unit.html", {"card": insight.public_unit(pk, today())})
