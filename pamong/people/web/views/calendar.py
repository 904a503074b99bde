"""The working calendar: everybody reads it, clerks keep it; turns and rosters of units that work by roster."""

import calendar as months
import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from pamong.people.actions import calendar as actions
from pamong.people.actions import rosters
from pamong.people.enums import WeekKind
from pamong.people.queries import calendar as reads
from pamong.people.web.calendar_forms import HolidayForm, PeriodForm, RosterForm, ShiftForm, WeekForm
from pamong.platform.access.errors import NotVisible
from pamong.platform.access.gate import Request, answered, gate
from pamong.platform.access.who import Who
from pamong.platform.audit import actions as audit
from pamong.platform.calendar.actions import Period
from pamong.platform.calendar.queries import today
from pamong.platform.ui.text import shown
from pamong.rulebook.errors import Refused


@gate("holiday.view")
def year(request: Request) -> HttpResponse:
    """Days off and shorter weeks of ``?tahun=`` that concern me."""
    asked = request.GET.get("tahun", "")
    chosen = int(asked) if asked.isascii() and asked.isdigit() and 2000 <= int(asked[:4]) <= 2100 else today().year
    keeps = request.viewer.has_role(Who.AGENCY_ADMIN, Who.PERSONNEL)
    names = reads.place_names()
    editable = reads.editable_places(request.viewer)
    found = reads.holidays_of_year(request.viewer, chosen)
    rows = [(row, _place(row, names), editable is None or row.agency_id in editable) for row in found]
    periods = [(row, _place(row, names)) for row in reads.periods_of_year(request.viewer, chosen)]
    context = {
        "year": chosen,
        "before": chosen - 1,
        "after": chosen + 1,
        "rows": rows,
        "periods": periods,
        "keeps": keeps,
    }
    return render(request, "people/calendar.html", context)


def _place(row: Any, names: dict[int, str]) -> str:
    if row.agency_id:
        return names.get(row.agency_id, "")
    return row.region or _("Di mana pun")


@gate("holiday.edit", methods=("GET", "POST"))
def holiday(request: Request) -> HttpResponse:
    """Set a day off for a place I keep."""
    form = HolidayForm(request.POST or None, places=reads.calendar_places(request.viewer), initial={"kind": "local"})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        agency_id, region = reads.place_of(data["place"])
        made = actions.set_holiday(
            day=data["day"],
            name=data["name"],
            kind=data["kind"],
            agency_id=agency_id,
            region=region,
            source=data["source"],
            by=request.viewer,
        )
        messages.success(request, _("Hari libur tersimpan."))
        return answered(redirect(reverse("people:calendar") + f"?tahun={made.day.year}"), made)
    return render(request, "people/holiday_form.html", {"form": form}, status=422 if form.is_bound else 200)


@gate("holiday.edit", methods=("POST",))
def holiday_remove(request: Request, pk: int) -> HttpResponse:
    """People work on that day after all."""
    found = reads.holiday_for(request.viewer, pk)
    actions.remove_holiday(holiday=found, by=request.viewer)
    messages.success(request, _("Hari libur dihapus."))
    found.pk = pk
    return answered(redirect(reverse("people:calendar") + f"?tahun={found.day.year}"), found)


@gate("holiday.edit", methods=("GET", "POST"))
def period(request: Request) -> HttpResponse:
    """Set a period with a shorter week (Ramadan)."""
    form = PeriodForm(request.POST or None, places=reads.calendar_places(request.viewer))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        agency_id, region = reads.place_of(data["place"])
        try:
            given = Period(
                name=data["name"],
                first=data["first"],
                last=data["last"],
                minutes_per_week=int(data["hours"] * 60),
                day_starts=data["day_starts"],
                agency_id=agency_id,
                region=region,
                source=data["source"],
            )
            made = actions.set_period(given=given, by=request.viewer)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Masa jam kerja tersimpan."))
            return answered(redirect(reverse("people:calendar") + f"?tahun={made.first.year}"), made)
    return render(request, "people/period_form.html", {"form": form}, status=422 if form.is_bound else 200)


@gate("holiday.edit", methods=("POST",))
def period_remove(request: Request, pk: int) -> HttpResponse:
    """The usual week holds."""
    found = reads.period_for(request.viewer, pk)
    actions.remove_period(period=found, by=request.viewer)
    messages.success(request, _("Masa jam kerja dihapus."))
    found.pk = pk
    return answered(redirect(reverse("people:calendar") + f"?tahun={found.first.year}"), found)


@gate("roster.view")
def roster(request: Request) -> HttpResponse:
    """``?unit=`` the roster of a unit: two weeks from ``?mulai=``, or all of ``?bulan=2026-11``; without it the units I may see."""
    units = list(reads.roster_units(request.viewer)[:200])
    asked = request.GET.get("unit", "")
    if asked and not (asked.isascii() and asked.isdigit() and len(asked) <= 18):
        raise NotVisible
    unit = reads.roster_unit(request.viewer, int(asked)) if asked else units[0] if len(units) == 1 else None
    if unit is None:
        several = len({one.agency_id for one in units}) > 1
        return render(request, "people/roster_units.html", {"units": units, "several": several})
    return render(request, "people/roster.html", _roster(request, unit, _span(request)))


