"""Plt and Plh: who carries whose duties, appointing and ending early."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from pamong.people import queries
from pamong.people.actions import acting as actions
from pamong.people.enums import ActingKind
from pamong.people.queries.vacancies import seat_acting_list
from pamong.people.web.forms import ActingForm, EndActingForm
from pamong.platform.access.errors import NotVisible
from pamong.platform.access.gate import Request, answered, gate
from pamong.platform.access.viewer import Viewer
from pamong.platform.access.who import Who
from pamong.platform.audit import actions as audit
from pamong.platform.calendar.queries import today
from pamong.rulebook.errors import Refused

PER_PAGE = 50


def is_clerk(viewer: Viewer) -> bool:
    return viewer.has_role(Who.AGENCY_ADMIN, Who.PERSONNEL)


@gate("acting.view")
def acting_list(request: Request) -> HttpResponse:
    """Appointments on either side of the viewer, or of the agencies he keeps; running, coming and past."""
    page = Paginator(queries.acting_list(request.viewer), PER_PAGE).get_page(request.GET.get("hal"))
    subjects = {person_id for row in page for person_id in (row.absent_id, row.acting_id)}
    audit.record_read(by=request.viewer, subjects=subjects, what="acting.view")
    viewer = request.viewer
    context = {
        "page": page,
        "seats": list(seat_acting_list(viewer)[:PER_PAGE]) if page.number == 1 else [],
        "today": today(),
        "may_appoint": viewer.has_reports or is_clerk(viewer),
        "clerk": is_clerk(viewer),
    }
    return render(request, "people/acting_list.html", context)


@gate("acting.appoint", methods=("GET", "POST"))
def appoint(request: Request) -> HttpResponse:
    """A clerk appoints for anybody of his agencies, a superior for his own duties."""
    viewer = request.viewer
    for_self = not is_clerk(viewer)
    form = ActingForm(request.POST or None, for_self=for_self)
    if request.method == "POST" and form.is_valid():
        try:
            made = _appoint(viewer, form.cleaned_data, for_self=for_self)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Penunjukan disimpan. Keduanya sudah diberi tahu."))
            return answered(redirect("people:acting"), made)
    context = {"form": form, "for_self": for_self, "near": queries.likely_stand_ins(viewer) if viewer.is_staff else []}
    return render(request, "people/acting_form.html", context, status=422 if form.is_bound else 200)


def _appoint(viewer: Viewer, data: dict[str, Any], *, for_self: bool) -> Any:
    everywhere = viewer.agencies_for(Who.PERSONNEL) is None
    agency_id = None if everywhere else viewer.agency_id
    if for_self:
        absent = queries.account_of(viewer).person
        if absent is None:
            raise NotVisible
    else:
        absent = actions.resolve(typed=data["absent"], field="absent", agency_id=agency_id, by=viewer)
    stand_in = actions.resolve(typed=data["acting"], field="acting", agency_id=agency_id, by=viewer)
    return actions.appoint(
        absent=absent,
        acting=stand_in,
        kind=ActingKind(data["kind"]),
        starts=data["starts"],
        ends=data["ends"],
        decree=data["decree"],
        by=viewer,
    )


@gate("acting.appoint", methods=("GET", "POST"))
def end(request: Request, pk: int) -> HttpResponse:
    """End an appointment before its last day, or take back one that has not begun."""
    found = queries.acting_for(request.viewer, pk)
    form = EndActingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.end(acting=found, last_day=form.cleaned_data["last_day"], by=request.viewer)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Penunjukan diakhiri."))
            return redirect("people:acting")
    return render(
        request, "people/acting_end.html", {"form": form, "acting": found}, status=422 if form.is_bound else 200
    )
