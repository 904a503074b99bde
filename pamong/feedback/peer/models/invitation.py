from django.db import models
from django.db.models import Q

from pamong.feedback.peer.enums import Left, Origin, Relation
from pamong.platform.guard import GuardedModel
from pamong.platform.privacy import labels as privacy


class Invitation(GuardedModel):
    """Who was asked about whom. It holds nothing of what was answered, and no key that an answer holds too."""

    subject = models.ForeignKey("peer.Subject", models.PROTECT, related_name="invitations")
    giver = models.ForeignKey("people.Person", models.PROTECT, related_name="+", db_comment=privacy.TALK)
    relation = models.CharField(max_length=6, choices=Relation.choices, db_comment=privacy.TALK)
    origin = models.CharField(max_length=8, choices=Origin.choices, default=Origin.RULE, db_comment=privacy.TALK)
    left = models.CharField(max_length=8, choices=Left.choices, default=Left.NONE, blank=True, db_comment=privacy.TALK)
    left_reason = models.CharField(max_length=300, blank=True, db_comment=privacy.TALK)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subject", "giver"], name="peer_invited_once"),
            models.CheckConstraint(condition=Q(relation__in=Relation.values), name="peer_invitation_relation"),
            models.CheckConstraint(
                condition=Q(left="", left_reason="") | (~Q(left="") & ~Q(left_reason="")), name="peer_left_with_reason"
            ),
        ]
        indexes = [models.Index(fields=["giver", "subject"], name="peer_invitation_giver")]

    def __str__(self) -> str:
        return f"{self.giver_id} → {self.subject_id}"


class UsedInvitation(GuardedModel):
    """That an invitation was used: so that nobody answers twice. No time; not audited; deleted when the round is released."""

    invitation = models.OneToOneField(Invitation, models.PROTECT, primary_key=True, related_name="used")

    def __str__(self) -> str:
        return str(self.invitation_id)