def _span(request: Request) -> tuple[dt.date, dt.date, bool]:
    """First and last day asked for, and whether they are a month; else two weeks from a Monday, this week's if none is asked for."""
    if "bulan" in request.GET:
        return _whole(_month(request.GET["bulan"]))
    try:
        asked = dt.date.fromisoformat(request.GET.get("mulai", "")[:10])
    except ValueError:
        asked = today()
    asked = min(max(asked, dt.date(2000, 1, 1)), dt.date(2100, 1, 1))
    first = asked - dt.timedelta(days=asked.weekday())
    return first, first + dt.timedelta(days=2 * 7 - 1), False


def _whole(first: dt.date) -> tuple[dt.date, dt.date, bool]:
    return first, first.replace(day=months.monthrange(first.year, first.month)[1]), True


def _roster(request: Request, unit: Any, span: tuple[dt.date, dt.date, bool], **more: Any) -> dict[str, Any]:
    first, last, month = span
    found = reads.roster(unit, first, last)
    audit.record_read(by=request.viewer, subjects=[row.person_id for row in found], what="roster.view")
    rows = sorted((row for row in found if any(row.codes)), key=lambda row: row.person_id != request.viewer.person_id)
    return {
        "unit": unit,
        "first": first,
        "last": last,
        "month": month,
        "days": [first + dt.timedelta(days=n) for n in range((last - first).days + 1)],
        "today": today(),
        "staff": len(found),
        "rows": rows,
        "without": [row.name for row in found if not any(row.codes)],
        "shifts": list(reads.shifts_of(unit.agency_id)),
        "before": first - dt.timedelta(days=1 if month else 14),
        "after": last + dt.timedelta(days=1),
        "edits": reads.roster_units(request.viewer, "roster.edit").filter(pk=unit.pk).exists(),
        "form": RosterForm(initial={"month": max(first, today())}),
        **more,
    }


@gate("roster.edit", methods=("POST",))
def roster_import(request: Request, pk: int) -> HttpResponse:
    """Take in the roster of a unit from a file."""
    unit = reads.roster_unit(request.viewer, pk, "roster.edit")
    form = RosterForm(request.POST, request.FILES)
    first, result = today().replace(day=1), None
    if form.is_valid():
        first = form.cleaned_data["month"].replace(day=1)
        upload = form.cleaned_data["file"]
        try:
            result = rosters.take_roster(
                unit=unit, month=first, content=upload.read(), file_name=upload.name, by=request.viewer
            )
        except Refused as refused:
            form.refuse(refused)
    refused_rows = [(one.row, _said(one.reason)) for one in (result.refused[:200] if result else ())]
    context = _roster(request, unit, _whole(first), form=form, result=result, refused=refused_rows)
    return render(request, "people/roster.html", context, status=422 if form.errors else 200)


@gate("roster.edit", methods=("GET", "POST"))
def shift(request: Request, pk: int) -> HttpResponse:
    """Add or change a turn of the agency of a unit; for clerks."""
    unit = reads.roster_unit(request.viewer, pk, "roster.edit")
    form = ShiftForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = rosters.set_shift(agency_id=unit.agency_id, unit_id=unit.pk, by=request.viewer, **form.cleaned_data)
        messages.success(request, _("Kode jaga tersimpan."))
        return answered(redirect(reverse("people:roster") + f"?unit={unit.pk}"), made)
    context = {"form": form, "unit": unit, "shifts": list(reads.shifts_of(unit.agency_id))}
    return render(request, "people/shift_form.html", context, status=422 if form.is_bound else 200)


@gate("workweek.edit", methods=("GET", "POST"))
def week(request: Request) -> HttpResponse:
    """How agencies and units work: fixed days with minutes, or by roster."""
    form = WeekForm(
        request.POST or None, places=reads.week_places(request.viewer), initial={"starts": today(), "kind": "week"}
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        agency_id, unit_id = reads.week_place(data["place"])
        try:
            made = rosters.set_week(
                agency_id=agency_id,
                unit_id=unit_id,
                kind=WeekKind(data["kind"]),
                minutes=form.minutes(),
                starts=data["starts"],
                by=request.viewer,
            )
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Cara kerja tersimpan."))
            return answered(redirect("people:weeks"), made)
    context = {"form": form, "rows": list(reads.weeks_of(request.viewer)[:100])}
    return render(request, "people/weeks.html", context, status=422 if form.is_bound else 200)


def _said(reason: Any) -> str:
    text: str = _(reason.msgid)
    return text % shown(reason.params) if reason.params else text


def _month(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(f"{text[:7]}-01")
    except ValueError:
        return today().replace(day=1)
