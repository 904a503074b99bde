"""A work result of the own plan: add, change, delete."""

import functools
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from pamong.planning import actions, queries
from pamong.planning.enums import ParentState, ResultKind
from pamong.planning.web import helping
from pamong.planning.web.forms import ResultForm, link_of
from pamong.planning.web.shown import asks_help, kept_closed, weight_facts
from pamong.platform.access.errors import NotVisible
from pamong.platform.access.gate import Request, answered, gate, see_other
from pamong.rulebook.errors import Refused


@gate("skp.edit", methods=("GET", "POST"))
def new(request: Request, pk: int) -> HttpResponse:
    """Add a work result; ``?induk=<id>`` starts from a result that was handed down."""
    return _edit(request, queries.skp_for(request.viewer, "skp.edit", pk), queries.content(pk), None)


@gate("skp.edit", methods=("GET", "POST"))
def edit(request: Request, pk: int, result_id: int) -> HttpResponse:
    """Change a work result."""
    plan = queries.skp_for(request.viewer, "skp.edit", pk)
    content = queries.content(pk)
    result = content.result(result_id)
    if result is None:
        raise NotVisible
    return _edit(request, plan, content, result)


def _edit(
    request: Request, plan: queries.Skp, content: queries.Content, result: queries.ResultView | None
) -> HttpResponse:
    if closed := kept_closed(request, plan):
        return closed
    choices = functools.cache(functools.partial(parents, plan, result))
    initial = ResultForm.initial_of(result) if result else _start(request, plan, choices)
    asked = (
        request.method == "GET" or "programme" in request.POST
    )  # the form asked only where there is something to choose
    link = queries.link_facts(plan, result.id if result else None) if asked else queries.NO_LINK
    form = ResultForm(
        request.POST or None,
        initial={**initial, **link.initial},
        parents=choices,
        leader=queries.is_leader(plan),
        nodes=link.nodes,
        lines=link.lines,
    )
    status = 200
    if request.method == "POST" and not asks_help(request):
        status = 422
        if form.is_valid():
            try:
                saved = actions.save_result(
                    skp_id=plan.pk,
                    given=form.given(),
                    by=request.viewer,
                    result_id=result.id if result else None,
                    version=form.cleaned_data["version"],
                )
                if link.nodes and link_of(form) != link.present:
                    actions.serve(result_id=saved.pk, by=request.viewer, **link_of(form))
            except Refused as refused:
                form.refuse(refused)
            else:
                messages.success(request, _("Hasil kerja disimpan."))
                onward = "indicator_new" if request.POST.get("lanjut") == "indikator" else ""
                return answered(redirect(_after(plan.pk, saved.pk, onward)), saved)
    others = [r for r in content.main if result is None or r.id != result.id]
    context = {"form": form, "skp": plan, "result": result, "weight": weight_facts(others)}
    context |= helping.for_result(plan, form)
    return render(request, "planning/result.html", context, status=status)


@gate("skp.edit")
def help_along(request: Request, pk: int) -> HttpResponse:
    """The help beside the form for what is typed so far (in the address); nothing is saved."""
    plan = queries.skp_for(request.viewer, "skp.edit", pk)
    form = ResultForm(request.GET, parents=list, leader=queries.is_leader(plan))
    return render(request, "planning/_help.html", helping.for_result(plan, form))


def _after(plan_id: int, result_id: int, onward: str) -> str:
    if onward:
        return reverse("planning:indicator_new", args=[plan_id, result_id])
    return f"{reverse('planning:skp', args=[plan_id])}#hasil-{result_id}"


def _start(request: Request, plan: queries.Skp, choices: Callable[[], list[Any]]) -> dict[str, Any]:
    wanted = request.GET.get("induk", "")
    offered = (
        [option for _group, options in choices() if isinstance(options, list) for option in options] if wanted else []
    )
    start = {"kind": ResultKind.MAIN, "starts": plan.starts, "ends": plan.ends, "parent": ParentState.WAITING}
    if plan.assessor_id is None:
        start["parent"] = ParentState.NONE
    if wanted not in dict(offered):
        return start
    title = dict(offered)[wanted]
    return {**start, "parent": wanted, "title": title.rpartition(" — ")[0]}


def parents(plan: queries.Skp, result: queries.ResultView | None) -> list[Any]:
    offered: list[tuple[str, str]] = []
    others: list[tuple[str, str]] = []
    for parent in queries.parents_for(plan)[:200]:
        option = (str(parent.pk), f"{parent.title} — {parent.skp.person.name}")
        (offered if parent.offered else others).append(option)  # type: ignore[attr-defined]  # annotated by the query
    kept = []
    if result is not None and result.parent_id and str(result.parent_id) not in dict(offered + others):
        kept = [(str(result.parent_id), f"{result.parent_title} — {result.parent_owner}")]
    groups = [
        (_("Kaitan sekarang"), kept),
        (_("Diturunkan kepada Anda"), offered),
        (_("Hasil kerja lain atasan Anda"), others),
    ]
    states = [
        (ParentState.WAITING.value, _("Menunggu: pimpinan belum menyusun hasil kerjanya")),
        (ParentState.NONE.value, _("Tidak diturunkan dari hasil kerja pimpinan")),
    ]
    return [group for group in groups if group[1]] + states


@gate("skp.edit", methods=("POST",))
def delete(request: Request, pk: int, result_id: int) -> HttpResponse:
    """Delete a work result with its indicators."""
    actions.delete_result(skp_id=pk, result_id=result_id, by=request.viewer)
    messages.success(request, _("Hasil kerja dihapus."))
    return see_other(redirect("planning:skp", pk=pk))
