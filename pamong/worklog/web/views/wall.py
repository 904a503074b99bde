"""The wall of the leaders: region → agency → unit, in counts; people only on the board of their unit."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from pamong.platform.access.errors import NotVisible
from pamong.platform.access.gate import Request, gate
from pamong.platform.access.viewer import Viewer
from pamong.platform.access.who import Who
from pamong.platform.calendar.queries import today
from pamong.worklog import queries


@gate("wall.view")
def wall(request: Request) -> HttpResponse:
    """Today in numbers; ``?opd=`` one agency, ``?unit=`` one unit and what lies below, as far as my right goes."""
    context = {**_shown(request), "day": today(), "persons": _sees_persons(request.viewer)}
    part = "#counts" if request.htmx and request.GET.get("bagian") == "angka" else ""
    return render(request, "worklog/wall.html" + part, context)


def _shown(request: Request) -> dict[str, Any]:
    viewer = request.viewer
    unit_id, agency_id = _number(request, "unit"), _number(request, "opd")
    agencies = {a.pk: a.name for a in queries.wall_agencies(viewer)}
    if unit_id is None and agency_id is None:
        mine = queries.wall_top_units(viewer) if not agencies else []
        if mine:
            unit_id = mine[0].pk
        elif len(agencies) == 1:
            agency_id = next(iter(agencies))
        else:
            return _of_region(viewer, agencies)
    if unit_id is not None:
        return _of_unit(viewer, unit_id, agencies)
    if agency_id not in agencies:
        raise NotVisible
    rows = queries.by_unit(today(), agency_id=agency_id)
    back = "?" if len(agencies) > 1 else ""
    return _page(agencies[agency_id], rows, "unit", back=back, topic=f"wall:{agency_id}", itself=False)


def _of_region(viewer: Viewer, agencies: dict[int, str]) -> dict[str, Any]:
    """All agencies in reach; nothing to count, and nothing to listen to, for who has none."""
    rows = queries.by_agency(viewer, today()) if agencies else []
    if queries.may_watch(viewer, "all"):
        return _page(_("Seluruh daerah"), rows, "opd", back="", topic="wall:all", itself=False)
    heard = " ".join(f"wall:{pk}" for pk in agencies)
    return _page(_("Layar pimpinan"), rows, "opd", back="", topic=heard, itself=False) | {"nothing": not agencies}


def _of_unit(viewer: Viewer, unit_id: int, agencies: dict[int, str]) -> dict[str, Any]:
    unit = queries.wall_unit(viewer, unit_id)
    rows = queries.by_unit(today(), agency_id=unit.agency_id, unit=unit)
    above = unit.parent_id and (
        unit.agency_id in agencies or any(unit.path.startswith(p) and unit.path != p for p in viewer.leads)
    )
    back = f"?unit={unit.parent_id}" if above else f"?opd={unit.agency_id}" if unit.agency_id in agencies else ""
    return _page(unit.name, rows, "unit", back=back, topic=f"wall:{unit.agency_id}", itself=True)


def _page(title: str, rows: list[queries.WallRow], key: str, *, back: str, topic: str, itself: bool) -> dict[str, Any]:
    return {
        "title": title,
        "rows": rows,
        "whole": queries.whole(rows, title),
        "key": key,
        "back": back,
        "topic": topic,
        "itself": rows[0].id if itself and rows else 0,
    }


def _number(request: Request, name: str) -> int | None:
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 18 else None


def _sees_persons(viewer: Viewer) -> bool:
    """Whether the board of a unit opens for this viewer, so that a way there may be shown."""
    return bool(viewer.leads) or viewer.has_role(Who.ASSESSMENT_TEAM, Who.INSPECTOR, Who.LEADER)
