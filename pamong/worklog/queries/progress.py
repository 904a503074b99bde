"""Progress towards indicators: target from the plan, realisation from the evidence, achievement by the rule of planning."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from pamong.evidence import queries as evidence
from pamong.planning import queries as planning
from pamong.planning.queries import IndicatorLine


@dataclass(frozen=True)
class Progress:
    """One indicator of one person. ``realised`` and ``percent`` are None where no evidence stands: missing is not zero."""

    person_id: int
    line: IndicatorLine
    realised: Decimal | None
    n: int
    last_day: dt.date | None
    percent: Decimal | None
    start: dt.date
    end: dt.date

    @property
    def shown(self) -> Decimal | None:
        """The realisation as people read it: at most two decimals."""
        return None if self.realised is None else self.realised.quantize(Decimal("0.01"), ROUND_HALF_UP)

    @property
    def subject(self) -> str:
        return f"indicator:{self.line.id}"


def progress_for(person_ids: Iterable[int], on: dt.date) -> dict[int, list[Progress]]:
    """Progress by person id from the start of each one's plan to ``on`` (two statements whatever their number).

    The caller has checked who asks. Persons without a plan on that day are missing.
    """
    plans = planning.indicators_on(person_ids, on)
    subjects = [f"indicator:{line.id}" for _, lines in plans.values() for line in lines]
    begun = min((start for start, _ in plans.values()), default=on)  # an indicator has no facts before its own plan
    realised = evidence.realised(subjects, begun, on)
    return {
        person_id: [_progress(person_id, line, realised.get(f"indicator:{line.id}"), start, on) for line in lines]
        for person_id, (start, lines) in plans.items()
    }


def _progress(
    person_id: int, line: IndicatorLine, found: evidence.Realised | None, start: dt.date, end: dt.date
) -> Progress:
    value = planning.realised_value(line.aspect, found.total, found.n) if found else None
    percent = planning.achievement(line.direction, line.target, value, line.target_max)
    return Progress(
        person_id=person_id,
        line=line,
        realised=value,
        n=found.n if found else 0,
        last_day=found.last_day if found else None,
        percent=percent,
        start=start,
        end=end,
    )
