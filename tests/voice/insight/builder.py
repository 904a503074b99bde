"""Many complaints at once: copies of one made through the actions, spread over days, places and states."""

import datetime as dt
from typing import Any

from pamong.platform.guard import ACTION
from pamong.voice.complaints.models import Complaint


def copies(case: Complaint, days: list[dt.date], start: int = 1, **changes: Any) -> list[Complaint]:
    """As many like ``case``, one per day given."""
    rows = []
    for at, day in enumerate(days):
        row = Complaint.objects.get(pk=case.pk)
        row.pk, row.number = start * 10_000 + at, f"P-{start:04d}-{at:04d}"
        row.intake_key, row.received_day = f"copy-{start}-{at}", day
        for name, value in changes.items():
            setattr(row, name, value)
        rows.append(row)
    return Complaint.objects.bulk_create(rows, via=ACTION)


def spread(last: dt.date, windows: int, each: int, length: int = 14) -> list[dt.date]:
    """``each`` days in every one of the earlier windows, the newest left out."""
    return [last - dt.timedelta(days=length * at + i % length) for at in range(1, windows + 1) for i in range(each)]
