"""Entries logged on the old plan between the day of a move and the day its decree came: the owner carries them over."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from pamong.platform.access.gate import Request, answered, gate
from pamong.rulebook.errors import Refused
from pamong.worklog import actions, queries
from pamong.worklog.web.forms import CarryForm


@gate("entry.create", methods=("GET", "POST"))
def carry(request: Request) -> HttpResponse:
    """My stray entries by old indicator; what I tick goes to the indicator I choose, nothing else moves."""
    groups = queries.strays(request.viewer)
    form = None
    if request.method == "POST":
        form = CarryForm(request.POST, choices=list({c.indicator_id: c for g in groups for c in g.choices}.values()))
        if form.is_valid():
            try:
                rows = actions.carry_over(
                    picks=form.cleaned_data["picks"], indicator_id=form.indicator_id, by=request.viewer
                )
            except Refused as refused:
                form.refuse(refused)
            else:
                text = _("%(n)s catatan dipindahkan ke SKP baru. Atasan Anda sudah diberi tahu.")
                messages.success(request, text % {"n": len(rows)})
                return answered(redirect("worklog:carry"), rows[0])
    listed = [(group, CarryForm(choices=group.choices, auto_id=f"k{n}_%s")) for n, group in enumerate(groups)]
    return render(request, "worklog/carry.html", {"groups": listed, "form": form}, status=422 if form else 200)
