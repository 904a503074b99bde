from django.db import models

from pamong.platform.guard import GuardedModel


class Attachment(GuardedModel):
    """Proof of an entry: a photo or a file."""

    entry = models.ForeignKey("worklog.Entry", models.PROTECT, related_name="attachments")
    file = models.OneToOneField("files.StoredFile", models.PROTECT, related_name="+")

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.entry_id}: {self.file_id}"
