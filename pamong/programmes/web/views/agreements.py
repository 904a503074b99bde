"""Perjanjian kinerja: list, one with what it says, the two signatures, the PDF, and the public check."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from pamong.platform.access.errors import NotVisible
from pamong.platform.access.gate import Request, answered, gate
from pamong.platform.calendar.queries import today
from pamong.platform.files import pdf
from pamong.platform.files import queries as files
from pamong.programmes import actions, queries
from pamong.programmes.web.agreement_forms import PrepareForm, ReturnForm
from pamong.programmes.web.forms import SeenForm
from pamong.rulebook.errors import Refused

PER_PAGE = 25


@gate("agreement.view")
def agreements(request: Request) -> HttpResponse:
    """All agreements, newest year first; ``?tahun=`` narrows."""
    year = request.GET.get("tahun", "")
    found = queries.agreements(request.viewer)
    if year.isascii() and year.isdigit() and len(year) == 4:
        found = found.filter(year=int(year))
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("hal"))
    may_prepare = queries.agencies_to_promise(request.viewer).exists()
    return render(request, "programmes/agreements.html", {"page": page, "year": year, "may_prepare": may_prepare})


@gate("agreement.prepare", methods=("GET", "POST"))
def prepare(request: Request) -> HttpResponse:
    """Begin an agreement, or a new version of one."""
    agencies = [(str(a.pk), a.name) for a in queries.agencies_to_promise(request.viewer)[:300]]
    form = PrepareForm(request.POST or None, agencies=agencies, initial={"year": today().year})
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            data = form.cleaned_data
            try:
                row = actions.prepare_agreement(
                    agency_id=int(data["agency"]), year=data["year"], reason=data["reason"], by=request.viewer
                )
            except Refused as refused:
                form.refuse(refused)
            else:
                messages.success(request, _("Perjanjian kinerja disusun dari Renstra. Periksa, lalu tanda tangani."))
                return answered(redirect("programmes:agreement", pk=row.pk), row)
    context = {"form": form, "agencies": agencies}
    return render(request, "programmes/agreement_form.html", context, status=status)


@gate("agreement.view")
def agreement(request: Request, pk: int) -> HttpResponse:
    """One agreement: what it says, who signed, and what the viewer can do."""
    return _show(request, queries.agreement_for(request.viewer, "agreement.view", pk))


def _show(request: Request, row: Any, note: ReturnForm | None = None, status: int = 200) -> HttpResponse:
    said = row.content or queries.drawn(row.agency_id, row.year)
    seen = row.content_hash or queries.content_hash(said)
    context = {
        "row": row,
        "said": queries.document(row),
        "rights": queries.rights_on(request.viewer, row),
        "seen": SeenForm(initial={"seen": seen}),
        "note": note or ReturnForm(),
        "changed": bool(row.content) and queries.differs(row),
    }
    return render(request, "programmes/agreement.html", context, status=status)


@gate("agreement.sign", methods=("POST",))
def sign(request: Request, pk: int) -> HttpResponse:
    """The agency head signs what he read."""
    form = SeenForm(request.POST)
    row = actions.sign_agreement(pk=pk, seen=form.digest(), by=request.viewer)
    messages.success(request, _("Ditandatangani. Sekarang menunggu pimpinan daerah."))
    return answered(redirect("programmes:agreement", pk=pk), row)


@gate("agreement.countersign", methods=("POST",))
def approve(request: Request, pk: int) -> HttpResponse:
    """The head of region signs; the document is made."""
    form = SeenForm(request.POST)
    base_url = f"{request.scheme}://{request.get_host()}"
    row = actions.approve_agreement(pk=pk, seen=form.digest(), base_url=base_url, by=request.viewer)
    messages.success(request, _("Perjanjian kinerja berlaku. Dokumennya dapat diunduh dan diperiksa dengan kodenya."))
    return answered(redirect("programmes:agreement", pk=pk), row)


@gate("agreement.countersign", methods=("POST",))
def send_back(request: Request, pk: int) -> HttpResponse:
    """The head of region gives it back with a note."""
    row = queries.agreement_for(request.viewer, "agreement.countersign", pk)
    form = ReturnForm(request.POST)
    if form.is_valid():
        saved = actions.return_agreement(pk=pk, note=form.cleaned_data["note"], by=request.viewer)
        messages.success(request, _("Dikembalikan kepada kepala perangkat daerah."))
        return answered(redirect("programmes:agreement", pk=pk), saved)
    return _show(request, row, form, 422)


@gate("agreement.view")
def agreement_pdf(request: Request, pk: int) -> HttpResponse:
    """The document as it was signed; before that a draft that says so on every page."""
    row = queries.agreement_for(request.viewer, "agreement.view", pk)
    if row.pdf is not None:
        return files.download(row.pdf)
    made = pdf.render("programmes/agreement.typ", queries.document(row))
    return pdf.answer(made, f"Perjanjian-kinerja-{row.year}-draf.pdf")


@gate("verification.view")
def verify(request: Request, code: str) -> HttpResponse:
    """Public: whether a code belongs to a signed agreement, and whether it is still in force."""
    genuine = queries.verified_agreement(code)
    if genuine is None:
        raise NotVisible
    return render(request, "programmes/verify.html", {"genuine": genuine})
