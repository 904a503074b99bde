from django.db import models
from django.db.models import F, Q

from pamong.planning.enums import PhaseKind
from pamong.platform.guard import GuardedModel
from pamong.platform.privacy import labels as privacy


class CyclePhase(GuardedModel):
    """When one stage of the cycle runs; ``period_no`` numbers the periodic evaluations, 0 for the others."""

    cycle = models.ForeignKey("planning.Cycle", models.CASCADE, related_name="phases")
    kind = models.CharField(max_length=12, choices=PhaseKind.choices, db_comment=privacy.ORGANISATION)
    period_no = models.PositiveSmallIntegerField(default=0)
    starts = models.DateField(db_comment=privacy.ORGANISATION)
    ends = models.DateField(db_comment=privacy.ORGANISATION)

    class Meta:
        ordering = ["cycle_id", "starts", "ends", "id"]
        constraints = [
            models.UniqueConstraint(fields=["cycle", "kind", "period_no"], name="planning_phase_once"),
            models.CheckConstraint(condition=Q(starts__lte=F("ends")), name="planning_phase_has_days"),
            models.CheckConstraint(
                condition=Q(kind=PhaseKind.EVALUATION, period_no__gte=1, period_no__lte=12)
                | (~Q(kind=PhaseKind.EVALUATION) & Q(period_no=0)),
                name="planning_phase_number",
            ),
        ]
