from django.db import models

from pamong.platform.guard import GuardedModel
from pamong.platform.privacy import labels as privacy
from pamong.voice.complaints.enums import State, StepKind
from pamong.voice.complaints.models.complaint import new_id


class Step(GuardedModel):
    """One thing that happened to a case; the public ones are the timeline the reporter and the public read."""

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    complaint = models.ForeignKey("complaints.Complaint", models.CASCADE, related_name="steps")
    order = models.PositiveIntegerField()  # counts within the case
    kind = models.CharField(max_length=12, choices=StepKind.choices, db_comment=privacy.TECHNICAL)
    state = models.CharField(max_length=12, choices=State.choices, db_comment=privacy.TECHNICAL)  # after the step
    text = models.TextField(max_length=4000, blank=True, db_comment=privacy.CITIZEN)
    is_public = models.BooleanField(default=False)  # on the public page of a public case
    for_reporter = models.BooleanField(default=True)  # the holder of the receipt reads it
    by_reporter = models.BooleanField(default=False)
    person = models.ForeignKey(
        "people.Person", models.PROTECT, null=True, blank=True, related_name="+", db_comment=privacy.PERFORMANCE
    )
    unit = models.ForeignKey("people.Unit", models.PROTECT, null=True, blank=True, related_name="+")
    day = models.DateField(db_comment=privacy.CITIZEN)
    at = models.DateTimeField(null=True, blank=True)  # empty when an anonymous reporter wrote it
    unwatched = models.BooleanField(default=False)

    class Meta:
        ordering = ["order"]
        indexes = [models.Index(fields=["day"], name="complaints_step_public", condition=models.Q(is_public=True))]
        constraints = [
            models.UniqueConstraint(fields=["complaint", "order"], name="complaints_step_order"),
            models.CheckConstraint(condition=models.Q(kind__in=StepKind.values), name="complaints_step_known"),
            models.CheckConstraint(
                condition=models.Q(unwatched=False) | models.Q(at__isnull=True), name="complaints_step_without_moment"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.day}"
