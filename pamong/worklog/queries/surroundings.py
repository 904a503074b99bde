"""What the rules need to judge an entry: the agency's window and the person's entries nearby, in one statement."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db import connection

from pamong.worklog.enums import EntryState
from pamong.worklog.models import Entry
from pamong.worklog.rules.hours import Worked
from pamong.worklog.rules.window import Window


@dataclass(frozen=True)
class Surroundings:
    """The window in force, and standing entries of the day or overlapping the times asked for."""

    window: Window
    others: list[Worked]


# The policy of the day, and the days lost to outages since then, of everywhere or of the agency.
_POLICY = """
SELECT c.days_back, c.day_starts, c.ask, c.reason_after, c.closing, ARRAY(
    SELECT DISTINCT d.day::date FROM worklog_outage o JOIN people_agency ag ON ag.id = %(agency)s,
      generate_series((o.starts_at AT TIME ZONE ag.time_zone)::date, (o.ends_at AT TIME ZONE ag.time_zone)::date,
        interval '1 day') d(day)
    WHERE (o.agency_id = ag.id OR o.agency_id IS NULL) AND o.ends_at >= %(day)s::date - 1 AND d.day >= %(day)s::date)
FROM (SELECT) one LEFT JOIN LATERAL (
  SELECT days_back, day_starts, ask, reason_after, closing FROM worklog_entrypolicy
  WHERE (agency_id = %(agency)s OR agency_id IS NULL) AND valid_from <= %(day)s
  ORDER BY agency_id NULLS LAST, valid_from DESC LIMIT 1) c ON true
"""
_NEAR = f"""
WITH p(days_back, day_starts, ask, reason_after, closing, lost) AS ({_POLICY}), e AS (
  SELECT id, text, day, starts_at, ends_at FROM worklog_entry
  WHERE person_id = %(person)s AND state <> 'withdrawn' AND id IS DISTINCT FROM %(without)s
    AND (day = %(day)s OR tstzrange(starts_at, ends_at, '[)') && tstzrange(%(start)s, %(end)s, '[)')))
SELECT p.*, e.id, e.text, e.day, e.starts_at, e.ends_at FROM p LEFT JOIN e ON true ORDER BY e.starts_at
"""  # noqa: S608  # put together from constants


def surroundings(
    *,
    person_id: int,
    agency_id: int,
    day: dt.date,
    starts_at: dt.datetime,
    ends_at: dt.datetime,
    without: int | None = None,
) -> Surroundings:
    """Window and neighbouring entries for times on a day; ``without`` leaves out the entry that is being changed."""
    params: dict[str, Any] = {
        "person": person_id,
        "agency": agency_id,
        "day": day,
        "start": starts_at,
        "end": ends_at,
        "without": without,
    }
    with connection.cursor() as cursor:
        cursor.execute(_NEAR, params)
        rows = cursor.fetchall()
    standing = [row[6:] for row in rows if row[6] is not None]
    others = [Worked(id=r[0], text=r[1], day=r[2], starts_at=r[3], ends_at=r[4]) for r in standing]
    return Surroundings(_window(rows[0][:6]), others)


def window_of(agency_id: int, on: dt.date) -> Window:
    """The policy of an agency on a day: its own, else that for everywhere, else the defaults."""
    with connection.cursor() as cursor:
        cursor.execute(_POLICY, {"agency": agency_id, "day": on})
        row = cursor.fetchone()
    return _window(row)


def windows_of(wanted: Collection[tuple[int, dt.date]]) -> dict[tuple[int, dt.date], Window]:
    """The policies of several agencies and days, in one statement."""
    if not wanted:
        return {}
    agencies, days = zip(*sorted(wanted), strict=True)
    policy = _POLICY.replace("%(agency)s", "asked.agency").replace("%(day)s", "asked.day")
    statement = f"""
    SELECT asked.agency, asked.day, p.* FROM unnest(%s::bigint[], %s::date[]) asked(agency, day),
      LATERAL ({policy}) p"""  # noqa: S608  # put together from constants
    with connection.cursor() as cursor:
        cursor.execute(statement, [list(agencies), list(days)])
        return {(row[0], row[1]): _window(row[2:]) for row in cursor.fetchall()}


def standing_between(person_id: int, first: dt.date, last: dt.date) -> list[Worked]:
    """The person's standing entries of these days and of the days beside them."""
    around = (first - dt.timedelta(days=1), last + dt.timedelta(days=1))
    found = Entry.objects.filter(person_id=person_id, day__range=around).exclude(state=EntryState.WITHDRAWN)
    return [
        Worked(*row) for row in found.order_by("starts_at").values_list("pk", "text", "day", "starts_at", "ends_at")
    ]


def _window(row: tuple[Any, ...]) -> Window:
    days_back, day_starts, ask, reason_after, closing, lost = row
    days = frozenset(lost)
    if days_back is None:
        return Window(lost=days)
    return Window(days_back, day_starts, ask or Window.ask, reason_after, closing, days)
