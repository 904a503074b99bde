"""Progress towards indicators: target from the plan, realisation from the evidence, achievement by the rule of planning."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from pamong.planning import queries as planning
from pamong.planning.queries import IndicatorLine, PlanLines, Realisation


@dataclass(frozen=True)
class Progress:
    """One indicator of one person. ``realised`` and ``percent`` are None where no evidence stands: missing is not zero.

    ``is_measured``: filled by itself from evidence. ``warns``: quantity of its pair reached, quality not.
    """

    person_id: int
    line: IndicatorLine
    realised: Decimal | None
    n: int
    last_day: dt.date | None
    percent: Decimal | None
    start: dt.date
    end: dt.date
    skp_id: int
    is_measured: bool
    warns: bool

    @property
    def shown(self) -> Decimal | None:
        """The realisation as people read it: at most two decimals."""
        return None if self.realised is None else self.realised.quantize(Decimal("0.01"), ROUND_HALF_UP)

    @property
    def subject(self) -> str:
        return f"indicator:{self.line.id}"


def progress_for(person_ids: Iterable[int], on: dt.date) -> dict[int, list[Progress]]:
    """Progress by person id from the start of each one's plan to today, ``on`` (two statements whatever their number).

    Read to the end of the month of ``on``: nothing is recorded of days to come, and whole months are roll-ups. The caller has
    checked who asks. Persons without a plan on that day are missing. A unit's figure shows once the plan is agreed.
    """
    plans = planning.indicators_on(person_ids, on)
    found = planning.realisations(w for plan in plans.values() for w in plan.wanted(planning.whole_months(on)))
    return {person_id: _of(plan, found, on) for person_id, plan in plans.items()}


def _of(plan: PlanLines, found: dict[int, Realisation], on: dt.date) -> list[Progress]:
    warned = planning.warned(plan.lines, found)
    return [_progress(plan, line, found.get(line.id), on, line.id in warned) for line in plan.lines]


def _progress(plan: PlanLines, line: IndicatorLine, found: Realisation | None, on: dt.date, warns: bool) -> Progress:
    value = found.value if found else None
    return Progress(
        person_id=plan.person_id,
        line=line,
        realised=value,
        n=found.n if found else 0,
        last_day=found.last_day if found else None,
        percent=planning.achievement(line.direction, line.target, value, line.target_max),
        start=plan.start,
        end=on,
        skp_id=plan.skp_id,
        is_measured=bool(line.measure),
        warns=warns,
    )
