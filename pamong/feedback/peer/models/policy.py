from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from pamong.feedback.peer.rules.answers import LEAST, MOST_LEAST
from pamong.platform.guard import GuardedModel
from pamong.platform.privacy import labels as privacy


class PeerPolicy(GuardedModel):
    """From how many answers a summary is shown and how many people are asked, from a day on; a setting, not law."""

    agency = models.ForeignKey(
        "people.Agency", models.PROTECT, null=True, blank=True, related_name="+"
    )  # empty: everywhere
    valid_from = models.DateField(db_comment=privacy.ORGANISATION)
    least = models.PositiveSmallIntegerField(default=LEAST)
    most = models.PositiveSmallIntegerField(default=6)  # asked per person and relation
    set_by = models.BigIntegerField(null=True, db_comment=privacy.AUDIT)  # account
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["-valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "valid_from"], name="peer_policy_once_a_day", nulls_distinct=False
            ),
            models.CheckConstraint(condition=Q(least__gte=LEAST, least__lte=MOST_LEAST), name="peer_policy_least"),
            models.CheckConstraint(condition=Q(most__gte=models.F("least"), most__lte=12), name="peer_policy_most"),
        ]

    def __str__(self) -> str:
        return f"{self.agency_id or '*'} {self.valid_from}"
