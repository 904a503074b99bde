"""The lines of an evaluation: what was agreed beside what evidence shows, and the feedback of the period."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from pamong.appraisal.enums import UNRATED
from pamong.appraisal.models import Evaluation, EvaluationLine
from pamong.evidence.queries import Answered, answered_in
from pamong.feedback.queries import FeedbackLine, received
from pamong.planning.queries import (
    ConductLine,
    Realisation,
    Side,
    Wanted,
    achievement,
    conduct_of,
    reached,
    realisations,
    shown,
    source_text,
)
from pamong.planning.queries import notes as pair_notes
from pamong.platform.counting import Ask, asked_together


@dataclass(frozen=True)
class Line:
    """One indicator as pages and documents show it. ``realised`` and ``achievement`` (percent) are None without evidence."""

    id: int
    indicator_id: int
    result_id: int
    result_title: str
    parent_title: str
    is_main: bool
    perspective: str  # of the leader's form; '' in the others
    aspect: str
    text: str
    unit: str
    target: Decimal | None
    target_max: Decimal | None
    target_text: str
    direction: str
    weight: Decimal | None
    realised: Decimal | None
    evidence_n: int
    last_day: dt.date | None
    achievement: Decimal | None
    explanation: str
    declared: Decimal | None
    declared_source: str
    declared_achievement: Decimal | None
    evidence_url: str
    first_of_result: bool
    feedback: tuple[FeedbackLine, ...] = ()
    source: str = ""  # what filled it by itself, in words; '' for what people logged
    partner: str = ""  # the other side of its pair
    warns: bool = False  # quantity of the pair reached, quality not: for the assessor, no formula
    answered: tuple[Answered, ...] = ()  # facts behind the number that the employee answered

    @property
    def shown(self) -> Decimal | None:
        """The realisation as people read it: at most two decimals."""
        return shown(self.realised)


@dataclass(frozen=True)
class ConductNotes:
    """One BerAKHLAK value with the leader's expectation and what was noted about it in the period."""

    label: str
    statements: tuple[str, str, str]
    expectation: str
    notes: tuple[FeedbackLine, ...]


@dataclass(frozen=True)
class ResultLines:
    """A work result with its lines and the feedback about it."""

    title: str
    parent_title: str
    is_main: bool
    lines: list[Line]
    feedback: tuple[FeedbackLine, ...]


@dataclass(frozen=True)
class Basis:
    """Everything a rating rests on."""

    lines: list[Line]
    conduct: list[ConductNotes]
    feedback: list[FeedbackLine]  # in the period, about no line and no conduct value
    all_feedback: list[FeedbackLine] = field(default_factory=list)
    answered: list[Answered] = field(default_factory=list)  # facts on the employee, about no line, that he answered

    @property
    def results(self) -> list[ResultLines]:
        """The lines by work result, in the order of the form."""
        groups = (list(lines) for _id, lines in groupby(self.lines, key=lambda line: line.result_id))
        return [ResultLines(g[0].result_title, g[0].parent_title, g[0].is_main, g, g[0].feedback) for g in groups]

    @property
    def warned(self) -> bool:
        """Whether a pair reached its quantity and not its quality."""
        return any(line.warns for line in self.lines)

    @property
    def without_evidence(self) -> int:
        """Number of lines without evidence."""
        return sum(line.evidence_n == 0 for line in self.lines)


def rows_of(evaluation: Evaluation) -> list[EvaluationLine]:
    """The stored lines in the order of the form."""
    return list(EvaluationLine.objects.filter(evaluation_id=evaluation.pk).order_by("order"))


def evidence_of(evaluation: Evaluation, rows: list[EvaluationLine]) -> dict[int, Realisation]:
    """What evidence shows for the indicators of these lines in the period, as of now, by indicator (one statement)."""
    e = evaluation
    return realisations(
        Wanted(r.indicator_id, r.aspect, r.measure, e.person_id, e.unit_id, e.agency_id, e.starts, e.ends) for r in rows
    )


def lines_of(evaluation: Evaluation, feedback: dict[int, list[FeedbackLine]] | None = None) -> list[Line]:
    """The lines to show: with live evidence until the rating, then as they stood when the rating was given."""
    rows = rows_of(evaluation)
    if evaluation.state in UNRATED:
        collect(rows, evidence_of(evaluation, rows))
    notes = pair_notes(_side(row) for row in rows)
    made: list[Line] = []
    before: int | None = None
    for row in rows:
        first = row.result_id != before
        before = row.result_id
        line = _line(row, evaluation, first, tuple((feedback or {}).get(row.result_id, ())) if first else ())
        source = source_text(row.measure) if row.measure else ""
        partner, warns = notes.get(row.indicator_id, ("", False))
        made.append(replace(line, source=source, partner=partner, warns=warns))
    return made


