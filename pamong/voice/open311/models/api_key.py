from django.db import models
from django.db.models.functions import Now

from pamong.platform.guard import GuardedModel
from pamong.platform.privacy import labels as privacy


class ApiKey(GuardedModel):
    """The key of a program that may send reports. Only a digest is kept: the key has 160 random bits, so it needs no salt."""

    name = models.CharField(max_length=120, db_comment=privacy.ORGANISATION)  # which program, of whom
    digest = models.CharField(max_length=64, unique=True, db_comment=privacy.SECRET)
    begins = models.CharField(max_length=12, db_comment=privacy.TECHNICAL)  # its first signs, to know it again
    per_hour = models.PositiveIntegerField(default=60)  # reports it may send
    made_by_name = models.CharField(max_length=150, db_comment=privacy.AUDIT)
    made_at = models.DateTimeField(db_default=Now())
    used_day = models.DateField(null=True, blank=True, db_comment=privacy.TECHNICAL)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(name=""), name="open311_key_named"),
            models.CheckConstraint(condition=models.Q(per_hour__range=(1, 100_000)), name="open311_key_limited"),
        ]

    def __str__(self) -> str:
        return self.name
