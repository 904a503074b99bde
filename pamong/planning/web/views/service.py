"""Which programme and budget line a work result serves: its own page, for the owner and the superior, also after agreement."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from pamong.planning import actions, queries
from pamong.planning.web.forms import ServeForm, link_of
from pamong.platform.access.gate import Request, answered, gate
from pamong.rulebook.errors import Refused


@gate("result.link", methods=("GET", "POST"))
def serve(request: Request, result_id: int) -> HttpResponse:
    """Name programme and budget line of a result."""
    result = queries.result_to_link(request.viewer, result_id)
    initial = {"programme": result.programme_id or "", "budget_line": result.budget_line_id or ""}
    form = ServeForm(
        request.POST or None,
        initial=initial,
        nodes=queries.serve_choices(result.skp),
        lines=queries.line_choices(result.skp),
    )
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                saved = actions.serve(result_id=result_id, by=request.viewer, **link_of(form))
            except Refused as refused:
                form.refuse(refused)
            else:
                messages.success(request, _("Kaitan dengan program disimpan."))
                return answered(redirect("planning:skp", pk=saved.skp_id), saved)
    return render(request, "planning/serve.html", {"form": form, "result": result}, status=status)
