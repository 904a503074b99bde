from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from pamong.planning.enums import CycleState, EvaluationStep
from pamong.platform.guard import GuardedModel
from pamong.platform.privacy import labels as privacy


class Cycle(GuardedModel):
    """One performance year of one agency: its phases and how often it evaluates."""

    agency = models.ForeignKey("people.Agency", models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    evaluation_step = models.CharField(max_length=10, choices=EvaluationStep.choices, db_comment=privacy.ORGANISATION)
    state = models.CharField(
        max_length=10, choices=CycleState.choices, default=CycleState.OPEN, db_comment=privacy.ORGANISATION
    )
    starts = models.DateField(db_comment=privacy.ORGANISATION)
    ends = models.DateField(db_comment=privacy.ORGANISATION)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["-year", "agency_id"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "year"], name="planning_one_cycle_per_year"),
            models.CheckConstraint(condition=Q(starts__lte=F("ends")), name="planning_cycle_has_days"),
            models.CheckConstraint(condition=Q(year__gte=2019, year__lte=2100), name="planning_cycle_year_plausible"),
        ]

    def __str__(self) -> str:
        return str(self.year)
