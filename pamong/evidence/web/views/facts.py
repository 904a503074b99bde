"""The facts behind a figure, each opening to what it came from; and the same list as a workbook."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from pamong.evidence import queries
from pamong.evidence.web.forms import FactsForm
from pamong.platform.access.gate import Request, gate
from pamong.platform.audit import actions as audit
from pamong.platform.importexport.writer import workbook

PER_PAGE = 50
MOST_EXPORTED = 10_000
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@gate("evidence.view")
def facts(request: Request) -> HttpResponse:
    """``?hal_diukur=indicator:45&dari=…&sampai=…``, ``?pegawai=5``, ``?sumber=worklog.entry:12``; none: my own evidence."""
    form = FactsForm(request.GET or None)
    asked: dict[str, Any] = form.cleaned_data if form.is_bound and form.is_valid() else {}
    found = _found(request, asked, "evidence.view")
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("hal"))
    lines = queries.lines(page)
    _note(request, page, asked, "evidence.view")
    status = 422 if form.is_bound and form.errors else 200
    context = {"form": form, "page": page, "lines": lines, "standing": queries.standing(found)}
    return render(request, "evidence/facts.html", context, status=status)


@gate("evidence.export")
def export(request: Request) -> HttpResponse:
    """The same list as a workbook, the answers of the people beside their facts."""
    form = FactsForm(request.GET or None)
    asked: dict[str, Any] = form.cleaned_data if form.is_bound and form.is_valid() else {}
    rows = list(_found(request, asked, "evidence.export")[:MOST_EXPORTED])
    _note(request, rows, asked, "evidence.export")
    content = workbook(
        headings=[_("Tanggal"), _("Uraian"), _("Nilai"), _("Satuan"), _("Sumber"), _("Tanggapan pegawai")],
        rows=(
            [line.day, line.text, line.value, line.unit, line.source, "\n".join(reply.text for reply in line.answers)]
            for line in queries.lines(rows)
        ),
        sheet=_("Bukti"),
    )
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = 'attachment; filename="bukti.xlsx"'
    return response


def _found(request: Request, asked: dict[str, Any], policy: str) -> Any:
    person_id = asked.get("pegawai")
    if person_id is None and not (asked.get("hal_diukur") or asked.get("sumber")):
        person_id = request.viewer.person_id or 0
    return queries.facts(
        request.viewer,
        subject=asked.get("hal_diukur") or "",
        person_id=person_id,
        metric=asked.get("metrik") or "",
        source=asked.get("sumber") or "",
        start=asked.get("dari"),
        end=asked.get("sampai"),
        policy=policy,
    )


def _note(request: Request, rows: Any, asked: dict[str, Any], what: str) -> None:
    subjects = [fact.person_id for fact in rows if fact.person_id is not None]
    audit.record_read(by=request.viewer, subjects=subjects, what=what, object_id=asked.get("hal_diukur") or "")
