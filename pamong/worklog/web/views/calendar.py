"""My month and my week, or those of a person I may see: logged against what was expected of each day."""

import calendar as months
import datetime as dt
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from pamong.people import queries as people
from pamong.platform.access.errors import NotVisible
from pamong.platform.access.gate import Request, gate
from pamong.platform.audit import actions as audit
from pamong.platform.calendar.queries import today
from pamong.worklog import queries
from pamong.worklog.web.views.day import day_or

AHEAD = dt.timedelta(days=62)  # rosters are known two months ahead: who looks forward sees his turns and his leave
EARLIEST, LATEST = dt.date(2000, 1, 1), dt.date(2100, 12, 1)


@gate("entry.view")
def month(request: Request) -> HttpResponse:
    """``?bulan=2026-11`` (default: this month), ``?pegawai=5`` another person."""
    person_id, person = _whose(request)
    now = today()
    asked = day_or(f"{request.GET.get('bulan', '')[:7]}-01", now.replace(day=1))
    first = min(max(asked, EARLIEST), LATEST).replace(day=1)
    last = first.replace(day=months.monthrange(first.year, first.month)[1])
    cells = queries.day_cells(person_id, first, last, now)
    audit.record_read(by=request.viewer, subjects=[person_id], what="entry.month")
    context = {
        "cells": cells,
        "weeks": _weeks(cells),
        "sum": queries.together(cells, now),
        "last": last,
        "first": first,
        "before": (first - dt.timedelta(days=1)).replace(day=1),
        "after": last + dt.timedelta(days=1) if last < now + AHEAD else None,
        "today": now,
        "person": person,
        "mine": person is None,
    }
    return render(request, "worklog/month.html", context)


@gate("entry.view")
def week(request: Request) -> HttpResponse:
    """``?mulai=2026-11-23`` (its Monday; default: this week), ``?pegawai=5`` another person."""
    person_id, person = _whose(request)
    now = today()
    asked = min(max(day_or(request.GET.get("mulai", ""), now), EARLIEST), LATEST)
    first = asked - dt.timedelta(days=asked.weekday())
    last = first + dt.timedelta(days=6)
    cells = queries.day_cells(person_id, first, last, now)
    logged = queries.entries_by_day(request.viewer, person_id, first, last)
    audit.record_read(by=request.viewer, subjects=[person_id], what="entry.week")
    context = {
        "days": [(cell, logged.get(cell.day, [])) for cell in cells],
        "sum": queries.together(cells, now),
        "first": first,
        "last": last,
        "before": first - dt.timedelta(days=7),
        "after": first + dt.timedelta(days=7) if last < now + AHEAD else None,
        "today": now,
        "person": person,
        "mine": person is None,
    }
    return render(request, "worklog/week.html", context)


def _whose(request: Request) -> tuple[int, Any]:
    asked = request.GET.get("pegawai", "")
    if asked and not (asked.isascii() and asked.isdigit() and len(asked) <= 18):
        raise NotVisible
    if not asked or int(asked) == request.viewer.person_id:
        if request.viewer.person_id is None:
            raise NotVisible
        return request.viewer.person_id, None
    return int(asked), people.assignment_for(request.viewer, int(asked), "entry.view")


def _weeks(cells: list[queries.DayCell]) -> list[list[queries.DayCell | None]]:
    """Rows of seven, Monday first; None before the first and after the last day."""
    padded: list[queries.DayCell | None] = [None] * cells[0].day.weekday() + list(cells)
    padded += [None] * (-len(padded) % 7)
    return [padded[i : i + 7] for i in range(0, len(padded), 7)]
