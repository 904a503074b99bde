from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now, Upper

from pamong.planning.enums import Aspect, Direction
from pamong.planning.models.present import Present
from pamong.platform.guard import GuardedModel, GuardedQuerySet
from pamong.platform.privacy import labels as privacy

# As ``rules.measure`` writes it.
MEASURE = Q(measure="") | Q(
    measure__regex=r"^[a-z_]+\.[a-z_]+ (sum|count|mean|share|percentile:\d{1,3}) (me|unit|tree|agency)"
    r"( subject=[a-z_.]+:[A-Za-z0-9_-]+)?$"
)


class Indicator(GuardedModel):
    """How a work result is measured (indikator kinerja individu, PP 30/2019 Ps. 10). Drafts may lack the target."""

    result = models.ForeignKey("planning.WorkResult", models.PROTECT, related_name="indicators")
    aspect = models.CharField(max_length=8, choices=Aspect.choices, blank=True, db_comment=privacy.PERFORMANCE)
    text = models.CharField(max_length=300, db_comment=privacy.PERFORMANCE)
    unit = models.CharField(max_length=60, blank=True, db_comment=privacy.PERFORMANCE)
    target = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True, db_comment=privacy.PERFORMANCE)
    target_max = models.DecimalField(
        max_digits=18, decimal_places=4, null=True, blank=True, db_comment=privacy.PERFORMANCE
    )  # upper end, with direction "range" only
    target_text = models.CharField(max_length=300, blank=True, db_comment=privacy.PERFORMANCE)  # qualitative approach
    direction = models.CharField(
        max_length=5, choices=Direction.choices, default=Direction.MORE, db_comment=privacy.PERFORMANCE
    )
    evidence_source = models.CharField(max_length=200, blank=True, db_comment=privacy.PERFORMANCE)
    measure = models.CharField(max_length=160, blank=True, db_comment=privacy.PERFORMANCE)  # ``rules.measure``
    pair = models.PositiveSmallIntegerField(default=0)  # the same number above 0: quantity and quality of the result
    order = models.PositiveSmallIntegerField(default=1)
    version = models.PositiveIntegerField(default=1)
    dropped_on = models.DateField(null=True, blank=True, db_comment=privacy.PERFORMANCE)  # by a revision of the plan
    created_at = models.DateTimeField(db_default=Now())

    objects = Present()  # type: ignore[assignment, misc]  # narrower than the one of the base
    ever = GuardedQuerySet.as_manager()

    class Meta:
        ordering = ["result_id", "order", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="planning_indicator_has_text"),
            models.CheckConstraint(
                condition=Q(target__isnull=True) | Q(target__gte=0), name="planning_target_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(target_max__isnull=True)
                | Q(direction=Direction.RANGE, target__isnull=False, target_max__gte=F("target")),
                name="planning_range_has_two_ends",
            ),
            models.CheckConstraint(condition=MEASURE, name="planning_measure_form"),
            models.CheckConstraint(
                condition=Q(pair=0) | Q(pair__lte=99, aspect__in=(Aspect.QUANTITY, Aspect.QUALITY)),
                name="planning_pair_of_two_aspects",
            ),
            models.UniqueConstraint(
                fields=["result", "pair", "aspect"],
                condition=Q(pair__gt=0, dropped_on__isnull=True),
                name="planning_pair_has_two_sides",
            ),
        ]
        indexes = [  # for goals that are worded alike
            GinIndex(OpClass(Upper("text"), name="gin_trgm_ops"), name="planning_indicator_words")
        ]

    def __str__(self) -> str:
        return self.text
