import datetime as dt

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models.functions import Now

from pamong.people.enums import PositionKind
from pamong.platform.guard import GuardedModel
from pamong.platform.privacy import labels as privacy


class Assignment(GuardedModel):
    """Where a person works from one day to another: post, unit and direct superior. One at a time; "as of" reads this."""

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="assignments", db_comment=privacy.IDENTITY)
    agency = models.ForeignKey("people.Agency", models.PROTECT, related_name="+")
    unit = models.ForeignKey("people.Unit", models.PROTECT, related_name="assignments")
    position_title = models.CharField(max_length=200, db_comment=privacy.IDENTITY)
    position_kind = models.CharField(max_length=3, choices=PositionKind.choices, db_comment=privacy.IDENTITY)
    position_level = models.CharField(
        max_length=60, blank=True, db_comment=privacy.IDENTITY
    )  # as the source writes it: Ahli Muda
    is_head = models.BooleanField(default=False)  # leads the unit
    superior = models.ForeignKey(
        "people.Person", models.PROTECT, null=True, blank=True, related_name="reports", db_comment=privacy.IDENTITY
    )
    valid = DateRangeField(db_comment=privacy.IDENTITY)  # [from, to)
    decree = models.CharField(
        max_length=120, blank=True, default="", db_default="", db_comment=privacy.IDENTITY
    )  # that began it
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["person_id", "valid"]
        constraints = [
            ExclusionConstraint(
                name="people_one_assignment_at_a_time",
                expressions=[("person", RangeOperators.EQUAL), ("valid", RangeOperators.OVERLAPS)],
            ),
            ExclusionConstraint(
                name="people_one_head_per_unit",
                expressions=[("unit", RangeOperators.EQUAL), ("valid", RangeOperators.OVERLAPS)],
                condition=models.Q(is_head=True),
            ),
            models.CheckConstraint(condition=models.Q(valid__isempty=False), name="people_assignment_has_days"),
            models.CheckConstraint(
                condition=models.Q(superior__isnull=True) | ~models.Q(superior=models.F("person")),
                name="people_not_own_superior",
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "person"], name="people_assignment_unit"),
            models.Index(fields=["superior", "person"], name="people_assignment_superior"),
        ]

    def __str__(self) -> str:
        return self.position_title

    @property
    def last_day(self) -> dt.date | None:
        """The last day it holds, or None while it has no end."""
        return self.valid.upper - dt.timedelta(days=1) if self.valid.upper else None
