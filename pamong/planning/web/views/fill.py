"""Fill the own draft from what there is already: an earlier plan, or a workbook; and take a plan out as one."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from pamong.planning import actions, queries
from pamong.planning.web.forms_more import CopyForm, WorkbookForm
from pamong.planning.web.shown import kept_closed
from pamong.platform.access.gate import Request, answered, gate
from pamong.platform.audit import actions as audit
from pamong.platform.ui import formatting
from pamong.rulebook.errors import Refused

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def download(content: bytes, name: str) -> HttpResponse:
    """A workbook as an attachment that nothing keeps."""
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


@gate("skp.edit", methods=("GET", "POST"))
def copy(request: Request, pk: int) -> HttpResponse:
    """Copy an own earlier plan into this empty draft."""
    plan = queries.skp_for(request.viewer, "skp.edit", pk)
    if closed := kept_closed(request, plan):
        return closed
    sources = [
        (p.pk, f"{formatting.short_date(p.starts)}–{formatting.short_date(p.ends)} · {p.assignment.position_title}")
        for p in queries.mine(request.viewer).plans
        if p.pk != pk
    ]
    form = CopyForm(request.POST or None, sources=sources)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                copied = actions.copy_plan(skp_id=pk, source_id=form.cleaned_data["source"], by=request.viewer)
            except Refused as refused:
                form.refuse(refused)
            else:
                text = _("%(results)s hasil kerja disalin; %(waiting)s menunggu dikaitkan dengan hasil kerja pimpinan.")
                messages.success(request, text % {"results": copied.results, "waiting": copied.waiting})
                return answered(redirect("planning:skp", pk=pk), plan)
    return render(request, "planning/copy.html", {"skp": plan, "form": form, "sources": sources}, status=status)


@gate("skp.view")
def workbook(request: Request, pk: int) -> HttpResponse:
    """The plan as a workbook in the columns of the form."""
    plan = queries.skp_for(request.viewer, "skp.view", pk)
    audit.record_read(by=request.viewer, subjects=[plan.person_id], what="skp.workbook", object_id=pk)
    made = queries.plan_workbook(queries.plain_results(queries.content(pk)), offer=queries.offered(plan))
    return download(made, f"SKP-{plan.starts.year}-{plan.pk}.xlsx")


@gate("skp.create")
def blank(request: Request) -> HttpResponse:
    """The empty workbook to fill in."""
    return download(queries.plan_workbook(()), "templat-SKP.xlsx")


@gate("skp.edit", methods=("GET", "POST"))
def upload(request: Request, pk: int) -> HttpResponse:
    """Take a workbook into the own draft: all of it, or nothing with the reason by row."""
    plan = queries.skp_for(request.viewer, "skp.edit", pk)
    if closed := kept_closed(request, plan):
        return closed
    form = WorkbookForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"skp": plan, "form": form}
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                file = form.cleaned_data["file"]
                present = queries.plain_results(queries.content(pk))
                found = queries.read_plan(file.read(), file.name, present, plan)
                context["faults"] = found.faults
                if found.faults and request.POST.get("berkas"):
                    return download(found.error_workbook(), "SKP-perlu-diperbaiki.xlsx")
                if not found.faults:
                    return _taken(request, plan, found, remove=form.cleaned_data["remove_others"])
            except Refused as refused:
                form.refuse(refused)
    return render(request, "planning/workbook.html", context, status=status)


def _taken(request: Request, plan: queries.Skp, found: queries.Read, *, remove: bool) -> HttpResponse:
    written = actions.import_plan(
        skp_id=plan.pk, results=found.results, links=found.links, remove_others=remove, by=request.viewer
    )
    if written.nothing:
        messages.info(request, _("Isi berkas sama dengan SKP Anda; tidak ada yang berubah."))
    else:
        text = _("Berkas dibaca: %(added)s ditambah, %(changed)s diubah, %(removed)s dihapus.")
        messages.success(request, text % vars(written))
    return answered(redirect("planning:skp", pk=plan.pk), plan)
