"""Where complaints come from: a table, and the same places drawn on the server. No tiles from elsewhere, no scripts."""

from django.http import HttpResponse
from django.shortcuts import render

from pamong.platform.access.gate import Request, gate
from pamong.platform.calendar.queries import today
from pamong.voice.insight import queries as insight
from pamong.voice.public.rules.drawing import draw
from pamong.voice.public.web.forms import PlacesForm


@gate("public.view")
def places(request: Request) -> HttpResponse:
    """Public cases of the year by kelurahan, perhaps of one category."""
    form = PlacesForm(request.GET)
    form.full_clean()
    spots = insight.public_places(today(), form.cleaned_data.get("kategori") or "")
    placed = [s for s in spots if s.latitude is not None and s.longitude is not None]
    sheet = draw([(s.pk, s.latitude, s.longitude, s.n) for s in placed if s.latitude and s.longitude])
    by_key = {s.pk: s for s in spots}
    context = {
        "form": form,
        "spots": spots,
        "sheet": sheet,
        "circles": [(circle, by_key[circle.key]) for circle in sheet.circles] if sheet else [],
    }
    return render(request, "laporan/places.html", context)
