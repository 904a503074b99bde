"""Inquiries: who leads them, what was found, what is done."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from pamong.platform.access.errors import NotVisible
from pamong.platform.access.gate import Request, answered, gate
from pamong.platform.calendar.queries import today
from pamong.rulebook.errors import Refused
from pamong.voice.insight import actions, queries
from pamong.voice.insight.queries import Inquiry
from pamong.voice.insight.web.forms import CloseForm, NoteForm

PER_PAGE = 30


@gate("inquiry.view")
def inquiries(request: Request) -> HttpResponse:
    """Those the viewer leads or watches over, open ones first."""
    page = Paginator(queries.inquiries(request.viewer), PER_PAGE).get_page(request.GET.get("hal"))
    return render(request, "insight/inquiries.html", {"page": page, "today": today()})


@gate("inquiry.view")
def inquiry(request: Request, pk: int) -> HttpResponse:
    """One inquiry with its notes."""
    return _page(request, queries.inquiry_for(request.viewer, pk))


def _page(
    request: Request, found: Inquiry, *, note: NoteForm | None = None, close: CloseForm | None = None, status: int = 200
) -> HttpResponse:
    context = {
        "inquiry": found,
        "notes": found.notes.select_related("person"),
        "note": note or NoteForm(prefix="catat"),
        "close": close or CloseForm(initial={"version": found.version}, prefix="tutup"),
        "form": note or close,
        "today": today(),
        "may_work": found.state == "open" and _may_work(request, found.pk),
    }
    return render(request, "insight/inquiry.html", context, status=status)


def _may_work(request: Request, pk: int) -> bool:
    try:
        queries.inquiry_for(request.viewer, pk, "inquiry.work")
    except NotVisible:
        return False
    return True


@gate("inquiry.work", methods=("POST",))
def note(request: Request, pk: int) -> HttpResponse:
    """Write down what was found out."""
    found = queries.inquiry_for(request.viewer, pk, "inquiry.work")
    form = NoteForm(request.POST, prefix="catat")
    if form.is_valid():
        try:
            made = actions.add_note(inquiry=found, text=form.cleaned_data["text"], by=request.viewer)
        except Refused as refused:
            form.refuse(refused)
        else:
            return answered(redirect("insight:inquiry", pk=pk), made)
    return _page(request, found, note=form, status=422)


@gate("inquiry.work", methods=("POST",))
def close(request: Request, pk: int) -> HttpResponse:
    """End it with findings and measures."""
    found = queries.inquiry_for(request.viewer, pk, "inquiry.work")
    form = CloseForm(request.POST, prefix="tutup")
    if form.is_valid():
        try:
            actions.close(inquiry=found, by=request.viewer, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Penyelidikan selesai."))
            return answered(redirect("insight:inquiry", pk=pk), found)
    return _page(request, found, close=form, status=422)
