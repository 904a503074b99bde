"""The list of people, its export, and the page of one person, each as of a day."""

import datetime as dt

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from pamong.people import queries
from pamong.people.queries import careers
from pamong.people.web.forms import AsOfForm, PeopleFilterForm
from pamong.platform.access.gate import Request, gate
from pamong.platform.audit import actions as audit
from pamong.platform.calendar.queries import today
from pamong.platform.importexport.writer import workbook

PER_PAGE = 50
MOST_EXPORTED = 25_000
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _filter(request: Request) -> tuple[PeopleFilterForm, queries.PeopleFilter]:
    """The form of the address and what it asks for; a value nobody can choose narrows nothing and says so."""
    form = PeopleFilterForm(request.GET, units=queries.units_for(request.viewer))
    form.full_clean()
    data = form.cleaned_data
    unit = data.get("unit") or ""
    wanted = queries.PeopleFilter(
        text=data.get("q") or "",
        unit_id=int(unit) if unit else None,
        status=data.get("status") or "",
        on=data.get("pada"),
        order=request.GET.get("urut", "nama"),
    )
    return form, wanted


@gate("person.list")
def people(request: Request) -> HttpResponse:
    """Everybody this viewer may see, on a day."""
    form, wanted = _filter(request)
    page = Paginator(queries.people_list(request.viewer, wanted), PER_PAGE).get_page(request.GET.get("hal"))
    audit.record_read(by=request.viewer, subjects=[row.person_id for row in page], what="person.list")
    return render(
        request,
        "people/list.html",
        {"form": form, "page": page, "on": wanted.on, "clerk": careers.is_clerk(request.viewer)},
    )


@gate("person.export")
def export(request: Request) -> HttpResponse:
    """The same list, same filters and order, as a workbook; NIP only where the page shows it."""
    _form, wanted = _filter(request)
    rows = list(queries.people_list(request.viewer, wanted, "person.export")[:MOST_EXPORTED])
    audit.record_read(by=request.viewer, subjects=[row.person_id for row in rows], what="person.export")
    content = workbook(
        headings=[_("NIP"), _("Nama"), _("Status"), _("Golongan"), _("Jabatan"), _("Unit kerja"), _("Atasan langsung")],
        rows=(
            [
                row.person.nip if row.nip_shown else queries.masked_nip(row.person.nip),  # type: ignore[attr-defined]  # annotated
                row.person.name,
                row.person.status,
                row.person.rank,
                row.position_title,
                row.unit.name,
                row.superior.name if row.superior else "",
            ]
            for row in rows
        ),
        sheet=_("Pegawai"),
    )
    day = wanted.on or today()
    return HttpResponse(
        content,
        content_type=XLSX,
        headers={"Content-Disposition": f'attachment; filename="pegawai-{day:%Y-%m-%d}.xlsx"'},
    )


@gate("person.view")
def person(request: Request, pk: int) -> HttpResponse:
    """One person: post, superior and who stands in for him on a day, and the history of posts."""
    form = AsOfForm(request.GET)
    on: dt.date = (form.cleaned_data.get("pada") if form.is_valid() else None) or today()
    page = queries.person_page(request.viewer, pk, on)
    audit.record_read(by=request.viewer, subjects=[pk], what="person.view", object_id=pk)
    context = {
        "form": form,
        "page": page,
        "person": page.present.person,
        "on": on,
        "plan_url": _plan_url(pk),
        "may_change": careers.may_change(request.viewer, pk),
    }
    return render(request, "people/person.html", context)


def _plan_url(person_id: int) -> str:
    """Where this person's plans are shown, once the planning area has such a page."""
    try:
        return reverse("planning:person", args=[person_id])
    except NoReverseMatch:
        return ""
