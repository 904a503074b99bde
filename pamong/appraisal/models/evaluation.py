from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from pamong.appraisal.enums import UNRATED, EvaluationKind, EvaluationState, Rating
from pamong.platform.guard import GuardedModel
from pamong.platform.privacy import labels as privacy

NO_RATING = Q(results_rating="", conduct_rating="", predikat="", rated_by=None, rated_at=None, sign_by=None)
WHOLE_RATING = (
    Q(results_rating__in=Rating.values, conduct_rating__in=Rating.values)
    & ~Q(predikat="")
    & ~Q(rule_version="")
    & Q(rated_by__isnull=False, rated_at__isnull=False, sign_by__isnull=False, rule_inputs__isnull=False)
)
SIGNED = Q(acknowledged_at__isnull=False, set_at__isnull=True) | Q(acknowledged_at__isnull=True, set_at__isnull=False)


class Evaluation(GuardedModel):
    """One person's evaluation for one period of his plan. Final ones refuse any change (trigger)."""

    skp = models.ForeignKey("planning.Skp", models.PROTECT, related_name="+")
    cycle = models.ForeignKey("planning.Cycle", models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+", db_comment=privacy.PERFORMANCE)
    assessor = models.ForeignKey("people.Person", models.PROTECT, related_name="+", db_comment=privacy.PERFORMANCE)
    agency = models.ForeignKey("people.Agency", models.PROTECT, related_name="+")
    unit = models.ForeignKey("people.Unit", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=EvaluationKind.choices, db_comment=privacy.ORGANISATION)
    period_no = models.PositiveSmallIntegerField()
    year = models.PositiveSmallIntegerField()
    starts = models.DateField(db_comment=privacy.PERFORMANCE)  # of the period, or of the plan if that began later
    ends = models.DateField(db_comment=privacy.PERFORMANCE)
    state = models.CharField(
        max_length=12, choices=EvaluationState.choices, default=EvaluationState.OPEN, db_comment=privacy.PERFORMANCE
    )
    version = models.PositiveIntegerField(default=0)  # counts ratings; who signs or changes names the one he read
    opened_at = models.DateTimeField(db_default=Now())
    # the employee's own words
    self_text = models.TextField(blank=True, max_length=4000, db_comment=privacy.PERFORMANCE)
    self_at = models.DateTimeField(null=True, blank=True)
    # the rating and the rule that names the predikat
    results_rating = models.CharField(max_length=8, choices=Rating.choices, blank=True, db_comment=privacy.PERFORMANCE)
    results_reason = models.TextField(blank=True, max_length=4000, db_comment=privacy.PERFORMANCE)
    conduct_rating = models.CharField(max_length=8, choices=Rating.choices, blank=True, db_comment=privacy.PERFORMANCE)
    conduct_reason = models.TextField(blank=True, max_length=4000, db_comment=privacy.PERFORMANCE)
    predikat = models.CharField(max_length=16, blank=True, db_comment=privacy.PERFORMANCE)
    rule_id = models.CharField(max_length=40, blank=True, db_comment=privacy.TECHNICAL)
    rule_version = models.CharField(max_length=40, blank=True, db_comment=privacy.TECHNICAL)
    rule_inputs = models.JSONField(null=True, blank=True, db_comment=privacy.PERFORMANCE)
    rule_source = models.CharField(max_length=200, blank=True, db_comment=privacy.TECHNICAL)
    rule_confidence = models.CharField(max_length=12, blank=True, db_comment=privacy.TECHNICAL)
    rated_by = models.ForeignKey(
        "people.Person", models.PROTECT, null=True, blank=True, related_name="+", db_comment=privacy.PERFORMANCE
    )  # who in fact rated: the assessor, his Plt/Plh, or the assessor's superior
    rated_at = models.DateTimeField(null=True, blank=True)
    # signing
    sign_by = models.DateField(null=True, blank=True, db_comment=privacy.PERFORMANCE)
    read_at = models.DateTimeField(null=True, blank=True)  # first reading of this version by the employee
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(blank=True, max_length=4000, db_comment=privacy.PERFORMANCE)  # right of answer
    set_by = models.ForeignKey(
        "people.Person", models.PROTECT, null=True, blank=True, related_name="+", db_comment=privacy.PERFORMANCE
    )
    set_at = models.DateTimeField(null=True, blank=True)
    set_reason = models.TextField(blank=True, max_length=4000, db_comment=privacy.PERFORMANCE)
    final_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-ends", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["skp", "kind", "period_no"], name="appraisal_one_per_period"),
            models.CheckConstraint(condition=Q(starts__lte=F("ends")), name="appraisal_period_has_days"),
            models.CheckConstraint(
                condition=Q(kind=EvaluationKind.QUARTER, period_no__range=(1, 4))
                | Q(kind=EvaluationKind.MONTH, period_no__range=(1, 12))
                | Q(kind=EvaluationKind.ANNUAL, period_no=1),
                name="appraisal_period_exists",
            ),
            models.CheckConstraint(condition=~Q(assessor=F("person")), name="appraisal_not_own_assessor"),
            models.CheckConstraint(
                condition=Q(rated_by__isnull=True) | ~Q(rated_by=F("person")), name="appraisal_not_rated_by_oneself"
            ),
            models.CheckConstraint(
                condition=Q(set_by__isnull=True) | ~Q(set_by=F("person")), name="appraisal_not_set_by_oneself"
            ),
            models.CheckConstraint(
                condition=(Q(state__in=UNRATED) & NO_RATING) | (~Q(state__in=UNRATED) & WHOLE_RATING),
                name="appraisal_rating_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(results_rating__in=("", Rating.MEETS)) | Q(results_reason__regex=r"^.{20,}"),
                name="appraisal_results_reasoned",
            ),
            models.CheckConstraint(
                condition=Q(conduct_rating__in=("", Rating.MEETS)) | Q(conduct_reason__regex=r"^.{20,}"),
                name="appraisal_conduct_reasoned",
            ),
            models.CheckConstraint(
                condition=~Q(state=EvaluationState.SELF_DONE) | Q(self_at__isnull=False), name="appraisal_self_has_day"
            ),
            models.CheckConstraint(
                condition=(Q(state__in=(EvaluationState.ACKNOWLEDGED, EvaluationState.FINAL)) & SIGNED)
                | (
                    ~Q(state__in=(EvaluationState.ACKNOWLEDGED, EvaluationState.FINAL))
                    & Q(acknowledged_at__isnull=True, set_at__isnull=True)
                ),
                name="appraisal_signed_or_set",
            ),
            models.CheckConstraint(
                condition=Q(set_at__isnull=True, set_by__isnull=True)
                | (Q(set_at__isnull=False, set_by__isnull=False) & ~Q(set_reason="")),
                name="appraisal_set_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(state=EvaluationState.FINAL, final_at__isnull=False)
                | (~Q(state=EvaluationState.FINAL) & Q(final_at__isnull=True)),
                name="appraisal_final_has_day",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "-ends"], name="appraisal_person"),
            models.Index(fields=["assessor", "state"], name="appraisal_assessor"),
            models.Index(fields=["cycle", "kind", "period_no", "state"], name="appraisal_period"),
            models.Index(fields=["unit"], name="appraisal_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.period_no} {self.year}"
