"""The browser's own mark, set only when somebody joins a public case, so that the same press does not count twice."""

import secrets

from django.http import HttpResponse

from pamong.platform.access.gate import Request

COOKIE, DAYS = "pm_suara", 180


def browser_of(request: Request) -> str:
    """The mark this browser carries, or a fresh one."""
    return request.get_signed_cookie(COOKIE, "", salt=COOKIE) or secrets.token_hex(16)


def remember(response: HttpResponse, browser: str, *, secure: bool) -> HttpResponse:
    """Leave the mark in the browser; the server keeps none."""
    response.set_signed_cookie(
        COOKIE, browser, salt=COOKIE, max_age=DAYS * 86400, httponly=True, samesite="Lax", secure=secure
    )
    return response
