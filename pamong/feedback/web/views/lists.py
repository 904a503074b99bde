"""Lists of feedback: what I received, what I gave, what a person under me received."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render

from pamong.feedback import queries
from pamong.feedback.web.forms import FilterForm
from pamong.platform.access.gate import Request, gate
from pamong.platform.audit import actions as audit

PER_PAGE = 20


@gate("feedback.view")
def received(request: Request) -> HttpResponse:
    """What was said about me."""
    return _list(request, queries.about_me(request.viewer), "feedback/received.html", {})


@gate("feedback.view")
def given(request: Request) -> HttpResponse:
    """What I said about others."""
    return _list(request, queries.given_by_me(request.viewer), "feedback/given.html", {})


@gate("feedback.view")
def about(request: Request, person_id: int) -> HttpResponse:
    """What was said about one person this viewer may read."""
    assignment = queries.readable_person(request.viewer, person_id)
    found = queries.visible(request.viewer).filter(person_id=person_id)
    may_give = queries.may_give(request.viewer, person_id)
    coachable = assignment.superior_id in request.viewer.acts_for and person_id != request.viewer.person_id
    context = {"assignment": assignment, "may_give": may_give, "coachable": coachable}
    return _list(request, found, "feedback/about.html", context)


def _list(request: Request, found: QuerySet[Any], template: str, context: dict[str, Any]) -> HttpResponse:
    form = FilterForm(request.GET or None)
    if form.is_valid():
        found = queries.narrowed(found, **form.cleaned_data)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("hal"))
    audit.record_read(by=request.viewer, subjects=[row.person_id for row in page], what="feedback.view")
    status = 422 if form.is_bound and form.errors else 200
    return render(request, template, {**context, "form": form, "page": page}, status=status)
