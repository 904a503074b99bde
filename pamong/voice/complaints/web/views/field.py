"""Where an officer or inspector goes today: the list, what a phone takes along of it, and the page that opens without a signal."""

from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.crypto import salted_hmac

from pamong.platform.access.errors import NotVisible
from pamong.platform.access.gate import Request, gate
from pamong.platform.audit import actions as audit
from pamong.platform.calendar.queries import today
from pamong.voice.complaints import queries
from pamong.voice.complaints.web.field_forms import CarriedForm, PlaceForm, form_of

PER_PAGE = 30
HOURS = 24  # for how long a phone keeps what it took along


@gate("complaint.list")
def field(request: Request) -> HttpResponse:
    """The viewer's own cases that need somebody at the place; ``?isi=`` opens the form of one of them."""
    form = PlaceForm(request.GET, places=queries.stop_places(request.viewer))
    page = queries.stop_page(request.viewer, form.place_id(), request.GET.get("hal"), PER_PAGE)
    wanted = request.GET.get("isi", "")
    try:
        stop = queries.stop_of(request.viewer, wanted) if wanted else None
    except NotVisible:
        stop = None
    shown = [*page, *([stop] if stop else [])]
    handlers = [one.complaint.handler_id for one in shown if one.complaint.handler_id]
    audit.record_read(by=request.viewer, subjects=handlers, what="complaint.list")
    context = {
        "form": form,
        "page": page,
        "stop": stop,
        "form_id": f"hasil-{stop.key}" if stop else "",
        "gone": bool(wanted) and stop is None,
        "result": form_of(stop) if stop else None,
        "today": today(),
        "hours": HOURS,
    }
    return render(request, "complaints/field.html", context)


@gate("complaint.list")
def data(request: Request) -> HttpResponse:
    """What a phone takes along: as few words as the way needs. ``?kasus=`` asks about what it has: what is missing in the answer
    goes. Nobody's who is no employee: there is nobody to keep it for.
    """
    viewer, keys = request.viewer, request.GET.getlist("kasus")
    form = PlaceForm(request.GET, places=queries.stop_places(viewer))
    stops = queries.stops_to_carry(viewer, form.place_id(), keys[: queries.MOST_CARRIED]) if viewer.is_staff else []
    if not keys:
        numbers = [stop.complaint.number for stop in stops]
        audit.record_taken(
            by=viewer, what="complaint.carried", object_ids=numbers
        )  # what was on a phone that gets lost
    said = {
        "owner": str(viewer.me),
        "seal": _seal(request),
        "hours": HOURS,
        "rows": [_row(stop) for stop in stops],
    }
    return JsonResponse(said)


@gate("public.view")
def offline(request: Request) -> HttpResponse:
    """Kept by phones (setting OFFLINE_PAGES). It holds nothing of anybody: what it shows comes from the device's own memory."""
    return render(request, "complaints/field_offline.html", {"form": CarriedForm(ask_at_once=True), "hours": HOURS})


def _seal(request: Request) -> str:
    """Another one after the password has changed: what a phone carries goes then."""
    user: Any = request.user
    return salted_hmac("complaints.carried", user.get_session_auth_hash()).hexdigest()[:16]


def _row(stop: queries.Stop) -> dict[str, Any]:
    case = stop.complaint
    return {
        "key": stop.key,
        "number": case.number,
        "category": case.category.name,
        "where": stop.where,
        "point": stop.point,
        "why": stop.why.value,
        "title": stop.title,
        "text": case.text,
        "answer": stop.answer,
        "due": case.due.isoformat() if case.due else "",
        "seen": stop.seen.isoformat() if stop.seen else "",
        "version": case.version,
        "url": reverse(stop.act, kwargs={"pk": case.pk}),
        "home": f"{reverse('complaints:field')}?isi={stop.key}",
    }
