"""The unit tree today or as of a day, one unit with its history, and changes by decree: looked at, then planned."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from pamong.people.actions import units as actions
from pamong.people.queries import tree as reads
from pamong.people.queries import units as changes
from pamong.people.web.choices import units_as_choices
from pamong.people.web.forms import AsOfForm
from pamong.people.web.organisation_forms import UnitChangeForm, UnitForm
from pamong.platform.access.gate import Request, answered, gate
from pamong.platform.calendar.queries import today
from pamong.platform.ui.text import refusal_text
from pamong.rulebook.errors import Refused

PER_PAGE = 50


def _day(request: Request) -> tuple[AsOfForm, dt.date]:
    form = AsOfForm(request.GET)
    return form, (form.cleaned_data.get("pada") if form.is_valid() else None) or today()


@gate("unit.view")
def tree(request: Request) -> HttpResponse:
    """The units of an agency (``?opd=``) on a day (``?pada=``)."""
    form, on = _day(request)
    agencies = list(reads.agencies(request.viewer))
    wanted = request.GET.get("opd", "")
    chosen = next((a for a in agencies if str(a.pk) == wanted), None)
    chosen = chosen or next(
        (a for a in agencies if a.pk == request.viewer.agency_id), agencies[0] if agencies else None
    )
    rows = reads.tree(request.viewer, chosen.pk, on) if chosen else []
    context = {
        "rows": rows, "agencies": agencies, "chosen": chosen, "form": form, "on": on,
        "may_change": changes.changeable(request.viewer).exists(),
    }  # fmt: skip
    return render(request, "people/unit_tree.html", context)


@gate("unit.view")
def unit(request: Request, pk: int) -> HttpResponse:
    """One unit, closed ones too."""
    page = reads.unit_page(request.viewer, pk, today())
    return render(request, "people/unit.html", {"page": page, "unit": page.unit})


@gate("unit.change", methods=("GET", "POST"))
def add(request: Request, pk: int) -> HttpResponse:
    """A new unit below this one."""
    parent = changes.changeable_unit(request.viewer, pk)
    form = UnitForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.create(parent=parent, name=form.cleaned_data["name"], by=request.viewer)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Unit dibuat."))
            return answered(redirect("people:unit", made.pk), made)
    return render(
        request, "people/unit_add.html", {"form": form, "parent": parent}, status=422 if form.is_bound else 200
    )


@gate("unit.change", methods=("GET", "POST"))
def change(request: Request, pk: int) -> HttpResponse:
    """Rename, move, merge or close: GET with all fields shows what it would carry, POST plans it."""
    found = changes.changeable_unit(request.viewer, pk)
    units = [row for row in changes.changeable(request.viewer) if not row.path.startswith(found.path)]
    data = request.POST if request.method == "POST" else request.GET
    form = UnitChangeForm(
        data if "kind" in data else None, units=units_as_choices(units), initial={"day": today(), "kind": "rename"}
    )
    if not form.is_valid():
        return _change_page(request, found, form)
    wanted = _wanted(found, units, form.cleaned_data)
    if request.method != "POST":
        preview = changes.preview(request.viewer, wanted)
        for refused in preview.blockers:
            form.refuse(refused)
        return _change_page(request, found, form, preview=preview)
    try:
        made = actions.plan(wanted=wanted, decree=form.cleaned_data["decree"], by=request.viewer)
    except Refused as refused:
        form.refuse(refused)
        return _change_page(request, found, form)
    if made.state == "planned":
        messages.success(request, _("Perubahan dijadwalkan. Berlaku sendiri pada tanggalnya."))
    else:
        messages.success(request, _("Perubahan berlaku. Riwayat lama tersimpan."))
    return answered(redirect("people:unit", made.target_id or found.pk), made)


def _wanted(unit: Any, units: list[Any], data: dict[str, Any]) -> changes.Wanted:
    target = next((row for row in units if str(row.pk) == data["target"]), None)
    kind = data["kind"]
    return changes.Wanted(
        unit=unit,
        kind=kind,
        day=data["day"],
        target=target if kind in {"move", "merge"} else None,
        name=data["name"] if kind == "rename" else "",
        head_title=data["head_title"] if kind == "merge" else "",
    )


def _change_page(
    request: Request, unit: Any, form: UnitChangeForm, *, preview: changes.Preview | None = None
) -> HttpResponse:
    bad = form.is_bound and bool(form.errors)
    context = {"unit": unit, "form": form, "preview": None if bad else preview, "today": today()}
    return render(request, "people/unit_change.html", context, status=422 if bad and request.method == "POST" else 200)


@gate("unit.change")
def change_list(request: Request) -> HttpResponse:
    """Planned and past changes."""
    page = Paginator(changes.changes(request.viewer), PER_PAGE).get_page(request.GET.get("hal"))
    return render(request, "people/unit_changes.html", {"page": page})


@gate("unit.change", methods=("POST",))
def change_cancel(request: Request, pk: int) -> HttpResponse:
    """Take a planned change back."""
    found = changes.change_for(request.viewer, pk)
    try:
        actions.cancel(change=found, by=request.viewer)
    except Refused as refused:
        messages.error(request, refusal_text(refused))
    else:
        messages.success(request, _("Perubahan dibatalkan."))
    return redirect("people:unit_changes")
