from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models.functions import Now

from pamong.platform.privacy import labels as privacy


class Read(models.Model):
    """One reading of personal or rating data: who looked at whose record, on which page. Append only."""

    at = models.DateTimeField(db_default=Now())
    reader_id = models.BigIntegerField()
    reader = models.CharField(max_length=200, db_comment=privacy.AUDIT)
    what = models.CharField(max_length=64, db_comment=privacy.TECHNICAL)
    object_id = models.CharField(max_length=64, default="", db_comment=privacy.TECHNICAL)
    subjects = ArrayField(models.BigIntegerField(), db_comment=privacy.AUDIT)  # person ids

    class Meta:
        db_table = "audit_read"
        indexes = [GinIndex(fields=["subjects"], name="audit_read_subjects", fastupdate=True)]
