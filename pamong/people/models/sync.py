from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext

from pamong.people.enums import ConflictKind, ConflictState, SyncState
from pamong.people.rules.sync import LABELS
from pamong.platform.privacy import labels as privacy


class SyncRun(models.Model):
    """One comparison of a file of the personnel system (SIMPEG/SIASN) with what stands here."""

    file_name = models.CharField(max_length=200, db_comment=privacy.TECHNICAL)
    digest = models.CharField(max_length=64, db_comment=privacy.TECHNICAL)  # SHA-256 of the file
    source = models.CharField(max_length=10, db_comment=privacy.TECHNICAL)  # folder, upload or command
    state = models.CharField(
        max_length=7, choices=SyncState.choices, default=SyncState.RUNNING, db_comment=privacy.TECHNICAL
    )
    counts = models.JSONField(default=dict, blank=True, db_comment=privacy.TECHNICAL)
    message = models.CharField(max_length=300, blank=True, db_comment=privacy.TECHNICAL)  # why it failed
    started_by = models.ForeignKey("people.User", models.PROTECT, null=True, related_name="+")
    started_at = models.DateTimeField(db_default=Now())
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="running", ended_at__isnull=True)
                | (~models.Q(state="running") & models.Q(ended_at__isnull=False)),
                name="people_sync_ended",
            ),
        ]

    def __str__(self) -> str:
        return self.file_name


class SyncSeen(models.Model):
    """What the personnel system last said about a person: tells who changed a field since, they or we."""

    nip = models.CharField(max_length=18, unique=True, db_comment=privacy.IDENTITY)
    said = models.JSONField(default=dict, db_comment=privacy.IDENTITY)  # field → value
    run = models.ForeignKey("people.SyncRun", models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.nip


class SyncConflict(models.Model):
    """A field on which both sides disagree and a clerk decides; the same disagreement is never asked twice."""

    run = models.ForeignKey("people.SyncRun", models.PROTECT, related_name="conflicts")  # that found it
    agency = models.ForeignKey("people.Agency", models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey(
        "people.Person", models.PROTECT, null=True, related_name="+", db_comment=privacy.IDENTITY
    )
    nip = models.CharField(max_length=40, db_comment=privacy.IDENTITY)
    name = models.CharField(max_length=150, db_comment=privacy.IDENTITY)  # as the file has it
    kind = models.CharField(max_length=12, choices=ConflictKind.choices, db_comment=privacy.TECHNICAL)
    field = models.CharField(max_length=20, blank=True, db_comment=privacy.TECHNICAL)
    ours = models.CharField(max_length=300, blank=True, db_comment=privacy.IDENTITY)
    theirs = models.CharField(max_length=300, blank=True, db_comment=privacy.IDENTITY)
    record = models.JSONField(default=dict, db_comment=privacy.IDENTITY)  # the row of the file, to take it from
    state = models.CharField(
        max_length=5, choices=ConflictState.choices, default=ConflictState.OPEN, db_comment=privacy.TECHNICAL
    )
    note = models.CharField(max_length=300, blank=True, db_comment=privacy.IDENTITY)
    created_at = models.DateTimeField(db_default=Now())
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey("people.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["nip", "kind", "field"], condition=models.Q(state="open"), name="people_one_open_conflict"
            ),
            models.CheckConstraint(
                condition=models.Q(state="open", decided_at__isnull=True)
                | (~models.Q(state="open") & models.Q(decided_at__isnull=False)),
                name="people_conflict_decided",
            ),
        ]
        indexes = [models.Index(fields=["state", "agency"], name="people_conflict_state")]

    def __str__(self) -> str:
        return f"{self.nip} {self.field}"

    @property
    def field_label(self) -> str:
        """The field in the reader's language; empty for conflicts about the person as a whole."""
        return gettext(LABELS[self.field]) if self.field in LABELS else ""
