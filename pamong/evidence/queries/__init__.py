"""Reads of the evidence spine. Totals answer other areas (which checked who asks); ``facts`` answers a viewer."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import connection
from django.db.models import Exists, Max, OuterRef, Q, QuerySet, Sum
from django.urls import reverse
from django.utils.translation import gettext

from pamong.evidence.enums import Aggregation, MetricKind, ScopeKind
from pamong.evidence.models import Fact
from pamong.evidence.queries.answers import Answered, Reply, answered_in, replies
from pamong.evidence.queries.measures import Figure, Measure, by_month, measured, monthly
from pamong.evidence.registry import Metric, metric_of, metrics, source_title, source_url, subjects_of
from pamong.evidence.rules.aggregate import ALLOWED
from pamong.evidence.rules.periods import split
from pamong.people import queries as people
from pamong.platform.access import scope
from pamong.platform.access.errors import NotVisible
from pamong.platform.access.viewer import Viewer
from pamong.platform.access.who import Who

__all__ = [
    "Aggregation",
    "Answered",
    "Figure",
    "Line",
    "Measure",
    "MetricKind",
    "Realised",
    "Reply",
    "ScopeKind",
    "aggregations",
    "answered_in",
    "by_month",
    "fact_for",
    "facts",
    "lines",
    "measured",
    "metric_named",
    "metric_of",
    "metrics",
    "monthly",
    "realised",
    "replies",
    "source_title",
    "source_url",
    "standing",
    "subjects_of",
    "total",
    "totals",
]


@dataclass(frozen=True)
class Realised:
    """What stands over a period: sum of values, number of facts, last day with one. Made only where there are facts."""

    total: Decimal
    n: int
    last_day: dt.date | None

    @property
    def mean(self) -> Decimal:
        """Total by number, unrounded."""
        return self.total / self.n

    def figure(self, kind: MetricKind) -> Decimal:
        """The number to show for a metric of this kind."""
        return self.total if kind in (MetricKind.COUNT, MetricKind.SUM) else self.mean


_COLUMN = {  # of a fact; a unit with all below it is asked for by ``measured``
    ScopeKind.PERSON: "person_id",
    ScopeKind.UNIT: "unit_id",
    ScopeKind.SUBJECT: "subject",
    ScopeKind.AGENCY: "agency_id",
}
_TOTALS = """
SELECT id, sum(n), sum(total), max(last_day) FROM (
  SELECT scope_id AS id, n, total, last_day FROM evidence_rollup
  WHERE scope_kind = %(kind)s AND scope_id = ANY(%(ids)s) AND month >= %(first)s AND month < %(after)s
    AND (%(metric)s = '' OR metric = %(metric)s)
  {edges}
) parts GROUP BY id HAVING sum(n) > 0
"""
_EDGE = """
  UNION ALL SELECT {column}::text, n, value, CASE WHEN n = 1 AND NOT EXISTS (
    SELECT FROM evidence_fact w WHERE w.corrects = f.id AND w.day = f.day AND w.n = -1) THEN day END
  FROM evidence_fact f WHERE f.{column} = ANY(%(keys)s) AND f.day >= %(from{i})s AND f.day <= %(to{i})s
    AND (%(metric)s = '' OR metric = %(metric)s)
