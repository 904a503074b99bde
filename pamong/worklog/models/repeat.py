from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from pamong.platform.guard import GuardedModel
from pamong.platform.privacy import labels as privacy


class RepeatAnswer(GuardedModel):
    """The employee's word on a text that he wrote many times, and the leader's note that he has read it.

    That texts repeat is a question, never a verdict: much work is the same every day.
    """

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+", db_comment=privacy.PERFORMANCE)
    fingerprint = models.CharField(max_length=32, db_comment=privacy.TECHNICAL)
    text = models.CharField(max_length=500, db_comment=privacy.PERFORMANCE)  # as written last
    answer = models.CharField(max_length=500, blank=True, db_comment=privacy.TALK)
    answered_at = models.DateTimeField(null=True)
    seen_by = models.ForeignKey(
        "people.Person", models.PROTECT, null=True, related_name="+", db_comment=privacy.PERFORMANCE
    )
    seen_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "fingerprint"], name="worklog_repeat_once"),
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True) | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="worklog_repeat_answered_when",
            ),
            models.CheckConstraint(
                condition=Q(seen_by__isnull=True, seen_at__isnull=True)
                | Q(seen_by__isnull=False, seen_at__isnull=False),
                name="worklog_repeat_seen_when_and_by",
            ),
        ]

    def __str__(self) -> str:
        return self.text
