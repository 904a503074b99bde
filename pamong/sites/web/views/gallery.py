"""The gallery: every component in every variant, for those who build and check pages."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from pamong.platform.access.gate import Request, gate
from pamong.platform.ui.web.examples import everything
from pamong.platform.ui.web.forms import EveryField


@gate("ui.view")
def gallery(request: Request) -> HttpResponse:
    """All components; ``?kesalahan=1`` shows the form with its errors."""
    form = (
        EveryField({"quantity": "dua"})
        if "kesalahan" in request.GET
        else EveryField(initial={"day": timezone.localdate()})
    )
    return render(request, "ui/gallery.html", {**everything(), "form": form})
