"""What the rules need to judge an entry: the agency's window and the person's entries nearby, in one statement."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import connection

from pamong.worklog.rules.hours import Worked
from pamong.worklog.rules.window import Window


@dataclass(frozen=True)
class Surroundings:
    """The window in force, and standing entries of the day or overlapping the times asked for."""

    window: Window
    others: list[Worked]


_POLICY = """
SELECT days_back, day_starts, ask FROM worklog_entrypolicy
WHERE (agency_id = %(agency)s OR agency_id IS NULL) AND valid_from <= %(day)s
ORDER BY agency_id NULLS LAST, valid_from DESC LIMIT 1
"""
_NEAR = f"""
WITH p AS ({_POLICY}), e AS (
  SELECT id, text, day, starts_at, ends_at FROM worklog_entry
  WHERE person_id = %(person)s AND state <> 'withdrawn' AND id IS DISTINCT FROM %(without)s
    AND (day = %(day)s OR tstzrange(starts_at, ends_at, '[)') && tstzrange(%(start)s, %(end)s, '[)')))
SELECT p.days_back, p.day_starts, p.ask, e.id, e.text, e.day, e.starts_at, e.ends_at
FROM (SELECT) one LEFT JOIN p ON true LEFT JOIN e ON true ORDER BY e.starts_at
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
    others = [Worked(id=r[3], text=r[4], day=r[5], starts_at=r[6], ends_at=r[7]) for r in rows if r[3] is not None]
    return Surroundings(_window(rows[0][:3]), others)


def window_of(agency_id: int, on: dt.date) -> Window:
    """The policy of an agency on a day: its own, else that for everywhere, else the defaults."""
    with connection.cursor() as cursor:
        cursor.execute(_POLICY, {"agency": agency_id, "day": on})
        row = cursor.fetchone()
    return _window(row or (None, None, None))


def _window(row: tuple[int | None, dt.time | None, str | None]) -> Window:
    days_back, day_starts, ask = row
    if days_back is None or day_starts is None:
        return Window()
    return Window(days_back, day_starts, ask or Window.ask)
