"""What an officer reads of a complaint about him, and his one answer."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from pamong.platform.access.gate import Request, answered, gate
from pamong.rulebook.errors import Refused
from pamong.voice.complaints import actions, queries
from pamong.voice.complaints.web.ask_forms import AnswerForm


@gate("redacted.view")
def about_me(request: Request, pk: int) -> HttpResponse:
    """The summary made for this person; nothing else of the case."""
    summary = queries.redacted_for(request.viewer, pk)
    return render(request, "complaints/about_me.html", {"summary": summary, "form": AnswerForm()})


@gate("redacted.answer", methods=("POST",))
def answer(request: Request, pk: int) -> HttpResponse:
    """Answer once."""
    summary = queries.redacted_for(request.viewer, pk)
    form = AnswerForm(request.POST)
    if form.is_valid():
        try:
            actions.answer_redacted(redacted=summary, text=form.cleaned_data["text"], by=request.viewer)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Tanggapan Anda tersimpan dan dibaca petugas yang menangani."))
            return answered(redirect("complaints:about_me", pk=pk), summary)
    return render(request, "complaints/about_me.html", {"summary": summary, "form": form}, status=422)
