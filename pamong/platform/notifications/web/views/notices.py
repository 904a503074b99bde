"""The bell: what happened that concerns me."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from pamong.platform.access.gate import Request, answered, gate
from pamong.platform.notifications import actions, queries

PER_PAGE = 25


@gate("notification.view")
def listing(request: Request) -> HttpResponse:
    """My notices, newest first; ``?baru=1`` only the unread ones."""
    only_unread = request.GET.get("baru") == "1"
    page = Paginator(queries.notices(request.viewer, unread=only_unread), PER_PAGE).get_page(request.GET.get("hal"))
    return render(request, "notifications/list.html", {"page": page, "only_unread": only_unread})


@gate("notification.view", methods=("POST",))
def open_one(request: Request, pk: int) -> HttpResponse:
    """Mark one notice as read and go to the thing itself."""
    notice = queries.notice_for(request.viewer, pk)
    actions.mark_read(by=request.viewer, notice_id=notice.pk)
    safe = url_has_allowed_host_and_scheme(notice.url, allowed_hosts=None)
    return answered(redirect(notice.url if safe else "notifications:list"), notice)


@gate("notification.view", methods=("POST",))
def read_all(request: Request) -> HttpResponse:
    """Mark all my notices as read."""
    actions.mark_read(by=request.viewer)
    messages.success(request, _("Semua pemberitahuan ditandai sudah dibaca."))
    response = redirect("notifications:list")
    response.status_code = 303
    return response
