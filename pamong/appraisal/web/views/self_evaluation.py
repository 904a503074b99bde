"""Self-evaluation by the employee."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from pamong.appraisal import actions, queries
from pamong.appraisal.web.forms import SelfForm, SelfSent
from pamong.platform.access.gate import Request, answered, gate
from pamong.rulebook.errors import Refused


@gate("evaluation.assess_self", methods=("GET", "POST"))
def assess_self(request: Request, pk: int) -> HttpResponse:
    """Words per line and as a whole; may be sent again until the rating."""
    if request.method != "POST":
        return _show(request, pk)
    sent = SelfSent(request.POST)
    if not sent.is_valid():
        return _show(request, pk, sent)
    try:
        saved = actions.assess_self(pk=pk, text=sent.cleaned_data["text"], lines=sent.said(), by=request.viewer)
    except Refused as refused:
        return _show(request, pk, sent, refused)
    messages.success(request, _("Evaluasi diri terkirim. Anda dapat memperbaikinya sampai penilaian diberikan."))
    return answered(redirect("appraisal:evaluation", pk=pk), saved)


def _show(request: Request, pk: int, sent: SelfSent | None = None, refused: Refused | None = None) -> HttpResponse:
    """The form with what evidence shows; after a sending that failed with what was typed and what is wrong with it."""
    row = queries.evaluation_for(viewer=request.viewer, pk=pk, policy="evaluation.assess_self")
    form = SelfForm(request.POST if sent else None, queries.lines_of(row), initial={"text": row.self_text})
    for name, errors in sent.errors.items() if sent else ():
        if name not in form.fields:  # evidence came meanwhile: the line no longer asks for a number
            form.add_error(None, errors)
    if refused:
        form.refuse(refused)
    context = {"evaluation": row, "period": queries.label_of(row), "form": form}
    return render(request, "appraisal/self.html", context, status=422 if sent else 200)
