"""The content of plans (results, indicators, expectations), read in one statement per page, and what is frozen of it."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db import connection

from pamong.people.enums import PositionKind
from pamong.planning.enums import Aspect, Direction, ParentState, Perspective, ResultKind
from pamong.planning.models import Skp
from pamong.planning.queries.measured import shown, source_text
from pamong.planning.rules import plain, smart

RESULT_FIELDS = (
    "id",
    "kind",
    "title",
    "description",
    "perspective",
    "weight",
    "parent_id",
    "parent_state",
    "parent_title",
    "starts",
    "ends",
)
INDICATOR_FIELDS = (
    "id",
    "aspect",
    "text",
    "unit",
    "target",
    "target_max",
    "target_text",
    "direction",
    "evidence_source",
    "measure",
    "pair",
)
_CONTENT = """
SELECT s.id,
  (SELECT json_agg(json_build_object('id', r.id, 'kind', r.kind, 'title', r.title, 'description', r.description,
     'perspective', r.perspective, 'weight', r.weight::text, 'parent_id', r.parent_id, 'parent_state', r.parent_state,
     'parent_title', coalesce(p.title, ''), 'parent_owner', coalesce(po.name, ''), 'starts', r.starts, 'ends', r.ends,
     'version', r.version, 'indicators', (
        SELECT json_agg(json_build_object('id', i.id, 'aspect', i.aspect, 'text', i.text, 'unit', i.unit,
          'target', i.target::text, 'target_max', i.target_max::text, 'target_text', i.target_text,
          'direction', i.direction, 'evidence_source', i.evidence_source, 'version', i.version,
          'measure', i.measure, 'pair', i.pair) ORDER BY i."order", i.id)
        FROM planning_indicator i WHERE i.result_id = r.id AND i.dropped_on IS NULL))
     ORDER BY r.kind DESC, r."order", r.id)
   FROM planning_workresult r LEFT JOIN planning_workresult p ON p.id = r.parent_id
   LEFT JOIN planning_skp ps ON ps.id = p.skp_id LEFT JOIN people_person po ON po.id = ps.person_id
   WHERE r.skp_id = s.id AND r.dropped_on IS NULL),
  (SELECT json_object_agg(e.value, e.text) FROM planning_conductexpectation e WHERE e.skp_id = s.id)
FROM planning_skp s WHERE s.id = ANY(%s)
"""


@dataclass(frozen=True)
class FigureView:
    """The realisation of an indicator beside its plan; ``value`` and ``percent`` are None where nothing stands.

    ``warns``: it is the side of a pair whose quantity is reached while its quality is not.
    """

    value: Decimal | None
    n: int
    percent: Decimal | None
    is_reached: bool | None
    source: str
    warns: bool = False

    @property
    def shown(self) -> Decimal | None:
        """The realisation as people read it: at most two decimals."""
        return shown(self.value)


@dataclass(frozen=True)
class IndicatorView:
    """An indicator as pages, forms and documents show it."""

    id: int
    aspect: str
    text: str
    unit: str
    target: Decimal | None
    target_max: Decimal | None
    target_text: str
    direction: str
    evidence_source: str
    version: int
    measure: str = ""  # what measures it (``rules.measure``), '' for what people log
    pair: int = 0  # quantity and quality of a result that carry the same number above 0
    result_id: int = 0
    partner: str = ""  # text of the other side of its pair
    figure: FigureView | None = None

    @property
    def source(self) -> str:
        """What fills it by itself, in the reader's language; '' for what people log."""
        return source_text(self.measure) if self.measure else ""

    @property
    def aspect_label(self) -> str:
        return str(Aspect(self.aspect).label) if self.aspect else ""

    @property
    def direction_label(self) -> str:
        return str(Direction(self.direction).label)


@dataclass(frozen=True)
class ResultView:
    """A work result with its indicators and the leader's result it carries."""

    id: int
    kind: str
    title: str
    description: str
    perspective: str
    weight: Decimal | None
    parent_id: int | None
    parent_state: str
    parent_title: str
    parent_owner: str
    starts: dt.date
    ends: dt.date | None
    version: int
    indicators: tuple[IndicatorView, ...]

    @property
    def is_main(self) -> bool:
        return self.kind == ResultKind.MAIN

    @property
    def is_waiting(self) -> bool:
        return self.parent_state == ParentState.WAITING

    @property
    def perspective_label(self) -> str:
        return perspective_label(self.perspective)


@dataclass(frozen=True)
class Content:
    """Everything a plan says: results in the order of the form, expectations by value ('' for all values)."""

    results: tuple[ResultView, ...] = ()
    expectations: dict[str, str] = field(default_factory=dict)

    @property
    def main(self) -> tuple[ResultView, ...]:
        return tuple(r for r in self.results if r.is_main)

    @property
    def additional(self) -> tuple[ResultView, ...]:
        return tuple(r for r in self.results if not r.is_main)

    def result(self, pk: int) -> ResultView | None:
        """The result with this id, if it belongs to the plan."""
        return next((r for r in self.results if r.id == pk), None)

    def indicator(self, pk: int) -> tuple[ResultView, IndicatorView] | None:
        """The indicator with this id and its result, if it belongs to the plan."""
        return next(((r, i) for r in self.results for i in r.indicators if i.id == pk), None)


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _day(text: str | None) -> dt.date | None:
    return None if text is None else dt.date.fromisoformat(text)


