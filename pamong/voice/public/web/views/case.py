"""One public case: what was cleared of it, and what happened, step by step."""

from django.http import HttpResponse
from django.shortcuts import render

from pamong.platform.access.gate import Request, gate
from pamong.platform.calendar.queries import today
from pamong.voice.public import queries
from pamong.voice.public.web.answers import shown


@gate("public.view")
def case(request: Request, number: str) -> HttpResponse:
    """The case of a number; 404 for one that is not public, as for one that does not exist."""
    found = queries.case_of(number)
    into = found.complaint.merged_into
    context = {
        "complaint": found.complaint,
        "steps": found.steps[::-1],
        "photos": found.photos,
        "into": into if into is not None and into.is_public else None,
        "today": today(),
    }
    return render(request, "laporan/case.html", context)


@gate("public.view")
def photo(request: Request, number: str, photo_pk: int) -> HttpResponse:
    """A cleared picture of a public case, small or whole (``?besar=1``)."""
    file = queries.photo_of(number, photo_pk)
    return shown(request, file, small=not request.GET.get("besar"))
