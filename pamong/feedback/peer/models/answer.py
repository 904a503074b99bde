import uuid

from django.db import models
from django.db.models.functions import Now

from pamong.feedback.peer.enums import Relation
from pamong.platform.guard import GuardedModel
from pamong.platform.privacy import labels as privacy


class Answer(GuardedModel):
    """A released answer. Its author was never stored with it; its number is random, and it has no time. Append-only."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    subject = models.ForeignKey("peer.Subject", models.PROTECT, related_name="answers")
    relation = models.CharField(max_length=6, choices=Relation.choices, db_comment=privacy.ANONYMOUS)
    keep_value = models.CharField(max_length=20, blank=True, db_comment=privacy.ANONYMOUS)
    keep = models.CharField(max_length=600, blank=True, db_comment=privacy.ANONYMOUS)
    improve_value = models.CharField(max_length=20, blank=True, db_comment=privacy.ANONYMOUS)
    improve = models.CharField(max_length=600, blank=True, db_comment=privacy.ANONYMOUS)
    evidence = models.CharField(max_length=600, db_comment=privacy.ANONYMOUS)

    class Meta:
        indexes = [models.Index(fields=["subject"], name="peer_answer_subject")]

    def __str__(self) -> str:
        return "answer"


class Report(GuardedModel):
    """A text reported as abuse. A moderator may hide it; who wrote it cannot be found, and the page says so."""

    answer = models.OneToOneField(Answer, models.PROTECT, related_name="report")
    agency = models.ForeignKey("people.Agency", models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300, db_comment=privacy.TALK)
    reported_at = models.DateTimeField(db_default=Now())
    hidden = models.BooleanField(null=True)  # empty: not decided yet
    note = models.CharField(max_length=300, blank=True, db_comment=privacy.TALK)
    decided_by = models.BigIntegerField(null=True, db_comment=privacy.AUDIT)  # account
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-reported_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(hidden__isnull=True, decided_at__isnull=True)
                | models.Q(hidden__isnull=False, decided_at__isnull=False),
                name="peer_report_decided",
            )
        ]

    def __str__(self) -> str:
        return "report"
