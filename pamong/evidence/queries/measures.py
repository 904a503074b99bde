"""Many figures at once, each an aggregation of one metric over a scope and a period: one statement for a whole page.

Sums, counts, means and shares come from the roll-ups; only days at the ends of a period that are no whole month are read
from facts. Two kinds of figures are read from the facts themselves, over an index: a percentile, which no sums can give (a
histogram would answer with the edge of a bucket, not with the case a figure is opened to), and a figure narrowed to one
subject within a unit, for which no roll-up is kept.
"""

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.db import connection

from pamong.evidence.enums import Aggregation, ScopeKind
from pamong.evidence.rules.aggregate import Parts, figure
from pamong.evidence.rules.periods import months, next_month, split


@dataclass(frozen=True)
class Measure:
    """What is asked: ``key`` names the answer, ``scope_id`` a person, unit, subject or agency; both days are included.

    Without ``metric`` all metrics of a subject are added. ``agency_id`` is needed where facts of a unit are read.
    """

    key: str
    metric: str
    aggregation: str
    scope: ScopeKind
    scope_id: int | str
    start: dt.date
    end: dt.date
    subject: str = ""
    percentile: int | None = None
    agency_id: int = 0

    @property
    def scanned(self) -> bool:
        """Whether the facts of the whole period are read."""
        narrowed = self.subject != "" and self.scope is not ScopeKind.SUBJECT
        return self.aggregation == Aggregation.PERCENTILE or narrowed


@dataclass(frozen=True)
class Figure:
    """The answer, made only where facts stand. ``value`` is unrounded, a share in percent; ``at`` is when it was computed."""

    value: Decimal
    n: int
    total: Decimal
    last_day: dt.date | None  # not kept for units and agencies
    at: dt.datetime


_ASKED = """
WITH asked AS MATERIALIZED (
  SELECT * FROM jsonb_to_recordset(%(asked)s::jsonb) AS a(key text, metric text, kind text, id text, num bigint,
    agency bigint, subject text, part text, p bigint, scanned boolean, first date, after date)),
parts AS (
  SELECT a.key, r.n::numeric AS n, r.total, r.last_day FROM asked a JOIN evidence_rollup r
    ON r.scope_kind = a.kind AND r.scope_id = a.id AND r.month >= a.first AND r.month < a.after
    AND (a.metric = '' OR r.metric = a.metric)
  WHERE NOT a.scanned{edges}),
found AS (
  SELECT key, sum(n) AS n, sum(total) AS total, max(last_day) AS last_day, NULL::numeric AS percentile
  FROM parts GROUP BY key HAVING sum(n) > 0{scans})
SELECT key, n, total, last_day, percentile, now() FROM found
"""
_EDGE = """
  UNION ALL SELECT a.key, f.n, f.value, CASE WHEN f.n = 1 AND NOT EXISTS (
    SELECT FROM evidence_fact w WHERE w.corrects = f.id AND w.day = f.day AND w.n = -1) THEN f.day END
  FROM asked a JOIN evidence_fact f ON {where}
  WHERE NOT a.scanned AND a.kind = %(kind{i})s AND a.part = %(part{i})s AND f.day >= %(from{i})s AND f.day <= %(to{i})s"""
_SCAN = """
  UNION ALL SELECT key, count(*), sum(value), max(day), (array_agg(value ORDER BY value))[(p * count(*) + 99) / 100] FROM (
    SELECT a.key, coalesce(a.p, 50) AS p, sum(f.value) AS value, max(f.day) AS day FROM asked a JOIN evidence_fact f ON {where}
    WHERE a.scanned AND a.kind = %(kind{i})s AND a.part = %(part{i})s AND f.day >= %(from{i})s AND f.day <= %(to{i})s
      AND (a.subject = '' OR f.subject = a.subject)
    GROUP BY a.key, a.p, coalesce(f.corrects, f.id) HAVING sum(f.n) > 0) standing{i} GROUP BY key, p"""
