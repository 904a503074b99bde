"""The facts behind a figure, each opening to what it came from."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from pamong.evidence import queries
from pamong.evidence.web.forms import FactsForm
from pamong.platform.access.gate import Request, gate
from pamong.platform.audit import actions as audit

PER_PAGE = 50


@gate("evidence.view")
def facts(request: Request) -> HttpResponse:
    """``?hal_diukur=indicator:45&dari=…&sampai=…``, ``?pegawai=5``, ``?sumber=worklog.entry:12``; none: my own evidence."""
    form = FactsForm(request.GET or None)
    asked: dict[str, Any] = form.cleaned_data if form.is_bound and form.is_valid() else {}
    person_id = asked.get("pegawai")
    if person_id is None and not (asked.get("hal_diukur") or asked.get("sumber")):
        person_id = request.viewer.person_id or 0
    found = queries.facts(
        request.viewer,
        subject=asked.get("hal_diukur") or "",
        person_id=person_id,
        metric=asked.get("metrik") or "",
        source=asked.get("sumber") or "",
        start=asked.get("dari"),
        end=asked.get("sampai"),
    )
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("hal"))
    lines = queries.lines(page)
    subjects = [fact.person_id for fact in page if fact.person_id is not None]
    audit.record_read(
        by=request.viewer, subjects=subjects, what="evidence.view", object_id=asked.get("hal_diukur") or ""
    )
    status = 422 if form.is_bound and form.errors else 200
    context = {"form": form, "page": page, "lines": lines, "standing": queries.standing(found)}
    return render(request, "evidence/facts.html", context, status=status)