def _result(raw: dict[str, Any]) -> ResultView:
    indicators = tuple(
        IndicatorView(
            **{**i, "target": _number(i["target"]), "target_max": _number(i["target_max"]), "result_id": raw["id"]}
        )
        for i in raw["indicators"] or ()
    )
    days = {"starts": _day(raw["starts"]), "ends": _day(raw["ends"])}
    return ResultView(**{**raw, **days, "weight": _number(raw["weight"]), "indicators": indicators})


def contents(skp_ids: Iterable[int]) -> dict[int, Content]:
    """The content of several plans by id, in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(_CONTENT, [list(skp_ids)])
        rows = cursor.fetchall()
    return {pk: Content(tuple(_result(r) for r in results or ()), texts or {}) for pk, results, texts in rows}


def content(skp_id: int) -> Content:
    """The content of one plan; empty for one that does not exist."""
    return contents([skp_id]).get(skp_id, Content())


def is_leader(skp: Skp) -> bool:
    """Whether the plan takes the form of JPT and heads of units (with perspective)."""
    return skp.assignment.position_kind == PositionKind.JPT or skp.assignment.is_head


def gaps(skp: Skp, of: Content) -> list[smart.Gap]:
    """What the SMART check finds in a plan."""
    results = tuple(
        smart.ResultFacts(
            r.id,
            r.kind,
            r.title,
            r.weight,
            r.parent_state,
            r.perspective,
            r.ends,
            tuple(
                smart.IndicatorFacts(
                    i.id,
                    i.text,
                    i.aspect,
                    i.unit,
                    i.target,
                    i.target_max,
                    i.target_text,
                    i.direction,
                    i.evidence_source or i.measure,
                )
                for i in r.indicators
            ),
        )
        for r in of.results
    )
    facts = smart.PlanFacts(
        approach=skp.approach,
        starts=skp.starts,
        ends=skp.ends,
        has_assessor=skp.assessor_id is not None,
        leads=is_leader(skp),
        is_jpt=skp.assignment.position_kind == PositionKind.JPT,
        results=results,
    )
    return smart.check(facts)


def _text(number: Decimal | None) -> str | None:
    if number is None:
        return None
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def annexes_of(skp: Skp) -> dict[str, str]:
    """The three annexes of the form, each with one entry a line; '' where nothing was written."""
    return {name: getattr(skp, name) for name in plain.ANNEXES}


def plain_results(of: Content) -> tuple[plain.Result, ...]:
    """The results of a plan as plain values, for a copy, a workbook or a revision."""
    return tuple(
        plain.Result(
            **{name: getattr(r, name) for name in RESULT_FIELDS},
            indicators=tuple(
                plain.Indicator(**{name: getattr(i, name) for name in INDICATOR_FIELDS}) for i in r.indicators
            ),
        )
        for r in of.results
    )


def content_of(results: Iterable[plain.Result], expectations: dict[str, str], starts: dt.date) -> Content:
    """Plain results as pages and the check read a plan; what is new gets an id below zero."""
    shown = []
    for number, r in enumerate(results, 1):
        indicators = tuple(
            IndicatorView(
                **{name: getattr(i, name) for name in INDICATOR_FIELDS if name != "id"},
                id=i.id or -(1000 * number + place),
                version=1,
            )
            for place, i in enumerate(r.indicators, 1)
        )
        values = {name: getattr(r, name) for name in RESULT_FIELDS if name not in ("id", "starts")}
        shown.append(
            ResultView(
                **values,
                id=r.id or -number,
                parent_owner="",
                starts=r.starts or starts,
                version=1,
                indicators=indicators,
            )
        )
    return Content(tuple(shown), expectations)


def frozen_content(skp: Skp, of: Content) -> dict[str, Any]:
    """The content as plain values for freezing: numbers and days as texts, the leader's result as it is named today."""
    return {
        "approach": skp.approach,
        "starts": skp.starts.isoformat(),
        "ends": skp.ends.isoformat(),
        "leader_form": is_leader(skp),
        "expectations": of.expectations,
        "annexes": annexes_of(skp),
        "results": [
            {
                "id": r.id,
                "kind": r.kind,
                "title": r.title,
                "description": r.description,
                "perspective": r.perspective,
                "weight": _text(r.weight),
                "parent_id": r.parent_id,
                "parent_title": r.parent_title,
                "starts": r.starts.isoformat(),
                "ends": r.ends.isoformat() if r.ends else None,
                "indicators": [
                    {
                        "id": i.id,
                        "aspect": i.aspect,
                        "text": i.text,
                        "unit": i.unit,
                        "target": _text(i.target),
                        "target_max": _text(i.target_max),
                        "target_text": i.target_text,
                        "direction": i.direction,
                        "evidence_source": i.evidence_source,
                        **({"measure": i.measure} if i.measure else {}),
                        **({"pair": i.pair} if i.pair else {}),
                    }
                    for i in r.indicators
                ],
            }
            for r in of.results
        ],
    }


def perspective_label(value: str) -> str:
    """A perspective of the balanced scorecard in words; '' for none."""
    return str(Perspective(value).label) if value else ""
