"""What indicators realise in a period, measured by themselves or by what people log: one statement for a whole page.

Callers have checked who asks. A figure beyond the person himself (unit, sub-tree, agency) is a sum over many; the facts
behind it are shown by evidence, as far as the reader's right goes.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils.translation import gettext as _

from pamong.evidence import queries as evidence
from pamong.evidence.queries import Aggregation, Measure, ScopeKind
from pamong.planning.enums import Aspect, MeasureScope
from pamong.planning.rules import measure
from pamong.planning.rules.measure import Binding

SCOPES = {
    measure.ME: ScopeKind.PERSON,
    measure.UNIT: ScopeKind.UNIT,
    measure.TREE: ScopeKind.TREE,
    measure.AGENCY: ScopeKind.AGENCY,
}
FOUR = Decimal("0.0001")


@dataclass(frozen=True)
class Wanted:
    """An indicator whose realisation from ``start`` to ``end`` (both included) is asked; its post says whose unit."""

    indicator_id: int
    aspect: str
    measure: str
    person_id: int
    unit_id: int
    agency_id: int
    start: dt.date
    end: dt.date
    pair: int = 0

    @property
    def binding(self) -> Binding | None:
        return measure.parse(self.measure)


@dataclass(frozen=True)
class Realisation:
    """Made only where facts stand: missing is not zero. ``value`` has four decimals, a share is in percent."""

    value: Decimal
    n: int
    total: Decimal
    last_day: dt.date | None
    at: dt.datetime


def measure_of(wanted: Wanted) -> Measure:
    """What is asked of the evidence for an indicator."""
    binding = wanted.binding
    if binding is None:
        mean = wanted.aspect in (Aspect.QUALITY, Aspect.TIME)  # ``realised_value`` says why
        return Measure(
            key=str(wanted.indicator_id),
            metric="",
            aggregation=Aggregation.MEAN if mean else Aggregation.SUM,
            scope=ScopeKind.SUBJECT,
            scope_id=f"indicator:{wanted.indicator_id}",
            start=wanted.start,
            end=wanted.end,
        )
    ids = {measure.ME: wanted.person_id, measure.AGENCY: wanted.agency_id}
    return Measure(
        key=str(wanted.indicator_id),
        metric=binding.metric,
        aggregation=binding.aggregation,
        scope=SCOPES[binding.scope],
        scope_id=ids.get(binding.scope, wanted.unit_id),
        start=wanted.start,
        end=wanted.end,
        subject=binding.subject,
        percentile=binding.percentile,
        agency_id=wanted.agency_id,
    )


def realisations(wanted: Iterable[Wanted]) -> dict[int, Realisation]:
    """What these indicators realise, by id, in one statement; missing where no fact stands."""
    found = evidence.measured(measure_of(w) for w in wanted)
    return {
        int(key): Realisation(f.value.quantize(FOUR, ROUND_HALF_UP), f.n, f.total, f.last_day, f.at)
        for key, f in found.items()
    }


def as_wanted(of: Any, skp: Any, start: dt.date, end: dt.date) -> Wanted:
    """The same from an indicator and a plan already read (with post and cycle)."""
    return Wanted(
        indicator_id=of.id,
        aspect=of.aspect,
        measure=of.measure,
        person_id=skp.person_id,
        unit_id=skp.assignment.unit_id,
        agency_id=skp.cycle.agency_id,
        start=start,
        end=end,
        pair=of.pair,
    )


def shown(value: Decimal | None) -> Decimal | None:
    """A realisation as people read it: at most two decimals."""
    return None if value is None else value.quantize(Decimal("0.01"), ROUND_HALF_UP)


def is_own(text: str) -> bool:
    """Whether an indicator counts what its owner did alone: then its figure may be shown before the plan is agreed."""
    binding = measure.parse(text)
    return binding is None or binding.scope == measure.ME


def source_text(text: str) -> str:
    """What fills an indicator, in the language of the reader: "Pengaduan dijawab tepat waktu · bagian · unit saya"."""
    binding = measure.parse(text)
    if binding is None:
        return _("Catatan harian yang diterima")
    known = evidence.metric_named(binding.metric)
    title = _(str(known.title)) if known else binding.metric
    how = str(Aggregation(binding.aggregation).label)
    if binding.percentile is not None:
        how = _("Persentil %(p)s") % {"p": binding.percentile}
    return f"{title} · {how} · {MeasureScope(binding.scope).label}"


def whole_months(end: dt.date) -> dt.date:
    """The last day of the month of ``end``: nothing is recorded of days to come, and whole months come from roll-ups."""
    following = dt.date(end.year + end.month // 12, end.month % 12 + 1, 1)
    return following - dt.timedelta(days=1)
