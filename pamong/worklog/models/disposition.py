from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from pamong.platform.guard import GuardedModel
from pamong.platform.privacy import labels as privacy
from pamong.worklog.enums import DispositionState


class Disposition(GuardedModel):
    """A leader's order to one of his staff, with a day until which it is wanted; entries of the day fulfil it."""

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+", db_comment=privacy.PERFORMANCE)
    given_by = models.ForeignKey("people.Person", models.PROTECT, related_name="+", db_comment=privacy.PERFORMANCE)
    text = models.CharField(max_length=500, db_comment=privacy.TALK)
    letter = models.CharField(max_length=120, blank=True, db_comment=privacy.TALK)  # number of the incoming letter
    due = models.DateField(null=True, blank=True, db_comment=privacy.PERFORMANCE)
    indicator = models.ForeignKey("planning.Indicator", models.SET_NULL, null=True, blank=True, related_name="+")
    state = models.CharField(
        max_length=9, choices=DispositionState.choices, default=DispositionState.OPEN, db_comment=privacy.PERFORMANCE
    )
    closed_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["state", "due", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="worklog_disposition_says_what"),
            models.CheckConstraint(
                condition=Q(state=DispositionState.OPEN, closed_at__isnull=True)
                | Q(state__in=[DispositionState.DONE, DispositionState.CANCELLED], closed_at__isnull=False),
                name="worklog_disposition_closed_when",
            ),
            models.CheckConstraint(condition=~Q(person=models.F("given_by")), name="worklog_disposition_to_another"),
        ]
        indexes = [
            models.Index(
                fields=["person", "due"], name="worklog_disposition_open", condition=Q(state=DispositionState.OPEN)
            ),
            models.Index(fields=["given_by", "state"], name="worklog_disposition_given"),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def tone(self) -> str:
        return DispositionState(self.state).tone
