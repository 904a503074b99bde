"""Submit the own plan after the check, or take it back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from pamong.planning import actions, queries
from pamong.planning.web.shown import check_of, state_facts, weight_facts
from pamong.platform.access.gate import Request, answered, gate
from pamong.platform.ui.text import refusal_text
from pamong.rulebook.errors import Refused


@gate("skp.submit", methods=("GET", "POST"))
def submit(request: Request, pk: int) -> HttpResponse:
    """GET: what would be submitted, to whom, and what is missing. POST: submit it."""
    refusal, status = "", 200
    if request.method == "POST":
        try:
            plan = actions.submit(skp_id=pk, by=request.viewer)
        except Refused as refused:
            refusal, status = refusal_text(refused), 422
        else:
            messages.success(request, _("SKP diajukan. Pejabat penilai sudah diberi tahu."))
            return answered(redirect("planning:skp", pk=pk), plan)
    plan = queries.skp_for(request.viewer, "skp.submit", pk)
    content = queries.content(pk)
    gaps = queries.gaps(plan, content)
    context = {
        "skp": plan,
        "content": content,
        "check": check_of(gaps),
        "weight": weight_facts(content.main),
        "refusal": refusal,
        **state_facts(plan, gaps),
    }
    return render(request, "planning/submit.html", context, status=status)


@gate("skp.submit", methods=("POST",))
def withdraw(request: Request, pk: int) -> HttpResponse:
    """Take a submitted plan back to a draft."""
    plan = actions.withdraw(skp_id=pk, by=request.viewer)
    messages.success(request, _("Pengajuan ditarik. SKP kembali menjadi draf."))
    return answered(redirect("planning:skp", pk=pk), plan)
