"""The inspectorate's sample."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from pamong.platform.access.gate import Request, gate
from pamong.voice.complaints import queries


@gate("complaint.inspect")
def inspections(request: Request) -> HttpResponse:
    """Cases drawn from what was closed, month by month, with how the draw can be recomputed."""
    page = Paginator(queries.inspections(request.viewer), 30).get_page(request.GET.get("hal"))
    return render(request, "complaints/inspections.html", {"page": page})
