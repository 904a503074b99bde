"""An indicator of the own plan: add, change, delete."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from pamong.planning import actions, queries
from pamong.planning.web import helping
from pamong.planning.web.forms import IndicatorForm
from pamong.planning.web.shown import asks_help, kept_closed
from pamong.platform.access.errors import NotVisible
from pamong.platform.access.gate import Request, answered, gate, see_other
from pamong.rulebook.errors import Refused


@gate("skp.edit", methods=("GET", "POST"))
def new(request: Request, pk: int, result_id: int) -> HttpResponse:
    """Add an indicator to a result."""
    plan = queries.skp_for(request.viewer, "skp.edit", pk)
    result = queries.content(pk).result(result_id)
    if result is None:
        raise NotVisible
    return _edit(request, plan, result, None)


@gate("skp.edit", methods=("GET", "POST"))
def edit(request: Request, pk: int, indicator_id: int) -> HttpResponse:
    """Change an indicator."""
    plan = queries.skp_for(request.viewer, "skp.edit", pk)
    found = queries.content(pk).indicator(indicator_id)
    if found is None:
        raise NotVisible
    return _edit(request, plan, *found)


def _edit(
    request: Request, plan: queries.Skp, result: queries.ResultView, indicator: queries.IndicatorView | None
) -> HttpResponse:
    if closed := kept_closed(request, plan):
        return closed
    others = [i for i in result.indicators if indicator is None or i.id != indicator.id]
    initial = None
    if indicator:
        partner = next((o.id for o in others if indicator.pair and o.pair == indicator.pair), None)
        initial = IndicatorForm.initial_of(indicator) | {"pair_with": partner or ""}
    form = IndicatorForm(
        request.POST or None, initial=initial, approach=plan.approach, agency_id=plan.cycle.agency_id, others=others
    )
    status = 200
    if request.method == "POST" and not asks_help(request):
        status = 422
        if form.is_valid():
            try:
                saved = actions.save_indicator(
                    skp_id=plan.pk,
                    result_id=result.id,
                    given=form.given(),
                    by=request.viewer,
                    indicator_id=indicator.id if indicator else None,
                    version=form.cleaned_data["version"],
                    pair_with=form.other_side(),
                )
            except Refused as refused:
                form.refuse(refused)
            else:
                messages.success(request, _("Indikator disimpan."))
                return answered(redirect(_after(plan.pk, result.id, request.POST.get("lanjut", ""))), saved)
    context = {"form": form, "skp": plan, "result": result, "indicator": indicator}
    context |= helping.for_indicator(plan, result, form)
    return render(request, "planning/indicator.html", context, status=status)


@gate("skp.edit")
def help_along(request: Request, pk: int, result_id: int) -> HttpResponse:
    """The help beside the form for what is typed so far (in the address); nothing is saved."""
    plan = queries.skp_for(request.viewer, "skp.edit", pk)
    result = queries.content(pk).result(result_id)
    if result is None:
        raise NotVisible
    form = IndicatorForm(request.GET, approach=plan.approach, agency_id=plan.cycle.agency_id, others=result.indicators)
    return render(request, "planning/_help.html", helping.for_indicator(plan, result, form))


def _after(plan_id: int, result_id: int, onward: str) -> str:
    if onward == "indikator":
        return reverse("planning:indicator_new", args=[plan_id, result_id])
    return f"{reverse('planning:skp', args=[plan_id])}#hasil-{result_id}"


@gate("skp.edit", methods=("POST",))
def delete(request: Request, pk: int, indicator_id: int) -> HttpResponse:
    """Delete an indicator."""
    actions.delete_indicator(skp_id=pk, indicator_id=indicator_id, by=request.viewer)
    messages.success(request, _("Indikator dihapus."))
    return see_other(redirect("planning:skp", pk=pk))
