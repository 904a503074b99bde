from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Now

from pamong.planning.enums import Approach, SkpState
from pamong.platform.guard import GuardedModel
from pamong.platform.privacy import labels as privacy

PERIOD = Func("starts", "ends", Value("[]"), function="daterange", output_field=DateRangeField())


class Skp(GuardedModel):
    """The performance plan of a person in one assignment (SKP). Frozen when both sides have agreed."""

    cycle = models.ForeignKey("planning.Cycle", models.PROTECT, related_name="skps")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+", db_comment=privacy.PERFORMANCE)
    assignment = models.ForeignKey("people.Assignment", models.PROTECT, related_name="+")
    assessor = models.ForeignKey(
        "people.Person", models.PROTECT, null=True, blank=True, related_name="+", db_comment=privacy.PERFORMANCE
    )
    approach = models.CharField(max_length=12, choices=Approach.choices, db_comment=privacy.PERFORMANCE)
    starts = models.DateField(db_comment=privacy.PERFORMANCE)
    ends = models.DateField(db_comment=privacy.PERFORMANCE)
    state = models.CharField(
        max_length=10, choices=SkpState.choices, default=SkpState.DRAFT, db_comment=privacy.PERFORMANCE
    )
    version = models.PositiveIntegerField(default=1)  # counts changes of state; the assessor agrees to the one he read
    submitted_at = models.DateTimeField(null=True, blank=True)
    agreed_at = models.DateTimeField(null=True, blank=True)
    agreed_by = models.ForeignKey(
        "people.Person", models.PROTECT, null=True, blank=True, related_name="+", db_comment=privacy.PERFORMANCE
    )  # who in fact agreed: the assessor, or his Plt/Plh
    frozen = models.JSONField(null=True, blank=True, db_comment=privacy.PERFORMANCE)  # both sides and content
    content_hash = models.CharField(max_length=64, blank=True, db_comment=privacy.TECHNICAL)
    number = models.PositiveSmallIntegerField(default=1)  # of the agreed version in force; a revision adds one
    in_force_from = models.DateField(null=True, blank=True, db_comment=privacy.PERFORMANCE)  # empty: from the first day
    # the annexes of the form, one line each
    resources = models.TextField(blank=True, max_length=4000, db_comment=privacy.PERFORMANCE)
    accountability = models.TextField(blank=True, max_length=4000, db_comment=privacy.PERFORMANCE)
    consequences = models.TextField(blank=True, max_length=4000, db_comment=privacy.PERFORMANCE)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["-starts", "-id"]
        constraints = [
            ExclusionConstraint(
                name="planning_one_skp_at_a_time",
                expressions=[("person", RangeOperators.EQUAL), (PERIOD, RangeOperators.OVERLAPS)],
            ),
            models.CheckConstraint(condition=Q(starts__lte=F("ends")), name="planning_skp_has_days"),
            models.CheckConstraint(
                condition=Q(assessor__isnull=True) | ~Q(assessor=F("person")), name="planning_not_own_assessor"
            ),
            models.CheckConstraint(
                condition=Q(agreed_by__isnull=True) | ~Q(agreed_by=F("person")), name="planning_not_agreed_by_oneself"
            ),
            models.CheckConstraint(
                condition=Q(
                    state=SkpState.AGREED,
                    agreed_at__isnull=False,
                    agreed_by__isnull=False,
                    assessor__isnull=False,
                    frozen__isnull=False,
                    content_hash__regex="^[0-9a-f]{64}$",
                )
                | (~Q(state=SkpState.AGREED) & Q(agreed_at__isnull=True, agreed_by__isnull=True, frozen__isnull=True)),
                name="planning_agreed_is_whole",
            ),
            models.CheckConstraint(
                condition=~Q(state=SkpState.SUBMITTED) | Q(submitted_at__isnull=False, assessor__isnull=False),
                name="planning_submitted_to_somebody",
            ),
            models.CheckConstraint(
                condition=Q(number=1, in_force_from__isnull=True)
                | Q(number__gt=1, in_force_from__isnull=False, state=SkpState.AGREED),
                name="planning_later_version_is_agreed",
            ),
        ]
        indexes = [
            models.Index(fields=["assessor", "state"], name="planning_skp_assessor"),
            models.Index(fields=["cycle", "state", "person"], name="planning_skp_cycle"),
        ]

    def __str__(self) -> str:
        return f"SKP {self.pk}"
