"""What an agreed plan says about those who planned and those who answered, for the evidence."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from django.utils import timezone

from pamong.evidence.actions import NewFact, record_many
from pamong.planning.enums import PhaseKind
from pamong.planning.metrics import IN_TIME, REVIEW
from pamong.planning.models import CyclePhase, Skp
from pamong.platform.access.viewer import Viewer
from pamong.platform.calendar.queries import holidays_between
from pamong.rulebook.workingdays import working_days_between


def record_agreed(skps: Sequence[Skp], by: Viewer) -> None:
    """Facts of plans of one cycle just agreed, with post and unit (three statements for any number).

    A plan that begins after the planning phase, for a move or a new colleague, is no case of being in time.
    """
    if not skps:
        return
    phase = CyclePhase.objects.filter(cycle_id=skps[0].cycle_id, kind=PhaseKind.PLANNING).first()
    moments = [m for skp in skps for m in (skp.submitted_at, skp.agreed_at) if m is not None]
    days_off = holidays_between(min(moments).date(), max(moments).date(), skps[0].assignment.agency_id)
    facts: list[NewFact] = []
    for skp in skps:
        assert skp.agreed_at is not None  # noqa: S101  # a constraint of agreed plans
        day = timezone.localdate(skp.agreed_at)
        if phase is not None and skp.starts <= phase.ends:
            facts.append(_fact(skp, IN_TIME.id, skp.person_id, int(day <= phase.ends), day))
        if skp.submitted_at is not None:
            waited = working_days_between(timezone.localdate(skp.submitted_at), day, days_off)
            facts.append(_fact(skp, REVIEW.id, skp.agreed_by_id, waited, day))
    record_many(facts=facts, by=by)


def _fact(skp: Skp, metric: str, person_id: int | None, value: int, day: dt.date) -> NewFact:
    assert skp.agreed_at is not None  # noqa: S101  # seen above
    post = skp.assignment
    return NewFact(
        metric=metric,
        agency_id=post.agency_id,
        unit_id=post.unit_id,
        unit_path=post.unit.path,
        person_id=person_id,
        value=Decimal(value),
        at=skp.agreed_at,
        day=day,
        source=f"planning.skp:{skp.pk}",
        source_label=f"SKP {skp.starts.year}",
    )
