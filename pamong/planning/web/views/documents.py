"""Printable documents: the plan in the form of the annex, and the role-result matrix."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from pamong.planning import queries
from pamong.platform.access.errors import NotVisible
from pamong.platform.access.gate import Request, gate
from pamong.platform.audit import actions as audit
from pamong.platform.files import pdf


@gate("skp.view")
def skp_pdf(request: Request, pk: int) -> HttpResponse:
    """The plan as PDF; one that is not agreed says so on every page. ``?versi=`` prints an earlier agreed version."""
    plan = queries.skp_for(request.viewer, "skp.view", pk)
    audit.record_read(by=request.viewer, subjects=[plan.person_id], what="skp.pdf", object_id=pk)
    wanted = request.GET.get("versi", "")
    older = None
    if wanted and wanted != str(plan.number):
        older = next((v for v in queries.versions(plan) if str(v.number) == wanted), None)
        if older is None:
            raise NotVisible
    made = pdf.render("planning/skp.typ", queries.skp_document(plan, older))
    number = older.number if older else plan.number
    return pdf.answer(made, f"SKP-{plan.person.nip}-{plan.starts.year}-{plan.pk}-v{number}.pdf")


@gate("matrix.view")
def matrix(request: Request, pk: int) -> HttpResponse:
    """The role-result matrix below a plan."""
    plan = queries.skp_for(request.viewer, "matrix.view", pk)
    table = queries.matrix(plan)
    page = Paginator(table.rows, 50).get_page(request.GET.get("hal"))
    audit.record_read(
        by=request.viewer, subjects=[plan.person_id, *(r.person_id for r in page)], what="matrix.view", object_id=pk
    )
    return render(
        request,
        "planning/matrix.html",
        {
            "skp": plan,
            "matrix": table,
            "page": page,
            "may_edit": plan.person_id in request.viewer.acts_for,
        },
    )


@gate("matrix.view")
def matrix_pdf(request: Request, pk: int) -> HttpResponse:
    """The matrix as PDF, with everybody on it."""
    plan = queries.skp_for(request.viewer, "matrix.view", pk)
    table = queries.matrix(plan)
    audit.record_read(
        by=request.viewer,
        subjects=[plan.person_id, *(r.person_id for r in table.rows)],
        what="matrix.pdf",
        object_id=pk,
    )
    made = pdf.render("planning/matrix.typ", queries.matrix_document(plan, table))
    return pdf.answer(made, f"Matriks-{plan.starts.year}-{plan.pk}.pdf")
