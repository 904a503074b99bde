from datetime import time

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from pamong.platform.guard import GuardedModel
from pamong.platform.privacy import labels as privacy


class EntryPolicy(GuardedModel):
    """How an agency takes daily entries, from a day on; without a record the rule's defaults hold (rules/window.py)."""

    agency = models.ForeignKey(
        "people.Agency", models.PROTECT, null=True, blank=True, related_name="+"
    )  # empty: everywhere
    valid_from = models.DateField(db_comment=privacy.ORGANISATION)
    days_back = models.PositiveSmallIntegerField(default=7)
    reason_after = models.PositiveSmallIntegerField(default=3, db_default=3)  # days after which a reason is asked
    closing = models.TimeField(
        default=time(16), db_default=time(16), db_comment=privacy.ORGANISATION
    )  # from when on a missing entry is spoken of; 07.30 with 7 h 30 min of work and an hour of break ends at 16.00
    day_starts = models.TimeField(default=time(7, 30), db_comment=privacy.ORGANISATION)
    ask = models.CharField(max_length=200, blank=True, db_comment=privacy.ORGANISATION)  # who opens older days
    set_by = models.BigIntegerField(null=True, db_comment=privacy.AUDIT)  # account
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["-valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "valid_from"], name="worklog_policy_once_a_day", nulls_distinct=False
            ),
            models.CheckConstraint(condition=Q(days_back__lte=366), name="worklog_policy_within_a_year"),
        ]

    def __str__(self) -> str:
        return f"{self.agency_id or '*'} {self.valid_from}"
