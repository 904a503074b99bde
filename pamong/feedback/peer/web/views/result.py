"""What became of a round about one person; share it, report a text."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from pamong.feedback.peer import actions, queries
from pamong.feedback.peer.web.forms import ReportForm
from pamong.platform.access.gate import Request, answered, gate
from pamong.platform.audit import actions as audit
from pamong.rulebook.errors import Refused


@gate("peerreview.view")
def result(request: Request, pk: int) -> HttpResponse:
    """The summary: all of it for the person, counts (and shared texts) for the superior."""
    return _page(request, pk, ReportForm(), 200)


@gate("peerreview.share", methods=("POST",))
def share(request: Request, pk: int) -> HttpResponse:
    """Let the superior read the texts, or take it back."""
    subject = queries.subject_for(request.viewer, pk, "peerreview.share")
    shared = request.POST.get("shared") != "no"
    row = actions.share(subject=subject, shared=shared, by=request.viewer)
    messages.success(request, _("Dibagikan kepada atasan Anda.") if shared else _("Tidak lagi dibagikan."))
    return answered(redirect("peer:result", pk=pk), row)


@gate("peerreview.report", methods=("POST",))
def report(request: Request, pk: int) -> HttpResponse:
    """Report an insult or a threat; the promise of anonymity holds all the same."""
    subject = queries.subject_for(request.viewer, pk, "peerreview.report")
    form = ReportForm(request.POST)
    if form.is_valid():
        answer = queries.answer_of(subject, form.cleaned_data["answer"])
        try:
            row = actions.report(subject=subject, answer=answer, reason=form.cleaned_data["reason"], by=request.viewer)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Laporan terkirim. Moderator memutuskan apakah teksnya disembunyikan."))
            return answered(redirect("peer:result", pk=pk), row)
    return _page(request, pk, form, 422)


def _page(request: Request, pk: int, form: ReportForm, status: int) -> HttpResponse:
    subject = queries.subject_for(request.viewer, pk)
    audit.record_read(by=request.viewer, subjects=[subject.person_id], what="peerreview.view", object_id=pk)
    own = subject.person_id == request.viewer.person_id
    context = {
        "subject": subject,
        "round": subject.round,
        "own": own,
        "summaries": queries.summary(request.viewer, subject),
        "form": form,
    }
    return render(request, "peer/result.html", context, status=status)
