from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from pamong.platform.guard import GuardedModel
from pamong.platform.privacy import labels as privacy


class SkpVersion(GuardedModel):
    """An agreed version of a plan that a revision followed: kept as it was frozen, for the days it was in force."""

    skp = models.ForeignKey("planning.Skp", models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    frozen = models.JSONField(db_comment=privacy.PERFORMANCE)
    content_hash = models.CharField(max_length=64, db_comment=privacy.TECHNICAL)
    agreed_at = models.DateTimeField()
    agreed_by = models.ForeignKey("people.Person", models.PROTECT, related_name="+", db_comment=privacy.PERFORMANCE)
    starts = models.DateField(db_comment=privacy.PERFORMANCE)
    ends = models.DateField(db_comment=privacy.PERFORMANCE)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["skp_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["skp", "number"], name="planning_version_once"),
            models.CheckConstraint(condition=Q(starts__lte=F("ends")), name="planning_version_has_days"),
            models.CheckConstraint(
                condition=Q(content_hash__regex="^[0-9a-f]{64}$"), name="planning_version_has_digest"
            ),
        ]

    def __str__(self) -> str:
        return f"SKP {self.skp_id} v{self.number}"
