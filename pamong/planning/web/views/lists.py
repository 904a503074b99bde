"""Plans of the viewer's reports, and all plans of the agency."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from pamong.planning import queries
from pamong.planning.enums import SkpState
from pamong.planning.web.shown import TONES
from pamong.platform.access.gate import Request, gate
from pamong.platform.audit import actions as audit
from pamong.platform.calendar.queries import today
from pamong.platform.ui.text import normalised, refused_characters

PER_PAGE = 25


@gate("skp.list")
def team(request: Request) -> HttpResponse:
    """The viewer's reports with the state of their plan, what waits for him first."""
    page = Paginator(queries.team(request.viewer), PER_PAGE).get_page(request.GET.get("hal"))
    former = list(queries.former(request.viewer, today())[:PER_PAGE]) if page.number == 1 else []
    audit.record_read(by=request.viewer, subjects=[row.person_id for row in (*page, *former)], what="skp.team")
    labels = dict(SkpState.choices)
    context = {"page": page, "former": former, "tones": TONES, "labels": labels}
    return render(request, "planning/team.html", context)


@gate("skp.list")
def listed(request: Request) -> HttpResponse:
    """All plans the viewer may see: ``?keadaan=``, ``?tahun=``, ``?cari=`` narrow it."""
    state, year = request.GET.get("keadaan", ""), request.GET.get("tahun", "")
    search = clean_search(request.GET.get("cari", ""))
    number = int(year) if year.isascii() and year.isdigit() and len(year) == 4 else None
    found = queries.listed(request.viewer, state=state, year=number, search=search)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("hal"))
    audit.record_read(by=request.viewer, subjects=[row.person_id for row in page], what="skp.list")
    context = {"page": page, "tones": TONES, "states": SkpState.choices, "state": state, "year": year, "search": search}
    return render(request, "planning/list.html", context)


def clean_search(text: str) -> str:
    """A search text as typed, without what nobody types; at most 100 characters."""
    wanted = normalised(text)[:100].strip()
    return "" if refused_characters(wanted) else wanted
