from django.db import models
from django.db.models.functions import Now

from pamong.platform.privacy import labels as privacy


class AnsweredRequest(models.Model):
    """An unsafe request that was answered: the same key gets the same answer, whatever happened to the first one."""

    owner = models.CharField(
        max_length=64, db_comment=privacy.TECHNICAL
    )  # "user:5", or a digest for those without account
    key = models.CharField(max_length=64, db_comment=privacy.TECHNICAL)
    route = models.CharField(max_length=100, db_comment=privacy.TECHNICAL)
    body_hash = models.CharField(max_length=64, db_comment=privacy.TECHNICAL)
    status = models.PositiveSmallIntegerField(null=True)
    headers = models.JSONField(default=dict, db_comment=privacy.TECHNICAL)
    body = models.BinaryField(default=b"", db_comment=privacy.TECHNICAL)
    created_at = models.DateTimeField(db_default=Now(), db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "key"], name="access_one_answer_per_key")]
