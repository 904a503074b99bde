"""Days and hours as the database sees them, and the days on which nobody works."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from zoneinfo import ZoneInfo

from django.db import connection
from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL
from django.utils import timezone

from pamong.platform.calendar.models import Holiday, WorkPeriod

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


def hold(instant: dt.datetime) -> None:
    """While a page is read: the instant another statement has brought along, so that the clock is not asked for again."""
    held = _held.get()
    if held is not None and not held:
        held.append(instant.astimezone(dt.UTC))


def _ask() -> dt.datetime:
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        instant: dt.datetime = cursor.fetchone()[0]
    return instant.astimezone(dt.UTC)


def today(zone: str | None = None) -> dt.date:
    """The civil day in ``zone`` (default: the zone active for this request), by the database clock."""
    return now().astimezone(ZoneInfo(zone) if zone else timezone.get_current_timezone()).date()


# The region of an agency, by its text: the calendar keeps no foreign keys to areas, the database knows both.
_REGION = "SELECT region FROM people_agency WHERE id = %s AND region <> ''"


def _counts_for(agency_id: int | None) -> Q:
    """Rows that hold everywhere, and with an agency also its own and those of its region."""
    everywhere = Q(agency_id__isnull=True, region="")
    if not agency_id:
        return everywhere
    return everywhere | Q(agency_id=agency_id) | Q(agency_id__isnull=True, region__in=RawSQL(_REGION, [agency_id]))  # noqa: S611  # a constant with a parameter


def holidays_between(start: dt.date, end: dt.date, agency_id: int | None = None) -> frozenset[dt.date]:
    """Days off from ``start`` to ``end`` (both included): those of everywhere, of the agency and of its region."""
    found = Holiday.objects.filter(_counts_for(agency_id), day__gte=start, day__lte=end)
    return frozenset(found.values_list("day", flat=True))


def holidays_of(start: dt.date, end: dt.date, agency_id: int | None = None) -> QuerySet[Holiday]:
    """The days off themselves, in order, as ``holidays_between`` counts them."""
    return Holiday.objects.filter(_counts_for(agency_id), day__gte=start, day__lte=end).order_by("day", "pk")


def work_periods_of(start: dt.date, end: dt.date, agency_id: int | None = None) -> QuerySet[WorkPeriod]:
    """Periods with a shorter week that touch these days, in order."""
    return WorkPeriod.objects.filter(_counts_for(agency_id), first__lte=end, last__gte=start).order_by("first", "pk")


def today_and_rest(agency_id: int | None = None) -> tuple[dt.date, bool]:
    """The civil day in the active zone and whether it is a day of rest (weekend, or a day off of everywhere or the agency)."""
    sql = """
    SELECT d.day, extract(isodow FROM d.day) > 5 OR EXISTS (
      SELECT FROM calendar_holiday h LEFT JOIN people_agency a ON a.id = %s
      WHERE h.day = d.day AND (h.agency_id = a.id OR h.agency_id IS NULL AND h.region IN ('', a.region)))
    FROM (SELECT (clock_timestamp() AT TIME ZONE %s)::date AS day) d
    """
    with connection.cursor() as cursor:
        cursor.execute(sql, [agency_id, timezone.get_current_timezone_name()])
        day, rest = cursor.fetchone()
    return day, rest
