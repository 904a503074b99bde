"""One fact with the answers of the person it is about; he may answer here."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from pamong.evidence import actions, queries
from pamong.evidence.web.forms import AnswerForm
from pamong.platform.access.gate import Request, answered, gate
from pamong.platform.audit import actions as audit
from pamong.rulebook.errors import Refused


@gate("evidence.view")
def fact(request: Request, pk: int) -> HttpResponse:
    """The fact as it stands, where it came from, and what the person says to it."""
    return _page(request, pk, AnswerForm(), 200)


@gate("evidence.answer", methods=("POST",))
def answer(request: Request, pk: int) -> HttpResponse:
    """The right of answer: append-only, and it travels with the fact."""
    found = queries.fact_for(request.viewer, pk, "evidence.answer")
    form = AnswerForm(request.POST)
    if form.is_valid():
        try:
            row = actions.answer(fact=found, text=form.cleaned_data["text"], by=request.viewer)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Tanggapan Anda tersimpan dan tampil di setiap tempat bukti ini ditampilkan."))
            return answered(redirect("evidence:fact", pk=pk), row)
    return _page(request, pk, form, 422)


def _page(request: Request, pk: int, form: AnswerForm, status: int) -> HttpResponse:
    found = queries.fact_for(request.viewer, pk)
    subjects = [found.person_id] if found.person_id is not None else []
    audit.record_read(by=request.viewer, subjects=subjects, what="evidence.view", object_id=pk)
    (line,) = queries.lines([found])
    own = found.person_id is not None and found.person_id == request.viewer.person_id
    return render(request, "evidence/fact.html", {"fact": found, "line": line, "own": own, "form": form}, status=status)
