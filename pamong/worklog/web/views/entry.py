"""One entry: what it says, its files, what the superior decided; correcting and withdrawing it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from pamong.planning import queries as planning
from pamong.platform.access.gate import Request, answered, gate
from pamong.platform.audit import actions as audit
from pamong.platform.ui.fields import DateField
from pamong.platform.ui.forms import ValidationError
from pamong.rulebook.errors import Refused
from pamong.worklog import actions, queries
from pamong.worklog.web.forms import ChangeForm


@gate("entry.view")
def entry(request: Request, pk: int) -> HttpResponse:
    """The entry as this viewer may see it."""
    found = queries.entry_for(request.viewer, pk)
    audit.record_read(by=request.viewer, subjects=[found.person_id], what="entry.view", object_id=pk)
    context = {
        "entry": found,
        "mine": found.person_id == request.viewer.person_id,
        "decides": queries.may_decide(request.viewer, found),
        "feedback_url": feedback_url(),
        "evidence_url": reverse("evidence:facts") + f"?sumber=worklog.entry:{found.pk}",
    }
    return render(request, "worklog/entry.html", context)


@gate("entry.change", methods=("GET", "POST"))
def change(request: Request, pk: int) -> HttpResponse:
    """Correct my entry while it is not accepted; a returned one is sent again."""
    found = queries.own_entry_for(request.viewer, pk)
    attached = [(str(a["id"]), a["name"]) for a in queries.proof_of(found)]
    form = ChangeForm(
        request.POST or None,
        request.FILES or None,
        choices=planning.open_indicators(found.person_id, _day(request, found)),
        steps=planning.action_items_for(found.person_id, _day(request, found)),
        attached=attached,
        initial=_initial(found),
    )
    if request.method == "POST" and form.is_valid():
        remove = [int(a) for a in form.cleaned_data.get("remove", [])]
        try:
            version = form.cleaned_data["version"]
            actions.change(entry=found, version=version, draft=form.draft(), remove=remove, by=request.viewer)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Perbaikan tersimpan dan terkirim ke atasan."))
            return answered(redirect("worklog:entry", pk=found.pk), found)
    status = 422 if form.is_bound else 200
    return render(request, "worklog/change.html", {"form": form, "entry": found}, status=status)


@gate("entry.change", methods=("POST",))
def withdraw(request: Request, pk: int) -> HttpResponse:
    """Take my entry back."""
    found = queries.own_entry_for(request.viewer, pk)
    actions.withdraw(entry=found, by=request.viewer)
    messages.success(request, _("Catatan ditarik."))
    return answered(redirect(reverse("worklog:day") + f"?tanggal={found.day.isoformat()}"), found)


def feedback_url() -> str:
    """Where feedback is given, when that area is there."""
    try:
        return reverse("feedback:give")
    except NoReverseMatch:
        return ""


def _day(request: Request, found: queries.Entry) -> Any:
    try:
        return DateField(required=False).clean(request.POST.get("day", "")) or found.day
    except ValidationError:
        return found.day


def _initial(found: queries.Entry) -> dict[str, Any]:
    starts, ends = timezone.localtime(found.starts_at), timezone.localtime(found.ends_at)
    return {
        "day": found.day,
        "starts": starts.time(),
        "ends": ends.time(),
        "next_day": ends.date() > starts.date(),
        "text": found.text,
        "quantity": found.quantity,
        "unit_label": found.unit_label,
        "target": str(found.indicator_id or ""),
        "action": str(found.action_item_id or ""),
        "link": found.link,
        "late_reason": found.late_reason,
        "version": found.version,
    }
