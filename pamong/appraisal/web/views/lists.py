"""My evaluations, and those I rate."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from pamong.appraisal import queries
from pamong.platform.access.gate import Request, gate
from pamong.platform.audit import actions as audit
from pamong.platform.calendar.queries import today

PER_PAGE = 25


@gate("evaluation.list")
def mine(request: Request) -> HttpResponse:
    """The viewer's own evaluations."""
    page = Paginator(queries.mine(request.viewer), PER_PAGE).get_page(request.GET.get("hal"))
    return render(request, "appraisal/mine.html", {"page": page, "today": today()})


@gate("evaluation.list")
def to_rate(request: Request) -> HttpResponse:
    """Evaluations this viewer rates, open work first; and unsigned ones that he as the assessor's superior may set."""
    day = today()
    page = Paginator(queries.to_rate(request.viewer), PER_PAGE).get_page(request.GET.get("hal"))
    overdue = list(queries.to_set(request.viewer, day)[:PER_PAGE])
    audit.record_read(by=request.viewer, subjects=[row.person_id for row in (*page, *overdue)], what="evaluation.list")
    return render(request, "appraisal/to_rate.html", {"page": page, "overdue": overdue, "today": day})
