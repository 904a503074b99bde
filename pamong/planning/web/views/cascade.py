"""Hand results down, link what waits."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from pamong.planning import actions, queries
from pamong.planning.web.forms import HandDownForm, LinkForm
from pamong.planning.web.views.lists import PER_PAGE, clean_search
from pamong.platform.access.gate import Request, answered, gate, see_other
from pamong.platform.audit import actions as audit
from pamong.platform.calendar.queries import today
from pamong.rulebook.errors import Refused


@gate("result.hand_down")
def own_results(request: Request) -> HttpResponse:
    """The viewer's results of this year, each with those who were given it."""
    results = list(queries.leaders_results(request.viewer)[:100])
    given: dict[int, list[Any]] = {}
    for row in queries.handed_of([r.pk for r in results]):
        given.setdefault(row.result_id, []).append(row)
    context = {"rows": [(r, given.get(r.pk, [])) for r in results]}
    return render(request, "planning/hand_down.html", context)


@gate("result.hand_down", methods=("GET", "POST"))
def hand_down(request: Request, result_id: int) -> HttpResponse:
    """Give one result to persons below; ``?cari=`` looks among everybody below the viewer."""
    result = queries.own_result(request.viewer, result_id)
    search = clean_search(request.POST.get("cari", "") or request.GET.get("cari", ""))
    people = [
        (a.person_id, f"{a.person.name} · {a.position_title}") for a in queries.receivers(request.viewer, search)[:50]
    ]
    form = HandDownForm(request.POST or None, people=people)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            data = form.cleaned_data
            try:
                to = [int(pk) for pk in data["to"]]
                actions.hand_down(
                    result_id=result_id, to=to, intervention=data["intervention"], note=data["note"], by=request.viewer
                )
            except Refused as refused:
                form.refuse(refused)
            else:
                messages.success(request, _("Hasil kerja diturunkan. Yang menerima sudah diberi tahu."))
                return answered(redirect("planning:hand_down"), result)
    context = {
        "result": result,
        "form": form,
        "search": search,
        "given": queries.handed_of([result.pk]),
        "people": people,
    }
    return render(request, "planning/hand_down_to.html", context, status=status)


@gate("result.hand_down", methods=("POST",))
def take_back(request: Request, handed_id: int) -> HttpResponse:
    """Take a hand-down back."""
    actions.take_back(handed_id=handed_id, by=request.viewer)
    messages.success(request, _("Penurunan hasil kerja ditarik."))
    return see_other(redirect("planning:hand_down"))


@gate("result.link")
def waiting(request: Request) -> HttpResponse:
    """Results that wait for a leader's result: the viewer's own, and those below that wait for one of his."""
    day = today()
    own = list(queries.waiting_own(request.viewer, day)[:50])
    below = Paginator(queries.waiting_below(request.viewer, day), PER_PAGE).get_page(request.GET.get("hal"))
    audit.record_read(by=request.viewer, subjects=[r.skp.person_id for r in below], what="result.waiting")
    context = {
        "own": own,
        "below": below,
        "own_options": queries.parents_for(own[0].skp)[:100] if own else [],
        "options": queries.leaders_results(request.viewer, day)[:100] if below.object_list else [],
    }
    return render(request, "planning/waiting.html", context)


@gate("result.link", methods=("POST",))
def link(request: Request, result_id: int) -> HttpResponse:
    """Link a waiting result, by its owner or by the superior."""
    form = LinkForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Pilih hasil kerja pimpinan dari daftar, lalu tekan Kaitkan."))
        return redirect("planning:waiting")
    result = actions.link(result_id=result_id, parent_id=form.cleaned_data["parent"], by=request.viewer)
    messages.success(request, _("Hasil kerja dikaitkan."))
    return answered(redirect("planning:waiting"), result)
