"""Switching the language of the pages."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from pamong.people.actions import accounts
from pamong.platform.access.gate import Request, gate


@gate("public.view", methods=("POST",))
def language(request: Request) -> HttpResponse:
    """Keep the chosen language in a cookie, and with the account for the next sign-in; back to the same page."""
    chosen = request.POST.get("language", "")
    target = request.POST.get("next", "/")
    safe = url_has_allowed_host_and_scheme(target, allowed_hosts=None) and target.startswith("/")
    response = redirect(target if safe else "/")
    response.status_code = 303
    if chosen in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            chosen,
            max_age=365 * 24 * 3600,
            secure=settings.PRODUCTION,
            httponly=True,
            samesite="Lax",
        )
        if request.viewer.user_id is not None:
            accounts.set_language(language=chosen, by=request.viewer)
    return response
