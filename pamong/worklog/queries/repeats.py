"""Texts that repeat over days or people, for the superior and for the one who wrote them."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import connection

from pamong.people import queries as people
from pamong.platform.access.viewer import Viewer
from pamong.worklog.rules import repeats as rules


@dataclass(frozen=True)
class RepeatRow:
    """One text of one person, with his own word on it and whether the superior has read that."""

    person_id: int
    name: str
    fingerprint: str
    text: str
    days: int
    people: int
    first: dt.date
    last: dt.date
    answer: str
    seen: bool


# Per person and text; how many others of the same group wrote it on the same day at most.
_FIND = """
WITH mine AS (
  SELECT e.person_id, e.fingerprint, e.day, e.text FROM worklog_entry e
  WHERE e.person_id = ANY(%(group)s) AND e.day BETWEEN %(first)s AND %(last)s AND e.state <> 'withdrawn'
), crowd AS (
  SELECT fingerprint, day, count(DISTINCT person_id) AS people FROM mine GROUP BY fingerprint, day
)
SELECT m.person_id, p.name, m.fingerprint, (array_agg(m.text ORDER BY m.day DESC))[1], count(DISTINCT m.day)::int,
  max(c.people)::int, min(m.day), max(m.day), coalesce(max(a.answer), ''), coalesce(bool_or(a.seen_at >= m.day), false)
FROM mine m JOIN crowd c USING (fingerprint, day) JOIN people_person p ON p.id = m.person_id
LEFT JOIN worklog_repeatanswer a ON a.person_id = m.person_id AND a.fingerprint = m.fingerprint
WHERE m.person_id = ANY(%(people)s)
GROUP BY m.person_id, p.name, m.fingerprint
HAVING (count(DISTINCT m.day) >= %(days)s OR max(c.people) >= %(crowd)s)
  AND length((array_agg(m.text ORDER BY m.day DESC))[1]) >= %(shortest)s
ORDER BY count(DISTINCT m.day) DESC, max(c.people) DESC, p.name, m.fingerprint LIMIT 100
"""


def repeats_of_staff(viewer: Viewer, today: dt.date) -> list[RepeatRow]:
    """Texts of the viewer's direct reports that repeat, most days first, at most a hundred (two statements)."""
    ids = list(people.direct_reports(viewer, on=today).order_by().values_list("person_id", flat=True))
    return _found(ids, ids, today)


def repeats_of_mine(viewer: Viewer, today: dt.date) -> list[RepeatRow]:
    """The viewer's own texts that repeat over days, as his superior sees them (one statement)."""
    return _found([viewer.me], [viewer.me], today)


def _found(group: list[int], ids: list[int], today: dt.date) -> list[RepeatRow]:
    if not ids:
        return []
    first, last = rules.span(today)
    params: dict[str, Any] = {"group": group, "people": ids, "first": first, "last": last}
    params |= {"days": rules.SAME_DAYS, "crowd": rules.SAME_PEOPLE, "shortest": rules.SHORTEST}
    with connection.cursor() as cursor:
        cursor.execute(_FIND, params)
        return [RepeatRow(*row) for row in cursor.fetchall()]
