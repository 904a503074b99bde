"""Indicators with their yearly targets, realised values, and budget lines."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import Model
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from pamong.platform.access.errors import NotVisible
from pamong.platform.access.gate import Request, answered, gate, see_other
from pamong.platform.calendar.queries import today
from pamong.platform.ui import forms
from pamong.programmes import actions, queries
from pamong.programmes.web.forms import BudgetForm, MeasureForm, ValueForm, fields_of
from pamong.rulebook.errors import Refused


@gate("programme.edit", methods=("GET", "POST"))
def new(request: Request, pk: int) -> HttpResponse:
    """Add an indicator to a node."""
    node = queries.node_for(request.viewer, "programme.edit", pk)
    form = MeasureForm(request.POST or None, years=node.plan.years, metrics=queries.metric_choices())
    return _measure(request, node, form, None)


@gate("programme.edit", methods=("GET", "POST"))
def edit(request: Request, pk: int) -> HttpResponse:
    """Change an indicator and its targets."""
    row = queries.measure_of(pk)
    if row is None:
        raise NotVisible
    node = queries.node_for(request.viewer, "programme.edit", row.node_id)
    initial = {name: getattr(row, name) for name in (*fields_of(actions.MeasureInput), "version") if name != "targets"}
    initial |= {f"target_{year}": value for year, value in queries.targets_of(pk).items()}
    form = MeasureForm(request.POST or None, initial=initial, years=node.plan.years, metrics=queries.metric_choices())
    return _measure(request, node, form, pk)


def _measure(request: Request, node: queries.Node, form: MeasureForm, pk: int | None) -> HttpResponse:
    def save() -> Model:
        version = form.cleaned_data["version"]
        return actions.save_measure(
            node_id=node.pk, given=form.given(), indicator_id=pk, version=version, by=request.viewer
        )

    return _saved(
        request, form, save, _("Indikator disimpan."), page="programmes/measure_form.html", node=node, indicator_id=pk
    )


def _saved(
    request: Request, form: forms.Form, save: Callable[[], Model], done: str, *, page: str, **shown: Any
) -> HttpResponse:
    """The form of something that belongs to a node: saved, then back to the node; or once more with what is wrong."""
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                saved = save()
            except Refused as refused:
                form.refuse(refused)
            else:
                messages.success(request, done)
                return answered(redirect("programmes:node", pk=shown["node"].pk), saved)
    return render(request, page, {"form": form, **shown}, status=status)


@gate("programme.edit", methods=("POST",))
def delete(request: Request, pk: int) -> HttpResponse:
    """Delete an indicator without realised values."""
    row = queries.measure_of(pk)
    if row is None:
        raise NotVisible
    actions.delete_measure(indicator_id=pk, by=request.viewer)
    messages.success(request, _("Indikator dihapus."))
    return _back(row.node_id)


def _back(node_id: int) -> HttpResponse:
    return see_other(redirect("programmes:node", pk=node_id))


@gate("programme.edit", methods=("GET", "POST"))
def value(request: Request, pk: int) -> HttpResponse:
    """Record a value of the realised series."""
    row = queries.measure_of(pk)
    if row is None:
        raise NotVisible
    node = queries.node_for(request.viewer, "programme.edit", row.node_id)
    form = ValueForm(request.POST or None, initial={"day": today(), "source": row.source})

    def save() -> Model:
        return actions.record_value(indicator_id=pk, by=request.viewer, **form.cleaned_data)

    return _saved(
        request, form, save, _("Realisasi dicatat."), page="programmes/value_form.html", node=node, indicator=row
    )


@gate("programme.edit", methods=("GET", "POST"))
def budget_new(request: Request, pk: int) -> HttpResponse:
    """Add a budget line to a node."""
    node = queries.node_for(request.viewer, "programme.edit", pk)
    year = min(max(today().year, node.plan.first_year), node.plan.last_year)
    return _budget(request, node, BudgetForm(request.POST or None, initial={"year": year}), None)


@gate("programme.edit", methods=("GET", "POST"))
def budget(request: Request, pk: int) -> HttpResponse:
    """Change a budget line."""
    row = queries.budget_line(pk)
    if row is None:
        raise NotVisible
    node = queries.node_for(request.viewer, "programme.edit", row.node_id)
    names = (*fields_of(actions.BudgetInput), "version")
    form = BudgetForm(request.POST or None, initial={name: getattr(row, name) for name in names})
    return _budget(request, node, form, pk)


def _budget(request: Request, node: queries.Node, form: BudgetForm, pk: int | None) -> HttpResponse:
    def save() -> Model:
        version = form.cleaned_data["version"]
        return actions.save_budget(node_id=node.pk, given=form.given(), line_id=pk, version=version, by=request.viewer)

    return _saved(
        request, form, save, _("Anggaran disimpan."), page="programmes/budget_form.html", node=node, line_id=pk
    )


@gate("programme.edit", methods=("POST",))
def budget_delete(request: Request, pk: int) -> HttpResponse:
    """Delete a budget line that no work result names."""
    row = queries.budget_line(pk)
    if row is None:
        raise NotVisible
    actions.delete_budget(line_id=pk, by=request.viewer)
    messages.success(request, _("Anggaran dihapus."))
    return _back(row.node_id)
