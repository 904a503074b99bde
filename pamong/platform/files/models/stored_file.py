from django.db import models
from django.db.models.functions import Now

from pamong.platform.files.enums import FileKind
from pamong.platform.guard import GuardedModel
from pamong.platform.privacy import labels as privacy


class StoredFile(GuardedModel):
    """One uploaded (or made) file. Its place on disk is chosen by the server; who may open it the area's view decides."""

    name = models.CharField(
        max_length=150, db_comment=privacy.PERFORMANCE
    )  # as the uploader called it, cleaned; shown only
    path = models.CharField(
        max_length=100, unique=True, db_comment=privacy.TECHNICAL
    )  # below MEDIA_ROOT: 2026/11/<hex>.jpg
    kind = models.CharField(max_length=4, choices=FileKind.choices, db_comment=privacy.TECHNICAL)
    size = models.PositiveIntegerField()  # bytes as stored
    sha256 = models.CharField(max_length=64, db_comment=privacy.TECHNICAL)  # of the stored bytes
    received_sha256 = models.CharField(
        max_length=64, blank=True, db_comment=privacy.TECHNICAL
    )  # of the bytes as they came
    has_preview = models.BooleanField(default=False)  # images: a small JPEG beside it
    purpose = models.CharField(max_length=40, db_comment=privacy.TECHNICAL)  # "worklog.entry"
    person_id = models.BigIntegerField(
        null=True, db_comment=privacy.PERFORMANCE
    )  # whom it is about; no foreign key upward
    uploaded_by = models.BigIntegerField(null=True, db_comment=privacy.PERFORMANCE)  # account
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=FileKind.values), name="files_kind_known"),
            models.CheckConstraint(condition=models.Q(sha256__regex="^[0-9a-f]{64}$"), name="files_sha256_whole"),
            models.CheckConstraint(condition=models.Q(size__gt=0), name="files_not_empty"),
        ]
        indexes = [models.Index(fields=["sha256"], name="files_same_content")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_image(self) -> bool:
        return FileKind(self.kind).is_image
