from django.db import models
from django.db.models.functions import Now

from pamong.platform.guard import GuardedModel
from pamong.platform.notifications.enums import Mode
from pamong.platform.privacy import labels as privacy


class Notification(GuardedModel):
    """One notice to one person about one event; it links to the thing itself. The same event never notifies twice."""

    person_id = models.BigIntegerField(db_comment=privacy.TALK)  # no foreign key: people stand above the platform
    kind = models.CharField(max_length=40, db_comment=privacy.TECHNICAL)  # "worklog.returned", see kinds.py
    text = models.CharField(max_length=300, db_comment=privacy.TALK)
    url = models.CharField(max_length=200, db_comment=privacy.TECHNICAL)
    key = models.CharField(max_length=100, db_comment=privacy.TECHNICAL)
    mode = models.CharField(max_length=6, choices=Mode.choices, db_default=Mode.APP, db_comment=privacy.TECHNICAL)
    digest_id = models.BigIntegerField(null=True)  # the delivery that told of it; no foreign key, deliveries are pruned
    created_at = models.DateTimeField(db_default=Now())
    read_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["person_id", "key"], name="notifications_once_per_event"),
            models.CheckConstraint(
                condition=~models.Q(text="") & ~models.Q(url=""), name="notifications_says_and_links"
            ),
        ]
        indexes = [
            models.Index(fields=["person_id", "-created_at", "-id"], name="notifications_newest"),
            models.Index(fields=["person_id"], name="notifications_unread", condition=models.Q(read_at__isnull=True)),
            models.Index(
                fields=["person_id", "created_at"],
                name="notifications_for_digest",
                condition=models.Q(mode="digest", digest_id__isnull=True),
            ),
            models.Index(
                fields=["digest_id"], name="notifications_of_digest", condition=models.Q(digest_id__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} → {self.person_id}"
