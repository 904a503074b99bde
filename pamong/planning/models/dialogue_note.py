from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from pamong.planning.enums import NoteKind
from pamong.platform.guard import GuardedModel
from pamong.platform.privacy import labels as privacy


class DialogueNote(GuardedModel):
    """What one side of the plan wrote to the other (dialog kinerja). Never edited."""

    skp = models.ForeignKey("planning.Skp", models.PROTECT, related_name="notes")
    author = models.ForeignKey("people.Person", models.PROTECT, related_name="+", db_comment=privacy.TALK)
    kind = models.CharField(max_length=6, choices=NoteKind.choices, default=NoteKind.TALK, db_comment=privacy.TALK)
    text = models.TextField(max_length=2000, db_comment=privacy.TALK)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["skp_id", "-created_at", "-id"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="planning_note_has_text")]
