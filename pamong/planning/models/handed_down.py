from django.db import models
from django.db.models.functions import Now

from pamong.planning.enums import Intervention
from pamong.platform.guard import GuardedModel
from pamong.platform.privacy import labels as privacy


class HandedDown(GuardedModel):
    """A leader's result given to a person below, to be carried directly or through a result in between."""

    result = models.ForeignKey("planning.WorkResult", models.PROTECT, related_name="handed_down")
    to_person = models.ForeignKey("people.Person", models.PROTECT, related_name="+", db_comment=privacy.PERFORMANCE)
    intervention = models.CharField(max_length=8, choices=Intervention.choices, db_comment=privacy.PERFORMANCE)
    intermediate = models.CharField(
        max_length=300, blank=True, db_comment=privacy.PERFORMANCE
    )  # the result in between, of an indirect intervention
    note = models.CharField(max_length=300, blank=True, db_comment=privacy.TALK)
    by = models.ForeignKey("people.Person", models.PROTECT, related_name="+", db_comment=privacy.PERFORMANCE)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["result_id", "to_person_id"]
        constraints = [models.UniqueConstraint(fields=["result", "to_person"], name="planning_handed_down_once")]
        indexes = [models.Index(fields=["to_person", "result"], name="planning_handed_to")]
