"""Self-evaluation by the employee."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from pamong.appraisal import actions, queries
from pamong.appraisal.web.forms import SelfForm
from pamong.platform.access.gate import Request, answered, gate
from pamong.rulebook.errors import Refused


@gate("evaluation.assess_self", methods=("GET", "POST"))
def assess_self(request: Request, pk: int) -> HttpResponse:
    """Words per line and as a whole; may be sent again until the rating."""
    row = queries.evaluation_for(viewer=request.viewer, pk=pk, policy="evaluation.assess_self")
    data = request.POST if request.method == "POST" else None
    form = SelfForm(data, queries.lines_of(row), initial={"text": row.self_text})
    if data is not None and form.is_valid():
        try:
            saved = actions.assess_self(pk=pk, text=form.cleaned_data["text"], lines=form.said(), by=request.viewer)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(
                request, _("Evaluasi diri terkirim. Anda dapat memperbaikinya sampai penilaian diberikan.")
            )
            return answered(redirect("appraisal:evaluation", pk=pk), saved)
    context = {"evaluation": row, "period": queries.label_of(row), "form": form}
    return render(request, "appraisal/self.html", context, status=200 if data is None else 422)
