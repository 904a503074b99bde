"""The first page: for staff what waits for them, for everybody else what Pamong is."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from pamong.platform.access.gate import Request, gate
from pamong.platform.calendar.queries import now
from pamong.sites.home import greeting, home_cards


@gate("public.view")
def home(request: Request) -> HttpResponse:
    """The staff home page once signed in and set up; the public page otherwise."""
    viewer = request.viewer
    if viewer.user_id is None:
        return render(request, "sites/landing.html", {"can_verify": bool(_verify_url("0"))})
    if viewer.must_set_up:
        return redirect("people:account_setup")
    at = timezone.localtime(now())
    context = {"cards": home_cards(viewer), "greeting": greeting(at.hour), "day": at.date()}
    return render(request, "sites/home.html", context)


@gate("public.view")
def find_document(request: Request) -> HttpResponse:
    """From the check code typed on the public page to the page that verifies the document."""
    code = "".join(c for c in request.GET.get("kode", "") if c.isalnum() or c == "-")[:64]
    url = _verify_url(code) if code else ""
    return redirect(url or "sites:home")


def _verify_url(code: str) -> str:
    try:
        return reverse("appraisal:verify", args=[code])
    except NoReverseMatch:
        return ""
