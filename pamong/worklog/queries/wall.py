"""The wall of the leaders: counts of today by agency and unit, read from the day's tallies, one row per unit.

Persons appear only on the board of their unit, for those who may see it. ``missing`` is exact unless people who were not
expected (on leave, on a day off) logged something all the same; then it is a little too small, never too large.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet

from pamong.people import queries as people
from pamong.people.models import Agency, Unit
from pamong.platform.access import scope
from pamong.platform.access.errors import NotVisible
from pamong.platform.access.viewer import Viewer
from pamong.platform.access.who import Who

POLICY = "wall.view"


@dataclass(frozen=True)
class WallRow:
    """One agency, or one unit with all below it, today. Counts of people are None until the day was counted."""

    id: int
    name: str
    people: int | None
    expected: int | None
    reported: int
    away: int | None
    free: int | None
    entries: int
    minutes: int
    waiting: int  # entries of any day that wait for an answer
    late: int
    counted_at: dt.datetime | None
    has_units: bool = False

    @property
    def missing(self) -> int | None:
        """People expected today of whom nothing is there yet."""
        return None if self.expected is None else max(self.expected - self.reported, 0)

    @property
    def percent(self) -> int | None:
        """Of those expected, how many reported; None where nobody is."""
        return min(round(100 * self.reported / self.expected), 100) if self.expected else None


def may_watch(viewer: Viewer, ident: str) -> bool:
    """Whether the viewer may listen to ``wall:<agency>`` or ``wall:all`` (no database: asked for every stream)."""
    watchers = (Who.AGENCY_ADMIN, Who.ASSESSMENT_TEAM, Who.PERSONNEL, Who.INSPECTOR, Who.LEADER)
    held = [viewer.agencies_for(who) for who in watchers]
    if None in held:
        return True
    of_agency = ident.isascii() and ident.isdigit()
    mine = of_agency and bool(viewer.leads) and int(ident) == viewer.agency_id
    return mine or (of_agency and any(int(ident) in agencies for agencies in held if agencies))


def wall_agencies(viewer: Viewer) -> QuerySet[Agency]:
    """Agencies whose counts the viewer may see as a whole."""
    nobody = {Who.ABOVE: Q(pk__in=())}
    return Agency.objects.filter(scope(viewer, POLICY, nobody, agency="pk")).order_by("name")


def wall_unit(viewer: Viewer, pk: int) -> Unit:
    """A unit whose counts the viewer may see; raises NotVisible."""
    visible = scope(viewer, POLICY, {Who.ABOVE: people.under(viewer.leads, "path")})
    found = Unit.objects.filter(visible, pk=pk).select_related("parent", "agency").first()
    if found is None:
        raise NotVisible
    return found


def wall_top_units(viewer: Viewer) -> list[Unit]:
    """The units that the viewer leads himself: where he begins to look."""
    return list(Unit.objects.filter(path__in=viewer.leads).select_related("agency")) if viewer.leads else []


_SUMS = """coalesce(sum(t.reported), 0)::int, coalesce(sum(t.entries), 0)::int, coalesce(sum(t.minutes), 0)::int,
  coalesce(sum(t.late), 0)::int, sum(t.people)::int, sum(t.expected)::int, sum(t.away)::int, sum(t.free)::int,
  max(t.counted_at), coalesce(max(w.waiting), 0)::int"""
_AGENCIES = f"""
SELECT a.id, a.name, true, {_SUMS}
FROM people_agency a LEFT JOIN worklog_unitday t ON t.agency_id = a.id AND t.day = %(day)s
LEFT JOIN (SELECT agency_id, sum(waiting) AS waiting FROM worklog_unitday WHERE waiting > 0 GROUP BY agency_id) w
  ON w.agency_id = a.id
WHERE a.id = ANY(%(ids)s) GROUP BY a.id ORDER BY a.name
"""  # noqa: S608  # put together from constants
_UNITS = f"""
SELECT u.id, u.name, bool_or(b.parent_id = u.id AND b.is_active), {_SUMS.replace("max(w.waiting)", "sum(w.waiting)")}
FROM people_unit u
JOIN people_unit b ON b.agency_id = u.agency_id AND (b.id = u.id OR u.id <> %(unit)s AND b.path LIKE u.path || '%%')
LEFT JOIN worklog_unitday t ON t.unit_id = b.id AND t.day = %(day)s
LEFT JOIN (SELECT unit_id, sum(waiting) AS waiting FROM worklog_unitday WHERE agency_id = %(agency)s AND waiting > 0
  GROUP BY unit_id) w ON w.unit_id = b.id
WHERE u.agency_id = %(agency)s AND u.is_active AND (u.id = %(unit)s OR u.parent_id IS NOT DISTINCT FROM nullif(%(unit)s, 0))
GROUP BY u.id ORDER BY u.id <> %(unit)s, u.name
"""  # noqa: S608  # put together from constants


def by_agency(viewer: Viewer, day: dt.date) -> list[WallRow]:
    """One row for each agency that the viewer sees as a whole, in two statements whatever their number."""
    ids = list(wall_agencies(viewer).order_by().values_list("pk", flat=True))
    return _rows(_AGENCIES, {"ids": ids, "day": day}) if ids else []


def by_unit(day: dt.date, *, agency_id: int, unit: Unit | None = None) -> list[WallRow]:
    """One row for each unit at the top of an agency, or below ``unit``, with all that lies below; one statement.

    With ``unit`` the first row is the unit itself: those who work directly in it. The caller has the unit from
    ``wall_unit`` or the agency from ``wall_agencies``: who sees a unit sees all below it.
    """
    return _rows(_UNITS, {"unit": unit.pk if unit else 0, "agency": agency_id, "day": day})


def _rows(statement: str, params: dict[str, Any]) -> list[WallRow]:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return [_row(row) for row in cursor.fetchall()]


def _row(row: tuple[Any, ...]) -> WallRow:
    pk, name, deeper, reported, entries, minutes, late, present, expected, away, free, counted_at, waiting = row
    return WallRow(
        id=pk,
        name=name,
        people=present,
        expected=expected,
        reported=reported,
        away=away,
        free=free,
        entries=entries,
        minutes=minutes,
        waiting=waiting,
        late=late,
        counted_at=counted_at,
        has_units=bool(deeper),
    )


def whole(rows: list[WallRow], name: str) -> WallRow:
    """All rows together, as the line above the table."""

    def total(values: Iterable[int | None]) -> int | None:
        known = [value for value in values if value is not None]
        return sum(known) if known else None

    return WallRow(
        id=0,
        name=name,
        people=total(r.people for r in rows),
        expected=total(r.expected for r in rows),
        reported=sum(r.reported for r in rows),
        away=total(r.away for r in rows),
        free=total(r.free for r in rows),
        entries=sum(r.entries for r in rows),
        minutes=sum(r.minutes for r in rows),
        waiting=sum(r.waiting for r in rows),
        late=sum(r.late for r in rows),
        counted_at=max((r.counted_at for r in rows if r.counted_at), default=None),
    )
