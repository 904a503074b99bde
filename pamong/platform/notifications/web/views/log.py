"""What leaves the application, for those who run it: counts, states and reasons; no content, no persons."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from pamong.platform.access.gate import Request, answered, gate
from pamong.platform.notifications import actions, kinds, letters, queries
from pamong.platform.notifications.enums import State
from pamong.platform.notifications.web.forms import LogForm

PER_PAGE = 50


@gate("delivery.view")
def log(request: Request) -> HttpResponse:
    """Newest first; filters ``keadaan`` and ``jalur`` live in the address."""
    form = LogForm(request.GET or None)
    asked = form.cleaned_data if form.is_bound and form.is_valid() else {}
    found = queries.delivery_log(request.viewer, state=asked.get("keadaan") or "", channel=asked.get("jalur") or "")
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("hal"))
    counts = queries.delivery_counts(request.viewer)
    context = {
        "form": form,
        "page": page,
        "rows": [(row, _title(row.kind)) for row in page],
        "counts": [(state, counts.get(state.value, 0)) for state in State],
    }
    return render(request, "notifications/log.html", context)


@gate("delivery.retry", methods=("POST",))
def retry(request: Request, pk: int) -> HttpResponse:
    """Try a parked delivery again."""
    row = actions.retry(delivery_id=pk, by=request.viewer)
    messages.success(request, _("Kiriman akan dicoba lagi."))
    return answered(redirect("notifications:log"), row)


def _title(kind: str) -> str:
    return _("Kabar untuk warga") if letters.known(kind) else str(kinds.kind_of(kind).title)
