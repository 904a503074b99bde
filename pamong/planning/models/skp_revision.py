from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from pamong.planning.enums import RevisionReason, RevisionState
from pamong.platform.guard import GuardedModel
from pamong.platform.privacy import labels as privacy

OPEN = (RevisionState.DRAFT, RevisionState.SUBMITTED, RevisionState.RETURNED)


class SkpRevision(GuardedModel):
    """A change of an agreed plan under way (PP 30/2019 Ps. 28): drafted beside the plan, which stays in force until both agree."""

    skp = models.ForeignKey("planning.Skp", models.PROTECT, related_name="revisions")
    number = models.PositiveSmallIntegerField()  # of the version it will become
    reason = models.CharField(max_length=16, choices=RevisionReason.choices, db_comment=privacy.PERFORMANCE)
    explanation = models.CharField(max_length=600, db_comment=privacy.PERFORMANCE)
    in_force_from = models.DateField(db_comment=privacy.PERFORMANCE)
    state = models.CharField(
        max_length=10, choices=RevisionState.choices, default=RevisionState.DRAFT, db_comment=privacy.PERFORMANCE
    )
    content = models.JSONField(db_comment=privacy.PERFORMANCE)  # results and annexes as they shall be
    version = models.PositiveIntegerField(default=1)
    submitted_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        "people.Person", models.PROTECT, null=True, blank=True, related_name="+", db_comment=privacy.PERFORMANCE
    )
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["skp_id", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["skp"], condition=Q(state__in=OPEN), name="planning_one_open_revision"),
            models.CheckConstraint(condition=~Q(explanation=""), name="planning_revision_explained"),
            models.CheckConstraint(
                condition=~Q(state=RevisionState.AGREED) | Q(decided_at__isnull=False, decided_by__isnull=False),
                name="planning_revision_decided",
            ),
        ]

    def __str__(self) -> str:
        return f"SKP {self.skp_id} → v{self.number}"
