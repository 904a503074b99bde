from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from pamong.planning.enums import Approach
from pamong.platform.guard import GuardedModel
from pamong.platform.privacy import labels as privacy


class PlanTemplate(GuardedModel):
    """Results and indicators written once and given to many: what people on the same post in several units plan alike."""

    agency = models.ForeignKey("people.Agency", models.PROTECT, related_name="+")
    name = models.CharField(max_length=120, db_comment=privacy.ORGANISATION)
    approach = models.CharField(max_length=12, choices=Approach.choices, db_comment=privacy.ORGANISATION)
    content = models.JSONField(db_comment=privacy.ORGANISATION)
    by = models.ForeignKey(
        "people.Person", models.PROTECT, null=True, blank=True, related_name="+", db_comment=privacy.ORGANISATION
    )
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["agency_id", "name"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "name"], name="planning_template_name"),
            models.CheckConstraint(condition=~Q(name=""), name="planning_template_has_name"),
        ]

    def __str__(self) -> str:
        return self.name