"""


def totals(
    kind: ScopeKind | str, ids: Iterable[object], *, start: dt.date, end: dt.date, metric: str = ""
) -> dict[str, Realised]:
    """Totals by scope id (as text) from ``start`` to ``end`` (both included), in one statement; only where facts stand.

    Whole months come from roll-ups, the days at both ends from facts. Without ``metric`` all metrics are added.
    """
    kind, column = ScopeKind(kind), _COLUMN[ScopeKind(kind)]
    keys = [str(i) for i in ids]
    if not keys:
        return {}
    period = split(start, end)
    params: dict[str, Any] = {
        "kind": kind.value,
        "ids": keys,
        "keys": list(keys) if kind is ScopeKind.SUBJECT else [int(key) for key in keys],
        "first": period.first,
        "after": period.after,
        "metric": metric,
    }
    edges = ""
    for i, (first, last) in enumerate(period.edges):
        edges += _EDGE.format(column=column, i=i)
        params |= {f"from{i}": first, f"to{i}": last}
    with connection.cursor() as cursor:
        cursor.execute(_TOTALS.format(edges=edges), params)
        return {row[0]: Realised(total=row[2], n=int(row[1]), last_day=row[3]) for row in cursor.fetchall()}


def total(
    metric: str,
    *,
    start: dt.date,
    end: dt.date,
    subject: str = "",
    person_id: int | None = None,
    unit_id: int | None = None,
    agency_id: int | None = None,
) -> Realised | None:
    """The total of one metric for exactly one subject, person, unit or agency; None where no fact stands.

    Raises UnknownMetric, ValueError when not exactly one is named.
    """
    metric_of(metric)
    named = [
        (ScopeKind.SUBJECT, subject or None),
        (ScopeKind.PERSON, person_id),
        (ScopeKind.UNIT, unit_id),
        (ScopeKind.AGENCY, agency_id),
    ]
    given = [(kind, ident) for kind, ident in named if ident is not None]
    if len(given) != 1:
        raise ValueError("name one subject, person, unit or agency")
    kind, ident = given[0]
    return totals(kind, [ident], start=start, end=end, metric=metric).get(str(ident))


def realised(subjects: Sequence[str], start: dt.date, end: dt.date, metric: str = "") -> dict[str, Realised]:
    """Totals by subject ("indicator:45"); a subject without standing facts is missing, for missing is not zero."""
    return totals(ScopeKind.SUBJECT, subjects, start=start, end=end, metric=metric)


def facts(
    viewer: Viewer,
    *,
    subject: str = "",
    person_id: int | None = None,
    unit_id: int | None = None,
    below_id: int | None = None,
    agency_id: int | None = None,
    metric: str = "",
    source: str = "",
    start: dt.date | None = None,
    end: dt.date | None = None,
    policy: str = "evidence.view",
) -> QuerySet[Fact]:
    """Facts the viewer may see, newest first, corrections included; ``withdrawn`` says whether one was taken back.

    ``below_id`` is a unit with all that stood below it when the fact was recorded.
    """
    relations = {
        Who.SELF: Q(person_id=viewer.person_id),
        Who.SUPERIOR: Q(person_id__in=people.direct_reports(viewer).order_by().values("person_id")),
        Who.ABOVE: _below(viewer),
    }
    found = Fact.objects.filter(scope(viewer, policy, relations))
    if subject:
        found = found.filter(subject=subject)
    if person_id is not None:
        found = found.filter(person_id=person_id)
    if unit_id is not None:
        found = found.filter(unit_id=unit_id)
    if below_id is not None:
        found = found.filter(Q(unit_path__startswith=f"{below_id:06d}.") | Q(unit_path__contains=f".{below_id:06d}."))
    if agency_id is not None:
        found = found.filter(agency_id=agency_id)
    if metric:
        found = found.filter(metric=metric)
    if source:
        found = found.filter(source=source)
    if start:
        found = found.filter(day__gte=start)
    if end:
        found = found.filter(day__lte=end)
    taken_back = Fact.objects.filter(corrects=OuterRef("id"), day=OuterRef("day"), n=-1)
    return found.annotate(withdrawn=Exists(taken_back)).order_by("-day", "-id")


def _below(viewer: Viewer) -> Q:
    led = Q(agency_id__in=())
    for path in viewer.leads:
        led |= Q(unit_path__startswith=path)
    return led


def aggregations(metric_id: str) -> tuple[Aggregation, ...]:
    """What can be made of a metric, the usual first; none for a metric whose area is gone."""
    known = metric_named(metric_id)
    return tuple(Aggregation(a) for a in ALLOWED[known.kind.value]) if known else ()


def metric_named(metric_id: str) -> Metric | None:
    """The metric of a fact for showing, or None when its area is gone."""
    return next((m for m in metrics() if m.id == metric_id), None)


@dataclass(frozen=True)
class Line:
    """One fact as the list shows it; ``url`` opens its source. Corrections and withdrawn facts say so."""

    text: str
    value: Decimal
    unit: str
    day: dt.date
    url: str
    source: str
    more: str = ""  # the fact's own page
    answers: tuple[Reply, ...] = ()  # of the person it is about: they go wherever the fact goes


def fact_for(viewer: Viewer, ident: int, policy: str = "evidence.view") -> Fact:
    """One fact the viewer may see (or answer, by ``policy``); raises NotVisible."""
    found = facts(viewer, policy=policy).filter(id=ident).first()
    if found is None:
        raise NotVisible
    return found


def lines(found: Iterable[Fact]) -> list[Line]:
    """Facts of ``facts`` made ready to be shown, each with the answers of the person (one statement)."""
    rows = list(found)
    answers = replies(fact.id for fact in rows)
    return [_line(fact, answers.get(fact.id, ())) for fact in rows]


def _line(fact: Fact, answers: tuple[Reply, ...]) -> Line:
    known = metric_named(fact.metric)
    text = fact.source_label or (gettext(str(known.title)) if known else fact.metric)
    if fact.n == -1:
        text = gettext("Pembatalan: %(text)s") % {"text": text}
    elif fact.n == 0:
        text = gettext("Koreksi: %(text)s") % {"text": text}
    elif getattr(fact, "withdrawn", False):
        text = gettext("%(text)s (sudah dibatalkan)") % {"text": text}
    source = source_title(fact.source)
    kind = gettext(str(known.title)) if known else fact.metric
    return Line(
        text=text,
        value=fact.value,
        unit=gettext(str(known.unit)) if known and known.unit else "",
        day=fact.day,
        url=source_url(fact.source),
        source=f"{kind} · {source}" if source and source != kind else kind,
        more=reverse("evidence:fact", kwargs={"pk": fact.id}),
        answers=answers,
    )


def standing(found: QuerySet[Fact]) -> list[tuple[Metric | None, Realised]]:
    """What a list of facts adds up to, by metric, corrections taken into account; only where something stands."""
    sums = (
        found.order_by()
        .values_list("metric")
        .annotate(total=Sum("value"), n=Sum("n"), last=Max("day"))
        .order_by("metric")
    )
    return [(metric_named(name), Realised(total, n, last)) for name, total, n, last in sums if n]
