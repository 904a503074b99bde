"""Writes of the evidence spine: record facts, correct them by further facts, mend roll-ups.

Facts are recorded inside the transaction of the change they tell of; outside of one they are refused.
"""

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from decimal import Decimal
from typing import Any

from django.db import connection, transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from pamong.evidence.enums import MetricKind
from pamong.evidence.events import FactRecorded
from pamong.evidence.models import Fact, FactAnswer, Rollup
from pamong.evidence.registry import metric_of
from pamong.evidence.rules.aggregate import is_share
from pamong.evidence.rules.answers import checked
from pamong.evidence.rules.periods import next_month
from pamong.people import queries as people
from pamong.platform.access.viewer import Viewer
from pamong.platform.audit import actions as audit
from pamong.platform.calendar.queries import now
from pamong.platform.events import publish
from pamong.platform.guard import ACTION
from pamong.platform.notifications.actions import notify

__all__ = ["NewFact", "answer", "correct", "ensure_months", "rebuild", "record", "record_many", "withdraw"]


@dataclass(frozen=True)
class NewFact:
    """A fact to be recorded. ``day`` is the civil day in the agency's zone, ``value`` in the unit of the metric."""

    metric: str
    agency_id: int
    unit_id: int
    unit_path: str
    person_id: int | None
    value: Decimal
    at: dt.datetime
    day: dt.date
    source: str
    subject: str = ""
    source_label: str = ""
    corrects: int | None = None
    n: int = 1
    words: str = ""  # of a citizen, cleared by a moderator; told to listeners, not stored with the fact


def record(
    *,
    metric: str,
    agency_id: int,
    unit_id: int,
    unit_path: str,
    person_id: int | None,
    value: Decimal,
    at: dt.datetime,
    day: dt.date,
    source: str,
    by: Viewer,
    subject: str = "",
    source_label: str = "",
    corrects: int | None = None,
    words: str = "",
) -> Fact:
    """Record one fact; roll-ups follow in the same transaction.

    With ``corrects`` the value is added to the fact of that id, which must lie on the same day, metric and scope
    (``withdraw`` takes a fact back altogether). Raises UnknownMetric, RuntimeError outside a transaction, ValueError for
    a value that is no finite number, IntegrityError for a correction without its fact.
    """
    new = NewFact(
        metric=metric,
        agency_id=agency_id,
        unit_id=unit_id,
        unit_path=unit_path,
        person_id=person_id,
        value=value,
        at=at,
        day=day,
        source=source,
        subject=subject,
        source_label=source_label,
        corrects=corrects,
        n=0 if corrects is not None else 1,
        words=words,
    )
    ident = record_many(facts=[new], by=by)[0]
    return Fact(id=ident, by=by.user_id, **_stored(new))


def record_many(*, facts: Sequence[NewFact], by: Viewer) -> list[int]:
    """Record facts in one statement, in order; answers their ids. Raises as ``record`` does."""
    if not facts:
        return []
    if not connection.in_atomic_block:
        raise RuntimeError("facts are recorded in the transaction of the change they tell of")
    payload = json.dumps([_wire(fact, by) for fact in facts])
    with connection.cursor() as cursor:
        cursor.execute("SELECT evidence_record(%s::jsonb)", [payload])
        made = [row[0] for row in cursor.fetchall()]
    for ident, fact in zip(made, facts, strict=True):
        if metric_of(fact.metric).citizen:
            publish(_told(ident, fact))
    return made


def _told(ident: int, fact: NewFact) -> FactRecorded:
    return FactRecorded(
        fact_id=ident,
        metric=fact.metric,
        agency_id=fact.agency_id,
        unit_id=fact.unit_id,
        person_id=fact.person_id,
        value=fact.value,
        day=fact.day,
        source=fact.source,
        words=fact.words,
        corrects=fact.corrects,
        withdrawn=fact.n == -1,
    )


def _stored(fact: NewFact) -> dict[str, Any]:
    row = asdict(fact)
    del row["words"]
    return row


def _wire(fact: NewFact, by: Viewer) -> dict[str, Any]:
    kind = metric_of(fact.metric).kind
    if not fact.value.is_finite():
        raise ValueError(f"{fact.metric}: {fact.value} is no finite number")
    if kind is MetricKind.SHARE and not is_share(fact.value, fact.n):
        raise ValueError(f"{fact.metric}: a share counts cases as 0 or 1, not {fact.value}")
    row = _stored(fact)
    row.update(value=str(fact.value), at=fact.at.isoformat(), day=fact.day.isoformat(), by=by.user_id)
    row["source_label"] = fact.source_label[:200]
    return row


def correct(*, fact: Fact, value: Decimal, source: str, by: Viewer, source_label: str = "") -> Fact:
    """Correct the value of a fact to ``value``: a new fact with the difference to what stands so far."""
    standing = Fact.objects.filter(corrects=fact.id, day=fact.day)
    so_far = fact.value + sum((c.value for c in standing), Decimal(0))
    new = replace(_like(fact), value=value - so_far, at=now(), source=source, source_label=source_label, n=0)
    return Fact(id=record_many(facts=[new], by=by)[0], by=by.user_id, **_stored(new))


