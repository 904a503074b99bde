from django.db import models
from django.db.models.functions import Now

from pamong.platform.guard import GuardedModel
from pamong.platform.privacy import labels as privacy
from pamong.voice.complaints.enums import Inspected, Outcome
from pamong.voice.complaints.models.complaint import new_id


class Closing(GuardedModel):
    """A decision on a case; a reopened case gets another one. What is upheld names cause, remedy, proof and prevention."""

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    complaint = models.ForeignKey("complaints.Complaint", models.CASCADE, related_name="closings")
    outcome = models.CharField(max_length=10, choices=Outcome.choices, db_comment=privacy.PERFORMANCE)
    answer = models.TextField(max_length=4000, db_comment=privacy.CITIZEN)  # what the reporter reads
    cause = models.TextField(max_length=2000, blank=True, db_comment=privacy.PERFORMANCE)
    remedy = models.TextField(max_length=2000, blank=True, db_comment=privacy.PERFORMANCE)
    prevention = models.TextField(max_length=2000, blank=True, db_comment=privacy.PERFORMANCE)
    proof = models.CharField(max_length=500, blank=True, db_comment=privacy.PERFORMANCE)  # in words, beside photos
    in_time = models.BooleanField()
    days = models.PositiveIntegerField()  # from receipt to this decision
    person = models.ForeignKey(
        "people.Person", models.PROTECT, null=True, blank=True, related_name="+", db_comment=privacy.PERFORMANCE
    )
    unit = models.ForeignKey("people.Unit", models.PROTECT, null=True, blank=True, related_name="+")
    day = models.DateField(db_comment=privacy.PERFORMANCE)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["at"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(outcome__in=["upheld", "partly"])
                | (~models.Q(cause="") & ~models.Q(remedy="") & ~models.Q(prevention="")),
                name="complaints_upheld_says_why",
            ),
            models.CheckConstraint(condition=~models.Q(answer=""), name="complaints_closing_answers"),
        ]

    def __str__(self) -> str:
        return f"{self.outcome} {self.day}"


class Inspection(GuardedModel):
    """A closed case drawn for the inspectorate: who drew it can be recomputed from month and number."""

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    complaint = models.OneToOneField("complaints.Complaint", models.CASCADE, related_name="inspection")
    month = models.DateField(db_comment=privacy.TECHNICAL)  # its first day
    result = models.CharField(
        max_length=8, choices=Inspected.choices, default=Inspected.PENDING, db_comment=privacy.PERFORMANCE
    )
    text = models.TextField(max_length=2000, blank=True, db_comment=privacy.PERFORMANCE)
    inspector = models.BigIntegerField(null=True, blank=True, db_comment=privacy.AUDIT)  # account
    inspected_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-month", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(result="pending", inspected_at__isnull=True)
                | (~models.Q(result="pending") & models.Q(inspected_at__isnull=False) & ~models.Q(text="")),
                name="complaints_inspection_says_what",
            )
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.result}"
