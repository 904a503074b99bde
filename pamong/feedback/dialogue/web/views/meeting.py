"""One conversation: planned, prepared, written down."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from pamong.feedback.dialogue import actions, queries
from pamong.feedback.dialogue.web.forms import AgreeForm, LineForm, PlanForm
from pamong.people import queries as people
from pamong.platform.access.errors import NotVisible
from pamong.platform.access.gate import Request, answered, gate
from pamong.platform.audit import actions as audit
from pamong.platform.calendar.queries import today
from pamong.rulebook.errors import Refused


@gate("dialogue.create", methods=("GET", "POST"))
def plan(request: Request) -> HttpResponse:
    """With my superior, or with one of my people."""
    choices = [(str(request.viewer.me), _("Atasan saya")), *queries.reports(request.viewer)]
    wanted = {"person": request.GET.get("pegawai", str(request.viewer.me)), "day": today()}
    form = PlanForm(request.POST or None, initial=wanted, people=choices)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        assignment = _with(request, int(data["person"]))
        try:
            row = actions.plan(assignment=assignment, day=data["day"], topic=data["topic"], by=request.viewer)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Dialog direncanakan; lawan bicara Anda diberi tahu."))
            return answered(redirect("dialogue:meeting", pk=row.pk), row)
    return render(request, "dialogue/plan.html", {"form": form}, status=422 if form.is_bound else 200)


def _with(request: Request, person_id: int) -> Any:
    """My own post when it is with my superior, else the post of somebody I lead."""
    if person_id != request.viewer.me:
        return queries.report_for(request.viewer, person_id, "dialogue.create")
    own = people.current_assignment(person_id)
    if own is None:
        raise NotVisible
    return own


@gate("dialogue.view")
def meeting(request: Request, pk: int) -> HttpResponse:
    """Questions, notes and agreed actions."""
    return show(request, pk, 200)


@gate("dialogue.write", methods=("POST",))
def write(request: Request, pk: int) -> HttpResponse:
    """A question or a note."""
    row = queries.meeting_for(request.viewer, pk, "dialogue.write")
    form = LineForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        try:
            line = actions.add(meeting=row, kind=data["kind"], text=data["text"], by=request.viewer)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Tersimpan."))
            return answered(redirect("dialogue:meeting", pk=pk), line)
    return show(request, pk, 422, line_form=form)


@gate("dialogue.write", methods=("POST",))
def state(request: Request, pk: int) -> HttpResponse:
    """It took place, or it is called off."""
    row = queries.meeting_for(request.viewer, pk, "dialogue.write")
    if request.POST.get("state") == "cancelled":
        actions.cancel(meeting=row, by=request.viewer)
        messages.success(request, _("Dialog dibatalkan."))
    else:
        actions.hold(meeting=row, by=request.viewer)
        messages.success(request, _("Dialog tercatat sudah berlangsung."))
    return answered(redirect("dialogue:meeting", pk=pk), row)


def show(request: Request, pk: int, status: int, **forms: Any) -> HttpResponse:
    """The page of one conversation, also after one of its forms failed."""
    row = queries.meeting_for(request.viewer, pk)
    audit.record_read(by=request.viewer, subjects=[row.person_id], what="dialogue.view", object_id=pk)
    context = {
        "meeting": row,
        "lines": list(row.lines.select_related("author")),
        "agreed": list(queries.followups(request.viewer).filter(meeting=row)),
        "line_form": LineForm(),
        "agree_form": AgreeForm(owners=owners(row), initial={"owner": row.person_id}),
        "today": today(),
        **forms,
    }
    return render(request, "dialogue/meeting.html", context, status=status)


def owners(row: Any) -> list[tuple[int, str]]:
    """The two of a conversation, as choices."""
    return [(row.person_id, row.person.name), (row.superior_id, row.superior.name)]
