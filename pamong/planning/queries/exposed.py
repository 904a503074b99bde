"""What other areas may know of plans: plain values, no rows. Callers have checked who asks."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import QuerySet

from pamong.planning.enums import ParentState, SkpState
from pamong.planning.models import ConductExpectation, Cycle, Indicator, Skp, WorkResult
from pamong.planning.rules import conduct
from pamong.platform.counting import Ask, Listed


@dataclass(frozen=True)
class SkpInfo:
    """A plan as other areas know it. ``frozen`` holds both sides and the content once agreed, else None."""

    id: int
    person_id: int
    assessor_id: int | None
    agency_id: int
    unit_id: int
    unit_path: str
    starts: dt.date
    ends: dt.date
    state: str
    frozen: dict[str, Any] | None
    cycle_id: int
    evaluation_step: str


@dataclass(frozen=True)
class IndicatorChoice:
    """An indicator to log work on. ``label`` names indicator and result; ``unit`` may be empty."""

    indicator_id: int
    result_id: int
    label: str
    unit: str


@dataclass(frozen=True)
class DatedChoice(IndicatorChoice):
    """The same with the days on which its plan runs."""

    starts: dt.date
    ends: dt.date


@dataclass(frozen=True)
class IndicatorLine:
    """One indicator of a plan with the result it belongs to; enums as their stored values, ``*_label`` in words."""

    id: int
    result_id: int
    result_title: str
    parent_title: str
    aspect: str
    aspect_label: str
    text: str
    unit: str
    target: Decimal | None
    target_max: Decimal | None
    target_text: str
    direction: str
    weight: Decimal | None
    kind: str
    perspective: str
    evidence_source: str
    measure: str = ""  # what measures it by itself, '' for what people log
    pair: int = 0


@dataclass(frozen=True)
class ResultLine:
    """A work result with the leader's result it carries (None while waiting or not linked)."""

    id: int
    skp_id: int
    person_id: int
    title: str
    kind: str
    weight: Decimal | None
    parent_id: int | None
    parent_title: str
    parent_person_id: int | None
    waiting: bool


class ConductLine(NamedTuple):
    """One BerAKHLAK value: its three statements, and the leader's expectation ('' when there is none for it)."""

    label: str
    statements: tuple[str, str, str]
    expectation: str
    value: str = ""


@dataclass(frozen=True)
class PhaseInfo:
    """One phase; ``period_no`` numbers the periodic evaluations (1 to 4 or 12), else 0."""

    kind: str
    period_no: int
    starts: dt.date
    ends: dt.date


@dataclass(frozen=True)
class CycleInfo:
    """A cycle with its phases in order of time."""

    id: int
    agency_id: int
    year: int
    evaluation_step: str
    state: str
    starts: dt.date
    ends: dt.date
    phases: tuple[PhaseInfo, ...]


def _info(skp: Skp) -> SkpInfo:
    return SkpInfo(
        id=skp.pk,
        person_id=skp.person_id,
        assessor_id=skp.assessor_id,
        agency_id=skp.cycle.agency_id,
        unit_id=skp.assignment.unit_id,
        unit_path=skp.assignment.unit.path,
        starts=skp.starts,
        ends=skp.ends,
        state=skp.state,
        frozen=skp.frozen,
        cycle_id=skp.cycle_id,
        evaluation_step=skp.cycle.evaluation_step,
    )


def _skps() -> QuerySet[Skp]:
    return Skp.objects.select_related("cycle", "assignment__unit")


def skp_infos(skp_ids: Iterable[int]) -> list[SkpInfo]:
    """These plans, by id (one statement)."""
    return [_info(skp) for skp in _skps().filter(pk__in=list(skp_ids)).order_by("pk")]


def skp_on(person_id: int, on: dt.date) -> SkpInfo | None:
    """The plan of a person on a day, in any state."""
    found = _skps().filter(person_id=person_id, starts__lte=on, ends__gte=on).first()
    return _info(found) if found else None


def agreed_skp(person_id: int, on: dt.date) -> SkpInfo | None:
    """The agreed plan of a person on a day, or None."""
    info = skp_on(person_id, on)
    return info if info and info.state == SkpState.AGREED else None


def agreed_skps(cycle_id: int) -> list[SkpInfo]:
    """All agreed plans of a cycle, by id."""
    return [_info(skp) for skp in _skps().filter(cycle_id=cycle_id, state=SkpState.AGREED).order_by("pk")]


def open_indicators(person_id: int, on: dt.date) -> list[IndicatorChoice]:
    """Indicators the person may log work on that day: of his plan in any state, because nobody waits."""
    found = (
        Indicator.objects.filter(result__skp__in=Skp.objects.filter(person_id=person_id, starts__lte=on, ends__gte=on))
        .select_related("result")
        .order_by("-result__kind", "result__order", "result_id", "order", "pk")
    )
    return [IndicatorChoice(i.pk, i.result_id, f"{i.text} · {i.result.title}", i.unit) for i in found]


