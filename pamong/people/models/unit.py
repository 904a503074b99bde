from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models.functions import Now

from pamong.platform.guard import GuardedModel
from pamong.platform.privacy import labels as privacy


class Unit(GuardedModel):
    """A work unit (unit kerja) in the tree of one agency. ``path`` ends with its own step: "000012.000031."."""

    agency = models.ForeignKey("people.Agency", models.PROTECT, related_name="units")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    name = models.CharField(max_length=200, db_comment=privacy.ORGANISATION)
    path = models.CharField(max_length=120, db_comment=privacy.ORGANISATION)
    is_active = models.BooleanField(default=True)
    closed_on = models.DateField(null=True, blank=True, db_comment=privacy.ORGANISATION)  # the first day without it
    successor = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="predecessors")
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["path"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "parent", "name"],
                condition=models.Q(is_active=True),  # a closed unit keeps its name for the history
                name="people_active_unit_name_per_parent",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=models.Q(is_active=True, closed_on__isnull=True, successor__isnull=True)
                | models.Q(is_active=False),
                name="people_unit_open_or_closed",
            ),
            models.CheckConstraint(
                condition=models.Q(successor__isnull=True) | ~models.Q(successor=models.F("id")),
                name="people_unit_not_own_successor",
            ),
        ]
        indexes = [models.Index(fields=["path"], name="people_unit_path", opclasses=["varchar_pattern_ops"])]

    def __str__(self) -> str:
        return self.name

    @staticmethod
    def step(pk: int) -> str:
        return f"{pk:06d}."


class UnitPast(GuardedModel):
    """What a unit was called and where it hung before it changed; "as of" a day reads this, then the unit itself."""

    unit = models.ForeignKey("people.Unit", models.PROTECT, related_name="past")
    agency = models.ForeignKey("people.Agency", models.PROTECT, related_name="+")
    parent = models.ForeignKey("people.Unit", models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=200, db_comment=privacy.ORGANISATION)
    path = models.CharField(max_length=120, db_comment=privacy.ORGANISATION)
    valid = DateRangeField(db_comment=privacy.ORGANISATION)  # [from, to); the first state of a unit has no beginning

    class Meta:
        ordering = ["unit_id", "valid"]
        constraints = [
            ExclusionConstraint(
                name="people_one_unit_state_at_a_time",
                expressions=[("unit", RangeOperators.EQUAL), ("valid", RangeOperators.OVERLAPS)],
            ),
            models.CheckConstraint(condition=models.Q(valid__isempty=False), name="people_unit_past_has_days"),
        ]
        indexes = [models.Index(fields=["path"], name="people_unit_past_path", opclasses=["varchar_pattern_ops"])]

    def __str__(self) -> str:
        return self.name
