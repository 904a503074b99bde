"""What stands around a person's day besides his entries: kept templates, taps, orders, and work that other areas recorded."""

import datetime as dt
import json
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import connection

from pamong.evidence import queries as evidence
from pamong.evidence.registry import Metric

MOST_TEMPLATES, MOST_ORDERS, MOST_LINES = 12, 5, 50


@dataclass(frozen=True)
class Kept:
    """A template by its id and text."""

    id: int
    text: str


@dataclass(frozen=True)
class Taps:
    """The day by the attendance machine, beside the day as logged."""

    first_in: dt.time | None
    last_out: dt.time | None


@dataclass(frozen=True)
class Order:
    """An open disposition: what is wanted, and until when."""

    id: int
    text: str
    due: dt.date | None
    giver: str


@dataclass(frozen=True)
class ReadyLine:
    """Work of the day that another area recorded: a served case, an answered complaint. ``url`` opens it."""

    text: str
    kind: str
    value: Decimal
    unit: str
    at: dt.datetime
    url: str


@dataclass(frozen=True)
class Around:
    """All of it for one person and day."""

    templates: tuple[Kept, ...]
    taps: Taps | None
    orders: tuple[Order, ...]
    ready: tuple[ReadyLine, ...]
    strays: int = 0  # entries of the last 400 days that name a plan which does not run on their day


_AROUND = """
SELECT
  (SELECT json_agg(t) FROM (SELECT id, text FROM worklog_entrytemplate WHERE person_id = %(me)s ORDER BY text, id
    LIMIT %(templates)s) t),
  (SELECT json_build_array(first_in, last_out) FROM worklog_attendance WHERE person_id = %(me)s AND day = %(day)s),
  (SELECT json_agg(o) FROM (SELECT d.id, d.text, d.due, p.name AS giver FROM worklog_disposition d
    JOIN people_person p ON p.id = d.given_by_id WHERE d.person_id = %(me)s AND d.state = 'open'
    ORDER BY d.due NULLS LAST, d.id LIMIT %(orders)s) o),
  (SELECT json_agg(l) FROM (SELECT f.metric, f.source, f.source_label, f.value::text, f.at FROM evidence_fact f
    WHERE f.person_id = %(me)s AND f.day = %(day)s AND f.metric = ANY(%(metrics)s) AND f.n = 1 AND NOT EXISTS (
      SELECT FROM evidence_fact w WHERE w.corrects = f.id AND w.day = f.day AND w.n = -1)
    ORDER BY f.at, f.id LIMIT %(lines)s) l),
  (SELECT count(*) FROM worklog_entry e JOIN planning_workresult r ON r.id = e.result_id JOIN planning_skp s ON s.id = r.skp_id
    WHERE e.person_id = %(me)s AND e.day > %(day)s - 400 AND e.state <> 'withdrawn'
      AND NOT e.day BETWEEN s.starts AND s.ends)
"""


def around(person_id: int, day: dt.date) -> Around:
    """What stands around the own day of a person, in one statement. The caller shows it to that person only."""
    shown = {m.id: m for m in evidence.metrics() if m.shows_in_day}
    params: dict[str, Any] = {
        "me": person_id,
        "day": day,
        "metrics": sorted(shown),
        "templates": MOST_TEMPLATES,
        "orders": MOST_ORDERS,
        "lines": MOST_LINES,
    }
    with connection.cursor() as cursor:
        cursor.execute(_AROUND, params)
        *cells, strays = cursor.fetchone()
        templates, taps, orders, lines = (_json(cell) for cell in cells)
    return Around(
        templates=tuple(Kept(**one) for one in templates or ()),
        taps=Taps(*(dt.time.fromisoformat(t) if t else None for t in taps)) if taps else None,
        orders=tuple(
            Order(o["id"], o["text"], dt.date.fromisoformat(o["due"]) if o["due"] else None, o["giver"])
            for o in orders or ()
        ),
        ready=tuple(_ready(shown[line["metric"]], line) for line in lines or ()),
        strays=strays,
    )


def _json(cell: Any) -> Any:
    return json.loads(cell) if isinstance(cell, str) else cell


def _ready(metric: Metric, line: dict[str, Any]) -> ReadyLine:
    return ReadyLine(
        text=line["source_label"] or str(metric.title),
        kind=str(metric.title),
        value=Decimal(line["value"]),
        unit=str(metric.unit),
        at=dt.datetime.fromisoformat(line["at"]),
        url=evidence.source_url(line["source"]),
    )
