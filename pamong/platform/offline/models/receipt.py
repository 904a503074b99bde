from django.db import models
from django.db.models.functions import Now

from pamong.platform.privacy import labels as privacy


class Receipt(models.Model):
    """That something came from a device's queue: when its writer finished it by his own clock, and when it arrived.

    ``age`` is the device's own count of the time between (both ends by the same clock, so a wrong clock does no harm).
    """

    policy = models.CharField(max_length=60, db_comment=privacy.TECHNICAL)  # which form
    object_id = models.CharField(max_length=40, db_comment=privacy.TECHNICAL)  # what came of it
    person_id = models.BigIntegerField(null=True, db_comment=privacy.PERFORMANCE)
    device_at = models.DateTimeField()  # as the device's clock said
    age = models.DurationField(db_comment=privacy.TECHNICAL)
    files = models.JSONField(default=list, db_comment=privacy.TECHNICAL)  # SHA-256 of the bytes as they arrived
    received_at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [models.Index(fields=["policy", "object_id"], name="offline_of_object")]

    def __str__(self) -> str:
        return f"{self.policy} {self.object_id}"
