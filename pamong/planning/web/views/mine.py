"""My plans: the present one with its state and next step, and how to begin one."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from pamong.planning import actions, queries
from pamong.planning.web.forms import ApproachForm
from pamong.planning.web.shown import TONES, state_facts
from pamong.platform.access.gate import Request, answered, gate
from pamong.rulebook.errors import Refused


@gate("skp.create")
def mine(request: Request) -> HttpResponse:
    """The viewer's own plans, newest first."""
    own = queries.mine(request.viewer)
    context = {"own": own, "tones": TONES, "offered": queries.offered_to(request.viewer.person_id or 0)[:20]}
    if own.current is not None:
        content = queries.content(own.current.pk)
        gaps = queries.gaps(own.current, content)
        year = queries.parts_of_year(request.viewer, own.current)
        context |= {"content": content, "year": year, **state_facts(own.current, gaps)}
    return render(request, "planning/mine.html", context)


@gate("skp.create", methods=("GET", "POST"))
def create(request: Request) -> HttpResponse:
    """Begin a plan for the present post."""
    form = ApproachForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid() and request.viewer.person_id is not None:
            try:
                skp = actions.create(
                    person_id=request.viewer.person_id, approach=form.cleaned_data["approach"], by=request.viewer
                )
            except Refused as refused:
                form.refuse(refused)
            else:
                messages.success(request, _("SKP dibuat sebagai draf. Tambahkan hasil kerja pertama Anda."))
                return answered(redirect("planning:skp", pk=skp.pk), skp)
    return render(request, "planning/create.html", {"form": form}, status=status)
