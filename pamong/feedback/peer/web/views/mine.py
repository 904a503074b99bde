"""Whom I am asked about, and what became of rounds about me and my people."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from pamong.feedback.peer import queries
from pamong.platform.access.gate import Request, gate
from pamong.platform.audit import actions as audit
from pamong.platform.calendar.queries import today

PER_PAGE = 20


@gate("peerreview.view")
def mine(request: Request) -> HttpResponse:
    """Invitations, my own rounds, and those of my direct reports."""
    reports = Paginator(queries.subjects_of_reports(request.viewer), PER_PAGE).get_page(request.GET.get("hal"))
    audit.record_read(by=request.viewer, subjects=[row.person_id for row in reports], what="peerreview.view")
    context = {
        "waiting": list(queries.mine_to_answer(request.viewer)),
        "own": list(queries.my_subjects(request.viewer)[:PER_PAGE]),
        "reports": reports,
        "today": today(),
    }
    return render(request, "peer/mine.html", context)
