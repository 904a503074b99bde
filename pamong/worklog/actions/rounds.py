"""What the clock does: count who is expected today, remind those who miss something. Jobs call it; any number of times."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from zoneinfo import ZoneInfo

from django.db import connection, transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from pamong.people import queries as people
from pamong.people.queries import Presence, Why
from pamong.platform.access.viewer import Viewer
from pamong.platform.calendar.queries import now
from pamong.platform.jobs.app import defer_by_name
from pamong.platform.live.actions import publish as publish_live
from pamong.platform.notifications.actions import Notice, notify_many
from pamong.platform.ui import formatting
from pamong.worklog.metrics import REMINDER
from pamong.worklog.queries.rounds import agency_zones, logged_on, reminded
from pamong.worklog.queries.surroundings import window_of
from pamong.worklog.rules import reminding

COUNT_TASK = "worklog.count_agency"
_COUNT = """
INSERT INTO worklog_unitday AS u (unit_id, day, agency_id, people, expected, away, free, counted_at)
SELECT unit_id, %s, %s, people, expected, away, free, now()
FROM unnest(%s::bigint[], %s::int[], %s::int[], %s::int[], %s::int[]) c(unit_id, people, expected, away, free)
ORDER BY unit_id
ON CONFLICT (unit_id, day) DO UPDATE SET people = excluded.people, expected = excluded.expected, away = excluded.away,
  free = excluded.free, counted_at = excluded.counted_at
"""
_EMPTY = """
UPDATE worklog_unitday SET people = 0, expected = 0, away = 0, free = 0, counted_at = now()
WHERE agency_id = %s AND day = %s AND people > 0 AND unit_id <> ALL(%s)
"""


@transaction.atomic
def count_agency(*, agency_id: int, day: dt.date, by: Viewer) -> int:
    """Count for every unit of an agency who is expected on a day, who is away, who is free; answers the number of people."""
    del by
    found = people.expected_in_agency(agency_id, day)
    units = sorted({one.unit_id for one in found if one.unit_id})
    kinds = Counter((one.unit_id, _kind(one)) for one in found)
    columns = [[kinds[unit, kind] for unit in units] for kind in ("expected", "away", "free")]
    whole = [sum(counts) for counts in zip(*columns, strict=True)]
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [day, agency_id, units, whole, *columns])
        cursor.execute(_EMPTY, [agency_id, day, units])
    publish_live(topic="wall:all")
    publish_live(topic=f"wall:{agency_id}")
    return len(found)


def _kind(one: Presence) -> str:
    if one.expected.works:
        return "expected"
    return "away" if one.expected.why is Why.ABSENT else "free"


def recount(*, first: dt.date, last: dt.date, by: Viewer, agency_ids: Iterable[int] = (), all_of: bool = False) -> int:
    """Have today counted again where a change of leave, roster or holidays concerns it; answers for how many agencies."""
    del by
    wanted, moment, count = set(agency_ids), now(), 0
    for agency_id, zone in agency_zones().items():
        today = moment.astimezone(ZoneInfo(zone)).date()
        if (all_of or agency_id in wanted) and first <= today <= last:
            defer_by_name(COUNT_TASK, agency_id=agency_id, day=today.isoformat())
            count += 1
    return count


@transaction.atomic
def remind(*, agency_id: int, zone: str, at: dt.datetime, by: Viewer) -> int:
    """Remind everybody of one agency whose day is over without an entry, once per person and day; answers how many.

    Looks at today and at yesterday: a night turn ends on the morning after.
    """
    local, count = ZoneInfo(zone), 0
    for back in (0, 1):
        day = at.astimezone(local).date() - dt.timedelta(days=back)
        closing = window_of(agency_id, day).closing
        due = [
            one.person_id
            for one in people.expected_in_agency(agency_id, day)
            if reminding.is_due(
                works=one.expected.works,
                entries=0,
                over_at=people.day_over(one.expected, day, closing, local),
                now=at,
            )
        ]
        missing = set(due) - logged_on(due, day) - reminded(due, reminding.key_of(day))
        text = _("Catatan harian %(day)s belum ada. Perlu setengah menit.") % {"day": formatting.long_date(day)}
        url, key = reverse("worklog:day") + f"?tanggal={day.isoformat()}", reminding.key_of(day)
        notices = [Notice(person_id, text, url, key) for person_id in sorted(missing)]
        count += notify_many(notices=notices, kind=REMINDER.id, by=by)
    return count
