"""What clerks keep beside the log: the attendance file, and the log of outages."""

import datetime as dt

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from pamong.platform.access import may
from pamong.platform.access.gate import Request, answered, gate
from pamong.platform.calendar.queries import today
from pamong.platform.ui.text import shown
from pamong.rulebook.errors import Refused
from pamong.worklog import actions, queries
from pamong.worklog.web.forms import OutageForm, TapsForm

PER_PAGE, MOST_SHOWN = 25, 200


@gate("attendance.import", methods=("GET", "POST"))
def taps(request: Request) -> HttpResponse:
    """A file of taps: first and last of each day are shown beside the day of each employee."""
    form = TapsForm(request.POST, request.FILES) if request.method == "POST" else TapsForm()
    result = None
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            result = actions.take_taps(content=upload.read(), file_name=upload.name, by=request.viewer)
        except Refused as refused:
            form.refuse(refused)
    refused_rows = [
        (one.row, _(one.reason.msgid) % shown(one.reason.params) if one.reason.params else _(one.reason.msgid))
        for one in (result.refused[:MOST_SHOWN] if result else ())
    ]
    context = {"form": form, "result": result, "refused": refused_rows}
    return render(request, "worklog/taps.html", context, status=422 if form.errors else 200)


@gate("outage.view")
def outages(request: Request) -> HttpResponse:
    """When Pamong could not be used, and which days therefore do not count; open to everybody."""
    page = Paginator(queries.outages(request.viewer), PER_PAGE).get_page(request.GET.get("hal"))
    return render(request, "worklog/outages.html", {"page": page, "records": may(request.viewer, "outage.record")})


@gate("outage.record", methods=("GET", "POST"))
def outage(request: Request) -> HttpResponse:
    """Enter an outage after it is over."""
    agencies = queries.outage_agencies(request.viewer)
    form = OutageForm(request.POST or None, agencies=agencies, initial={"day": today(), "last": today()})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        zone = timezone.get_current_timezone()
        try:
            made = actions.record_outage(
                starts_at=dt.datetime.combine(data["day"], data["starts"], zone),
                ends_at=dt.datetime.combine(data["last"], data["ends"], zone),
                reason=data["reason"],
                agency_id=int(data["agency"]) if data["agency"] else None,
                by=request.viewer,
            )
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Gangguan tercatat. Batas waktu pencatatan diperpanjang dengan sendirinya."))
            return answered(redirect("worklog:outages"), made)
    return render(request, "worklog/outage_form.html", {"form": form}, status=422 if form.is_bound else 200)
