"""The day: a form that is ready for the next entry, and the list of what is logged."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from pamong.people import queries as people
from pamong.people.queries import Posting
from pamong.planning import queries as planning
from pamong.platform.access.gate import Request, answered, gate
from pamong.platform.access.idempotency import key_of
from pamong.platform.ui.fields import DateField
from pamong.platform.ui.forms import ValidationError
from pamong.rulebook.errors import Refused
from pamong.worklog import actions, queries
from pamong.worklog.web.forms import EntryForm


@gate("entry.create", methods=("GET", "POST"))
def day(request: Request) -> HttpResponse:
    """My day; ``?tanggal=2026-11-22`` another one. POST logs a piece of work and comes back ready for the next."""
    person_id = request.viewer.person_id or 0
    if request.method == "POST":
        return _send(request, person_id)
    posting = people.posting_of(person_id)
    if posting is None:
        return render(request, "worklog/no_posting.html")
    shown = _asked_day(request, posting)
    plan = queries.day_of(request.viewer, person_id=person_id, day=shown, minutes_per_week=posting.minutes_per_week)
    choices = planning.open_indicators(person_id, shown)
    form = EntryForm(initial=_defaults(posting, plan), choices=choices)
    return render(request, "worklog/day.html", _context(posting, plan, form))


def _send(request: Request, person_id: int) -> HttpResponse:
    typed = _day(request.POST.get("day", ""), timezone.localdate())
    form = EntryForm(request.POST, request.FILES, choices=planning.open_indicators(person_id, typed))
    if form.is_valid():
        try:
            entry = actions.send(draft=form.draft(), by=request.viewer, key=key_of(request))
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Tercatat: %(text)s") % {"text": entry.text[:80]})
            at = "" if entry.day == timezone.localdate() else f"?tanggal={entry.day.isoformat()}"
            return answered(redirect(reverse("worklog:day") + at), entry)
    posting = people.posting_of(person_id)
    if posting is None:
        return render(request, "worklog/no_posting.html", status=409)
    plan = queries.day_of(
        request.viewer, person_id=posting.person_id, day=typed, minutes_per_week=posting.minutes_per_week
    )
    return render(request, "worklog/day.html", _context(posting, plan, form), status=422)


def _context(posting: Posting, plan: queries.Day, form: EntryForm) -> dict[str, Any]:
    today = _today(posting)
    return {
        "form": form,
        "plan": plan,
        "today": today,
        "yesterday": plan.day - dt.timedelta(days=1),
        "tomorrow": plan.day + dt.timedelta(days=1) if plan.day < today else None,
    }


def _today(posting: Posting) -> dt.date:
    return timezone.localtime(posting.now).date()


def _asked_day(request: Request, posting: Posting) -> dt.date:
    return _day(request.GET.get("tanggal", ""), _today(posting))


def _day(text: str, default: dt.date) -> dt.date:
    try:
        return DateField(required=False).clean(text) or default
    except ValidationError:
        return default


def _defaults(posting: Posting, plan: queries.Day) -> dict[str, Any]:
    """From: end of the last entry, else the start of work. To: now, when the day is today."""
    zone = timezone.get_current_timezone()
    now = timezone.localtime(posting.now)
    if plan.entries:
        begin = plan.entries[-1].ends_at.astimezone(zone)
        starts = begin.time() if begin.date() == plan.day else None
    else:
        starts = queries.window_of(posting.agency_id, plan.day).day_starts
    until = now.time().replace(second=0, microsecond=0)
    ends = until if plan.day == now.date() and starts is not None and until > starts else None
    return {"day": plan.day, "starts": starts, "ends": ends}
