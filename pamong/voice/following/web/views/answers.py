"""The links in mails: yes, and no more. Opening a page changes nothing; mail programs may end it by themselves (RFC 8058)."""

import functools
import uuid
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt

from pamong.platform.access.errors import NotVisible
from pamong.platform.access.gate import Request, gate
from pamong.voice.following import actions
from pamong.voice.following.queries import CONFIRM, STOP, follow_of, name_of, read_link


@gate("following.answer", methods=("GET", "POST"), remember=False)
def confirm(request: Request, token: str) -> HttpResponse:
    """GET asks, POST says yes. An old or ended wish is told as such."""
    follow_id = read_link(token, CONFIRM)
    try:
        if request.method == "POST":
            actions.confirm(follow_id=follow_id, by=request.viewer)
        found = follow_of(follow_id)
    except NotVisible:
        return render(request, "following/over.html", status=404)
    return render(request, "following/confirm.html", {"follow": found, "what": name_of(found)})


def _any_sender(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Mail programs send no key; ending twice is ending once."""

    @functools.wraps(view)
    def keyed(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        request.META["HTTP_IDEMPOTENCY_KEY"] = uuid.uuid4().hex
        request.__dict__.pop("headers", None)  # whoever read the headers before keeps a copy of them
        return view(request, *args, **kwargs)

    return keyed


@csrf_exempt  # no cookie is asked: the signed link says what ends
@_any_sender
@gate("following.answer", methods=("GET", "POST"), remember=False)
def stop(request: Request, token: str) -> HttpResponse:
    """GET asks; POST ends it and removes the address. Ended already: the same answer."""
    follow_id = read_link(token, STOP)
    if request.method == "POST":
        actions.stop(follow_id=follow_id, by=request.viewer)
        return render(request, "following/stopped.html")
    try:
        found = follow_of(follow_id)
    except NotVisible:
        return render(request, "following/stopped.html")
    return render(request, "following/stop.html", {"what": name_of(found)})
