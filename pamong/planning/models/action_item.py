from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from pamong.planning.enums import EvaluationStep, Progress
from pamong.platform.guard import GuardedModel
from pamong.platform.privacy import labels as privacy


class ActionItem(GuardedModel):
    """A step of the action plan (rencana aksi) under a work result, for one month or quarter of the year, with its mark."""

    result = models.ForeignKey("planning.WorkResult", models.PROTECT, related_name="action_items")
    step = models.CharField(max_length=10, choices=EvaluationStep.choices, db_comment=privacy.ORGANISATION)
    period_no = models.PositiveSmallIntegerField()
    starts = models.DateField(db_comment=privacy.PERFORMANCE)
    ends = models.DateField(db_comment=privacy.PERFORMANCE)
    text = models.CharField(max_length=300, db_comment=privacy.PERFORMANCE)
    target_text = models.CharField(max_length=120, blank=True, db_comment=privacy.PERFORMANCE)
    progress = models.CharField(
        max_length=8, choices=Progress.choices, default=Progress.PLANNED, db_comment=privacy.PERFORMANCE
    )
    progress_note = models.CharField(max_length=300, blank=True, db_comment=privacy.PERFORMANCE)
    marked_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["starts", "ends", "result_id", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="planning_action_has_text"),
            models.CheckConstraint(condition=Q(starts__lte=models.F("ends")), name="planning_action_has_days"),
            models.CheckConstraint(
                condition=Q(step=EvaluationStep.QUARTER, period_no__range=(1, 4))
                | Q(step=EvaluationStep.MONTH, period_no__range=(1, 12)),
                name="planning_action_period",
            ),
            models.CheckConstraint(
                condition=~Q(progress=Progress.PUT_OFF) | ~Q(progress_note=""), name="planning_action_put_off_explained"
            ),
        ]

    def __str__(self) -> str:
        return self.text
