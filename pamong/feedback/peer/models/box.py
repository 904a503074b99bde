from django.db import models

from pamong.feedback.peer.enums import Relation
from pamong.platform.guard import GuardedModel
from pamong.platform.privacy import labels as privacy


class RoundKey(GuardedModel):
    """The key of a round's boxes, sealed with a secret outside of the database; deleted when the round is released."""

    round = models.OneToOneField("peer.Round", models.PROTECT, primary_key=True, related_name="key")
    sealed = models.BinaryField(db_comment=privacy.SECRET)

    def __str__(self) -> str:
        return str(self.round_id)


class SealedBox(GuardedModel):
    """All answers about one person in one relation while the round is open: one sealed, padded, shuffled block of bytes."""

    subject = models.ForeignKey("peer.Subject", models.PROTECT, related_name="boxes")
    relation = models.CharField(max_length=6, choices=Relation.choices, db_comment=privacy.TECHNICAL)
    content = models.BinaryField(db_comment=privacy.SECRET)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subject", "relation"], name="peer_box_once")]

    def __str__(self) -> str:
        return f"{self.subject_id} {self.relation}"
