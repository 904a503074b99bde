"""Staff follow in the application, without address. Everybody sees only his own."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from pamong.platform.access.gate import Request, answered, gate
from pamong.platform.ui.text import refusal_text
from pamong.rulebook.errors import Refused
from pamong.voice.complaints import queries as complaints
from pamong.voice.following import actions, queries
from pamong.voice.following.queries import Subject, name_of
from pamong.voice.following.web.forms import OwnAreaForm


@gate("following.own")
def mine(request: Request) -> HttpResponse:
    """What I follow."""
    rows = [(row, name_of(row)) for row in queries.mine(request.viewer)]
    return render(request, "following/mine.html", {"rows": rows, "form": OwnAreaForm()})


@gate("following.begin", methods=("POST",))
def case(request: Request, number: str) -> HttpResponse:
    """Follow one public case."""
    return _begun(request, Subject(complaints.public_case(number).complaint))


@gate("following.begin", methods=("POST",))
def area(request: Request) -> HttpResponse:
    """Follow an area."""
    form = OwnAreaForm(request.POST)
    if form.is_valid():
        return _begun(request, form.subject())
    rows = [(row, name_of(row)) for row in queries.mine(request.viewer)]
    return render(request, "following/mine.html", {"rows": rows, "form": form}, status=422)


@gate("following.own", methods=("POST",))
def stop(request: Request, pk: int) -> HttpResponse:
    """Follow no longer."""
    actions.stop_mine(follow_id=pk, by=request.viewer)
    messages.success(request, _("Tidak lagi diikuti."))
    return _to_mine()


def _begun(request: Request, subject: Subject) -> HttpResponse:
    try:
        row = actions.follow_here(subject=subject, by=request.viewer)
    except Refused as refused:
        messages.error(request, refusal_text(refused))
        return _to_mine()
    messages.success(request, _("Diikuti. Kabarnya muncul di pemberitahuan Anda, sehari sesudahnya."))
    return answered(_to_mine(), row)


def _to_mine() -> HttpResponse:
    response = redirect("following:mine")
    response.status_code = 303
    return response
