from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import IntegerRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Coalesce, Now

from pamong.platform.guard import GuardedModel
from pamong.platform.privacy import labels as privacy
from pamong.programmes.enums import PlanKind

YEARS = Func("first_year", "last_year", Value("[]"), function="int4range", output_field=IntegerRangeField())


class StrategicPlan(GuardedModel):
    """The RPJMD of the region (no agency) or the Renstra of one agency, with the years it covers."""

    kind = models.CharField(max_length=8, choices=PlanKind.choices, db_comment=privacy.ORGANISATION)
    agency = models.ForeignKey("people.Agency", models.PROTECT, null=True, blank=True, related_name="+")
    title = models.CharField(max_length=200, db_comment=privacy.ORGANISATION)
    decree = models.CharField(max_length=120, blank=True, db_comment=privacy.ORGANISATION)  # number of the regulation
    vision = models.TextField(max_length=1000, blank=True, db_comment=privacy.ORGANISATION)
    first_year = models.PositiveSmallIntegerField()
    last_year = models.PositiveSmallIntegerField()
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["-first_year", "-kind", "agency_id"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="programmes_plan_has_title"),
            models.CheckConstraint(
                condition=Q(kind=PlanKind.RPJMD, agency__isnull=True) | Q(kind=PlanKind.RENSTRA, agency__isnull=False),
                name="programmes_plan_of_region_or_agency",
            ),
            models.CheckConstraint(
                condition=Q(first_year__gte=2000, last_year__lte=2100, first_year__lte=F("last_year")),
                name="programmes_plan_has_years",
            ),
            ExclusionConstraint(
                name="programmes_one_plan_at_a_time",
                expressions=[
                    ("kind", RangeOperators.EQUAL),
                    (Coalesce("agency_id", Value(0)), RangeOperators.EQUAL),
                    (YEARS, RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def years(self) -> range:
        """The years it covers, in order."""
        return range(self.first_year, self.last_year + 1)
