from django.db import models
from django.db.models import Q

from pamong.platform.guard import GuardedModel
from pamong.platform.privacy import labels as privacy


class EvaluationLine(GuardedModel):
    """One indicator in an evaluation: what was agreed, and what evidence shows. No evidence is no number, never zero."""

    evaluation = models.ForeignKey("appraisal.Evaluation", models.PROTECT, related_name="lines")
    indicator = models.ForeignKey("planning.Indicator", models.PROTECT, related_name="+")
    order = models.PositiveSmallIntegerField()
    # as agreed
    result_id = models.BigIntegerField()
    result_title = models.CharField(max_length=500, db_comment=privacy.PERFORMANCE)
    parent_title = models.CharField(max_length=500, blank=True, db_comment=privacy.PERFORMANCE)
    result_kind = models.CharField(max_length=12, db_comment=privacy.PERFORMANCE)
    perspective = models.CharField(max_length=60, blank=True, db_comment=privacy.PERFORMANCE)
    aspect = models.CharField(max_length=20, blank=True, db_comment=privacy.PERFORMANCE)
    text = models.CharField(max_length=300, db_comment=privacy.PERFORMANCE)
    unit = models.CharField(max_length=60, blank=True, db_comment=privacy.PERFORMANCE)
    target = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True, db_comment=privacy.PERFORMANCE)
    target_max = models.DecimalField(
        max_digits=18, decimal_places=4, null=True, blank=True, db_comment=privacy.PERFORMANCE
    )
    target_text = models.CharField(max_length=300, blank=True, db_comment=privacy.PERFORMANCE)
    direction = models.CharField(max_length=5, db_comment=privacy.PERFORMANCE)
    weight = models.DecimalField(max_digits=7, decimal_places=4, null=True, blank=True, db_comment=privacy.PERFORMANCE)
    measure = models.CharField(max_length=160, blank=True, db_comment=privacy.PERFORMANCE)  # what fills it by itself
    pair = models.PositiveSmallIntegerField(default=0)  # quantity and quality judged together carry the same number
    # as evidence shows; taken over at the rating, before that read live
    realised = models.DecimalField(
        max_digits=24, decimal_places=4, null=True, blank=True, db_comment=privacy.PERFORMANCE
    )
    evidence_n = models.PositiveIntegerField(default=0)
    last_day = models.DateField(null=True, blank=True, db_comment=privacy.PERFORMANCE)
    achievement = models.DecimalField(  # percent; None where it cannot be said
        max_digits=24, decimal_places=2, null=True, blank=True, db_comment=privacy.PERFORMANCE
    )
    # as the employee says
    explanation = models.TextField(blank=True, max_length=4000, db_comment=privacy.PERFORMANCE)
    declared = models.DecimalField(
        max_digits=18, decimal_places=4, null=True, blank=True, db_comment=privacy.PERFORMANCE
    )
    declared_source = models.CharField(max_length=300, blank=True, db_comment=privacy.PERFORMANCE)

    class Meta:
        ordering = ["evaluation_id", "order"]
        constraints = [
            models.UniqueConstraint(fields=["evaluation", "indicator"], name="appraisal_line_once"),
            models.CheckConstraint(
                condition=Q(evidence_n=0, realised__isnull=True) | Q(evidence_n__gt=0, realised__isnull=False),
                name="appraisal_no_evidence_no_number",
            ),
            models.CheckConstraint(
                condition=Q(declared__isnull=True, declared_source="")
                | (Q(declared__isnull=False, declared__gte=0) & ~Q(declared_source="")),
                name="appraisal_declared_with_source",
            ),
        ]

    def __str__(self) -> str:
        return self.text
