"""How a figure was computed: one indicator's own numbers step by step, and the rule for everybody."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from pamong.planning import queries
from pamong.planning.web.forms import FigureForm, RuleForm
from pamong.platform.access.errors import NotVisible
from pamong.platform.access.gate import Request, gate
from pamong.platform.audit import actions as audit
from pamong.platform.ui import charts, formatting


@gate("skp.view")
def figure(request: Request, pk: int, indicator_id: int) -> HttpResponse:
    """``?dari=…&sampai=…``: the realisation and achievement of an indicator, opened to its inputs; else the plan's days."""
    plan = queries.skp_for(request.viewer, "skp.view", pk)
    found = queries.content(pk).indicator(indicator_id)
    if found is None:
        raise NotVisible
    result, indicator = found
    form = FigureForm(request.GET or None)
    start, end = form.period(plan.starts, plan.ends)
    shown = queries.figure_may_be_seen(request.viewer, plan, indicator)
    opened = queries.opened(plan, indicator, start, end) if shown else None
    audit.record_read(by=request.viewer, subjects=[plan.person_id], what="skp.figure", object_id=indicator_id)
    context = {
        "skp": plan,
        "result": result,
        "indicator": indicator,
        "opened": opened,
        "chart": _chart(indicator, opened) if opened else None,
        "facts": queries.facts_behind(request.viewer, plan, indicator, start, end) if opened and opened.n else [],
        "form": form,
    }
    return render(request, "planning/figure.html", context, status=422 if form.is_bound and form.errors else 200)


def _chart(indicator: queries.IndicatorView, opened: queries.Opened) -> charts.Chart | None:
    """The months as bars; a target line only where a month can be held against the whole target."""
    if opened.n == 0 or len(opened.months) < 2:
        return None
    series = [(formatting.month_name(m.month.month)[:3], m.value) for m in opened.months]
    target = indicator.target if opened.is_rate and indicator.target_max is None else None
    return charts.bars(_("Tiap bulan"), series, unit=indicator.unit, target=target, label_heading=_("Bulan"))


@gate("public.view")
def rule(request: Request) -> HttpResponse:
    """The formula of achievement with a calculator (``?arah=…&target=…``), for everybody, without personal data."""
    form = RuleForm(request.GET or None)
    steps = queries.achievement_steps(form.inputs()) if form.is_bound and form.is_valid() else None
    context = {"form": form, "steps": steps, "table": queries.achievement_table()}
    return render(request, "planning/rule.html", context, status=422 if form.is_bound and form.errors else 200)
