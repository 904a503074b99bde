"""One realisation opened: what fills it, over whom and when, how it was computed, month by month, and its facts."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from pamong.evidence import queries as evidence
from pamong.evidence.queries import Aggregation, Figure, Measure, ScopeKind
from pamong.planning.enums import SkpState
from pamong.planning.models import Skp
from pamong.planning.queries.content import Content, FigureView, IndicatorView
from pamong.planning.queries.measured import (
    FOUR,
    Realisation,
    as_wanted,
    is_own,
    measure_of,
    realisations,
    shown,
    source_text,
)
from pamong.planning.rules import explain, pairs
from pamong.planning.rules.achievement import RULE, achievement, reached, way
from pamong.platform.access.viewer import Viewer
from pamong.rulebook.errors import RuleError
from pamong.rulebook.registry import Table, get, run_with_trace

MOST_FACTS = 20
LAST_DAY = dt.date(2199, 12, 31)  # the version in force without an end


@dataclass(frozen=True)
class Month:
    """One month of a figure; ``value`` None without facts."""

    month: dt.date
    value: Decimal | None
    n: int


@dataclass(frozen=True)
class Opened:
    """Everything a figure rests on. ``value`` is None without facts; ``steps`` are sentences in the reader's language."""

    source: str
    means: str
    scope: str
    is_measured: bool
    start: dt.date
    end: dt.date
    value: Decimal | None
    n: int
    at: dt.datetime | None
    percent: Decimal | None
    is_reached: bool | None
    is_rate: bool  # whether one month can be held against the target: shares, means and percentiles, not sums
    realised_steps: list[str]
    achievement_steps: list[str]
    months: list[Month]

    @property
    def shown(self) -> Decimal | None:
        """The realisation as people read it: at most two decimals."""
        return shown(self.value)


def opened(plan: Skp, indicator: IndicatorView, start: dt.date, end: dt.date) -> Opened:
    """The figure of an indicator of a plan from ``start`` to ``end``, both included (one statement)."""
    asked = measure_of(as_wanted(indicator, plan, start, end))
    months = evidence.monthly(asked)
    found = evidence.measured([asked, *months.values()])
    whole = found.get(asked.key)
    value = whole.value.quantize(FOUR) if whole else None
    known = evidence.metric_named(asked.metric) if asked.metric else None
    return Opened(
        source=source_text(indicator.measure),
        means=_(str(known.means)) if known and known.means else "",
        scope=_scope(asked, plan),
        is_measured=bool(indicator.measure),
        start=start,
        end=end,
        value=value,
        n=whole.n if whole else 0,
        at=whole.at if whole else None,
        percent=achievement(indicator.direction, indicator.target, value, indicator.target_max),
        is_reached=reached(indicator.direction, indicator.target, value, indicator.target_max),
        is_rate=asked.aggregation not in (Aggregation.SUM, Aggregation.COUNT),
        realised_steps=_realised_steps(asked, whole),
        achievement_steps=_achievement_steps(indicator, value),
        months=[_month(month, found.get(part.key)) for month, part in months.items()],
    )


def _month(month: dt.date, found: Figure | None) -> Month:
    return Month(month, found.value.quantize(FOUR) if found else None, found.n if found else 0)


def _scope(asked: Measure, plan: Skp) -> str:
    """Whose facts they are, by name."""
    if asked.scope in (ScopeKind.PERSON, ScopeKind.SUBJECT):
        return plan.person.name
    if asked.scope is ScopeKind.AGENCY:
        return plan.cycle.agency.name
    unit = plan.assignment.unit.name
    return _("%(unit)s dan semua di bawahnya") % {"unit": unit} if asked.scope is ScopeKind.TREE else unit


def _realised_steps(asked: Measure, found: Figure | None) -> list[str]:
    if found is None:
        return []
    steps = explain.realised(
        asked.aggregation, value=found.value, total=found.total, n=found.n, percentile=asked.percentile
    )
    return [step.translated(_) for step in steps]


def _achievement_steps(indicator: IndicatorView, value: Decimal | None) -> list[str]:
    if indicator.target is None:
        return []
    inputs: Mapping[str, Any] = {
        "arah": way(indicator.direction).value,
        "target": indicator.target,
        **({} if indicator.target_max is None else {"target_atas": indicator.target_max}),
        **({} if value is None else {"realisasi": value}),
    }
    return achievement_steps(inputs) or []


