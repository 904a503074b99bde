"""“The same happened to me”, pressed on the public page of a case."""

from django.http import HttpResponse
from django.shortcuts import render

from pamong.platform.access import throttle
from pamong.platform.access.gate import Request, gate
from pamong.voice.complaints import actions, queries
from pamong.voice.complaints.queries import Complaint
from pamong.voice.complaints.web import joining

PER_ADDRESS = 20  # voices from one address in a quarter of an hour


@gate("complaint.send", methods=("POST",), remember=False)
def join(request: Request, number: str) -> HttpResponse:
    """One voice more for a public case, once per browser."""
    found = queries.public_case(number).complaint
    if throttle.claim("voice.join", throttle.client_address(request), limit=PER_ADDRESS):
        return render(request, "429.html", status=429)
    return joined(request, found, actions.draw_token())


def joined(request: Request, found: Complaint, token: str, *, leave_mark: bool = True) -> HttpResponse:
    """Count the voice and say so. In anonymous mode nothing is left in the browser: only the draft's own token is compared."""
    browser = joining.browser_of(request) if leave_mark else ""
    counted = actions.join(complaint=found, token=token, browser=browser, by=request.viewer)
    response = render(request, "complaints/joined.html", {"complaint": found, "counted": counted})
    return joining.remember(response, browser, secure=request.is_secure()) if leave_mark else response
