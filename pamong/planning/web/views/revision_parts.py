"""A result or an indicator of a revision, by its place in the revised plan; place 0 adds one."""

import functools
from dataclasses import fields, replace
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render

from pamong.planning import queries
from pamong.planning.rules import plain
from pamong.planning.web.forms import IndicatorForm, ResultForm
from pamong.planning.web.shown import weight_facts
from pamong.planning.web.views.result import parents
from pamong.planning.web.views.revisions import drafted, keep
from pamong.platform.access.errors import NotVisible
from pamong.platform.access.gate import Request, answered, gate
from pamong.rulebook.errors import Refused

KNOWN = {field.name for field in fields(plain.Indicator)}


@gate("skp.edit", methods=("GET", "POST"))
def result(request: Request, pk: int, no: int) -> HttpResponse:
    """Change a result of the revised plan, or add one."""
    plan, row, results, annexes = drafted(request, pk)
    view = _view_of(plan, results, no)
    initial: dict[str, Any] = {"kind": "main", "parent": "waiting", "ends": plan.ends}
    if view is not None:
        initial = ResultForm.initial_of(view)
    choices = functools.cache(functools.partial(parents, plan, view))
    form = ResultForm(
        request.POST or None,
        initial={**initial, "version": row.version},
        parents=choices,
        leader=queries.is_leader(plan),
    )
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            given = form.given()
            values = {**vars(given), "parent_title": _title(choices(), given.parent_id)}
            place_at(results, no, values)
            try:
                row = keep(request, pk, results, annexes, form.cleaned_data["version"])
            except Refused as refused:
                form.refuse(refused)
            else:
                return answered(redirect("planning:revision", pk=pk), row)
    others = [r for n, r in enumerate(results, 1) if n != no and r.kind == "main"]
    context = {"skp": plan, "form": form, "result": view, "no": no, "weight": weight_facts(others), "revising": True}
    return render(request, "planning/result.html", context, status=status)


def _view_of(plan: queries.Skp, results: list[plain.Result], no: int) -> queries.ResultView | None:
    if no > len(results):
        raise NotVisible
    return queries.content_of(results, {}, plan.starts).results[no - 1] if no else None


def place_at(results: list[plain.Result], no: int, values: dict[str, Any]) -> None:
    """Put the changed result in its place, or a new one at the end."""
    if no:
        results[no - 1] = replace(results[no - 1], **values)
    else:
        results.append(plain.Result(**values))


def _title(choices: list[Any], parent_id: int | None) -> str:
    flat = [option for _label, group in choices if isinstance(group, list) for option in group]
    named = dict(flat).get(str(parent_id), "") if parent_id else ""
    return str(named).rpartition(" — ")[0]


@gate("skp.edit", methods=("GET", "POST"))
def indicator(request: Request, pk: int, no: int, ino: int) -> HttpResponse:
    """Change an indicator of the revised plan, or add one to a result."""
    plan, row, results, annexes = drafted(request, pk)
    view = _view_of(plan, results, no)
    if view is None or ino > len(view.indicators):
        raise NotVisible
    present = view.indicators[ino - 1] if ino else None
    initial = IndicatorForm.initial_of(present) if present else {}
    form = IndicatorForm(
        request.POST or None,
        initial={**initial, "version": row.version},
        approach=plan.approach,
        agency_id=plan.cycle.agency_id,
    )
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            own = results[no - 1]
            measures = list(own.indicators)
            given = {name: value for name, value in vars(form.given()).items() if name in KNOWN and name != "pair"}
            if ino:
                measures[ino - 1] = replace(measures[ino - 1], **given)
            else:
                measures.append(plain.Indicator(**given))
            results[no - 1] = replace(own, indicators=tuple(measures))
            try:
                row = keep(request, pk, results, annexes, form.cleaned_data["version"])
            except Refused as refused:
                form.refuse(refused)
            else:
                return answered(redirect("planning:revision", pk=pk), row)
    context = {"skp": plan, "form": form, "result": view, "indicator": present, "no": no, "ino": ino, "revising": True}
    return render(request, "planning/indicator.html", context, status=status)