def achievement_steps(inputs: Mapping[str, Any]) -> list[str] | None:
    """The steps of the rule ``capaian`` in the reader's language, or None for numbers it does not take."""
    try:
        found = run_with_trace(RULE, inputs, on=LAST_DAY)
    except RuleError:
        return None
    return [step.translated(_) for step in found.steps]


def with_figures(plan: Skp, content: Content) -> Content:
    """The content with pairs side by side, and for an agreed plan what each indicator realises so far (one statement)."""
    found: dict[int, Realisation] = {}
    if plan.state == SkpState.AGREED:
        every = [i for r in content.results for i in r.indicators]
        found = realisations(as_wanted(i, plan, plan.starts, plan.ends) for i in every)
    agreed = plan.state == SkpState.AGREED
    results = tuple(replace(r, indicators=_beside(r.indicators, found, agreed=agreed)) for r in content.results)
    return replace(content, results=results)


def _beside(
    indicators: tuple[IndicatorView, ...], found: Mapping[int, Realisation], *, agreed: bool
) -> tuple[IndicatorView, ...]:
    """Indicators of one result, each quality right after its quantity, with figures and warnings."""
    other: dict[int, IndicatorView] = {}
    warned: set[int] = set()
    together = pairs.pairs(indicators)
    for pair in together:
        other |= {pair.quantity.id: pair.quality, pair.quality.id: pair.quantity}
        if pairs.warns(_is_reached(pair.quantity, found), _is_reached(pair.quality, found)):
            warned |= {pair.quantity.id, pair.quality.id}
    second = {pair.quality.id for pair in together}
    row: list[IndicatorView] = []
    for one in indicators:
        if one.id not in second:
            row += [one, other[one.id]] if one.id in other else [one]
    return tuple(
        replace(
            one,
            partner=other[one.id].text if one.id in other else "",
            figure=_figure(one, found.get(one.id), warns=one.id in warned) if agreed else None,
        )
        for one in row
    )


def _is_reached(one: IndicatorView, found: Mapping[int, Realisation]) -> bool | None:
    value = found[one.id].value if one.id in found else None
    return reached(one.direction, one.target, value, one.target_max)


def _figure(one: IndicatorView, found: Realisation | None, *, warns: bool) -> FigureView:
    value = found.value if found else None
    return FigureView(
        value=value,
        n=found.n if found else 0,
        percent=achievement(one.direction, one.target, value, one.target_max),
        is_reached=reached(one.direction, one.target, value, one.target_max),
        source=source_text(one.measure),
        warns=warns,
    )


def achievement_table() -> Table:
    """The formula by direction as the rulebook writes it (msgids)."""
    table = get(RULE, LAST_DAY).table
    assert table is not None  # noqa: S101  # the rule has one
    return table


def figure_may_be_seen(viewer: Viewer, plan: Skp, indicator: IndicatorView) -> bool:
    """Whether the viewer sees this figure of a plan he may see.

    Before it is agreed, a plan is what its owner writes: he sees what is his own, and the figure of a unit only if he leads it.
    """
    return (
        is_own(indicator.measure)
        or plan.state == SkpState.AGREED
        or any(plan.assignment.unit.path.startswith(p) for p in viewer.leads)
    )


def facts_behind(viewer: Viewer, plan: Skp, indicator: IndicatorView, start: dt.date, end: dt.date) -> list[Any]:
    """The newest facts behind a figure that the viewer may see, ready to be shown (one statement, at most 20)."""
    asked = measure_of(as_wanted(indicator, plan, start, end))
    by_scope: dict[ScopeKind, dict[str, Any]] = {
        ScopeKind.PERSON: {"person_id": plan.person_id},
        ScopeKind.SUBJECT: {"subject": str(asked.scope_id)},
        ScopeKind.UNIT: {"unit_id": plan.assignment.unit_id, "agency_id": asked.agency_id},
        ScopeKind.TREE: {"below_id": plan.assignment.unit_id, "agency_id": asked.agency_id},
        ScopeKind.AGENCY: {"agency_id": plan.cycle.agency_id},
    }
    narrowed = by_scope[asked.scope] | ({"subject": asked.subject} if asked.subject else {})
    found = evidence.facts(viewer, metric=asked.metric, start=start, end=end, **narrowed)
    return evidence.lines(found[:MOST_FACTS])
