"""What the pages of one evaluation show beside its lines: where it stands, what the viewer may do, why the predikat."""

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from pamong.appraisal.enums import UNRATED, EvaluationState
from pamong.appraisal.models import Evaluation
from pamong.appraisal.queries.scope import visible
from pamong.appraisal.rules import signing
from pamong.platform.access.viewer import Viewer
from pamong.platform.calendar.queries import holidays_between
from pamong.rulebook.registry import get_version, run_with_trace
from pamong.rulebook.words import Rating

CURRENT_STEP = {
    EvaluationState.OPEN: 1,
    EvaluationState.SELF_DONE: 2,
    EvaluationState.RATED: 3,
    EvaluationState.ACKNOWLEDGED: 4,
    EvaluationState.FINAL: 5,
}


@dataclass(frozen=True)
class Cell:
    """One cell of the matrix; ``marked`` is where the two ratings meet."""

    text: str
    marked: bool


@dataclass(frozen=True)
class Reasoning:
    """The predikat opened: the matrix with its cell, the steps in words, the stored rule and inputs."""

    headings: tuple[str, ...]
    rows: list[tuple[str, list[Cell]]]
    steps: list[str]
    rule_id: str
    version: str


@dataclass(frozen=True)
class Standing:
    """Where an evaluation stands today, and what this viewer may do with it."""

    today: dt.date
    step: int
    is_self: bool
    ended: bool
    may_assess_self: bool
    may_rate: bool
    may_sign: bool
    may_set: bool
    may_finalise: bool
    overdue: bool
    set_until: dt.date | None
    sign_source: str  # the article that gives the time to sign


def standing(viewer: Viewer, row: Evaluation) -> Standing:
    """Where an evaluation read by ``evaluation_for`` stands by the database's day (at most two statements)."""
    instant: dt.datetime = row.clock  # type: ignore[attr-defined]  # annotated by evaluation_for
    day = instant.astimezone(ZoneInfo(row.agency.time_zone)).date()
    is_self = row.person_id == viewer.person_id
    carries = row.assessor_id in viewer.acts_for and not is_self
    rated = row.state == EvaluationState.RATED
    overdue = rated and row.sign_by is not None and day > row.sign_by
    return Standing(
        today=day,
        step=CURRENT_STEP[EvaluationState(row.state)],
        is_self=is_self,
        ended=day > row.ends,
        may_assess_self=is_self and row.state in UNRATED,
        may_rate=carries and day > row.ends and (rated or row.state in UNRATED),
        may_sign=is_self and rated,
        may_set=overdue and visible(viewer, "evaluation.set").filter(pk=row.pk).exists(),
        may_finalise=row.state == EvaluationState.ACKNOWLEDGED and (is_self or carries),
        overdue=overdue,
        set_until=_set_until(row) if overdue else None,
        sign_source=signing.source(),
    )


def reasoning(row: Evaluation) -> Reasoning | None:
    """How the predikat came about, by the rule version it was made with; None before the rating."""
    if not row.predikat or row.rule_inputs is None:
        return None
    found = run_with_trace(row.rule_id, row.rule_inputs, on=row.ends, version=row.rule_version)
    table = get_version(row.rule_id, row.rule_version).table
    if table is None:
        return None
    place = [r.value for r in Rating]
    at = place.index(row.results_rating), place.index(row.conduct_rating)
    rows = [
        (cells[0], [Cell(text, (y, x) == at) for x, text in enumerate(cells[1:])]) for y, cells in enumerate(table.rows)
    ]
    return Reasoning(table.headings, rows, [str(step) for step in found.steps], found.rule_id, found.version)


def _set_until(row: Evaluation) -> dt.date | None:
    if row.sign_by is None:
        return None
    days_off = holidays_between(row.sign_by, row.sign_by + dt.timedelta(days=40), row.agency_id)
    return signing.set_by(row.sign_by, days_off)
