"""One piece of feedback, and the right of answer."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from pamong.feedback import actions, queries
from pamong.feedback.web.forms import AnswerForm
from pamong.platform.access.errors import NotVisible
from pamong.platform.access.gate import Request, answered, gate
from pamong.platform.audit import actions as audit
from pamong.rulebook.errors import Refused


@gate("feedback.view")
def one(request: Request, pk: int) -> HttpResponse:
    """The feedback with its answer; the person it is about may answer."""
    feedback = queries.feedback_for(viewer=request.viewer, pk=pk)
    audit.record_read(by=request.viewer, subjects=[feedback.person_id], what="feedback.view", object_id=pk)
    context = {
        "feedback": feedback,
        "form": AnswerForm(),
        "url": queries.source_link(feedback),
        "shown": feedback.person_id == request.viewer.person_id and queries.shown_of(feedback),
    }
    return render(request, "feedback/one.html", context)


@gate("feedback.answer", methods=("POST",))
def answer(request: Request, pk: int) -> HttpResponse:
    """Answer it, once."""
    feedback = queries.feedback_for(viewer=request.viewer, pk=pk, policy="feedback.answer")
    form = AnswerForm(request.POST)
    if form.is_valid():
        try:
            row = actions.answer(feedback=feedback, text=form.cleaned_data["text"], by=request.viewer)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Tanggapan Anda tersimpan dan dibaca pemberi umpan balik."))
            return answered(redirect("feedback:one", pk=pk), row)
    context = {"feedback": feedback, "form": form, "url": queries.source_link(feedback)}
    return render(request, "feedback/one.html", context, status=422)


@gate("feedback.show", methods=("POST",))
def show(request: Request, pk: int) -> HttpResponse:
    """Let the unit see praise about me, or keep it."""
    found = queries.own_praise(request.viewer, pk)
    if found is None:
        raise NotVisible
    shown = request.POST.get("shown") != "no"
    row = actions.show_praise(feedback=found, shown=shown, by=request.viewer)
    messages.success(request, _("Tim Anda dapat melihatnya.") if shown else _("Hanya Anda dan atasan yang melihatnya."))
    return answered(redirect("feedback:one", pk=pk), row)
