from django.db import models

from pamong.feedback.enums import FeedbackKind
from pamong.platform.guard import GuardedModel
from pamong.platform.privacy import labels as privacy


class Phrase(GuardedModel):
    """A sentence to pick when giving feedback: an agency's own, or its wording of a built-in one (``code``)."""

    agency = models.ForeignKey("people.Agency", models.PROTECT, related_name="+")
    code = models.CharField(max_length=40, blank=True, db_comment=privacy.TECHNICAL)
    kind = models.CharField(max_length=8, choices=FeedbackKind.choices, db_comment=privacy.ORGANISATION)
    value = models.CharField(max_length=20, db_comment=privacy.ORGANISATION)  # BerAKHLAK value
    text = models.CharField(max_length=200, db_comment=privacy.ORGANISATION)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["value", "kind", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "code"], condition=~models.Q(code=""), name="feedback_phrase_code_once"
            ),
            models.CheckConstraint(condition=~models.Q(text=""), name="feedback_phrase_has_text"),
        ]

    def __str__(self) -> str:
        return self.text


class PraiseShown(GuardedModel):
    """The person praised lets his unit see it (or no longer)."""

    feedback = models.OneToOneField("feedback.Feedback", models.PROTECT, related_name="praise_shown")
    shown = models.BooleanField(default=True)

    def __str__(self) -> str:
        return f"{self.feedback_id} {self.shown}"
