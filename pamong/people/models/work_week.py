import datetime as dt

from django.contrib.postgres.fields import ArrayField, DateRangeField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from pamong.people.enums import WeekKind
from pamong.platform.guard import GuardedModel
from pamong.platform.privacy import labels as privacy


class WorkWeek(GuardedModel):
    """How an agency, a unit with all below it, or one person works; the nearest to the person holds, then the newest.

    Without a record it is the agency's five days. ``minutes`` are those of Monday to Sunday, empty when a roster decides.
    """

    agency = models.ForeignKey("people.Agency", models.PROTECT, related_name="+")
    unit = models.ForeignKey("people.Unit", models.PROTECT, null=True, blank=True, related_name="+")
    person = models.ForeignKey(
        "people.Person", models.PROTECT, null=True, blank=True, related_name="+", db_comment=privacy.IDENTITY
    )
    kind = models.CharField(max_length=6, choices=WeekKind.choices, db_comment=privacy.ORGANISATION)
    minutes = ArrayField(models.PositiveSmallIntegerField(), default=list, db_comment=privacy.ORGANISATION)
    valid = DateRangeField(db_comment=privacy.ORGANISATION)  # [from, to)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["-valid", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(unit__isnull=True) | Q(person__isnull=True), name="people_week_of_one"),
            models.CheckConstraint(
                condition=Q(kind=WeekKind.WEEK, minutes__len=7) | Q(kind=WeekKind.ROSTER, minutes__len=0),
                name="people_week_has_seven_days",
            ),
            models.CheckConstraint(condition=Q(valid__isempty=False), name="people_week_has_days"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.agency_id}/{self.unit_id or self.person_id or '*'}"

    @property
    def last_day(self) -> dt.date | None:
        """The last day it holds, or None while it has no end."""
        return self.valid.upper - dt.timedelta(days=1) if self.valid.upper else None
