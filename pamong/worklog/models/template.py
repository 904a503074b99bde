from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from pamong.platform.guard import GuardedModel
from pamong.platform.privacy import labels as privacy


class EntryTemplate(GuardedModel):
    """Work that somebody does again and again, kept by himself to fill the form with one tap."""

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+", db_comment=privacy.PERFORMANCE)
    text = models.CharField(max_length=500, db_comment=privacy.PERFORMANCE)
    starts = models.TimeField(null=True, blank=True, db_comment=privacy.PERFORMANCE)
    ends = models.TimeField(null=True, blank=True, db_comment=privacy.PERFORMANCE)
    quantity = models.DecimalField(
        max_digits=14, decimal_places=2, null=True, blank=True, db_comment=privacy.PERFORMANCE
    )
    unit_label = models.CharField(max_length=60, blank=True, db_comment=privacy.PERFORMANCE)
    indicator = models.ForeignKey("planning.Indicator", models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["text", "id"]
        constraints = [
            models.UniqueConstraint(fields=["person", "text"], name="worklog_template_once"),
            models.CheckConstraint(condition=~Q(text=""), name="worklog_template_says_what"),
            models.CheckConstraint(
                condition=Q(starts__isnull=True) | Q(ends__isnull=True) | Q(ends__gt=F("starts")),
                name="worklog_template_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.text
