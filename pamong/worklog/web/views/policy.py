"""How an agency takes daily entries: set by its personnel admin, as a dated record."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from pamong.platform.access.gate import Request, answered, gate
from pamong.platform.calendar.queries import today
from pamong.worklog import actions, queries
from pamong.worklog.rules.window import Window
from pamong.worklog.web.forms import PolicyForm

PER_PAGE = 50


@gate("entrypolicy.change", methods=("GET", "POST"))
def policy(request: Request) -> HttpResponse:
    """The rules so far, and a form for the next one; the rule of an entry is that of the day it is about."""
    agencies = queries.policy_agencies(request.viewer)
    choices = [(str(agency.pk), agency.name) for agency in agencies]
    usual = Window()
    initial = {"agency": choices[0][0] if choices else "", "valid_from": today()}
    initial |= {"days_back": usual.days_back, "day_starts": usual.day_starts}
    initial |= {"reason_after": usual.reason_after, "closing": usual.closing}
    form = PolicyForm(request.POST or None, initial=initial, agencies=choices)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        row = actions.set_policy(
            agency_id=int(data["agency"]),
            valid_from=data["valid_from"],
            days_back=data["days_back"],
            day_starts=data["day_starts"],
            ask=data["ask"],
            reason_after=data["reason_after"],
            closing=data["closing"],
            by=request.viewer,
        )
        messages.success(request, _("Ketentuan tersimpan."))
        return answered(redirect("worklog:policy"), row)
    page = Paginator(queries.policies(request.viewer), PER_PAGE).get_page(request.GET.get("hal"))
    context = {"form": form, "page": page, "usual": usual}
    return render(request, "worklog/policy.html", context, status=422 if form.is_bound else 200)
