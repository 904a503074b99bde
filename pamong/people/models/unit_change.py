from django.db import models
from django.db.models.functions import Now

from pamong.people.enums import UnitChangeKind, UnitChangeState
from pamong.platform.guard import GuardedModel
from pamong.platform.privacy import labels as privacy


class UnitChange(GuardedModel):
    """A decreed change of a unit, planned for a day and applied when it has come: renamed, moved, merged or closed."""

    unit = models.ForeignKey("people.Unit", models.PROTECT, related_name="changes")
    kind = models.CharField(max_length=6, choices=UnitChangeKind.choices, db_comment=privacy.ORGANISATION)
    target = models.ForeignKey("people.Unit", models.PROTECT, null=True, related_name="+")  # new parent or successor
    name = models.CharField(max_length=200, blank=True, db_comment=privacy.ORGANISATION)  # the new one
    head_title = models.CharField(max_length=200, blank=True, db_comment=privacy.IDENTITY)  # of the former head
    day = models.DateField(db_comment=privacy.ORGANISATION)  # the first day on which it holds
    decree = models.CharField(max_length=120, db_comment=privacy.ORGANISATION)
    state = models.CharField(
        max_length=9, choices=UnitChangeState.choices, default=UnitChangeState.PLANNED, db_comment=privacy.ORGANISATION
    )
    carried = models.JSONField(default=dict, blank=True, db_comment=privacy.ORGANISATION)  # what it moved, as numbers
    problem = models.CharField(
        max_length=300, blank=True, db_comment=privacy.ORGANISATION
    )  # why it could not be applied
    planned_by = models.ForeignKey("people.User", models.PROTECT, null=True, related_name="+")
    planned_at = models.DateTimeField(db_default=Now())
    applied_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-day", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit"], condition=models.Q(state="planned"), name="people_one_planned_change_per_unit"
            ),
            models.CheckConstraint(
                condition=models.Q(state="applied", applied_at__isnull=False)
                | (~models.Q(state="applied") & models.Q(applied_at__isnull=True)),
                name="people_unit_change_applied",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=["move", "merge"], target__isnull=False)
                | models.Q(kind__in=["rename", "close"], target__isnull=True)
                | models.Q(kind="move", target__isnull=True),
                name="people_unit_change_target",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind="rename") | ~models.Q(name=""), name="people_unit_change_name"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.unit_id}"
