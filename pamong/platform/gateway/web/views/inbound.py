"""The webhook: a gateway posts what citizens wrote. Guarded by its signature, not by a session."""

import functools
import uuid
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt

from pamong.platform.access.gate import Request, gate, shown_once
from pamong.platform.calendar.queries import now
from pamong.platform.gateway import actions
from pamong.platform.gateway.rules import message as rules
from pamong.platform.gateway.rules.signature import genuine


def _own_key(view: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """The message's id is what makes it happen once; the gate's key is new for every delivery."""

    @functools.wraps(view)
    def keyed(request: HttpRequest) -> HttpResponse:
        _ = request.body  # the signature is over the bytes: read them before anything parses them as a form
        request.META["HTTP_IDEMPOTENCY_KEY"] = uuid.uuid4().hex
        request.__dict__.pop("headers", None)  # whoever read the headers before keeps a copy of them
        return view(request)

    return keyed


@csrf_exempt  # no browser, no cookie: the signature says who sends
@_own_key
@gate("gateway.receive", methods=("POST",))
def inbound(request: Request) -> HttpResponse:
    """Take one message. 200 with the reply; 400 for what cannot be read; 401 without a good signature or when switched off."""
    stamp = request.headers.get("X-Pamong-Timestamp", "")
    signature = request.headers.get("X-Pamong-Signature", "")
    if not genuine(settings.GATEWAY_SECRET, stamp, signature, request.body, now().timestamp()):
        return JsonResponse({"error": "signature"}, status=401)
    try:
        message = rules.read(request.body)
    except ValueError as error:
        return JsonResponse({"error": str(error)}, status=400)
    reply, first = actions.take(message=message)
    return shown_once(JsonResponse({"received": True, "first": first, "reply": reply}))
