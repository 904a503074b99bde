"""One node: where it stands, its indicators with chart and table, its money; adding, changing, deleting."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from pamong.platform.access.gate import Request, answered, gate, see_other
from pamong.platform.calendar.queries import today
from pamong.platform.ui import charts
from pamong.programmes import actions, queries
from pamong.programmes.web.forms import NodeForm, year_of
from pamong.rulebook.errors import Refused


@gate("programme.view")
def node(request: Request, pk: int) -> HttpResponse:
    """One node with its indicators over the years."""
    found = queries.node_for(request.viewer, "programme.view", pk)
    years = found.plan.years
    year = min(max(year_of(request.GET.get("tahun", ""), today()), years[0]), years[-1])
    shown = []
    for series in queries.series_of(found, year):
        values = [(str(y), v) for y, v in series.by_year(years)]
        target = series.figure.target
        title = series.figure.text
        rows = [(y, series.targets.get(y), v) for y, v in series.by_year(years)]
        drawn = charts.line(title, values, unit=series.figure.unit, target=target, label_heading=_("Tahun"))
        shown.append((series, drawn if any(v for _y, v in values) else None, rows))
    context = {
        "node": found,
        "year": year,
        "path": queries.path_of(found),
        "shown": shown,
        "children": queries.children_of(found)[:200],
        "budget": queries.budget_of(found)[:100],
        "may_edit": queries.may_edit(request.viewer, found.plan),
        "history": queries.changes(found),
    }
    return render(request, "programmes/node.html", context)


@gate("programme.edit", methods=("GET", "POST"))
def new(request: Request, pk: int) -> HttpResponse:
    """Add a node to a plan; ``?induk=<id>`` starts under that node."""
    plan = queries.plan_for(request.viewer, "programme.edit", pk)
    parents = queries.parent_choices(plan)
    wanted = request.GET.get("induk", "")
    initial = {"parent": wanted if wanted in dict(parents) else ""}
    above = queries.node_for(request.viewer, "programme.view", int(wanted)) if initial["parent"] else None
    kinds = queries.kinds_for(plan, above)
    form = _form(request, plan, parents, {**initial, "kind": kinds[0] if kinds else ""})
    return _answer(request, form, plan, None)


@gate("programme.edit", methods=("GET", "POST"))
def edit(request: Request, pk: int) -> HttpResponse:
    """Change a node."""
    found = queries.node_for(request.viewer, "programme.edit", pk)
    names = ("kind", "code", "name", "version")
    initial = {name: getattr(found, name) for name in names}
    initial |= {"parent": found.parent_id or "", "agency": found.agency_id or "", "unit": found.unit_id or ""}
    parents = [choice for choice in queries.parent_choices(found.plan) if choice[0] != str(pk)]
    form = _form(request, found.plan, parents, initial)
    return _answer(request, form, found.plan, found)


def _form(
    request: Request, plan: queries.StrategicPlan, parents: list[tuple[str, str]], initial: dict[str, Any]
) -> NodeForm:
    region = plan.agency_id is None
    return NodeForm(
        request.POST or None,
        initial=initial,
        kinds=queries.all_kinds(plan),
        parents=parents,
        agencies=queries.agency_choices() if region else None,
        units=[] if region else queries.unit_choices(plan.agency_id),
    )


def _answer(request: Request, form: NodeForm, plan: queries.StrategicPlan, found: queries.Node | None) -> HttpResponse:
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                saved = actions.save_node(
                    plan_id=plan.pk,
                    given=form.given(),
                    node_id=found.pk if found else None,
                    version=form.cleaned_data["version"],
                    by=request.viewer,
                )
            except Refused as refused:
                form.refuse(refused)
            else:
                messages.success(request, _("Disimpan."))
                return answered(redirect("programmes:node", pk=saved.pk), saved)
    return render(request, "programmes/node_form.html", {"form": form, "plan": plan, "node": found}, status=status)


@gate("programme.edit", methods=("POST",))
def delete(request: Request, pk: int) -> HttpResponse:
    """Delete a node that nothing uses."""
    found = queries.node_for(request.viewer, "programme.edit", pk)
    actions.delete_node(node_id=pk, by=request.viewer)
    messages.success(request, _("Dihapus."))
    return see_other(redirect("programmes:plan", pk=found.plan_id))
