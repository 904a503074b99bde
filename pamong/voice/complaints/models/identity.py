from django.db import models

from pamong.platform.guard import GuardedModel
from pamong.platform.privacy import labels as privacy


class Identity(GuardedModel):
    """Who reported. Open mode: plain. Confidential mode: only ``sealed``, for the keys named; anonymous mode: no row."""

    id = models.BigIntegerField(primary_key=True, editable=False)  # random, of its own: new_id()
    complaint = models.OneToOneField("complaints.Complaint", models.CASCADE, related_name="identity")
    name = models.CharField(max_length=150, blank=True, db_comment=privacy.CITIZEN)
    address = models.CharField(max_length=300, blank=True, db_comment=privacy.CITIZEN)
    phone = models.CharField(max_length=30, blank=True, db_comment=privacy.CITIZEN)
    email = models.EmailField(blank=True, db_comment=privacy.CITIZEN)
    sealed = models.BinaryField(null=True, db_comment=privacy.SEALED)
    sealed_for = models.CharField(max_length=80, blank=True, db_comment=privacy.TECHNICAL)  # fingerprints, outer first

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(sealed__isnull=True) | models.Q(name="", address="", phone="", email=""),
                name="complaints_sealed_is_not_plain",
            )
        ]

    def __str__(self) -> str:
        return f"identity of {self.complaint_id}"
