"""Units that nobody heads and superiors who are gone: who stands in, what waits, and the way to fill the seat."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from pamong.people.actions import vacancies as actions
from pamong.people.enums import ActingKind
from pamong.people.queries import careers
from pamong.people.queries import vacancies as reads
from pamong.people.queries.work import candidate_for
from pamong.people.web.organisation_forms import SeatForm
from pamong.platform.access.gate import Request, answered, gate, see_other
from pamong.platform.access.viewer import Viewer
from pamong.platform.access.who import Who
from pamong.platform.audit import actions as audit
from pamong.platform.calendar.queries import today
from pamong.platform.ui.text import normalised, refusal_text, refused_characters
from pamong.rulebook.errors import Refused

PER_PAGE = 25
USUAL = dt.timedelta(days=89)  # of an order, as the form proposes it


def _may_fill(viewer: Viewer) -> bool:
    return bool(viewer.leads) or viewer.has_role(Who.AGENCY_ADMIN, Who.PERSONNEL)


@gate("vacancy.view")
def listed(request: Request) -> HttpResponse:
    """What nobody heads, below the viewer or in the agencies he keeps."""
    page = Paginator(reads.vacant_units(request.viewer), PER_PAGE).get_page(request.GET.get("hal"))
    found = reads.vacancies(request.viewer, list(page))
    rows = [(unit, found.acting.get(unit.pk), found.waiting.get(unit.pk, [])) for unit in found.units]
    audit.record_read(by=request.viewer, subjects=[row.person.pk for row in found.gone], what="vacancy.view")
    context = {"page": page, "rows": rows, "gone": found.gone, "may_fill": _may_fill(request.viewer)}
    return render(request, "people/vacancies.html", context)


@gate("vacancy.fill", methods=("GET", "POST"))
def vacancy(request: Request, pk: int) -> HttpResponse:
    """One unit: choose who acts as its head (``?cari=`` finds others)."""
    unit = reads.vacancy_for(request.viewer, pk)
    form = SeatForm(request.POST or None, initial={"kind": "plt", "starts": today(), "ends": today() + USUAL})
    if request.method != "POST":
        return _page(request, unit, form)
    chosen = request.POST.get("person", "")
    if not (chosen.isdecimal() and chosen.isascii() and len(chosen) < 19):
        return _page(request, unit, form, _("Pilih seorang pegawai dari daftar."))
    if not form.is_valid():
        return _page(request, unit, form)
    try:
        made = _appoint(request.viewer, unit, int(chosen), form.cleaned_data)
    except Refused as refused:
        if refused.field in form.fields:
            form.refuse(refused)
            return _page(request, unit, form)
        return _page(request, unit, form, refusal_text(refused))
    messages.success(request, _("Penunjukan disimpan. Pegawai unit itu kini di bawahnya."))
    return answered(redirect("people:vacancies"), made)


def _appoint(viewer: Viewer, unit: Any, person_id: int, data: dict[str, Any]) -> Any:
    return actions.appoint_seat(
        unit=unit,
        acting=candidate_for(viewer, person_id).person,
        kind=ActingKind(data["kind"]),
        starts=data["starts"],
        ends=data["ends"],
        decree=data["decree"],
        by=viewer,
    )


def _page(request: Request, unit: Any, form: SeatForm, problem: str = "") -> HttpResponse:
    wanted = normalised(request.GET.get("cari", ""))[:100].strip()
    wanted = "" if refused_characters(wanted) else wanted
    candidates = reads.seat_candidates(request.viewer, unit, wanted)
    audit.record_read(by=request.viewer, subjects=[row.person_id for row in candidates], what="vacancy.fill")
    found = reads.vacancies(request.viewer, [unit])
    context = {
        "unit": unit,
        "acting": found.acting.get(unit.pk),
        "waiting": found.waiting.get(unit.pk, []),
        "form": form,
        "candidates": candidates,
        "wanted": wanted,
        "problem": problem,
        "chosen": request.POST.get("person", ""),
        "clerk": careers.is_clerk(request.viewer),
    }
    return render(request, "people/vacancy.html", context, status=422 if request.method == "POST" else 200)


@gate("vacancy.fill", methods=("POST",))
def end(request: Request, pk: int) -> HttpResponse:
    """The Plt of a seat goes today."""
    seat = reads.seat_acting_for(request.viewer, pk)
    actions.end_seat(seat=seat, by=request.viewer)
    messages.success(request, _("Penunjukan diakhiri. Pegawai unit itu kembali di bawah pimpinan di atasnya."))
    return answered(redirect("people:vacancies"), seat)


@gate("vacancy.fill", methods=("POST",))
def replace(request: Request, pk: int) -> HttpResponse:
    """Those who answer to somebody who is gone come under who stands above him."""
    count = actions.replace_gone(person_id=pk, by=request.viewer)
    messages.success(request, _("%(n)s pegawai beralih ke pimpinan di atasnya.") % {"n": count})
    return see_other(redirect("people:vacancies"))