def _side(row: EvaluationLine) -> Side:
    met = reached(row.direction, row.target, row.realised, row.target_max)
    return Side(row.indicator_id, row.result_id, row.aspect, row.pair, row.text, met)


def collect(rows: list[EvaluationLine], found: Mapping[int, Realisation]) -> None:
    """Put what evidence shows into the lines (not saved); a line without evidence keeps no number."""
    for row in rows:
        fact = found.get(row.indicator_id)
        row.realised = fact.value if fact else None
        row.evidence_n = fact.n if fact else 0
        row.last_day = fact.last_day if fact else None
        row.achievement = achievement(row.direction, row.target, row.realised, row.target_max) if fact else None
        if fact:
            row.declared, row.declared_source = None, ""


def basis_of(evaluation: Evaluation) -> Basis:
    """Lines, conduct, feedback and answers to evidence of the period (four statements at most)."""
    return basis_with(evaluation)[0]


def basis_with(evaluation: Evaluation, *also: Ask[Any]) -> tuple[Basis, list[Any]]:
    """The basis, and what was asked with it in the same statements."""
    feedback = received(evaluation.person_id, evaluation.starts, evaluation.ends)
    by_result, by_value, other = defaultdict(list), defaultdict(list), []
    for line in feedback:
        if line.source_kind == "planning.result":
            by_result[int(line.source_key)].append(line)
        elif line.source_kind == "planning.conduct":
            by_value[line.source_key].append(line)
        else:
            other.append(line)
    lines = lines_of(evaluation, by_result)
    shown = {line.result_id for line in lines}
    other += [line for result, listed in by_result.items() if result not in shown for line in listed]
    asks: list[Ask[Any]] = [
        answered_in(evaluation.person_id, evaluation.starts, evaluation.ends),
        conduct_of(evaluation.skp_id),
        *also,
    ]
    said, values, *found = asked_together(asks)
    lines, answered = _with_answers(lines, said)
    return Basis(lines, [_conduct(value, by_value) for value in values], other, feedback, answered), found


def _with_answers(lines: list[Line], answered: list[Answered]) -> tuple[list[Line], list[Answered]]:
    """Each answer beside the line its fact measures; and the answers to facts on the employee that measure no line."""
    by_subject = defaultdict(list)
    for one in answered:
        by_subject[one.subject].append(one)
    subjects = {f"indicator:{line.indicator_id}" for line in lines}
    beside = [replace(line, answered=tuple(by_subject[f"indicator:{line.indicator_id}"])) for line in lines]
    return beside, [one for one in answered if one.subject not in subjects]


def _conduct(of: ConductLine, notes: dict[str, list[FeedbackLine]]) -> ConductNotes:
    return ConductNotes(of.label, of.statements, of.expectation, tuple(notes.get(of.value, ())))


def _line(row: EvaluationLine, evaluation: Evaluation, first: bool, feedback: tuple[FeedbackLine, ...]) -> Line:
    declared = achievement(row.direction, row.target, row.declared, row.target_max)
    return Line(
        id=row.pk,
        indicator_id=row.indicator_id,
        result_id=row.result_id,
        result_title=row.result_title,
        parent_title=row.parent_title,
        is_main=row.result_kind == "main",
        perspective=row.perspective,
        aspect=row.aspect,
        text=row.text,
        unit=row.unit,
        target=row.target,
        target_max=row.target_max,
        target_text=row.target_text,
        direction=row.direction,
        weight=row.weight,
        realised=row.realised,
        evidence_n=row.evidence_n,
        last_day=row.last_day,
        achievement=row.achievement,
        explanation=row.explanation,
        declared=row.declared,
        declared_source=row.declared_source,
        declared_achievement=declared,
        evidence_url=_evidence_url(row, evaluation),
        first_of_result=first,
        feedback=feedback,
    )


def _evidence_url(row: EvaluationLine, evaluation: Evaluation) -> str:
    """The page that opens the number: source, steps, months and facts."""
    days = {"dari": evaluation.starts.isoformat(), "sampai": evaluation.ends.isoformat()}
    page = reverse("planning:figure", kwargs={"pk": evaluation.skp_id, "indicator_id": row.indicator_id})
    return f"{page}?{urlencode(days)}"
