"""Rating by the assessor, with the evidence beside every line."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from pamong.appraisal import actions, queries
from pamong.appraisal.enums import EvaluationState
from pamong.appraisal.web.forms import RateForm
from pamong.appraisal.web.views._page import shared
from pamong.platform.access.errors import Conflict
from pamong.platform.access.gate import Request, answered, gate
from pamong.platform.audit import actions as audit
from pamong.rulebook.errors import Refused

CLOSED = (EvaluationState.ACKNOWLEDGED, EvaluationState.FINAL)
RATED = ("results_rating", "results_reason", "conduct_rating", "conduct_reason")


@gate("evaluation.rate", methods=("GET", "POST"))
def rate(request: Request, pk: int) -> HttpResponse:
    """GET shows everything the rating rests on; POST rates. What was typed is never lost, also in a conflict."""
    if request.method != "POST":
        return _show(request, pk, None)
    form = RateForm(request.POST)
    if not form.is_valid():
        return _show(request, pk, form, status=422)
    try:
        row = actions.rate(pk=pk, version=form.cleaned_data["version"], chosen=form.chosen(), by=request.viewer)
    except Refused as refused:
        form.refuse(refused)
        return _show(request, pk, form, status=422)
    except Conflict as conflict:
        return _show(request, pk, form, status=409, conflict=conflict)
    messages.success(request, _("Penilaian tersimpan dengan predikat %(predikat)s.") % {"predikat": _(row.predikat)})
    return answered(redirect("appraisal:evaluation", pk=pk), row)


def _show(
    request: Request, pk: int, form: RateForm | None, *, status: int = 200, conflict: Conflict | None = None
) -> HttpResponse:
    row = queries.evaluation_for(viewer=request.viewer, pk=pk, policy="evaluation.rate")
    if form is None:
        form = RateForm(initial={"version": row.version, **{name: getattr(row, name) for name in RATED}})
    elif conflict is not None:
        form = RateForm({**request.POST.dict(), "version": row.version})
    audit.record_read(by=request.viewer, subjects=[row.person_id], what="evaluation.rate", object_id=pk)
    context = {**shared(request, row), "form": form, "conflict": conflict, "closed": row.state in CLOSED}
    return render(request, "appraisal/rate.html", context, status=status)
