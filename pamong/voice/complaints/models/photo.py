from django.db import models

from pamong.platform.files.enums import FileKind
from pamong.platform.guard import GuardedModel
from pamong.platform.privacy import labels as privacy
from pamong.voice.complaints.enums import PhotoKind
from pamong.voice.complaints.models.complaint import new_id


class Photo(GuardedModel):
    """A picture of a case, drawn anew without metadata; hidden from the public until somebody has looked at it."""

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    complaint = models.ForeignKey("complaints.Complaint", models.CASCADE, related_name="photos")
    file = models.ForeignKey("files.StoredFile", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=6, choices=PhotoKind.choices, db_comment=privacy.TECHNICAL)
    is_public = models.BooleanField(default=False)
    day = models.DateField(db_comment=privacy.CITIZEN)
    across = models.BigIntegerField(null=True, blank=True, db_comment=privacy.TECHNICAL)  # how it looks: rules/look.py
    down = models.BigIntegerField(null=True, blank=True, db_comment=privacy.TECHNICAL)
    findings = models.JSONField(
        default=list, blank=True, db_comment=privacy.PERFORMANCE
    )  # asked about proof: rules/proof.py
    explained = models.CharField(max_length=500, blank=True, db_comment=privacy.PERFORMANCE)  # the officer's answer
    unwatched = models.BooleanField(default=False)

    class Meta:
        ordering = ["day", "id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=PhotoKind.values), name="complaints_photo_kind_known"),
            models.CheckConstraint(
                condition=models.Q(findings=[]) | ~models.Q(explained=""), name="complaints_asked_is_explained"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.day}"


class DraftPhoto(models.Model):
    """A picture of a report that is still being written: already drawn anew, gone when it is sent or after a day."""

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    draft = models.CharField(max_length=64, db_index=True, db_comment=privacy.SECRET)  # digest of the draft's token
    content = models.BinaryField(db_comment=privacy.CITIZEN)
    preview = models.BinaryField(db_comment=privacy.CITIZEN)
    kind = models.CharField(max_length=4, choices=FileKind.choices, db_comment=privacy.TECHNICAL)
    day = models.DateField(db_comment=privacy.TECHNICAL)

    def __str__(self) -> str:
        return f"draft {self.kind}"
