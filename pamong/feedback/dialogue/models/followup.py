from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from pamong.platform.guard import GuardedModel
from pamong.platform.privacy import labels as privacy


class FollowUp(GuardedModel):
    """An action agreed upon: who does what until when, and that it is done. From a meeting, a feedback, or by itself."""

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+", db_comment=privacy.TALK)  # concerned
    superior = models.ForeignKey("people.Person", models.PROTECT, related_name="+", db_comment=privacy.TALK)
    owner = models.ForeignKey("people.Person", models.PROTECT, related_name="+", db_comment=privacy.TALK)  # of the two
    agency = models.ForeignKey("people.Agency", models.PROTECT, related_name="+")
    meeting = models.ForeignKey("dialogue.Meeting", models.PROTECT, null=True, blank=True, related_name="followups")
    feedback = models.ForeignKey("feedback.Feedback", models.PROTECT, null=True, blank=True, related_name="+")
    title = models.CharField(max_length=200, db_comment=privacy.TALK)
    due = models.DateField(db_comment=privacy.TALK)
    done_on = models.DateField(null=True, blank=True, db_comment=privacy.TALK)
    done_note = models.CharField(max_length=300, blank=True, db_comment=privacy.TALK)
    dropped = models.BooleanField(default=False)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["due", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(owner=models.F("person")) | Q(owner=models.F("superior")), name="dialogue_owner_of_the_two"
            ),
            models.CheckConstraint(
                condition=Q(done_on__isnull=True) | Q(dropped=False), name="dialogue_done_or_dropped"
            ),
        ]
        indexes = [
            models.Index(fields=["owner", "due"], name="dialogue_followup_owner"),
            models.Index(fields=["person", "due"], name="dialogue_followup_person"),
            models.Index(
                fields=["due"], name="dialogue_followup_open", condition=Q(done_on__isnull=True, dropped=False)
            ),
        ]

    def __str__(self) -> str:
        return self.title
