"""The unit tree as people read it, today or as of a day, and the page of one unit with its history."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from pamong.people.models import Agency, Assignment, Team, Unit, UnitChange, UnitPast
from pamong.platform.access import scope
from pamong.platform.access.errors import NotVisible
from pamong.platform.access.viewer import Viewer
from pamong.platform.access.who import Who


@dataclass(frozen=True)
class TreeRow:
    """A unit on a day: as it was called and where it hung then."""

    id: int
    name: str
    path: str
    depth: int
    head: str
    people: int
    closed_on: dt.date | None


@dataclass(frozen=True)
class UnitPage:
    """One unit: who leads it, what hangs below it, what it was before, what became of it or is planned."""

    unit: Unit
    head: Assignment | None
    people: int
    children: tuple[Unit, ...]
    predecessors: tuple[Unit, ...]
    past: tuple[UnitPast, ...]
    changes: tuple[UnitChange, ...]
    teams: tuple[Team, ...]
    may_change: bool


def agencies(viewer: Viewer) -> QuerySet[Agency]:
    """Agencies whose tree this viewer may see: his own and those of his roles."""
    visible = scope(viewer, "unit.view", {Who.SELF: Q(pk=viewer.agency_id)}, agency="pk")
    return Agency.objects.filter(visible).order_by("name")


def tree(viewer: Viewer, agency_id: int, on: dt.date) -> list[TreeRow]:
    """The units of an agency on a day, parents before children; four statements. Raises NotVisible."""
    if not agencies(viewer).filter(pk=agency_id).exists():
        raise NotVisible
    then = {row.unit_id: row for row in UnitPast.objects.filter(valid__contains=on)}
    units = Unit.objects.filter(Q(agency_id=agency_id) | Q(pk__in=[p.unit_id for p in then.values()]))
    heads, people = _who(agency_id, on)
    rows = []
    for unit in units:
        state = then.get(unit.pk, unit)
        if state.agency_id == agency_id and (unit.is_active or (unit.closed_on and unit.closed_on > on)):
            rows.append(
                TreeRow(
                    unit.pk, state.name, state.path, state.path.count(".") - 1, heads.get(unit.pk, ""),
                    people.get(unit.pk, 0), unit.closed_on,
                )
            )  # fmt: skip
    return sorted(rows, key=lambda row: row.path)


def _who(agency_id: int, on: dt.date) -> tuple[dict[int, str], dict[int, int]]:
    here = Assignment.objects.filter(agency_id=agency_id, valid__contains=on)
    heads = dict(here.filter(is_head=True).values_list("unit_id", "person__name"))
    people = dict(here.order_by().values("unit_id").annotate(n=Count("pk")).values_list("unit_id", "n"))
    return heads, people


def unit_page(viewer: Viewer, pk: int, on: dt.date) -> UnitPage:
    """One unit, closed ones too. Raises NotVisible."""
    unit = Unit.objects.select_related("agency", "parent", "successor").filter(pk=pk).first()
    if unit is None or not agencies(viewer).filter(pk=unit.agency_id).exists():
        raise NotVisible
    here = Assignment.objects.filter(unit=unit, valid__contains=on)
    may_change = unit.is_active and Unit.objects.filter(scope(viewer, "unit.change", {}), pk=pk).exists()
    return UnitPage(
        unit=unit,
        head=here.filter(is_head=True).select_related("person").first(),
        people=here.count(),
        children=tuple(unit.children.filter(is_active=True).order_by("name", "pk")),
        predecessors=tuple(unit.predecessors.order_by("-closed_on", "pk")),
        past=tuple(unit.past.select_related("parent", "agency").order_by("-valid")),
        changes=tuple(unit.changes.select_related("target").order_by("-day", "-pk")) if may_change else (),
        teams=tuple(unit.teams.filter(valid__contains=on).order_by("name")),
        may_change=may_change,
    )


def names_then(posts: Iterable[Assignment], on: dt.date | None = None) -> dict[int, str]:
    """Assignment id → the name its unit had when the assignment last held (or on a day); one statement, few rows."""
    rows = list(posts)
    past: dict[int, list[UnitPast]] = {}
    for state in UnitPast.objects.filter(unit_id__in={post.unit_id for post in rows}).order_by("valid"):
        past.setdefault(state.unit_id, []).append(state)
    return {post.pk: _name_at(post, past.get(post.unit_id, []), on) for post in rows}


def _name_at(post: Assignment, states: list[UnitPast], on: dt.date | None) -> str:
    at = on or post.last_day
    for state in states:
        if at is not None and at < state.valid.upper:
            return state.name
    return post.unit.name
