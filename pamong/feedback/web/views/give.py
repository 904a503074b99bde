"""Give feedback: a page of its own, and the address to which forms on other pages post."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from pamong.feedback import actions, queries
from pamong.feedback.web.forms import GiveForm
from pamong.platform.access.errors import NotVisible
from pamong.platform.access.gate import Request, answered, gate
from pamong.platform.audit import actions as audit
from pamong.platform.ui.text import normalised, refused_characters
from pamong.rulebook.errors import Refused


@gate("feedback.give", methods=("GET", "POST"))
def give(request: Request) -> HttpResponse:
    """GET ``?person=5&source=worklog.entry:12&source_label=…&next=…``; without person: choose one. POST gives it."""
    if request.method != "POST":
        person = request.GET.get("person", "")
        if not _is_id(person):
            return _choose(request)
        form = GiveForm(initial=request.GET.dict(), phrases=_phrases(request))
        return _page(request, form, int(person))
    form = GiveForm(request.POST, phrases=_phrases(request))
    if not form.is_valid():
        person = request.POST.get("person", "")
        if not _is_id(person):
            raise NotVisible
        return _page(request, form, int(person), status=422)
    assignment = queries.recipient_for(viewer=request.viewer, person_id=form.cleaned_data["person"])
    source, label = form.subject()
    data = form.cleaned_data
    try:
        row = actions.give(
            assignment=assignment,
            kind=data["kind"],
            text=form.said(),
            source=source,
            source_label=label,
            by=request.viewer,
        )
    except Refused as refused:
        form.refuse(refused)
        return _page(request, form, assignment.person_id, status=422)
    messages.success(request, _("Umpan balik terkirim kepada %(name)s.") % {"name": assignment.person.name})
    return answered(redirect(_next(request, data["next"])), row)


def _phrases(request: Request) -> list[tuple[str, str]]:
    """The sentences of the giver's agency; the sentence itself is what is picked."""
    return [(one.text, one.text) for one in queries.phrases(request.viewer.agency_id or 0)]


def _is_id(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 19


def _choose(request: Request) -> HttpResponse:
    wanted = normalised(request.GET.get("cari", ""))[:100].strip()
    found = queries.recipients(request.viewer)
    if wanted and not refused_characters(wanted):
        found = found.filter(person__name__icontains=wanted)
    page = Paginator(found, 30).get_page(request.GET.get("hal"))
    audit.record_read(by=request.viewer, subjects=[row.person_id for row in page], what="feedback.give")
    return render(request, "feedback/choose.html", {"page": page, "wanted": wanted})


def _page(request: Request, form: GiveForm, person_id: int, status: int = 200) -> HttpResponse:
    assignment = queries.recipient_for(viewer=request.viewer, person_id=person_id)
    return render(request, "feedback/give.html", {"form": form, "assignment": assignment}, status=status)


def _next(request: Request, wanted: str) -> str:
    """Back to the page the form stood on, if it is one of ours; else to what the viewer gave."""
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if wanted.startswith("/") and safe else "feedback:given"
