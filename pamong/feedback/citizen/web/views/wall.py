"""The praise wall of the unit: what colleagues agreed to show, from superiors and from citizens."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from pamong.feedback import queries as feedback
from pamong.feedback.citizen import queries
from pamong.platform.access.gate import Request, gate

PER_PAGE = 20


@gate("praisewall.view")
def wall(request: Request) -> HttpResponse:
    """Both, newest first."""
    page = Paginator(feedback.praised_in_unit(request.viewer), PER_PAGE).get_page(request.GET.get("hal"))
    voices = list(queries.praised_in_unit(request.viewer)[:PER_PAGE])
    return render(request, "citizen/wall.html", {"page": page, "voices": voices})
