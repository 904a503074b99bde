from django.db import models
from django.db.models.functions import Now

from pamong.platform.guard import GuardedModel
from pamong.platform.privacy import labels as privacy


class EntryImport(GuardedModel):
    """A table of entries that somebody uploaded for himself: its cells as read, until it was taken or a week is over."""

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+", db_comment=privacy.PERFORMANCE)
    file_name = models.CharField(max_length=150, db_comment=privacy.TECHNICAL)
    rows = models.JSONField(default=list, db_comment=privacy.PERFORMANCE)  # the sheet from its heading row on
    late_reason = models.CharField(max_length=200, blank=True, db_comment=privacy.PERFORMANCE)
    taken = models.PositiveIntegerField(null=True)  # entries made of it
    refused = models.PositiveIntegerField(null=True)
    applied_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.file_name
