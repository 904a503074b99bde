"""Quiet hours and the hour of the digest, set by an agency's personnel admin or for the whole region: a dated record."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from pamong.platform.access.gate import Request, answered, gate
from pamong.platform.access.viewer import Viewer
from pamong.platform.access.who import Who
from pamong.platform.calendar.queries import today
from pamong.platform.notifications import actions, queries
from pamong.platform.notifications.web.forms import HoursForm

PER_PAGE = 50


@gate("notificationhours.change", methods=("GET", "POST"))
def hours(request: Request) -> HttpResponse:
    """The hours so far, and a form for the next ones."""
    choices = _choices(request.viewer)
    usual = queries.USUAL
    initial = {"agency": choices[0][0] if choices else "", "valid_from": today(), **usual._asdict()}
    form = HoursForm(request.POST or None, initial=initial, agencies=choices)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        row = actions.set_hours(
            agency_id=int(data["agency"]) if data["agency"] != "semua" else None,
            valid_from=data["valid_from"],
            quiet_from=data["quiet_from"],
            quiet_to=data["quiet_to"],
            digest_at=data["digest_at"],
            by=request.viewer,
        )
        messages.success(request, _("Ketentuan tersimpan."))
        return answered(redirect("notifications:hours"), row)
    page = Paginator(queries.policies(request.viewer), PER_PAGE).get_page(request.GET.get("hal"))
    context = {"form": form, "page": page, "usual": usual, "mine": request.viewer.agency_id}
    return render(request, "notifications/hours.html", context, status=422 if form.is_bound else 200)


def _choices(viewer: Viewer) -> list[tuple[str, str]]:
    """The region for the personnel office, one's own agency for its admin."""
    found = [("semua", _("Semua perangkat daerah"))] if viewer.has_role(Who.PERSONNEL) else []
    agencies = viewer.agencies_for(Who.AGENCY_ADMIN)
    if viewer.agency_id and (agencies is None or viewer.agency_id in agencies):
        found.append((str(viewer.agency_id), viewer.agency_name))
    return found
