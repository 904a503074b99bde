"""Dialogue at a glance: conversations, agreed actions, coaching."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from pamong.feedback.dialogue import queries
from pamong.feedback.dialogue.web.forms import FinishForm
from pamong.platform.access.gate import Request, gate
from pamong.platform.audit import actions as audit
from pamong.platform.calendar.queries import today

PER_PAGE = 20


@gate("dialogue.view")
def home(request: Request) -> HttpResponse:
    """What was planned, what was agreed, and what was written to help me (or by me)."""
    return show(request, 200)


def show(request: Request, status: int, form: FinishForm | None = None) -> HttpResponse:
    """The page, also after one of its forms failed."""
    page = Paginator(queries.meetings(request.viewer), PER_PAGE).get_page(request.GET.get("hal"))
    notes = list(queries.coaching(request.viewer)[:PER_PAGE])
    subjects = [row.person_id for row in page] + [row.person_id for row in notes]
    audit.record_read(by=request.viewer, subjects=subjects, what="dialogue.view")
    context = {
        "page": page,
        "waiting": list(queries.open_followups(request.viewer)[:100]),
        "closed": list(queries.closed_followups(request.viewer)[:10]),
        "notes": notes,
        "form": form or FinishForm(),
        "today": today(),
    }
    return render(request, "dialogue/home.html", context, status=status)
