from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from pamong.platform.guard import GuardedModel
from pamong.platform.privacy import labels as privacy


class CoachingNote(GuardedModel):
    """What a superior writes to help somebody grow. Only these two read it; it is no part of a rating. Append-only (trigger)."""

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+", db_comment=privacy.TALK)
    author = models.ForeignKey("people.Person", models.PROTECT, related_name="+", db_comment=privacy.TALK)
    agency = models.ForeignKey("people.Agency", models.PROTECT, related_name="+")
    day = models.DateField(db_comment=privacy.TALK)
    strength = models.TextField(max_length=2000, db_comment=privacy.TALK)
    grow = models.TextField(max_length=2000, db_comment=privacy.TALK)
    step = models.TextField(max_length=2000, db_comment=privacy.TALK)  # the next small step, and the superior's help
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(person=F("author")), name="dialogue_coaching_of_two"),
            models.CheckConstraint(condition=~Q(strength="") & ~Q(step=""), name="dialogue_coaching_has_text"),
        ]
        indexes = [
            models.Index(fields=["person", "-id"], name="dialogue_coaching_person"),
            models.Index(fields=["author", "-id"], name="dialogue_coaching_author"),
        ]

    def __str__(self) -> str:
        return f"coaching {self.pk}"
