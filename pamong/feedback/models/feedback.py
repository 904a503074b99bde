from django.db import models
from django.db.models.functions import Now

from pamong.feedback.enums import FeedbackKind
from pamong.platform.guard import GuardedModel
from pamong.platform.privacy import labels as privacy


class Feedback(GuardedModel):
    """One piece of continuous feedback about a person. Append-only (trigger): what was said stays said."""

    person = models.ForeignKey(
        "people.Person", models.PROTECT, related_name="feedback_received", db_comment=privacy.TALK
    )
    giver = models.ForeignKey("people.Person", models.PROTECT, related_name="feedback_given", db_comment=privacy.TALK)
    acting_for = models.ForeignKey(
        "people.Person", models.PROTECT, null=True, blank=True, related_name="+", db_comment=privacy.TALK
    )
    agency = models.ForeignKey("people.Agency", models.PROTECT, related_name="+")  # of the person, on the day
    unit = models.ForeignKey("people.Unit", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=FeedbackKind.choices, db_comment=privacy.TALK)
    text = models.TextField(max_length=2000, db_comment=privacy.TALK)
    source = models.CharField(max_length=80, blank=True, db_comment=privacy.TALK)  # "worklog.entry:12"
    source_label = models.CharField(max_length=200, blank=True, db_comment=privacy.TALK)
    day = models.DateField(db_comment=privacy.TALK)  # civil day of the agency, by the database clock
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(person=models.F("giver")), name="feedback_not_about_self"),
            models.CheckConstraint(condition=~models.Q(text=""), name="feedback_has_text"),
            models.CheckConstraint(condition=models.Q(kind__in=FeedbackKind.values), name="feedback_kind_known"),
        ]
        indexes = [
            models.Index(fields=["person", "-id"], name="feedback_person"),
            models.Index(fields=["giver", "-id"], name="feedback_giver"),
            models.Index(fields=["person", "day"], name="feedback_person_day"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class FeedbackAnswer(GuardedModel):
    """The right of answer: one answer by the person, kept beside the feedback. Append-only (trigger)."""

    feedback = models.OneToOneField(Feedback, models.PROTECT, related_name="answer")
    text = models.TextField(max_length=2000, db_comment=privacy.TALK)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [models.CheckConstraint(condition=~models.Q(text=""), name="feedback_answer_has_text")]

    def __str__(self) -> str:
        return f"answer to {self.feedback_id}"
