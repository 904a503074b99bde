from django.db import models
from django.db.models.functions import Now

from pamong.platform.guard import GuardedModel
from pamong.platform.privacy import labels as privacy


class Reminder(GuardedModel):
    """That somebody was reminded of what the cycle waits for; at most once a day, whoever presses the button."""

    cycle = models.ForeignKey("planning.Cycle", models.CASCADE, related_name="+")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+", db_comment=privacy.PERFORMANCE)
    day = models.DateField(db_comment=privacy.PERFORMANCE)
    stage = models.CharField(max_length=16, db_comment=privacy.PERFORMANCE)
    by = models.ForeignKey(
        "people.Person", models.PROTECT, null=True, blank=True, related_name="+", db_comment=privacy.PERFORMANCE
    )
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["-day", "person_id"]
        constraints = [models.UniqueConstraint(fields=["person", "day"], name="planning_reminded_once_a_day")]
