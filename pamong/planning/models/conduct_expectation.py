from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from pamong.planning.enums import ConductValue
from pamong.platform.guard import GuardedModel
from pamong.platform.privacy import labels as privacy


class ConductExpectation(GuardedModel):
    """The leader's special expectation on conduct, for one BerAKHLAK value or (value empty) for all of them."""

    skp = models.ForeignKey("planning.Skp", models.PROTECT, related_name="expectations")
    value = models.CharField(max_length=14, choices=ConductValue.choices, blank=True, db_comment=privacy.PERFORMANCE)
    text = models.CharField(max_length=600, db_comment=privacy.PERFORMANCE)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["skp_id", "id"]
        constraints = [
            models.UniqueConstraint(fields=["skp", "value"], name="planning_expectation_once"),
            models.CheckConstraint(condition=~Q(text=""), name="planning_expectation_has_text"),
        ]
