from django.db import models
from django.db.models.functions import Now

from pamong.platform.guard import GuardedModel
from pamong.platform.privacy import labels as privacy
from pamong.programmes.enums import ImportState


class PlanImport(GuardedModel):
    """A workbook of a plan, checked and waiting to be taken in; what the check found is shown before anything changes."""

    plan = models.ForeignKey("programmes.StrategicPlan", models.PROTECT, related_name="imports")
    file_name = models.CharField(max_length=200, db_comment=privacy.TECHNICAL)
    content = models.BinaryField(db_comment=privacy.ORGANISATION)
    state = models.CharField(
        max_length=8, choices=ImportState.choices, default=ImportState.CHECKED, db_comment=privacy.TECHNICAL
    )
    counts = models.JSONField(default=dict, blank=True, db_comment=privacy.TECHNICAL)
    created_by = models.ForeignKey("people.User", models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.file_name
