"""Teams across units: the list, one team, forming and changing it, its members and tasks."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from pamong.people.actions import teams as actions
from pamong.people.actions.acting import resolve
from pamong.people.queries import teams as reads
from pamong.people.web.choices import units_as_choices
from pamong.people.web.organisation_forms import LastDayForm, MemberForm, TaskForm, TaskReportForm, TeamForm
from pamong.platform.access.gate import Request, answered, gate
from pamong.platform.access.viewer import Viewer
from pamong.platform.access.who import Who
from pamong.platform.audit import actions as audit
from pamong.platform.calendar.queries import today
from pamong.platform.ui.text import normalised, refused_characters
from pamong.rulebook.errors import Refused

PER_PAGE = 50


@gate("team.list")
def team_list(request: Request) -> HttpResponse:
    """Running teams, or past ones (``?lalu=1``), narrowed by ``?cari=``."""
    wanted = normalised(request.GET.get("cari", ""))[:100].strip()
    wanted = "" if refused_characters(wanted) else wanted
    past = request.GET.get("lalu") == "1"
    page = Paginator(reads.teams(request.viewer, text=wanted, past=past), PER_PAGE).get_page(request.GET.get("hal"))
    may_form = reads.team_units(request.viewer).exists()
    return render(
        request, "people/team_list.html", {"page": page, "wanted": wanted, "past": past, "may_form": may_form}
    )


@gate("team.manage", methods=("GET", "POST"))
def create(request: Request) -> HttpResponse:
    """Form a team by decree."""
    units = reads.team_units(request.viewer)
    form = TeamForm(request.POST or None, units=units_as_choices(units), initial={"starts": today()})
    if request.method == "POST" and form.is_valid():
        try:
            made = _create(request.viewer, form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Tim dibentuk. Tambahkan anggotanya."))
            return answered(redirect("people:team", made.pk), made)
    return render(request, "people/team_form.html", {"form": form}, status=422 if form.is_bound else 200)


def _create(viewer: Viewer, data: dict[str, Any]) -> Any:
    unit = reads.team_units(viewer).get(pk=int(data["unit"]))
    leader = resolve(typed=data["leader"], field="leader", agency_id=_reach(viewer, unit.agency_id), by=viewer)
    names = ("name", "purpose", "decree", "starts", "ends")
    return actions.create(unit=unit, leader=leader, by=viewer, **{name: data[name] for name in names})


def _reach(viewer: Viewer, agency_id: int) -> int | None:
    """The agency in which people are looked for; the personnel office may mix agencies."""
    return None if viewer.agencies_for(Who.PERSONNEL) is None else agency_id


@gate("team.view")
def team(request: Request, pk: int) -> HttpResponse:
    """One team."""
    return _page(request, pk)


def _page(request: Request, pk: int, status: int = 200, **forms: Any) -> HttpResponse:
    page = reads.team_page(request.viewer, pk)
    audit.record_read(
        by=request.viewer, subjects=[row.person_id for row in page.members], what="team.view", object_id=pk
    )
    choices = [(str(row.person_id), row.person.name) for row in reads.present_members(page.team)] if page.leads else []
    context = {
        "team": page.team,
        "page": page,
        "today": today(),
        "member_form": MemberForm(initial={"since": max(today(), page.team.valid.lower)}),
        "task_form": TaskForm(members=choices),
        "close_form": LastDayForm(initial={"last_day": today()}, auto_id="tutup_%s"),
        "report_form": TaskReportForm(),
        "reported": None,
        **forms,
    }
    return render(request, "people/team.html", context, status=status)


@gate("team.manage", methods=("GET", "POST"))
def edit(request: Request, pk: int) -> HttpResponse:
    """Other words for a team."""
    found = reads.manageable_team(request.viewer, pk)
    initial = {"name": found.name, "purpose": found.purpose, "decree": found.decree}
    form = TeamForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        done = actions.edit(team=found, by=request.viewer, **form.cleaned_data)
        messages.success(request, _("Tim diperbarui."))
        return answered(redirect("people:team", pk), done)
    return render(request, "people/team_form.html", {"form": form, "team": found}, status=422 if form.is_bound else 200)


@gate("team.manage", methods=("POST",))
def close(request: Request, pk: int) -> HttpResponse:
    """End a team."""
    found = reads.manageable_team(request.viewer, pk)
    form = LastDayForm(request.POST, auto_id="tutup_%s")
    if form.is_valid():
        try:
            actions.close(team=found, last_day=form.cleaned_data["last_day"], by=request.viewer)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Tim diakhiri."))
            return redirect("people:team", pk)
    return _page(request, pk, 422, close_form=form)


@gate("team.manage", methods=("POST",))
def add_member(request: Request, pk: int) -> HttpResponse:
    """Take somebody in."""
    found = reads.manageable_team(request.viewer, pk)
    form = MemberForm(request.POST)
    if form.is_valid():
        data, viewer = form.cleaned_data, request.viewer
        try:
            reach = _reach(viewer, found.agency_id)
            person = resolve(typed=data["person"], field="person", agency_id=reach, by=viewer)
            made = actions.add_member(team=found, person=person, role=data["role"], since=data["since"], by=viewer)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("%(name)s masuk tim.") % {"name": person.name})
            return answered(redirect("people:team", pk), made)
    return _page(request, pk, 422, member_form=form)


@gate("team.manage", methods=("GET", "POST"))
def end_member(request: Request, pk: int, member_pk: int) -> HttpResponse:
    """Somebody leaves the team."""
    found = reads.manageable_team(request.viewer, pk)
    member = reads.member_of(found, member_pk)
    form = LastDayForm(request.POST or None, initial={"last_day": today() - dt.timedelta(days=1)})
    if request.method == "POST" and form.is_valid():
        try:
            actions.end_member(member=member, last_day=form.cleaned_data["last_day"], by=request.viewer)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("%(name)s keluar dari tim.") % {"name": member.person.name})
            return redirect("people:team", pk)
    context = {"form": form, "team": found, "member": member}
    return render(request, "people/team_member_end.html", context, status=422 if form.is_bound else 200)


@gate("teamtask.give", methods=("POST",))
def give_task(request: Request, pk: int) -> HttpResponse:
    """The leader asks a member for something."""
    found = reads.led_team(request.viewer, pk)
    choices = [(str(row.person_id), row.person.name) for row in reads.present_members(found)]
    form = TaskForm(request.POST, members=choices)
    if form.is_valid():
        data = form.cleaned_data
        try:
            made = actions.give_task(
                team=found, person_id=int(data["person"]), text=data["text"], due_on=data["due_on"], by=request.viewer
            )
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Tugas diberikan."))
            return answered(redirect("people:team", pk), made)
    return _page(request, pk, 422, task_form=form)


@gate("teamtask.finish", methods=("POST",))
def report_task(request: Request, pk: int) -> HttpResponse:
    """The member reports a task done."""
    task = reads.task_for(request.viewer, pk, "teamtask.finish")
    form = TaskReportForm(request.POST)
    if form.is_valid():
        done = actions.report_task(task=task, report=form.cleaned_data["report"], by=request.viewer)
        messages.success(request, _("Tugas dilaporkan selesai."))
        return answered(redirect("people:team", task.team_id), done)
    return _page(request, task.team_id, 422, report_form=form, reported=task.pk)


@gate("teamtask.give", methods=("POST",))
def withdraw_task(request: Request, pk: int) -> HttpResponse:
    """The leader takes a task back."""
    task = reads.task_for(request.viewer, pk, "teamtask.give")
    actions.withdraw_task(task=task, by=request.viewer)
    messages.success(request, _("Tugas ditarik."))
    return redirect("people:team", task.team_id)
