"""Leave, trips, training: who is away, entered by a superior or a clerk."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from pamong.people import queries
from pamong.people.actions import absences as actions
from pamong.people.enums import AbsenceKind
from pamong.people.web.absence_forms import AbsenceFilter, AbsenceForm, EndAbsenceForm
from pamong.platform.access.gate import Request, answered, gate
from pamong.platform.access.viewer import Viewer
from pamong.platform.access.who import Who
from pamong.platform.audit import actions as audit
from pamong.platform.calendar.queries import today
from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_

PER_PAGE = 50


def records(viewer: Viewer) -> bool:
    """Whether the viewer enters absences of others at all: a superior, the head of a unit, a clerk."""
    return viewer.has_reports or bool(viewer.leads) or viewer.has_role(Who.AGENCY_ADMIN, Who.PERSONNEL)


@gate("absence.view")
def absence_list(request: Request) -> HttpResponse:
    """My absences and those of my staff or agency; filters ``nama`` and ``keadaan`` live in the address."""
    form = AbsenceFilter(request.GET or None)
    wanted = form.cleaned_data if form.is_bound and form.is_valid() else {}
    found = queries.absence_list(
        request.viewer, name=wanted.get("nama") or "", span=wanted.get("keadaan") or "", on=today()
    )
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("hal"))
    audit.record_read(by=request.viewer, subjects={row.person_id for row in page}, what="absence.view")
    context = {"page": page, "form": form, "today": today(), "records": records(request.viewer)}
    return render(request, "people/absence_list.html", context, status=422 if form.is_bound and form.errors else 200)


@gate("absence.record", methods=("GET", "POST"))
def record(request: Request) -> HttpResponse:
    """A superior enters an absence of his staff, a clerk of anybody in his agency."""
    initial = {"person": request.GET.get("pegawai", "")[:150], "starts": today(), "ends": today()}
    form = AbsenceForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            made = _record(request.viewer, form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Ketidakhadiran disimpan. Pegawai sudah diberi tahu."))
            return answered(redirect("people:absences"), made)
    near = queries.recordable(request.viewer)[:50]
    return render(
        request, "people/absence_form.html", {"form": form, "near": near}, status=422 if form.is_bound else 200
    )


def _record(viewer: Viewer, data: dict[str, Any]) -> Any:
    found = queries.recordable_named(viewer, data["person"])
    if len(found) != 1:
        text = (
            N_("Tidak ada pegawai dengan NIP atau nama lengkap itu yang ketidakhadirannya Anda catat.")
            if not found
            else N_("Ada beberapa pegawai dengan nama itu. Tulis NIP-nya.")
        )
        raise Refused(text, field="person")
    return actions.record_absence(
        person_id=found[0].person_id,
        kind=AbsenceKind(data["kind"]),
        starts=data["starts"],
        ends=data["ends"],
        part=data["part"],
        decree=data["decree"],
        note=data["note"],
        by=viewer,
    )


@gate("absence.record", methods=("GET", "POST"))
def end(request: Request, pk: int) -> HttpResponse:
    """Somebody came back earlier, or the leave was called off."""
    found = queries.absence_for(request.viewer, pk)
    form = EndAbsenceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            left = actions.end_absence(absence=found, last_day=form.cleaned_data["last_day"], by=request.viewer)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Ketidakhadiran diubah.") if left else _("Ketidakhadiran dibatalkan."))
            return answered(redirect("people:absences"), found)
    return render(
        request, "people/absence_end.html", {"form": form, "absence": found}, status=422 if form.is_bound else 200
    )
