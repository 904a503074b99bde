from django.db import models
from django.db.models.functions import Now

from pamong.platform.guard import GuardedModel
from pamong.platform.privacy import labels as privacy
from pamong.voice.complaints.enums import UnsealState
from pamong.voice.complaints.models.complaint import new_id


class CustodianKey(GuardedModel):
    """A public key of one of the two holders; the private half never comes here. One valid key per place at a time."""

    holder = models.PositiveSmallIntegerField()  # 1: outer layer, 2: inner layer
    label = models.CharField(max_length=120, db_comment=privacy.ORGANISATION)
    public_key = models.BinaryField(db_comment=privacy.TECHNICAL)  # 32 bytes, X25519
    fingerprint = models.CharField(max_length=32, unique=True, db_comment=privacy.TECHNICAL)
    added_by = models.BigIntegerField(null=True, blank=True)  # account; none from the command line
    created_at = models.DateTimeField(db_default=Now())
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["holder", "-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["holder"], condition=models.Q(retired_at__isnull=True), name="complaints_one_key_per_holder"
            ),
            models.CheckConstraint(condition=models.Q(holder__in=[1, 2]), name="complaints_two_holders"),
        ]

    def __str__(self) -> str:
        return f"{self.label} ({self.fingerprint[:8]})"


class Unsealing(GuardedModel):
    """A wish to open a sealed identity: asked by one custodian with a reason, approved by another person."""

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    complaint = models.ForeignKey("complaints.Complaint", models.CASCADE, related_name="unsealings")
    reason = models.TextField(max_length=1000, db_comment=privacy.AUDIT)
    state = models.CharField(
        max_length=8, choices=UnsealState.choices, default=UnsealState.ASKED, db_comment=privacy.AUDIT
    )
    asked_by = models.BigIntegerField()  # account
    asked_by_name = models.CharField(max_length=150, db_comment=privacy.AUDIT)
    asked_at = models.DateTimeField(db_default=Now())
    decided_by = models.BigIntegerField(null=True, blank=True)
    decided_by_name = models.CharField(max_length=150, blank=True, db_comment=privacy.AUDIT)
    decided_at = models.DateTimeField(null=True, blank=True)
    fetched = models.PositiveSmallIntegerField(default=0)  # how often the sealed bytes were handed out

    class Meta:
        ordering = ["-asked_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(decided_by__isnull=True) | ~models.Q(decided_by=models.F("asked_by")),
                name="complaints_unsealing_needs_two",
            ),
            models.CheckConstraint(
                condition=models.Q(state="asked", decided_by__isnull=True)
                | (~models.Q(state="asked") & models.Q(decided_by__isnull=False)),
                name="complaints_unsealing_decided_by_someone",
            ),
            models.UniqueConstraint(
                fields=["complaint"], condition=models.Q(state="asked"), name="complaints_one_open_unsealing"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.complaint_id}"


class Redacted(GuardedModel):
    """What the accused officer may read of a complaint about him, written by somebody outside his chain; he may answer once."""

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    complaint = models.ForeignKey("complaints.Complaint", models.CASCADE, related_name="redacted")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+", db_comment=privacy.CITIZEN)
    text = models.TextField(max_length=4000, db_comment=privacy.CITIZEN)
    made_by = models.BigIntegerField(db_comment=privacy.AUDIT)  # account
    made_at = models.DateTimeField(db_default=Now())
    answer = models.TextField(max_length=4000, blank=True, db_comment=privacy.CITIZEN)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at"]
        constraints = [
            models.UniqueConstraint(fields=["complaint", "person"], name="complaints_one_summary_per_person"),
            models.CheckConstraint(condition=~models.Q(text=""), name="complaints_summary_has_text"),
        ]

    def __str__(self) -> str:
        return f"summary of {self.complaint_id}"
