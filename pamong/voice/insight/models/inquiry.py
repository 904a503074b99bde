from django.db import models
from django.db.models.functions import Now

from pamong.platform.guard import GuardedModel
from pamong.platform.privacy import labels as privacy
from pamong.voice.insight.enums import InquiryState


class Inquiry(GuardedModel):
    """Somebody looks into a signal: the question, what was found, and what is done about it."""

    signal = models.OneToOneField("insight.Signal", models.PROTECT, related_name="inquiry")
    question = models.TextField(max_length=2000, db_comment=privacy.PERFORMANCE)
    owner = models.ForeignKey("people.Person", models.PROTECT, related_name="+", db_comment=privacy.PERFORMANCE)
    due = models.DateField(db_comment=privacy.PERFORMANCE)
    state = models.CharField(
        max_length=6, choices=InquiryState.choices, default=InquiryState.OPEN, db_comment=privacy.TECHNICAL
    )
    findings = models.TextField(max_length=4000, blank=True, db_comment=privacy.PERFORMANCE)
    measures = models.TextField(
        max_length=4000, blank=True, db_comment=privacy.PERFORMANCE
    )  # what is done, by whom, until when
    opened_by = models.BigIntegerField(null=True, db_comment=privacy.AUDIT)  # account
    opened_day = models.DateField(db_comment=privacy.PERFORMANCE)
    closed_day = models.DateField(null=True, blank=True, db_comment=privacy.PERFORMANCE)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["state", "due", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="open", closed_day__isnull=True)
                | (
                    models.Q(state="closed", closed_day__isnull=False) & ~models.Q(findings="") & ~models.Q(measures="")
                ),
                name="insight_closed_says_what",
            ),
            models.CheckConstraint(condition=~models.Q(question=""), name="insight_inquiry_asks"),
        ]
        verbose_name_plural = "inquiries"

    def __str__(self) -> str:
        return f"{self.opened_day} {self.state}"


class InquiryNote(GuardedModel):
    """What was found out on the way; append only by the pages."""

    inquiry = models.ForeignKey("insight.Inquiry", models.CASCADE, related_name="notes")
    text = models.TextField(max_length=4000, db_comment=privacy.PERFORMANCE)
    person = models.ForeignKey(
        "people.Person", models.PROTECT, null=True, blank=True, related_name="+", db_comment=privacy.PERFORMANCE
    )
    day = models.DateField(db_comment=privacy.PERFORMANCE)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [models.CheckConstraint(condition=~models.Q(text=""), name="insight_note_has_text")]

    def __str__(self) -> str:
        return f"{self.day}"
