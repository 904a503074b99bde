"""The distribution of predikat before they become final (capability: the curve)."""

from django.http import HttpResponse
from django.shortcuts import render

from pamong.appraisal import queries
from pamong.appraisal.enums import Achievement
from pamong.appraisal.web.views._periods import chosen
from pamong.platform.access.gate import Request, gate


@gate("evaluation.distribution")
def distribution(request: Request) -> HttpResponse:
    """Counts per predikat of a period (``?periode=``) checked for an achievement (``?capaian=``); warns, changes nothing."""
    periods = queries.periods_in(request.viewer, "evaluation.distribution")
    period = chosen(periods, request.GET.get("periode", ""))
    context: dict[str, object] = {"periods": periods, "period": period, "achievements": Achievement.choices}
    if period is not None:
        stored = queries.achievement_of(period.cycle_id, period.kind, period.number)
        wanted = request.GET.get("capaian", stored.achievement if stored else "")
        known = wanted if wanted in Achievement.values else ""
        context |= {"stored": stored, "distribution": queries.distribution(request.viewer, period, known)}
    return render(request, "appraisal/distribution.html", context)
