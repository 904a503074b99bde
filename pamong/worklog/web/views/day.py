"""My day: quick entry and the list of today (or another day)."""

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
    """My day; ``?tanggal=2026-11-22`` another one, ``?templat=3`` fills the form. POST logs a piece of work."""
    person_id = request.viewer.me
    if request.method == "POST":
        return _send(request, person_id)
    posting = people.posting_of(person_id)
    if posting is None:
        return render(request, "worklog/no_posting.html")
    shown = asked_day(request, posting)
    plan = queries.day_of(request.viewer, person_id=person_id, day=shown)
    around = queries.around(person_id, shown)
    window = queries.window_of(posting.agency_id, shown)
    initial = _defaults(posting, plan, window) | from_template(request, shown) | _from_order(request, around)
    choices, steps = planning.open_indicators(person_id, shown), planning.action_items_for(person_id, shown)
    form = EntryForm(initial=initial, choices=choices, steps=steps, orders=around.orders)
    return render(request, "worklog/day.html", _context(posting, plan, form, around, window))


def _send(request: Request, person_id: int) -> HttpResponse:
    typed = day_or(request.POST.get("day", ""), timezone.localdate())
    form = _typed_form(request, person_id, typed)
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
    plan = queries.day_of(request.viewer, person_id=posting.person_id, day=typed)
    around, window = queries.around(person_id, typed), queries.window_of(posting.agency_id, typed)
    return render(request, "worklog/day.html", _context(posting, plan, form, around, window), status=422)


def _typed_form(request: Request, person_id: int, day: dt.date) -> EntryForm:
    """The form as sent; steps of the action plan and orders are looked up only where one was chosen."""
    steps = planning.action_items_for(person_id, day) if request.POST.get("action") else ()
    orders = queries.around(person_id, day).orders if request.POST.get("disposition") else ()
    choices = planning.open_indicators(person_id, day)
    return EntryForm(request.POST, request.FILES, choices=choices, steps=steps, orders=orders)


def _context(
    posting: Posting, plan: queries.Day, form: EntryForm, around: queries.Around, window: queries.Window
) -> dict[str, Any]:
    today = today_of(posting)
    return {
        "form": form,
        "plan": plan,
        "why": queries.why_text(plan.expected),
        "around": around,
        "today": today,
        "late": window.is_late(plan.day, today),
        "lost": sorted(day for day in window.lost if plan.day <= day <= today),
        "window": window,
        "yesterday": plan.day - dt.timedelta(days=1),
        "tomorrow": plan.day + dt.timedelta(days=1) if plan.day < today else None,
    }


def today_of(posting: Posting) -> dt.date:
    return timezone.localtime(posting.now).date()


def asked_day(request: Request, posting: Posting) -> dt.date:
    """``?tanggal=`` when it is a date, else today."""
    return day_or(request.GET.get("tanggal", ""), today_of(posting))


def day_or(text: str, default: dt.date) -> dt.date:
    try:
        return DateField(required=False).clean(text) or default
    except ValidationError:
        return default


def _defaults(posting: Posting, plan: queries.Day, window: queries.Window) -> dict[str, Any]:
    """From: end of the last entry, else the start of the turn or of work. To: now, when the day is today."""
    zone = timezone.get_current_timezone()
    now = timezone.localtime(posting.now)
    if plan.entries:
        begin = plan.entries[-1].ends_at.astimezone(zone)
        starts = begin.time() if begin.date() == plan.day else None
    elif plan.expected.turn is not None:
        starts = plan.expected.turn.starts
    else:
        starts = window.day_starts
    until = now.time().replace(second=0, microsecond=0)
    ends = until if plan.day == now.date() and starts is not None and until > starts else None
    return {"day": plan.day, "starts": starts, "ends": ends}


def from_template(request: Request, day: dt.date) -> dict[str, Any]:
    """What a kept template fills in; nothing for an unknown one."""
    asked = request.GET.get("templat", "")
    if not (asked.isascii() and asked.isdigit() and len(asked) <= 18):
        return {}
    kept = queries.template_for(request.viewer, int(asked))
    filled = {"text": kept.text, "unit_label": kept.unit_label, "target": str(kept.indicator_id or ""), "day": day}
    hours = {"starts": kept.starts, "ends": kept.ends}
    return filled | {name: value for name, value in hours.items() if value is not None}


def _from_order(request: Request, around: queries.Around) -> dict[str, Any]:
    """What ``?disposisi=5`` fills in: the order's words, and that the entry is for it."""
    asked = request.GET.get("disposisi", "")
    found = [order for order in around.orders if str(order.id) == asked]
    return {"text": found[0].text, "disposition": asked} if found else {}
