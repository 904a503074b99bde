import datetime as dt

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models.functions import Now

from pamong.people.enums import ActingKind
from pamong.platform.guard import GuardedModel
from pamong.platform.privacy import labels as privacy


class Acting(GuardedModel):
    """Plt or Plh: from one day to another the duties of ``absent`` are carried by ``acting`` (PP 30/2019 Ps. 46)."""

    absent = models.ForeignKey("people.Person", models.PROTECT, related_name="replaced_by", db_comment=privacy.IDENTITY)
    acting = models.ForeignKey("people.Person", models.PROTECT, related_name="acts_as", db_comment=privacy.IDENTITY)
    kind = models.CharField(max_length=3, choices=ActingKind.choices, db_comment=privacy.IDENTITY)
    valid = DateRangeField(db_comment=privacy.IDENTITY)  # [from, to)
    decree = models.CharField(max_length=120, blank=True, db_comment=privacy.IDENTITY)  # number of the order
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["-valid"]
        constraints = [
            ExclusionConstraint(
                name="people_one_acting_at_a_time",
                expressions=[("absent", RangeOperators.EQUAL), ("valid", RangeOperators.OVERLAPS)],
            ),
            models.CheckConstraint(condition=~models.Q(absent=models.F("acting")), name="people_not_acting_for_self"),
            models.CheckConstraint(condition=models.Q(valid__isempty=False), name="people_acting_has_days"),
        ]
        indexes = [models.Index(fields=["acting"], name="people_acting_acting")]

    def __str__(self) -> str:
        return f"{self.kind} {self.acting_id} → {self.absent_id}"

    @property
    def last_day(self) -> dt.date | None:
        """The last day it holds, or None while it has no end."""
        return self.valid.upper - dt.timedelta(days=1) if self.valid.upper else None
