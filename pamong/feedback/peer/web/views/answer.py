"""Answer an invitation, or step back from it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from pamong.feedback.peer import actions, queries
from pamong.feedback.peer.web.forms import AnswerForm, ReasonForm
from pamong.platform.access.gate import Request, answered, gate
from pamong.platform.calendar.queries import today
from pamong.rulebook.errors import Refused


@gate("peerreview.answer", methods=("GET", "POST"), unlinked=True)
def answer(request: Request, pk: int) -> HttpResponse:
    """The form with the promise and its limits; what is sent leaves no digest beside the sender."""
    invitation = queries.invitation_for(request.viewer, pk)
    form = AnswerForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _page(request, invitation, form, 422 if form.is_bound else 200)
    try:
        actions.answer(invitation=invitation, said=form.said(), by=request.viewer)
    except Refused as refused:
        form.refuse(refused)
        return _page(request, invitation, form, 422)
    messages.success(request, _("Terima kasih. Jawaban Anda sudah masuk tanpa nama Anda."))
    return answered(redirect("peer:mine"), invitation)


@gate("peerreview.answer", methods=("POST",), unlinked=True)
def decline(request: Request, pk: int) -> HttpResponse:
    """Step back because of a conflict of interest."""
    invitation = queries.invitation_for(request.viewer, pk)
    form = ReasonForm(request.POST)
    if form.is_valid():
        try:
            actions.decline(invitation=invitation, reason=form.cleaned_data["reason"], by=request.viewer)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Anda tidak lagi diundang untuk pegawai ini."))
            return answered(redirect("peer:mine"), invitation)
    return _page(request, invitation, AnswerForm(), 422, decline_form=form)


def _page(
    request: Request, invitation: Any, form: AnswerForm, status: int, decline_form: ReasonForm | None = None
) -> HttpResponse:
    of, day = invitation.subject.round, today()
    context = {
        "invitation": invitation,
        "round": of,
        "form": form,
        "decline_form": decline_form or ReasonForm(),
        "open": of.state == "open" and of.starts <= day <= of.ends and not invitation.left,
        "today": day,
    }
    return render(request, "peer/answer.html", context, status=status)
