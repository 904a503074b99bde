"""The page that opens without a connection: the form of an entry, nobody's until the device fills in whose it is."""

from django.http import HttpResponse
from django.shortcuts import render

from pamong.platform.access.gate import Request, gate
from pamong.worklog.web.forms import EntryForm


@gate("public.view")
def offline(request: Request) -> HttpResponse:
    """Kept by phones (setting OFFLINE_PAGES). It holds nothing personal: choices come from the device's own memory."""
    return render(request, "worklog/offline.html", {"form": EntryForm()})