def withdraw(
    *, sources: Iterable[str], metric: str, by: Viewer, source_label: str = "", replacing: Sequence[NewFact] = ()
) -> list[int]:
    """Take back what these sources recorded for a metric: for each standing fact one that brings it to nothing.

    ``replacing`` are facts recorded in their stead, in the same statement. Answers the ids of the new facts; none where
    nothing stands, so a second call changes nothing.
    """
    found = Fact.objects.filter(source__in=list(sources), metric=metric).order_by("id")
    originals = {f.id: f for f in found if f.n == 1}
    value = {ident: f.value for ident, f in originals.items()}
    gone = set()
    for f in Fact.objects.filter(corrects__in=list(originals)) if originals else ():
        value[f.corrects or 0] += f.value
        gone |= {f.corrects} if f.n == -1 else set()
    moment = now() if originals.keys() - gone else None
    new = [
        replace(_like(f), value=-value[ident], at=moment, source_label=source_label or f.source_label, n=-1)
        for ident, f in originals.items()
        if ident not in gone and moment
    ]
    return record_many(facts=[*new, *replacing], by=by)


def _like(fact: Fact) -> NewFact:
    """A correction of ``fact``, still without value."""
    return NewFact(
        metric=fact.metric,
        agency_id=fact.agency_id,
        unit_id=fact.unit_id,
        unit_path=fact.unit_path,
        person_id=fact.person_id,
        value=Decimal(0),
        at=fact.at,
        day=fact.day,
        source=fact.source,
        subject=fact.subject,
        corrects=fact.id,
    )


@transaction.atomic
def answer(*, fact: Fact, text: str, by: Viewer) -> FactAnswer:
    """The person a fact is about answers it; the answer stands wherever the fact stands. His superior is told.

    Raises Refused for anybody else, an empty text, and beyond the number of answers a fact can take.
    """
    with connection.cursor() as cursor:  # two answers at once: the second one waits and is counted
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('evidence.answer'), hashtext(%s))", [str(fact.id)])
    given = FactAnswer.objects.filter(fact_id=fact.id).count()
    said = checked(text, is_self=by.person_id == fact.person_id, given=given)
    row = FactAnswer(fact_id=fact.id, fact_day=fact.day, person_id=by.person_id or 0, text=said, subject=fact.subject)
    row.save(via=ACTION)
    audit.record(by=by, verb="evidence.answered", target=row, fact=fact.id)
    superior = people.superior_of(row.person_id)
    if superior:
        notify(
            person_id=people.carrier_of(superior),
            kind="evidence.answered",
            text=_("%(name)s menanggapi bukti yang tercatat tentang dirinya.") % {"name": by.name},
            url=reverse("evidence:fact", kwargs={"pk": fact.id}),
            key=f"evidence.answered:{row.pk}",
            by=by,
        )
    return row


def ensure_months(*, months: Iterable[dt.date], by: Viewer) -> int:
    """Make the partitions of these months ahead of time; answers how many were new. Recording makes missing ones itself.

    ``by`` names who asks, as in every action; making a partition leaves no trace beyond the partition.
    """
    del by
    made = 0
    with connection.cursor() as cursor:
        for month in months:
            cursor.execute("SELECT evidence_ensure_month(%s)", [month])
            made += bool(cursor.fetchone()[0])
    return made


_REBUILD = """
INSERT INTO evidence_rollup (metric, scope_kind, scope_id, month, n, total, minimum, maximum, last_day)
SELECT f.metric, k.kind, k.id, %(month)s, sum(f.n), sum(f.value), (array_agg(b.minimum))[1], (array_agg(b.maximum))[1],
       (array_agg(b.last_day))[1]
FROM evidence_fact f
CROSS JOIN LATERAL (SELECT * FROM (VALUES ('person', f.person_id::text), ('unit', f.unit_id::text),
  ('subject', nullif(f.subject, '')), ('agency', f.agency_id::text)) plain(kind, id)
  UNION ALL SELECT 'tree', above FROM evidence_above(f.unit_path) above) k(kind, id)
LEFT JOIN (
  SELECT metric, kind, id, min(value) AS minimum, max(value) AS maximum, max(day) AS last_day FROM (
    SELECT f.metric, k.kind, k.id, sum(f.value) AS value, max(f.day) AS day FROM evidence_fact f
    CROSS JOIN LATERAL (VALUES ('person', f.person_id::text), ('subject', nullif(f.subject, ''))) k(kind, id)
    WHERE f.day >= %(month)s AND f.day < %(after)s AND k.id IS NOT NULL
    GROUP BY f.metric, k.kind, k.id, coalesce(f.corrects, f.id) HAVING sum(f.n) > 0) e
  GROUP BY metric, kind, id) b ON (b.metric, b.kind, b.id) = (f.metric, k.kind, k.id)
WHERE f.day >= %(month)s AND f.day < %(after)s AND k.id IS NOT NULL
GROUP BY f.metric, k.kind, k.id
"""


@transaction.atomic
def rebuild(*, month: dt.date, by: Viewer) -> int:
    """Compute the roll-ups of one month anew from its facts (repair after a damage); answers how many rows there are."""
    first = month.replace(day=1)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute("LOCK TABLE evidence_fact, evidence_rollup IN SHARE ROW EXCLUSIVE MODE")
        cursor.execute("DELETE FROM evidence_rollup WHERE month = %s", [first])
        cursor.execute(_REBUILD, {"month": first, "after": next_month(first)})
        rows: int = cursor.rowcount
    sample = Rollup.objects.filter(month=first).first()
    if sample is not None:
        audit.record(by=by, verb="evidence.rebuilt", target=sample, month=first, rows=rows)
    return rows
