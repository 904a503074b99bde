from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from pamong.feedback.dialogue.enums import LineKind, MeetingState
from pamong.platform.guard import GuardedModel
from pamong.platform.privacy import labels as privacy


class Meeting(GuardedModel):
    """A 1-to-1 conversation of a person with a superior, planned by either. Only these two read it."""

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+", db_comment=privacy.TALK)
    superior = models.ForeignKey("people.Person", models.PROTECT, related_name="+", db_comment=privacy.TALK)
    agency = models.ForeignKey("people.Agency", models.PROTECT, related_name="+")
    day = models.DateField(db_comment=privacy.TALK)
    topic = models.CharField(max_length=200, db_comment=privacy.TALK)
    state = models.CharField(
        max_length=9, choices=MeetingState.choices, default=MeetingState.PLANNED, db_comment=privacy.TALK
    )
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["-day", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(person=F("superior")), name="dialogue_meeting_of_two"),
            models.CheckConstraint(condition=Q(state__in=MeetingState.values), name="dialogue_meeting_state"),
        ]
        indexes = [
            models.Index(fields=["person", "-day"], name="dialogue_meeting_person"),
            models.Index(fields=["superior", "-day"], name="dialogue_meeting_superior"),
        ]

    def __str__(self) -> str:
        return self.topic


class Line(GuardedModel):
    """A question prepared by either side, or a note of what was said. Append-only (trigger)."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="lines")
    author = models.ForeignKey("people.Person", models.PROTECT, related_name="+", db_comment=privacy.TALK)
    kind = models.CharField(max_length=8, choices=LineKind.choices, db_comment=privacy.TALK)
    text = models.TextField(max_length=2000, db_comment=privacy.TALK)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="dialogue_line_has_text"),
            models.CheckConstraint(condition=Q(kind__in=LineKind.values), name="dialogue_line_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
