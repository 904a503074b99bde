"""My entries over time, or those of a person I may see."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from pamong.people import queries as people
from pamong.platform.access.errors import NotVisible
from pamong.platform.access.gate import Request, gate
from pamong.platform.audit import actions as audit
from pamong.worklog import queries
from pamong.worklog.web.forms import HistoryForm

PER_PAGE = 25


@gate("entry.view")
def history(request: Request) -> HttpResponse:
    """``?pegawai=5`` another person's entries; filters ``dari``, ``sampai``, ``keadaan`` live in the address."""
    asked = request.GET.get("pegawai", "")
    if not (asked.isascii() and asked.isdigit() and len(asked) <= 18) and asked:
        raise NotVisible
    person_id = int(asked) if asked else request.viewer.person_id
    if person_id is None:
        raise NotVisible
    mine = person_id == request.viewer.person_id
    person = None if mine else people.assignment_for(request.viewer, person_id, "entry.view")
    form = HistoryForm(request.GET or None)
    period = form.cleaned_data if form.is_bound and form.is_valid() else {}
    found = queries.entries(
        request.viewer,
        person_id=person_id,
        start=period.get("dari"),
        end=period.get("sampai"),
        state=period.get("keadaan") or "",
    )
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("hal"))
    audit.record_read(by=request.viewer, subjects=[person_id], what="entry.list")
    status = 422 if form.is_bound and form.errors else 200
    context = {"form": form, "page": page, "person": person, "mine": mine}
    return render(request, "worklog/history.html", context, status=status)
