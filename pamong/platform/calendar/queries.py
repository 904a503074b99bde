"""Days and hours as the database sees them, and the days on which nobody works."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from zoneinfo import ZoneInfo

from django.db import connection
from django.db.models import Q
from django.utils import timezone

from pamong.platform.calendar.models import Holiday

_held: ContextVar[list[dt.datetime] | None] = ContextVar("held_instant", default=None)


@contextmanager
def one_instant() -> Iterator[None]:
    """While a page is read, the clock is asked once: all its parts speak of the same instant."""
    token = _held.set([])
    try:
        yield
    finally:
        _held.reset(token)


def now() -> dt.datetime:
    """The instant by the database clock, in UTC: deadlines are judged by it, never by the clock of a web machine."""
    held = _held.get()
    if held:
        return held[0]
    instant = _ask()
    if held is not None:
        held.append(instant)
    return instant


def _ask() -> dt.datetime:
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        instant: dt.datetime = cursor.fetchone()[0]
    return instant.astimezone(dt.UTC)


def today(zone: str | None = None) -> dt.date:
    """The civil day in ``zone`` (default: the zone active for this request), by the database clock."""
    return now().astimezone(ZoneInfo(zone) if zone else timezone.get_current_timezone()).date()


def holidays_between(start: dt.date, end: dt.date, agency_id: int | None = None) -> frozenset[dt.date]:
    """Days off from ``start`` to ``end`` (both included): those of everywhere and those of the agency."""
    mine = Q(agency_id__isnull=True) | Q(agency_id=agency_id) if agency_id else Q(agency_id__isnull=True)
    return frozenset(Holiday.objects.filter(mine, day__gte=start, day__lte=end).values_list("day", flat=True))


def today_and_rest(agency_id: int | None = None) -> tuple[dt.date, bool]:
    """The civil day in the active zone and whether it is a day of rest (weekend, or a day off of everywhere or the agency)."""
    sql = """
    SELECT d.day, extract(isodow FROM d.day) > 5 OR EXISTS (
      SELECT FROM calendar_holiday h WHERE h.day = d.day AND (h.agency_id IS NULL OR h.agency_id = %s))
    FROM (SELECT (clock_timestamp() AT TIME ZONE %s)::date AS day) d
    """
    with connection.cursor() as cursor:
        cursor.execute(sql, [agency_id, timezone.get_current_timezone_name()])
        day, rest = cursor.fetchone()
    return day, rest
