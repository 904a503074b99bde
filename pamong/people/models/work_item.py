from django.db import models
from django.db.models.functions import Now

from pamong.people.enums import Matter, Outcome
from pamong.platform.privacy import labels as privacy


class WorkItem(models.Model):
    """Something in the personnel data that a clerk must put right; work goes on meanwhile."""

    agency = models.ForeignKey("people.Agency", models.PROTECT, related_name="+")
    person = models.ForeignKey(
        "people.Person", models.PROTECT, null=True, related_name="+", db_comment=privacy.IDENTITY
    )
    unit = models.ForeignKey("people.Unit", models.PROTECT, null=True, related_name="+")
    matter = models.CharField(max_length=20, choices=Matter.choices, db_comment=privacy.TECHNICAL)
    detail = models.CharField(max_length=300, blank=True, db_comment=privacy.IDENTITY)
    # What the reporter says would be right, where he knows it; and by when a clerk shall have decided.
    proposed_superior = models.ForeignKey(
        "people.Person", models.PROTECT, null=True, blank=True, related_name="+", db_comment=privacy.IDENTITY
    )
    proposed_unit = models.ForeignKey("people.Unit", models.PROTECT, null=True, blank=True, related_name="+")
    proposed_since = models.DateField(null=True, blank=True, db_comment=privacy.IDENTITY)
    due_on = models.DateField(null=True, blank=True, db_comment=privacy.TECHNICAL)
    created_at = models.DateTimeField(db_default=Now())
    outcome = models.CharField(
        max_length=8, choices=Outcome.choices, blank=True, default="", db_default="", db_comment=privacy.TECHNICAL
    )
    answer = models.CharField(max_length=300, blank=True, default="", db_default="", db_comment=privacy.IDENTITY)
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey("people.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["created_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "person", "unit", "matter"],
                condition=models.Q(done_at__isnull=True),
                name="people_one_open_item",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=models.Q(done_at__isnull=True, done_by__isnull=True)
                | models.Q(done_at__isnull=False, done_by__isnull=False)
                | models.Q(done_at__isnull=False, outcome=Outcome.SETTLED),  # by the system: a unit went up in another
                name="people_done_when_and_by",
            ),
        ]
