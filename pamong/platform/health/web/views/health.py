"""For machines that watch this one."""

from django.http import HttpResponse, JsonResponse

from pamong.platform.access.gate import Request, gate
from pamong.platform.health import queries

NO_STORE = {"Cache-Control": "no-store"}


@gate("health.view")
def live(request: Request) -> HttpResponse:
    """The process answers; nothing is said about the database."""
    return JsonResponse({"live": True}, headers=NO_STORE)


@gate("health.view")
def ready(request: Request) -> HttpResponse:
    """Whether pages can be served: 200 or 503."""
    state = queries.readiness()
    return JsonResponse(state, status=200 if state["ready"] else 503, headers=NO_STORE)
