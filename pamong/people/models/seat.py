import datetime as dt

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models.functions import Now

from pamong.people.enums import ActingKind
from pamong.platform.guard import GuardedModel
from pamong.platform.privacy import labels as privacy


class SeatActing(GuardedModel):
    """Plt or Plh of a unit that nobody heads: he leads it and is the superior of its people until a head comes or his days end.

    ``Acting`` is about a person who is away; here there is nobody to come back.
    """

    unit = models.ForeignKey("people.Unit", models.PROTECT, related_name="+")
    acting = models.ForeignKey("people.Person", models.PROTECT, related_name="+", db_comment=privacy.IDENTITY)
    kind = models.CharField(max_length=3, choices=ActingKind.choices, db_comment=privacy.IDENTITY)
    valid = DateRangeField(db_comment=privacy.IDENTITY)  # [from, to)
    decree = models.CharField(max_length=120, db_comment=privacy.IDENTITY)  # number of the order
    is_over = models.BooleanField(default=False)  # his people were handed on
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["-valid"]
        constraints = [
            ExclusionConstraint(
                name="people_one_seat_acting_at_a_time",
                expressions=[("unit", RangeOperators.EQUAL), ("valid", RangeOperators.OVERLAPS)],
            ),
            models.CheckConstraint(condition=models.Q(valid__isempty=False), name="people_seat_acting_has_days"),
            models.CheckConstraint(
                condition=models.Q(valid__lower_inf=False, valid__upper_inf=False), name="people_seat_acting_ends"
            ),
            models.CheckConstraint(condition=~models.Q(decree=""), name="people_seat_acting_has_order"),
        ]
        indexes = [models.Index(fields=["acting"], name="people_seat_acting")]

    def __str__(self) -> str:
        return f"{self.kind} {self.acting_id} → {self.unit_id}"

    @property
    def last_day(self) -> dt.date:
        """The last day it holds."""
        return self.valid.upper - dt.timedelta(days=1)  # type: ignore[no-any-return]  # a date range
