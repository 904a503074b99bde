"""Gives every request its viewer (lazily) and its time zone."""

from collections.abc import Callable
from contextlib import nullcontext
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from pamong.platform.access.viewer import viewer_of
from pamong.platform.calendar.queries import one_instant

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

UTF_8 = ("utf-8", "utf8")  # another charset is no browser's; the framework fails on some


class ViewerMiddleware:
    """``request.viewer``; the zone of the viewer's agency for the time of the request; nothing a person saw is kept by a cache."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.viewer = SimpleLazyObject(lambda: _load(request))  # type: ignore[attr-defined]  # gate.Request has it
        # A page that is read asks the database's clock once; a write asks it anew, it may have waited for a lock.
        reading = one_instant() if request.method in ("GET", "HEAD") else nullcontext()
        with timezone.override(None), reading:
            if (request.encoding or "utf-8").lower() not in UTF_8:
                return render(request, "400.html", status=400)
            response = self.get_response(request)
        if SESSION_KEY in request.session:  # refusals and pages of libraries too, not only what passed the gate
            response.setdefault("Cache-Control", "no-store")
        return response


def _load(request: HttpRequest) -> object:
    user: AnonymousUser | object = request.user
    viewer = viewer_of(user)
    timezone.activate(ZoneInfo(viewer.time_zone))
    return viewer
