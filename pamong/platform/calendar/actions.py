"""Writes of the holiday table."""

import datetime as dt
from importlib.metadata import version

import holidays as known
from django.db import transaction

from pamong.platform.audit import actions as audit
from pamong.platform.calendar.models import Holiday


@transaction.atomic
def seed_year(*, year: int, by: audit.Actor) -> int:
    """Fill a year with public and joint holidays of the ``holidays`` package where the table has none; returns how many.

    Some future dates are estimates; the joint decree of the year overrides them (the table is edited by the region).
    """
    if Holiday.objects.filter(day__year=year, agency_id__isnull=True).exists():
        return 0
    days = known.country_holidays("ID", years=year, categories=("public", "government"), language="id")
    rows = [
        Holiday(day=day, name=name[:120], source=f"paket holidays {version('holidays')}; SKB 3 Menteri menentukan")
        for day, name in sorted(days.items())
    ]
    Holiday.objects.bulk_create(rows, ignore_conflicts=True)
    if rows:
        audit.record(
            by=by, verb="calendar.seeded", target=Holiday.objects.filter(day__year=year)[0], year=year, days=len(rows)
        )
    return len(rows)


@transaction.atomic
def add_holiday(*, day: dt.date, name: str, agency_id: int | None, source: str, by: audit.Actor) -> Holiday:
    """Add or rename a day off, everywhere or for one agency."""
    holiday, _ = Holiday.objects.update_or_create(
        day=day, agency_id=agency_id, defaults={"name": name, "source": source}
    )
    audit.record(by=by, verb="calendar.holiday_set", target=holiday, day=day)
    return holiday
