"""The stream's route in Django's URL map: it declares the policy, and serves where no stream can be held open."""

from django.http import HttpResponse

from pamong.platform.access.gate import Request, gate
from pamong.platform.live import queries, sse


@gate("live.listen")
def stream(request: Request) -> HttpResponse:
    """Behind a plain WSGI server: what happened until now, and the browser asks again after `retry`."""
    headers = {name.lower(): value for name, value in request.headers.items()}
    question = sse.asked(headers, request.META.get("QUERY_STRING", ""))
    status = sse.allowed(question)
    if status != 200:
        return HttpResponse(status=status)
    ((events, mark),) = queries.beginnings([sse.wanted(question)])
    return HttpResponse(sse.first(events, mark)[0], headers=sse.HEADERS)
