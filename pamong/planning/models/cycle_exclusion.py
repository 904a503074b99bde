from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Now

from pamong.planning.enums import ExclusionReason
from pamong.platform.guard import GuardedModel
from pamong.platform.privacy import labels as privacy

DAYS = Func("starts", "ends", Value("[]"), function="daterange", output_field=DateRangeField())


class CycleExclusion(GuardedModel):
    """Days of a cycle, or all of it, for which a person plans no SKP, and why (PP 30/2019 Ps. 23)."""

    cycle = models.ForeignKey("planning.Cycle", models.CASCADE, related_name="exclusions")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+", db_comment=privacy.IDENTITY)
    reason = models.CharField(max_length=16, choices=ExclusionReason.choices, db_comment=privacy.IDENTITY)
    note = models.CharField(max_length=300, blank=True, db_comment=privacy.IDENTITY)
    starts = models.DateField(null=True, blank=True, db_comment=privacy.IDENTITY)  # empty: from the cycle's first day
    ends = models.DateField(null=True, blank=True, db_comment=privacy.IDENTITY)  # empty: to its last
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["person_id"]
        constraints = [
            ExclusionConstraint(
                name="planning_excluded_once_a_day",
                expressions=[
                    ("cycle", RangeOperators.EQUAL),
                    ("person", RangeOperators.EQUAL),
                    (DAYS, RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(
                condition=~Q(reason=ExclusionReason.OTHER) | ~Q(note=""), name="planning_exclusion_explained"
            ),
            models.CheckConstraint(
                condition=Q(starts__isnull=True) | Q(ends__isnull=True) | Q(starts__lte=F("ends")),
                name="planning_exclusion_has_days",
            ),
        ]
