"""Answers that proxies and readers may keep: they are the same for everybody, and hold nothing of the asker."""

from django.http import HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag

from pamong.platform.access.gate import Request
from pamong.platform.files.queries import StoredFile, picture

SECONDS = 300


def kept(request: Request, response: HttpResponse, mark: str) -> HttpResponse:
    """May be kept for five minutes, and is not sent again while ``mark`` (what the content follows from) is the same."""
    response["Cache-Control"] = f"public, max-age={SECONDS}"
    response["ETag"] = quote_etag(mark)
    answer: HttpResponse | None = get_conditional_response(request, etag=response["ETag"], response=response)
    return answer or response


def shown(request: Request, file: StoredFile, *, small: bool) -> HttpResponse:
    """A cleared picture. It may be taken out again, so nobody keeps it long."""
    return kept(request, picture(file, small=small), f"{file.sha256[:32]}{'k' if small else ''}")
