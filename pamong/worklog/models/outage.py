from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from pamong.platform.guard import GuardedModel
from pamong.platform.privacy import labels as privacy


class Outage(GuardedModel):
    """Hours in which people could not use Pamong. Each civil day it touches lengthens the time to log by a day."""

    starts_at = models.DateTimeField(db_comment=privacy.ORGANISATION)
    ends_at = models.DateTimeField(db_comment=privacy.ORGANISATION)
    agency = models.ForeignKey("people.Agency", models.PROTECT, null=True, blank=True, related_name="+")  # empty: all
    reason = models.CharField(max_length=200, db_comment=privacy.ORGANISATION)
    recorded_by = models.BigIntegerField(null=True, db_comment=privacy.AUDIT)  # account
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["-starts_at"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="worklog_outage_ends"),
            models.CheckConstraint(condition=~Q(reason=""), name="worklog_outage_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d} {self.reason}"
