"""Who is expected at work on which day: posting, holidays, leave, roster and week in one statement, judged by one rule.

The callers have checked who asks; what shows absences themselves takes ``viewer`` (queries/absences.py).
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection

from pamong.people.enums import AbsenceKind
from pamong.people.rules.presence import Circumstances, Expected, Turn, Why, day_over, expected_on, usual_week

__all__ = ["Expected", "Presence", "Turn", "Why", "day_over", "expected_in_agency", "expected_of", "presence_of"]

_ASKED = "SELECT unnest(%(people)s::bigint[]) AS person_id"
_IN_AGENCY = (
    "SELECT person_id FROM people_assignment WHERE agency_id = %(agency)s"
    " AND valid && daterange(%(start)s::date, %(end)s::date, '[]')"
)
_FIND = """
WITH asked AS (SELECT DISTINCT person_id FROM ({asked}) x),
days AS (SELECT day::date FROM generate_series(%(start)s::date, %(end)s::date, interval '1 day') day)
SELECT asked.person_id, days.day, a.unit_id, u.path, a.agency_id, ag.minutes_per_week, ag.time_zone,
  coalesce((SELECT h.name FROM calendar_holiday h WHERE h.day = days.day
    AND (h.agency_id = a.agency_id OR h.agency_id IS NULL AND h.region IN ('', ag.region)) ORDER BY h.id LIMIT 1), ''),
  coalesce(ab.kind, ''), coalesce(ab.part, ''), w.kind, w.minutes, r.id, s.name, s.starts, s.ends, s.break_minutes,
  (SELECT p.minutes_per_week FROM calendar_workperiod p WHERE days.day BETWEEN p.first AND p.last
    AND (p.agency_id = a.agency_id OR p.agency_id IS NULL AND p.region IN ('', ag.region))
    ORDER BY p.agency_id NULLS LAST, p.region DESC, p.id DESC LIMIT 1), ab.id
FROM asked CROSS JOIN days
LEFT JOIN people_assignment a ON a.person_id = asked.person_id AND a.valid @> days.day {only}
LEFT JOIN people_unit u ON u.id = a.unit_id
LEFT JOIN people_agency ag ON ag.id = a.agency_id
LEFT JOIN people_absence ab ON ab.person_id = asked.person_id AND ab.valid @> days.day
LEFT JOIN people_rosterday r ON r.person_id = asked.person_id AND r.day = days.day
LEFT JOIN people_shift s ON s.id = r.shift_id
LEFT JOIN LATERAL (
  SELECT x.kind, x.minutes FROM people_workweek x LEFT JOIN people_unit xu ON xu.id = x.unit_id
  WHERE x.agency_id = a.agency_id AND x.valid @> days.day
    AND (x.person_id = asked.person_id OR u.path LIKE xu.path || '%%' OR x.person_id IS NULL AND x.unit_id IS NULL)
  ORDER BY x.person_id NULLS LAST, length(xu.path) DESC NULLS LAST, lower(x.valid) DESC, x.id DESC LIMIT 1
) w ON true
ORDER BY days.day, asked.person_id
"""


@dataclass(frozen=True)
class Presence:
    """What is expected of a person on a day, and where he stands then (no unit where he has no posting)."""

    person_id: int
    day: dt.date
    expected: Expected
    unit_id: int | None
    unit_path: str
    agency_id: int | None
    time_zone: str
    absence_id: int | None

    @property
    def absence_group(self) -> str:
        """The word for his absence that a board may show: "Cuti", "Dinas luar"; empty when he is at work."""
        away = self.expected.why in (Why.ABSENT, Why.HALF)
        return AbsenceKind(self.expected.detail).group if away else ""


def presence_of(person_ids: Iterable[int], start: dt.date, end: dt.date) -> dict[tuple[int, dt.date], Presence]:
    """By person and day, for every day from ``start`` to ``end`` (both included), in one statement."""
    ids = sorted(set(person_ids))
    return _found(_ASKED, "", {"people": ids, "start": start, "end": end}) if ids else {}


def expected_of(person_id: int, start: dt.date, end: dt.date) -> dict[dt.date, Expected]:
    """What is expected of one person on each of these days, in one statement."""
    return {day: found.expected for (_, day), found in presence_of([person_id], start, end).items()}


def expected_in_agency(agency_id: int, day: dt.date) -> list[Presence]:
    """Everybody who works in an agency on a day, in one statement (for counts and reminders)."""
    params = {"agency": agency_id, "start": day, "end": day}
    found = _found(_IN_AGENCY, "AND a.agency_id = %(agency)s", params)
    return [one for one in found.values() if one.unit_id is not None]


def _found(asked: str, only: str, params: dict[str, Any]) -> dict[tuple[int, dt.date], Presence]:
    with connection.cursor() as cursor:
        cursor.execute(_FIND.format(asked=asked, only=only), params)
        return {(row[0], row[1]): _presence(row) for row in cursor.fetchall()}


def _presence(row: tuple[Any, ...]) -> Presence:
    (person, day, unit, path, agency, weekly, zone, holiday, kind, part, week, minutes, roster) = row[:13]
    name, starts, ends, pause, short, absence = row[13:]
    known = Circumstances(
        day=day,
        posted=unit is not None,
        week=minutes if week == "week" else usual_week(weekly or 0),
        holiday=holiday,
        absence=kind,
        part=part,
        by_roster=week == "roster",
        rostered=roster is not None,
        turn=Turn(name, starts, ends, pause) if starts is not None else None,
        short_week=short,
    )
    return Presence(person, day, expected_on(known), unit, path or "", agency, zone or "Asia/Jakarta", absence)
