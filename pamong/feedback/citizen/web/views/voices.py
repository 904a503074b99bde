"""What citizens said: about me and the units I served in, about one of my people; and whether my team may see praise."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from pamong.feedback.citizen import actions, queries
from pamong.feedback.queries import readable_person
from pamong.platform.access.gate import Request, answered, gate
from pamong.platform.audit import actions as audit

PER_PAGE = 20


@gate("citizenvoice.view")
def mine(request: Request) -> HttpResponse:
    """Umpan balik warga: about me by name, and about units I served in on the day."""
    page = Paginator(queries.about_me(request.viewer), PER_PAGE).get_page(request.GET.get("hal"))
    return render(request, "citizen/mine.html", {"page": page})


@gate("citizenvoice.view")
def about(request: Request, person_id: int) -> HttpResponse:
    """The same in the record of one person, for those who may read it."""
    assignment = readable_person(request.viewer, person_id)
    page = Paginator(queries.about(request.viewer, person_id), PER_PAGE).get_page(request.GET.get("hal"))
    audit.record_read(by=request.viewer, subjects=[person_id], what="citizenvoice.view")
    return render(request, "citizen/about.html", {"page": page, "assignment": assignment})


@gate("citizenvoice.show", methods=("POST",))
def show(request: Request, pk: int) -> HttpResponse:
    """Let the team see praise about me, or keep it to myself."""
    voice = queries.voice_for(request.viewer, pk)
    shown = request.POST.get("shown") != "no"
    row = actions.show(voice=voice, shown=shown, by=request.viewer)
    messages.success(request, _("Tim Anda dapat melihatnya.") if shown else _("Hanya Anda dan atasan yang melihatnya."))
    return answered(redirect("citizen:mine"), row)
