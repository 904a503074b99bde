"""A person moved, a post corrected, service ended and taken up again: by clerks of the agencies concerned."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from pamong.people.actions import careers as actions
from pamong.people.actions.acting import resolve
from pamong.people.queries import careers as reads
from pamong.people.queries.units import changeable
from pamong.people.web.choices import units_as_choices
from pamong.people.web.organisation_forms import CorrectPostForm, LeaveForm, MoveForm
from pamong.platform.access.gate import Request, answered, gate
from pamong.platform.access.viewer import Viewer
from pamong.platform.access.who import Who
from pamong.platform.audit import actions as audit
from pamong.platform.calendar.queries import today
from pamong.rulebook.errors import Refused


@gate("assignment.change", methods=("GET", "POST"))
def move(request: Request, pk: int) -> HttpResponse:
    """Another post from a day on."""
    post = reads.changeable_post(request.viewer, pk)
    units = list(changeable(request.viewer))
    initial = {
        "unit": str(post.unit_id), "title": post.position_title, "kind": post.position_kind,
        "level": post.position_level, "day": today(),
    }  # fmt: skip
    form = MoveForm(request.POST or None, units=units_as_choices(units), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            made = _move(request.viewer, post, units, form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Penempatan baru disimpan; yang lama tetap dalam riwayat."))
            return answered(redirect("people:person", pk), made)
    audit.record_read(by=request.viewer, subjects=[pk], what="assignment.change", object_id=pk)
    return render(
        request, "people/career_move.html", {"form": form, "post": post}, status=422 if form.is_bound else 200
    )


def _move(viewer: Viewer, post: Any, units: list[Any], data: dict[str, Any]) -> Any:
    unit = next(row for row in units if str(row.pk) == data["unit"])
    superior = None
    if data["superior"]:
        everywhere = viewer.agencies_for(Who.PERSONNEL) is None
        reach = None if everywhere else unit.agency_id
        superior = resolve(typed=data["superior"], field="superior", agency_id=reach, by=viewer)
    new = actions.NewPost(
        unit=unit,
        title=data["title"],
        kind=data["kind"],
        level=data["level"],
        is_head=data["is_head"],
        superior=superior,
    )
    return actions.move(person=post.person, post=new, day=data["day"], decree=data["decree"], by=viewer)


@gate("assignment.change", methods=("GET", "POST"))
def correct(request: Request, pk: int) -> HttpResponse:
    """Words and first day of a post that was entered wrongly."""
    post = reads.correctable(request.viewer, pk)
    initial = {
        "title": post.position_title, "kind": post.position_kind, "level": post.position_level,
        "start": post.valid.lower, "decree": post.decree,
    }  # fmt: skip
    form = CorrectPostForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            done = actions.correct(assignment=post, by=request.viewer, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Penempatan diperbaiki."))
            return answered(redirect("people:person", post.person_id), done)
    audit.record_read(by=request.viewer, subjects=[post.person_id], what="assignment.change", object_id=post.person_id)
    return render(
        request, "people/career_correct.html", {"form": form, "post": post}, status=422 if form.is_bound else 200
    )


@gate("assignment.change", methods=("GET", "POST"))
def leave(request: Request, pk: int) -> HttpResponse:
    """Retirement, death and every other end of service."""
    post = reads.changeable_post(request.viewer, pk)
    form = LeaveForm(request.POST or None, initial={"day": today()})
    if request.method == "POST" and form.is_valid():
        try:
            done = actions.leave(person=post.person, by=request.viewer, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Tercatat. Bawahannya beralih ke atasan di atasnya."))
            return answered(redirect("people:vacancies" if post.is_head else "people:departed"), done)
    audit.record_read(by=request.viewer, subjects=[pk], what="assignment.change", object_id=pk)
    return render(
        request, "people/career_leave.html", {"form": form, "post": post}, status=422 if form.is_bound else 200
    )


@gate("assignment.change")
def departed(request: Request) -> HttpResponse:
    """Who left in the last two years, or will."""
    rows = reads.departures(request.viewer)
    audit.record_read(by=request.viewer, subjects=[row.person_id for row in rows], what="assignment.change")
    return render(request, "people/departed.html", {"rows": rows, "today": today()})


@gate("assignment.change", methods=("POST",))
def take_back(request: Request, pk: int) -> HttpResponse:
    """It was entered wrongly: the last post goes on."""
    person = reads.departed(request.viewer, pk)
    actions.take_back_leaving(person=person, by=request.viewer)
    messages.success(request, _("Dibatalkan: penempatannya berlanjut. Aktifkan akunnya bila perlu."))
    return redirect("people:person", pk)
