from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from pamong.platform.guard import GuardedModel
from pamong.platform.privacy import labels as privacy


class Attendance(GuardedModel):
    """First and last tap of a person on a day, from the agency's machine. Shown beside the day; nothing follows from it."""

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+", db_comment=privacy.PERFORMANCE)
    day = models.DateField(db_comment=privacy.PERFORMANCE)
    first_in = models.TimeField(null=True, db_comment=privacy.PERFORMANCE)
    last_out = models.TimeField(null=True, db_comment=privacy.PERFORMANCE)
    taps = models.PositiveSmallIntegerField(default=1, db_comment=privacy.PERFORMANCE)
    source = models.CharField(max_length=120, blank=True, db_comment=privacy.PERFORMANCE)  # name of the file
    recorded_by = models.BigIntegerField(null=True, db_comment=privacy.AUDIT)  # account
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["-day", "person"]
        constraints = [
            models.UniqueConstraint(fields=["person", "day"], name="worklog_attendance_once"),
            models.CheckConstraint(
                condition=Q(first_in__isnull=False) | Q(last_out__isnull=False), name="worklog_attendance_has_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.day}"
