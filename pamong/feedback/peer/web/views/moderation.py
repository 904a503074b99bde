"""Reported texts: hide or let stand. Who wrote them cannot be found, and the page says so."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from pamong.feedback.peer import actions, queries
from pamong.feedback.peer.web.forms import DecideForm
from pamong.platform.access.errors import NotVisible
from pamong.platform.access.gate import Request, answered, gate
from pamong.platform.audit import actions as audit
from pamong.rulebook.errors import Refused

PER_PAGE = 20


@gate("peerreview.moderate")
def moderation(request: Request) -> HttpResponse:
    """The list, undecided first."""
    return _page(request, DecideForm(), 200)


@gate("peerreview.moderate", methods=("POST",))
def decide(request: Request, pk: int) -> HttpResponse:
    """Decide one report."""
    report = queries.reports_to_decide(request.viewer).filter(pk=pk).first()
    if report is None:
        raise NotVisible
    form = DecideForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        try:
            row = actions.moderate(report=report, hide=data["hide"] == "yes", note=data["note"], by=request.viewer)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Keputusan tersimpan; pegawai diberi tahu."))
            return answered(redirect("peer:moderation"), row)
    return _page(request, form, 422)


def _page(request: Request, form: DecideForm, status: int) -> HttpResponse:
    page = Paginator(queries.reports_to_decide(request.viewer), PER_PAGE).get_page(request.GET.get("hal"))
    subjects = [row.answer.subject.person_id for row in page]
    audit.record_read(by=request.viewer, subjects=subjects, what="peerreview.moderate")
    return render(request, "peer/moderation.html", {"page": page, "form": form}, status=status)
