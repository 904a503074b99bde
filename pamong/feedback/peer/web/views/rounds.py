"""Rounds of the agencies the viewer keeps: open, watch in total, close."""

import datetime as dt

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from pamong.feedback.peer import actions, queries
from pamong.feedback.peer.web.forms import RoundForm
from pamong.platform.access.gate import Request, answered, gate
from pamong.platform.calendar.queries import today
from pamong.rulebook.errors import Refused

PER_PAGE = 20
USUAL_DAYS = 10


@gate("peerround.manage", methods=("GET", "POST"))
def rounds(request: Request) -> HttpResponse:
    """The rounds so far, and a form for the next one."""
    units = queries.choices(request.viewer)
    day = today()
    initial = {"about_from": day.replace(month=1, day=1), "about_to": day, "starts": day, "upward": True}
    initial["ends"] = day + dt.timedelta(days=USUAL_DAYS)
    form = RoundForm(request.POST or None, initial=initial, units=units)
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        unit = queries.unit_for(request.viewer, int(data.pop("unit")))
        try:
            row = actions.open_round(unit=unit, by=request.viewer, **data)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Putaran dibuka; yang diundang diberi tahu."))
            return answered(redirect("peer:round", pk=row.pk), row)
    page = Paginator(queries.rounds(request.viewer), PER_PAGE).get_page(request.GET.get("hal"))
    return render(request, "peer/rounds.html", {"form": form, "page": page}, status=422 if form.is_bound else 200)


@gate("peerround.manage")
def one(request: Request, pk: int) -> HttpResponse:
    """One round in total: never who answered, never per person."""
    row = queries.round_for(request.viewer, pk)
    return render(request, "peer/round.html", {"round": row, "progress": queries.progress(pk), "today": today()})


@gate("peerround.manage", methods=("POST",))
def close(request: Request, pk: int) -> HttpResponse:
    """End the round now and release its answers."""
    row = queries.round_for(request.viewer, pk)
    actions.close(round=row, by=request.viewer)
    messages.success(request, _("Putaran ditutup; hasil yang cukup jawabannya sudah tampil bagi pegawai."))
    return answered(redirect("peer:round", pk=pk), row)
