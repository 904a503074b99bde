from django.db import models
from django.db.models.functions import Now

from pamong.platform.jobs.enums import State
from pamong.platform.privacy import labels as privacy


class JobProgress(models.Model):
    """How far a long job is, for the one who asked for it."""

    key = models.CharField(max_length=40, unique=True, db_comment=privacy.TECHNICAL)
    owner_id = models.BigIntegerField(null=True)  # account; no foreign key: people stand above the platform
    title = models.CharField(max_length=200, db_comment=privacy.TECHNICAL)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING, db_comment=privacy.TECHNICAL)
    done = models.PositiveIntegerField(default=0, db_comment=privacy.TECHNICAL)
    total = models.PositiveIntegerField(default=0, db_comment=privacy.TECHNICAL)
    text = models.CharField(max_length=300, blank=True, default="", db_comment=privacy.TECHNICAL)
    result = models.JSONField(default=dict, blank=True, db_comment=privacy.TECHNICAL)
    created_at = models.DateTimeField(db_default=Now())
    changed_at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = "jobs_progress"
        constraints = [models.CheckConstraint(condition=models.Q(state__in=State.values), name="jobs_progress_state")]

    @property
    def percent(self) -> int:
        """Whole percent, 0 when the total is not known yet."""
        return min(100, self.done * 100 // self.total) if self.total else 0