def indicators_between(person_id: int, first: dt.date, last: dt.date) -> list[DatedChoice]:
    """Indicators of all plans of a person that run in these days, in order of time (one statement)."""
    found = (
        Indicator.objects.filter(
            result__skp__person_id=person_id, result__skp__starts__lte=last, result__skp__ends__gte=first
        )
        .select_related("result__skp")
        .order_by("result__skp__starts", "-result__kind", "result__order", "result_id", "order", "pk")
    )
    return [
        DatedChoice(i.pk, i.result_id, f"{i.text} · {i.result.title}", i.unit, i.result.skp.starts, i.result.skp.ends)
        for i in found
    ]


def open_results(person_id: int, on: dt.date) -> list[ResultLine]:
    """Work results of the person's plan on a day (any state), also those still without an indicator."""
    return _lines(WorkResult.objects.filter(skp__person_id=person_id, skp__starts__lte=on, skp__ends__gte=on))


def results_of(skp_ids: Iterable[int]) -> list[ResultLine]:
    """The work results of these plans with their parents, in one statement; for the progress of a head."""
    return _lines(WorkResult.objects.filter(skp_id__in=list(skp_ids)))


def _lines(found: QuerySet[WorkResult]) -> list[ResultLine]:
    rows = found.select_related("skp", "parent__skp").order_by("skp_id", "-kind", "order", "pk")
    return [
        ResultLine(
            id=row.pk,
            skp_id=row.skp_id,
            person_id=row.skp.person_id,
            title=row.title,
            kind=row.kind,
            weight=row.weight,
            parent_id=row.parent_id,
            parent_title=row.parent.title if row.parent else "",
            parent_person_id=row.parent.skp.person_id if row.parent else None,
            waiting=row.parent_state == ParentState.WAITING,
        )
        for row in rows
    ]


def indicators_of(skp_id: int) -> list[IndicatorLine]:
    """The indicators of a plan in the order of the form: main results first."""
    found = (
        Indicator.objects.filter(result__skp_id=skp_id)
        .select_related("result__parent")
        .order_by("-result__kind", "result__order", "result_id", "order", "pk")
    )
    return [_indicator_line(i) for i in found]


def _indicator_line(i: Indicator) -> IndicatorLine:
    return IndicatorLine(
        id=i.pk,
        result_id=i.result_id,
        result_title=i.result.title,
        parent_title=i.result.parent.title if i.result.parent else "",
        aspect=i.aspect,
        aspect_label=str(i.get_aspect_display()) if i.aspect else "",
        text=i.text,
        unit=i.unit,
        target=i.target,
        target_max=i.target_max,
        target_text=i.target_text,
        direction=i.direction,
        weight=i.result.weight,
        kind=i.result.kind,
        perspective=i.result.perspective,
        evidence_source=i.evidence_source,
        measure=i.measure,
        pair=i.pair,
    )


def conduct_values() -> list[tuple[str, str]]:
    """The seven BerAKHLAK values: stored name and label (a msgid); feedback about conduct names one of them."""
    return [(v.value, v.label) for v in conduct.VALUES]


def frozen_of(skp_id: int) -> Ask[dict[str, Any]]:
    """Both sides and the content of a plan as agreed; empty before."""
    found = Listed(Skp.objects.filter(pk=skp_id).order_by().values("frozen"))
    return Ask({"plan": found}, lambda answer: (answer["plan"][0]["frozen"] if answer["plan"] else None) or {})


def conduct_of(skp_id: int) -> Ask[list[ConductLine]]:
    """The seven BerAKHLAK values with statements and the leader's expectation; a last line with an empty label carries
    the expectation for all of them, if there is one.
    """
    said = Listed(ConductExpectation.objects.filter(skp_id=skp_id).order_by("pk").values("value", "text"))
    return Ask({"said": said}, lambda found: conduct_lines({row["value"]: row["text"] for row in found["said"]}))


def conduct_table() -> tuple[conduct.Value, ...]:
    """The seven values in their own order."""
    return conduct.VALUES


def conduct_lines(texts: Mapping[str, str]) -> list[ConductLine]:
    """The same from expectations already read, by value ('' for all)."""
    lines = [ConductLine(v.label, v.statements, texts.get(v.value, ""), v.value) for v in conduct.VALUES]
    return lines + ([ConductLine("", ("", "", ""), texts[""])] if "" in texts else [])


def cycle_info(cycle_id: int) -> CycleInfo:
    """A cycle with its phases; raises Cycle.DoesNotExist."""
    cycle = Cycle.objects.prefetch_related("phases").get(pk=cycle_id)
    phases = tuple(PhaseInfo(p.kind, p.period_no, p.starts, p.ends) for p in cycle.phases.all())
    return CycleInfo(
        cycle.pk, cycle.agency_id, cycle.year, cycle.evaluation_step, cycle.state, cycle.starts, cycle.ends, phases
    )


def cycle_of(agency_id: int, on: dt.date) -> CycleInfo | None:
    """The cycle of an agency that runs on a day, or None."""
    found = Cycle.objects.filter(agency_id=agency_id, starts__lte=on, ends__gte=on).first()
    return cycle_info(found.pk) if found else None
