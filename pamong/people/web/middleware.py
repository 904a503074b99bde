"""Sessions end: after a time without use (shorter on a desktop than on a phone) and at the latest after a working day."""

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

STARTED, SEEN = "pamong_started", "pamong_seen"
WRITE_EVERY = 60  # seconds; the time of last use is kept no finer than this


def is_phone(request: HttpRequest) -> bool:
    """Whether the browser says that it runs on a phone."""
    return "Mobi" in request.headers.get("User-Agent", "")


class SessionLimits:
    """Signs out a session that is too old or was left alone; the next page is the sign-in page, with the reason."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        key = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
        if key and not (key.isascii() and key.isalnum()):  # never one of ours; the database refuses some (NUL)
            request.session = type(request.session)()
        elif key and "_auth_user_id" in request.session:
            self._check(request)
        return self.get_response(request)

    def _check(self, request: HttpRequest) -> None:
        now = int(time.time())
        started, seen = request.session.get(STARTED), request.session.get(SEEN)
        if started is None or seen is None:
            request.session[STARTED] = request.session[SEEN] = now
            return
        idle = settings.SESSION_IDLE_SECONDS_PHONE if is_phone(request) else settings.SESSION_IDLE_SECONDS
        if now - started > settings.SESSION_ABSOLUTE_SECONDS:
            logout(request)
            messages.info(request, _("Sesi Anda sudah berjalan 12 jam dan diakhiri. Silakan masuk lagi."))
        elif now - seen > idle:
            logout(request)
            messages.info(request, _("Sesi Anda diakhiri karena lama tidak dipakai. Silakan masuk lagi."))
        elif now - seen >= WRITE_EVERY:
            request.session[SEEN] = now
