"""Feedback asked from named people, with a day until when."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from pamong.feedback import actions, queries
from pamong.feedback.web.forms import AskForm, RequestAnswerForm
from pamong.people import queries as people
from pamong.platform.access.gate import Request, answered, gate
from pamong.platform.audit import actions as audit
from pamong.platform.calendar.queries import today
from pamong.rulebook.errors import Refused

PER_PAGE = 20


@gate("feedbackrequest.answer")
def requests(request: Request) -> HttpResponse:
    """What waits for my answer, and what I asked."""
    page = Paginator(queries.asked_by_me(request.viewer), PER_PAGE).get_page(request.GET.get("hal"))
    context = {"waiting": list(queries.asked_of_me(request.viewer)[:50]), "page": page, "today": today()}
    return render(request, "feedback/requests.html", context)


@gate("feedbackrequest.request", methods=("GET", "POST"))
def ask(request: Request, person_id: int) -> HttpResponse:
    """Ask somebody about me, or about one of my people."""
    assignment = queries.requestable(request.viewer, person_id)
    form = AskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        found = people.find_person(data["giver"], None)
        if len(found) != 1:
            form.add_error("giver", _("Tidak ditemukan atau lebih dari satu. Tulis NIP-nya."))
        else:
            try:
                row = actions.ask(
                    assignment=assignment, giver=found[0], question=data["question"], due=data["due"], by=request.viewer
                )
            except Refused as refused:
                form.refuse(refused)
            else:
                messages.success(request, _("Permintaan terkirim kepada %(name)s.") % {"name": found[0].name})
                return answered(redirect("feedback:requests"), row)
    audit.record_read(by=request.viewer, subjects=[person_id], what="feedbackrequest.request")
    context = {"form": form, "assignment": assignment}
    return render(request, "feedback/ask.html", context, status=422 if form.is_bound else 200)


@gate("feedbackrequest.answer", methods=("GET", "POST"))
def one(request: Request, pk: int) -> HttpResponse:
    """Answer one request, under my name."""
    row = queries.request_for(request.viewer, pk)
    form = RequestAnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            given = actions.answer_request(request=row, kind=data["kind"], text=data["text"], by=request.viewer)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Umpan balik terkirim kepada %(name)s.") % {"name": row.person.name})
            return answered(redirect("feedback:requests"), given)
    context = {"form": form, "asked": row, "today": today()}
    return render(request, "feedback/request.html", context, status=422 if form.is_bound else 200)


@gate("feedbackrequest.answer", methods=("POST",))
def decline(request: Request, pk: int) -> HttpResponse:
    """Say that I cannot."""
    row = queries.request_for(request.viewer, pk)
    actions.decline_request(request=row, by=request.viewer)
    messages.success(request, _("Peminta diberi tahu."))
    return answered(redirect("feedback:requests"), row)
