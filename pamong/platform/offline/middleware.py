"""Answers a device's queue in JSON: what was stored, and the hashes of the bytes that arrived. Works for every form."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse

from pamong.platform.offline import receipts


class QueueMiddleware:
    """Innermost: the view answers as to a browser; its redirect becomes the receipt by which the device lets go."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        queued = receipts.told(request) if request.method == "POST" else None
        if queued is None:
            return self.get_response(request)
        person = request.viewer.person_id  # type: ignore[attr-defined]  # set by ViewerMiddleware
        if person is not None and queued.owner not in (str(person), receipts.PUBLIC):
            return JsonResponse({"reason": "owner"}, status=409)
        receipts.set_current(queued)
        try:
            response = self.get_response(request)
        finally:
            receipts.set_current(None)
        made = response.headers.get("X-Object-Id")
        if not made or response.status_code >= 400:
            return response
        said = {"id": made, "url": response.headers.get("Location", ""), "received": receipts.hashes(request)}
        return JsonResponse(said, headers={"X-Object-Id": made, "Cache-Control": "no-store"})
