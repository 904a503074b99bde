"""Templates of plans: kept as workbooks, given to many with a preview of how many."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from pamong.planning import actions, queries
from pamong.planning.web.forms_more import GiveForm, TemplateForm
from pamong.planning.web.views.fill import download
from pamong.planning.web.views.lists import PER_PAGE
from pamong.platform.access.gate import Request, answered, gate, see_other
from pamong.platform.audit import actions as audit
from pamong.platform.ui.text import refusal_text
from pamong.rulebook.errors import Refused


@gate("template.manage")
def templates(request: Request) -> HttpResponse:
    """The templates of the viewer's agencies."""
    page = Paginator(queries.templates(request.viewer), PER_PAGE).get_page(request.GET.get("hal"))
    return render(request, "planning/templates.html", {"page": page})


@gate("template.manage", methods=("GET", "POST"))
def new(request: Request) -> HttpResponse:
    """Keep a template from a workbook, or (``?skp=``) from a plan the viewer may see."""
    agencies = _agencies(request)
    source = request.POST.get("skp") or request.GET.get("skp", "")
    plan = None
    if source.isascii() and source.isdigit() and len(source) < 18:
        plan = queries.skp_for(request.viewer, "skp.view", int(source))
    form = TemplateForm(request.POST or None, request.FILES or None, agencies=agencies)
    context: dict[str, Any] = {"form": form, "skp": plan, "agencies": agencies}
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                results = queries.plain_results(queries.content(plan.pk)) if plan else _read(form, context)
                if not context.get("faults"):
                    data = form.cleaned_data
                    row = actions.save_template(
                        agency_id=data["agency"], name=data["name"], approach=data["approach"], results=results,
                        by=request.viewer,
                    )  # fmt: skip
                    messages.success(request, _("Templat disimpan. Berikan kepada pegawai di bawah ini."))
                    return answered(redirect("planning:template", pk=row.pk), row)
            except Refused as refused:
                form.refuse(refused)
    return render(request, "planning/template_new.html", context, status=status)


def _agencies(request: Request) -> list[tuple[int, str]]:
    return [(a.pk, a.name) for a in queries.template_agencies(request.viewer)[:300]]


def _read(form: TemplateForm, context: dict[str, Any]) -> Any:
    file = form.cleaned_data["file"]
    if file is None:
        form.add_error("file", _("Pilih berkas Excel berisi hasil kerja dan indikator."))
        context["faults"] = [None]
        return ()
    found = queries.read_plan(file.read(), file.name, ())
    context["faults"] = found.faults
    return found.results


@gate("template.manage", methods=("GET", "POST"))
def template(request: Request, pk: int) -> HttpResponse:
    """What a template says; whom it would reach (GET with units and post); POST gives it."""
    row = queries.template_for(request.viewer, pk)
    units = [
        (str(u.pk), " " * 2 * (u.path.count("/") - 2) + u.name)
        for u in queries.template_units(request.viewer, row)[:500]
    ]
    data = request.POST or request.GET
    form = GiveForm(data if "units" in data else None, units=units, titles=queries.titles(request.viewer, row))
    context: dict[str, Any] = {
        "template": row,
        "results": queries.template_results(row),
        "form": form,
        "cycle": queries.template_cycle(row),
    }
    status = 200
    if form.is_bound and form.is_valid():
        unit_ids, title = [int(u) for u in form.cleaned_data["units"]], form.cleaned_data["title"]
        if request.method == "POST" and request.POST.get("beri"):
            try:
                given = actions.apply_template(template_id=pk, unit_ids=unit_ids, title=title, by=request.viewer)
            except Refused as refused:
                context["refusal"], status = refusal_text(refused), 422
            else:
                _thank(request, given)
                return answered(redirect("planning:template", pk=pk), row)
        found = queries.targets(request.viewer, row, unit_ids=unit_ids, title=title)
        page = Paginator(found, PER_PAGE).get_page(data.get("hal"))
        audit.record_read(by=request.viewer, subjects=[t.person_id for t in page], what="template.reach", object_id=pk)
        context |= {"reach": queries.reach(found), "page": page, "unit_ids": unit_ids, "title": title}
    elif request.method == "POST":
        status = 422
    return render(request, "planning/template.html", context, status=status)


def _thank(request: Request, given: queries.Reach | None) -> None:
    if given is None:
        messages.success(request, _("Pegawai yang terpilih banyak; draf disiapkan di latar dan mereka diberi tahu."))
        return
    text = _("%(n)s draf disiapkan. Pegawai sudah diberi tahu dan dapat menyesuaikannya.")
    messages.success(request, text % {"n": given.written})


@gate("template.manage")
def template_workbook(request: Request, pk: int) -> HttpResponse:
    """A template as a workbook; changed, it is read in again."""
    row = queries.template_for(request.viewer, pk)
    return download(queries.plan_workbook(queries.template_results(row)), f"templat-{row.pk}.xlsx")


@gate("template.manage", methods=("GET", "POST"))
def replace(request: Request, pk: int) -> HttpResponse:
    """Another name, or another content from a workbook."""
    row = queries.template_for(request.viewer, pk)
    start = {"agency": row.agency_id, "name": row.name, "approach": row.approach, "version": row.version}
    agencies = [(row.agency_id, row.agency.name)]
    form = TemplateForm(request.POST or None, request.FILES or None, agencies=agencies, initial=start)
    context: dict[str, Any] = {"form": form, "template": row, "agencies": agencies}
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            data = form.cleaned_data
            try:
                results = _read(form, context) if data["file"] else queries.template_results(row)
                if not context.get("faults"):
                    row = actions.save_template(
                        agency_id=row.agency_id, name=data["name"], approach=data["approach"], results=results,
                        template_id=pk, version=data["version"], by=request.viewer,
                    )  # fmt: skip
                    messages.success(request, _("Templat disimpan."))
                    return answered(redirect("planning:template", pk=pk), row)
            except Refused as refused:
                form.refuse(refused)
    return render(request, "planning/template_new.html", context, status=status)


@gate("template.manage", methods=("POST",))
def delete(request: Request, pk: int) -> HttpResponse:
    """Delete a template."""
    actions.delete_template(template_id=pk, by=request.viewer)
    messages.success(request, _("Templat dihapus. SKP yang dibuat darinya tetap ada."))
    return see_other(redirect("planning:templates"))
