"""What a case tells the evidence spine: about the unit that has it and the officer who handled it."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from pamong.evidence import actions as evidence
from pamong.evidence.registry import Metric
from pamong.people.models import Unit
from pamong.platform.access.viewer import Viewer
from pamong.voice.complaints import metrics
from pamong.voice.complaints.actions._steps import civil_day, moment
from pamong.voice.complaints.models import Closing, Complaint


def source_of(complaint: Complaint) -> str:
    """The source of every fact of a case."""
    return f"voice.complaint:{complaint.pk}"


def fact(
    metric: Metric,
    complaint: Complaint,
    unit: Unit,
    *,
    person_id: int | None,
    value: Decimal,
    day: dt.date,
    by: Viewer,
    source: str = "",
) -> evidence.NewFact:
    """One fact about ``unit`` (and an officer), on a day."""
    del by
    return evidence.NewFact(
        metric=metric.id,
        agency_id=unit.agency_id,
        unit_id=unit.pk,
        unit_path=unit.path,
        person_id=person_id,
        value=value,
        at=moment(),
        day=day,
        source=source or source_of(complaint),
        subject=f"voice.category:{complaint.category_id}",
        source_label=complaint.number,
    )


def record_received(complaint: Complaint, day: dt.date, *, by: Viewer) -> None:
    """The unit has one more case; a case that moves on counts where it is."""
    if complaint.unit is None:
        return
    new = fact(
        metrics.RECEIVED, complaint, complaint.unit, person_id=complaint.handler_id, value=Decimal(1), day=day, by=by
    )
    evidence.withdraw(sources=[source_of(complaint)], metric=metrics.RECEIVED.id, by=by, replacing=[new])


def move_received(complaints: Sequence[Complaint], unit: Unit, day: dt.date, *, by: Viewer) -> None:
    """Open cases that went to another unit count there from ``day`` on. One call for all."""
    new = [
        fact(metrics.RECEIVED, c, unit, person_id=c.handler_id, value=Decimal(1), day=day, by=by) for c in complaints
    ]
    evidence.withdraw(sources=[source_of(c) for c in complaints], metric=metrics.RECEIVED.id, by=by, replacing=new)


def record_decided(complaint: Complaint, closing: Closing, *, by: Viewer) -> None:
    """Answered in time or not, days, upheld or not. The last decision of a case counts: a reopened one replaces the first."""
    if complaint.unit is None:
        return
    person = closing.person_id if closing.person_id else complaint.handler_id
    values = (
        (metrics.IN_TIME, Decimal(int(closing.in_time))),
        (metrics.DAYS, Decimal(closing.days)),
        (metrics.UPHELD, Decimal(int(closing.outcome in ("upheld", "partly")))),
    )
    for metric, value in values:
        new = fact(metric, complaint, complaint.unit, person_id=person, value=value, day=closing.day, by=by)
        evidence.withdraw(sources=[source_of(complaint)], metric=metric.id, by=by, replacing=[new])
    handled = fact(
        metrics.HANDLED, complaint, complaint.unit, person_id=person, value=Decimal(1), day=closing.day, by=by
    )
    evidence.record_many(facts=[handled], by=by)  # each decision is a piece of work, also the second one
    record_about(complaint, closing, by=by)


def record_explained(complaint: Complaint, *, by: Viewer) -> None:
    """An explanation to the public is a piece of work of whoever gave it."""
    if complaint.unit is None:
        return
    day = civil_day(complaint)
    new = fact(metrics.EXPLAINED, complaint, complaint.unit, person_id=by.person_id, value=Decimal(1), day=day, by=by)
    evidence.record_many(facts=[new], by=by)


def record_about(complaint: Complaint, closing: Closing, *, by: Viewer) -> None:
    """An upheld complaint about an officer or unit is a fact about them; its source is the summary they could answer."""
    summary = complaint.redacted.filter(person_id=complaint.accused_person_id or 0).first()
    source = f"voice.redacted:{summary.pk}" if summary else source_of(complaint)
    standing = [source_of(complaint), *([source] if summary else [])]
    replacing = []
    if complaint.accused_unit is not None and closing.outcome in ("upheld", "partly"):
        replacing = [
            fact(
                metrics.ABOUT,
                complaint,
                complaint.accused_unit,
                person_id=complaint.accused_person_id,
                value=Decimal(1),
                day=closing.day,
                by=by,
                source=source,
            )
        ]
    evidence.withdraw(sources=standing, metric=metrics.ABOUT.id, by=by, replacing=replacing)


def record_rating(complaint: Complaint, day: dt.date, *, by: Viewer) -> None:
    """The reporter's rating of the handling; a new one replaces the old."""
    if complaint.unit is None or complaint.rating is None:
        return
    new = fact(
        metrics.SATISFACTION,
        complaint,
        complaint.unit,
        person_id=complaint.handler_id,
        value=Decimal(complaint.rating),
        day=day,
        by=by,
    )
    evidence.withdraw(sources=[source_of(complaint)], metric=metrics.SATISFACTION.id, by=by, replacing=[new])
