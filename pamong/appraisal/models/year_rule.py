from django.db import models
from django.db.models.functions import Now

from pamong.appraisal.enums import YearWay
from pamong.platform.guard import GuardedModel
from pamong.platform.privacy import labels as privacy


class YearRule(GuardedModel):
    """How an agency joins the parts of a year of people who moved, from a year on; without a record they stand apart."""

    agency = models.ForeignKey("people.Agency", models.PROTECT, related_name="+")
    from_year = models.PositiveSmallIntegerField(db_comment=privacy.ORGANISATION)
    way = models.CharField(max_length=10, choices=YearWay.choices, db_comment=privacy.ORGANISATION)
    basis = models.CharField(max_length=300, db_comment=privacy.ORGANISATION)  # the decision it rests on
    set_by = models.BigIntegerField(null=True, db_comment=privacy.AUDIT)  # account
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["-from_year"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "from_year"], name="appraisal_year_rule_once"),
            models.CheckConstraint(condition=models.Q(way__in=YearWay.values), name="appraisal_year_rule_known"),
            models.CheckConstraint(condition=~models.Q(basis=""), name="appraisal_year_rule_has_basis"),
            models.CheckConstraint(
                condition=models.Q(from_year__gte=2019, from_year__lte=2100), name="appraisal_year_rule_plausible"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.way} {self.from_year}"
