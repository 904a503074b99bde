"""The live board of a superior, and the queue he decides on."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from pamong.platform.access.gate import Request, answered, gate, see_other
from pamong.platform.audit import actions as audit
from pamong.platform.calendar.queries import today
from pamong.rulebook.errors import Refused
from pamong.worklog import actions, queries
from pamong.worklog.web.forms import DecideForm
from pamong.worklog.web.views.entry import feedback_url

IN_QUEUE = 10
PARTS = {"papan": "#people", "antrean": "#waiting"}  # fragments that htmx fetches on a live event


@gate("board.view")
def board(request: Request) -> HttpResponse:
    """Direct reports today and what waits for me; ``?unit=`` and ``?opd=`` look further down, as far as my right goes."""
    part = request.GET.get("bagian", "") if request.htmx else ""
    context = _context(request, part)
    subjects = [row.assignment.person_id for row in context["board"].rows] if context["board"] else []
    subjects += [entry.person_id for entry in context["queue"]]
    audit.record_read(by=request.viewer, subjects=subjects, what="board.view")
    return render(request, "worklog/board.html" + PARTS.get(part, ""), context)


@gate("entry.decide", methods=("POST",))
def decide(request: Request) -> HttpResponse:
    """Accept or return the ticked entries, with one note for all."""
    form = DecideForm({**request.POST.dict(), "picks": request.POST.getlist("picks")})
    if form.is_valid():
        accept = form.cleaned_data["decision"] == "accept"
        try:
            decided = actions.decide(
                picks=form.cleaned_data["picks"], accept=accept, note=form.cleaned_data["note"], by=request.viewer
            )
        except Refused as refused:
            form.refuse(refused)
        else:
            _say(request, decided, accept=accept)
            back = redirect(_back(request))
            return answered(back, decided.done[0]) if decided.done else see_other(back)
    return render(request, "worklog/board.html", {**_context(request), "form": form}, status=422)


def _context(request: Request, part: str = "") -> dict[str, Any]:
    """What the page shows; a fragment asks only for its own part."""
    viewer = request.viewer
    day = today()
    unit = queries.unit_for(viewer, int(asked)) if (asked := _number(request, "unit")) else None
    agency = _number(request, "opd")
    asks_queue = unit is None and viewer.has_reports and part != "papan"
    at = max(int(_number(request, "antre")[:6] or 1), 1)
    skip = (at - 1) * IN_QUEUE
    listed = list(queries.queue(viewer, on=day)[skip : skip + IN_QUEUE + 1]) if asks_queue else []
    number = request.GET.get("hal")
    return {
        "board": queries.board(viewer, day=day, unit=unit, number=number) if part != "antrean" else None,
        "unit": unit,
        "places": queries.places_below(viewer, unit, int(agency) if agency else None) if part not in PARTS else [],
        "queue": listed[:IN_QUEUE],
        "queue_page": at,
        "newer": at - 1,
        "older": at + 1 if len(listed) > IN_QUEUE else 0,
        "form": DecideForm(),
        "feedback_url": feedback_url(),
        "live": unit is None,
        "topic": f"wall:{unit.agency_id}" if unit else f"board:{viewer.person_id}",
        "repeated": bool(viewer.has_reports and unit is None and not part),
    }


def _number(request: Request, name: str) -> str:
    text = request.GET.get(name, "")
    return text if text.isascii() and text.isdigit() and len(text) <= 18 else ""


def _say(request: Request, decided: actions.Decided, *, accept: bool) -> None:
    if decided.done:
        text = _("%(count)s catatan diterima.") if accept else _("%(count)s catatan dikembalikan.")
        messages.success(request, text % {"count": len(decided.done)})
    if decided.changed:
        text = _("%(count)s catatan berubah sejak halaman ini dibuka, jadi belum diputuskan. Periksa lagi isinya.")
        messages.warning(request, text % {"count": len(decided.changed)})


def _back(request: Request) -> str:
    pk = request.POST.get("kembali", "")
    if pk.isascii() and pk.isdigit() and len(pk) <= 18:
        return reverse("worklog:entry", kwargs={"pk": int(pk)})
    return reverse("worklog:board")
