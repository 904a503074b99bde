from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from pamong.platform.guard import GuardedModel
from pamong.platform.privacy import labels as privacy


class PlanUpload(GuardedModel):
    """A workbook that somebody uploaded for a plan: checked first, then taken; the file itself goes when it is old."""

    plan = models.ForeignKey("programmes.StrategicPlan", models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=200, db_comment=privacy.TECHNICAL)
    content = models.BinaryField(null=True, db_comment=privacy.ORGANISATION)  # None once it is old
    uploaded_by = models.CharField(max_length=150, db_comment=privacy.AUDIT)
    added = models.PositiveIntegerField(null=True)  # rows made by it
    changed = models.PositiveIntegerField(null=True)
    refused = models.PositiveIntegerField(null=True)
    applied_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["plan", "-id"], name="programmes_upload")]
        constraints = [
            models.CheckConstraint(
                condition=Q(applied_at__isnull=True, added__isnull=True, changed__isnull=True, refused__isnull=True)
                | Q(applied_at__isnull=False, added__isnull=False, changed__isnull=False, refused__isnull=False),
                name="programmes_upload_taken_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.file_name
