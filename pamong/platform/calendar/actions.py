"""Writes of the holiday table."""

import datetime as dt
from dataclasses import asdict, dataclass
from importlib.metadata import version

import holidays as known
from django.db import transaction

from pamong.platform.audit import actions as audit
from pamong.platform.calendar.enums import HolidayKind
from pamong.platform.calendar.models import Holiday, WorkPeriod


def _kind(name: str) -> HolidayKind:
    return HolidayKind.JOINT if "cuti bersama" in name.casefold() else HolidayKind.NATIONAL


@transaction.atomic
def seed_year(*, year: int, by: audit.Actor) -> int:
    """Fill a year with public and joint holidays of the ``holidays`` package where the table has none; returns how many.

    Some future dates are estimates; the joint decree of the year overrides them (the table is edited by the region).
    """
    if Holiday.objects.filter(day__year=year, agency_id__isnull=True, region="").exists():
        return 0
    days = known.country_holidays("ID", years=year, categories=("public", "government"), language="id")
    rows = [
        Holiday(
            day=day,
            name=name[:120],
            kind=_kind(name),
            source=f"paket holidays {version('holidays')}; SKB 3 Menteri menentukan",
        )
        for day, name in sorted(days.items())
    ]
    Holiday.objects.bulk_create(rows, ignore_conflicts=True)
    if rows:
        audit.record(
            by=by, verb="calendar.seeded", target=Holiday.objects.filter(day__year=year)[0], year=year, days=len(rows)
        )
    return len(rows)


@transaction.atomic
def add_holiday(
    *,
    day: dt.date,
    name: str,
    agency_id: int | None,
    source: str,
    by: audit.Actor,
    region: str = "",
    kind: str = HolidayKind.LOCAL,
) -> Holiday:
    """Add or rename a day off: everywhere, in one region (``region``) or for one agency."""
    if agency_id is None and not region and kind == HolidayKind.LOCAL:
        kind = HolidayKind.NATIONAL
    holiday, _ = Holiday.objects.update_or_create(
        day=day, agency_id=agency_id, region=region, defaults={"name": name, "source": source, "kind": kind}
    )
    audit.record(by=by, verb="calendar.holiday_set", target=holiday, day=day)
    return holiday


@transaction.atomic
def remove_holiday(*, holiday: Holiday, by: audit.Actor) -> None:
    """Take a day off out of the table: people work on it."""
    audit.record(by=by, verb="calendar.holiday_removed", target=holiday, day=holiday.day, name=holiday.name)
    holiday.delete()


@dataclass(frozen=True)
class Period:
    """Days with a shorter week (Ramadan): everywhere, in one region or for one agency."""

    name: str
    first: dt.date
    last: dt.date
    minutes_per_week: int
    day_starts: dt.time
    agency_id: int | None
    region: str
    source: str


@transaction.atomic
def add_period(*, given: Period, by: audit.Actor) -> WorkPeriod:
    """Enter a period; an agency named makes the region superfluous."""
    values = {**asdict(given), "region": "" if given.agency_id else given.region}
    period = WorkPeriod.objects.create(**values)
    audit.record(by=by, verb="calendar.period_set", target=period, first=given.first, last=given.last)
    return period


@transaction.atomic
def remove_period(*, period: WorkPeriod, by: audit.Actor) -> None:
    """Take a period out again: the usual week holds."""
    audit.record(by=by, verb="calendar.period_removed", target=period, first=period.first, last=period.last)
    period.delete()
