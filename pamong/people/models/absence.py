import datetime as dt

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from pamong.people.enums import AbsenceKind, DayPart
from pamong.platform.guard import GuardedModel
from pamong.platform.privacy import labels as privacy


class Absence(GuardedModel):
    """Days on which a person is on leave, on a trip, in training or otherwise not at his post. One at a time."""

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="absences", db_comment=privacy.IDENTITY)
    kind = models.CharField(max_length=9, choices=AbsenceKind.choices, db_comment=privacy.IDENTITY)
    valid = DateRangeField(db_comment=privacy.IDENTITY)  # [from, to)
    part = models.CharField(max_length=9, choices=DayPart.choices, blank=True, db_comment=privacy.IDENTITY)
    decree = models.CharField(max_length=120, blank=True, db_comment=privacy.IDENTITY)  # number of the letter
    note = models.CharField(max_length=300, blank=True, db_comment=privacy.IDENTITY)
    recorded_by = models.BigIntegerField(null=True, db_comment=privacy.AUDIT)  # account
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["-valid"]
        constraints = [
            ExclusionConstraint(
                name="people_one_absence_at_a_time",
                expressions=[("person", RangeOperators.EQUAL), ("valid", RangeOperators.OVERLAPS)],
            ),
            models.CheckConstraint(condition=Q(valid__isempty=False), name="people_absence_has_days"),
            models.CheckConstraint(
                condition=Q(valid__lower_inf=False, valid__upper_inf=False), name="people_absence_ends"
            ),
            models.CheckConstraint(condition=Q(kind__in=AbsenceKind.values), name="people_absence_kind_known"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.valid.lower}"

    @property
    def last_day(self) -> dt.date:
        """The last day of absence."""
        return self.valid.upper - dt.timedelta(days=1)  # type: ignore[no-any-return]  # a date range

    @property
    def days(self) -> int:
        """Calendar days, both ends included."""
        return (self.valid.upper - self.valid.lower).days  # type: ignore[no-any-return]
