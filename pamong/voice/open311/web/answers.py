"""How this area answers: lists in JSON or XML, errors too, never a page."""

import functools
import uuid
from collections.abc import Callable, Sequence
from typing import Any

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext as _

from pamong.platform.access.errors import NotVisible
from pamong.platform.access.gate import traced
from pamong.platform.ui.text import refusal_text
from pamong.rulebook.errors import Refused
from pamong.voice.open311.rules import spark

ROOT = "/open311/"


class Wrong(Exception):
    """What the caller did wrong: HTTP status (400, 403, 404, 429) and one sentence for each fault."""

    def __init__(self, status: int, *descriptions: str, wait: int = 0) -> None:
        super().__init__(status, *descriptions)
        self.status, self.descriptions, self.wait = status, descriptions, wait


def answer(fmt: str, root: str, content: Any, status: int = 200) -> HttpResponse:
    """The content in the format asked for; open to pages of other sites."""
    response = HttpResponse(spark.written(fmt, root, content), status=status, content_type=spark.TYPES[fmt])
    response["Access-Control-Allow-Origin"] = "*"
    return response


def base_of(request: HttpRequest) -> str:
    """The address of this server as the program reached it (one of the allowed hosts)."""
    return request.build_absolute_uri("/").rstrip("/")


def errors(fmt: str, status: int, descriptions: Sequence[str]) -> HttpResponse:
    """The faults as a list."""
    return answer(fmt, "errors", [{"code": status, "description": text} for text in descriptions], status)


def format_of(path: str) -> str:
    """The format of an address; XML for an unknown one."""
    return "json" if path.endswith(".json") else "xml"


def sentence(status: int) -> str:
    """What an error means to a citizen, where nothing more is known."""
    return {
        400: _("Permintaan ini tidak dapat dibaca. Periksa isinya, lalu kirim lagi."),
        403: _("Permintaan ini tidak diizinkan."),
        404: _("Alamat atau data ini tidak ada."),
        405: _("Cara ini tidak dilayani di alamat ini."),
        409: _("Kiriman yang sama sedang dikerjakan. Kirim lagi sebentar lagi."),
        429: _("Terlalu banyak kiriman. Coba lagi nanti."),
        503: _("Layanan sedang tidak dapat dijangkau. Coba lagi sebentar lagi."),
    }.get(status, _("Terjadi kesalahan di pihak kami. Coba lagi nanti."))


def machine(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Around the gate: no browser, no cookie, so no form token; the key of the program says who sends.

    A report is once-only by its own content or key, so the gate's key is new for every delivery.
    """

    @functools.wraps(view)
    def keyed(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        own = request.META.get("HTTP_IDEMPOTENCY_KEY", "")
        request.META["PAMONG_PROGRAM_KEY"] = own[:200]
        request.META["HTTP_IDEMPOTENCY_KEY"] = uuid.uuid4().hex
        request.__dict__.pop("headers", None)  # whoever read the headers before keeps a copy of them
        return view(request, *args, **kwargs)

    return keyed


def telling(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Inside the gate: whatever is wrong is told as a list."""

    @functools.wraps(view)
    def told(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        fmt = format_of(request.path)
        if kwargs.get("fmt", fmt) != fmt:
            return errors("xml", 404, [sentence(404)])
        try:
            return view(request, *args, **kwargs)
        except Wrong as wrong:
            return _told(fmt, wrong)
        except NotVisible:
            return errors(fmt, 404, [sentence(404)])
        except Refused as refused:
            said = refusal_text(refused)
        except RequestDataTooBig:
            said = _("Kiriman terlalu besar. Paling besar 12 MB.")
        except (SuspiciousOperation, MultiPartParserError):
            said = sentence(400)
        return traced(errors(fmt, 400, [said]))  # what a refused report wrote went with its own transaction

    told.csrf_exempt = True  # type: ignore[attr-defined]  # read by the middleware: programs have no form token
    return told


def _told(fmt: str, wrong: Wrong) -> HttpResponse:
    response = errors(fmt, wrong.status, wrong.descriptions or [sentence(wrong.status)])
    if wrong.wait:
        response["Retry-After"] = str(wrong.wait)
    return traced(response)  # nothing but the counted try was written: it stays counted


class ErrorsAsLists:
    """Middleware: below /open311/ what any other part answers as a page of error becomes a list as well."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        ours = f"{request.path}/".startswith(ROOT) and response.status_code >= 400
        if ours and response.get("Content-Type", "") not in spark.TYPES.values() and not response.streaming:
            fmt, status = format_of(request.path), response.status_code
            listed = [{"code": status, "description": sentence(status)}]
            response.content = b"" if request.method == "HEAD" else spark.written(fmt, "errors", listed)
            response["Content-Type"] = spark.TYPES[fmt]
            response["Access-Control-Allow-Origin"] = "*"
            if response.has_header("Content-Length"):
                response["Content-Length"] = str(len(response.content))
        return response