_WHERE = {
    ScopeKind.PERSON: "f.person_id = a.num AND f.metric = a.metric",
    ScopeKind.SUBJECT: "f.subject = a.id AND f.subject <> '' AND (a.metric = '' OR f.metric = a.metric)",
    ScopeKind.AGENCY: "f.metric = a.metric AND f.agency_id = a.num",
    ScopeKind.UNIT: "f.metric = a.metric AND f.agency_id = a.agency AND f.unit_id = a.num",
    ScopeKind.TREE: "f.metric = a.metric AND f.agency_id = a.agency"
    " AND '.' || f.unit_path LIKE '%%.' || lpad(a.id, 6, '0') || '.%%'",
}


def measured(measures: Iterable[Measure]) -> dict[str, Figure]:
    """The figures by key, in one statement however many are asked (none for none); missing where no fact stands."""
    asked = list(measures)
    if not asked:
        return {}
    params: dict[str, Any] = {"asked": json.dumps([_row(m) for m in asked])}
    edges, scans = _facts_of(asked, params)
    with connection.cursor() as cursor:
        cursor.execute(_ASKED.format(edges=edges, scans=scans), params)
        rows = {key: (Parts(total, int(n)), last, p, at) for key, n, total, last, p, at in cursor.fetchall()}
    return {
        m.key: Figure(value, parts.n, parts.total, last, at)
        for m in asked
        for parts, last, p, at in [rows.get(m.key, _NONE)]
        if at is not None and (value := figure(m.aggregation, parts, p)) is not None
    }


_NONE: tuple[Parts, None, None, None] = (Parts(Decimal(0), 0), None, None, None)


def _row(m: Measure) -> dict[str, Any]:
    period = split(m.start, m.end)
    return {
        "key": m.key,
        "metric": m.metric,
        "kind": m.scope.value,
        "id": str(m.scope_id),
        "num": None if m.scope is ScopeKind.SUBJECT else int(m.scope_id),
        "agency": m.agency_id,
        "subject": m.subject,
        "part": _part(m.start, m.end),
        "p": m.percentile,
        "scanned": m.scanned,
        "first": period.first.isoformat(),
        "after": period.after.isoformat(),
    }


def _part(start: dt.date, end: dt.date) -> str:
    """The name of a period: those who share it share a branch of the statement."""
    return f"{start.isoformat()}/{end.isoformat()}"


def _facts_of(asked: Sequence[Measure], params: dict[str, Any]) -> tuple[str, str]:
    """The branches that read facts: by scope and period, with the days written out, so that other months are not opened."""
    groups = dict.fromkeys((m.scope, m.start, m.end, m.scanned) for m in asked)
    edges, scans, i = "", "", 0
    for scope, start, end, scanned in groups:
        for first, last in [(start, end)] if scanned else split(start, end).edges:
            text = (_SCAN if scanned else _EDGE).format(where=_WHERE[scope], i=i)
            params |= {f"kind{i}": scope.value, f"part{i}": _part(start, end), f"from{i}": first, f"to{i}": last}
            edges, scans = (edges, scans + text) if scanned else (edges + text, scans)
            i += 1
    return edges, scans


def monthly(measure: Measure) -> dict[dt.date, Measure]:
    """The same measure for each month it touches (by its first day), clipped to the period; to be asked together."""
    return {
        month: replace(
            measure,
            key=f"{measure.key}/{month.isoformat()}",
            start=max(month, measure.start),
            end=min(next_month(month) - dt.timedelta(days=1), measure.end),
        )
        for month in months(measure.start, measure.end)
    }


def by_month(measure: Measure) -> list[tuple[dt.date, Figure | None]]:
    """The same figure for each month of its period; one statement."""
    parts = monthly(measure)
    found = measured(parts.values())
    return [(month, found.get(part.key)) for month, part in parts.items()]
