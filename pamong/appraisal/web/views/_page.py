"""The page of one evaluation, shown whole also when one of its forms failed."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from pamong.appraisal import actions, queries
from pamong.appraisal.web.forms import SetForm, SignForm
from pamong.platform.access.gate import Request
from pamong.platform.audit import actions as audit


def shared(request: Request, row: Any) -> dict[str, Any]:
    """What both pages of an evaluation show, the one that is read and the one that rates."""
    around = queries.around(request.viewer, row)
    return {
        "evaluation": row,
        "period": queries.label_of(row),
        "standing": queries.standing(request.viewer, row),
        "basis": queries.basis_of(row),
        "beside": queries.beside(row),
        "others": around.others,
        "parts": around.parts,
    }


def show(request: Request, pk: int, *, status: int = 200, **forms: Any) -> HttpResponse:
    """The whole evaluation with everything it rests on. Raises NotVisible."""
    row = queries.evaluation_for(viewer=request.viewer, pk=pk)
    if request.method == "GET":
        actions.note_reading(evaluation=row, by=request.viewer)
    audit.record_read(by=request.viewer, subjects=[row.person_id], what="evaluation.view", object_id=pk)
    context = shared(request, row)
    context |= {
        "reasoning": queries.reasoning(row),
        "year": queries.year_result(row, context["parts"]),
        "steps": steps(),
        "sign_form": SignForm(initial={"version": row.version}),
        "set_form": SetForm(initial={"version": row.version}),
        **forms,
    }
    return render(request, "appraisal/evaluation.html", context, status=status)


def steps() -> list[str]:
    """The way of an evaluation, in words."""
    return [_("Evaluasi diri"), _("Penilaian"), _("Tanda tangan"), _("Dokumen final")]


def base_url(request: Request) -> str:
    """Where this installation answers (https://…): the check code on the document leads there."""
    return f"{request.scheme}://{request.get_host()}"
