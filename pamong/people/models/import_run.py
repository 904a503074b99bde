from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models.functions import Now

from pamong.people.enums import ImportState, LineKind, Zone
from pamong.platform.privacy import labels as privacy


class ImportRun(models.Model):
    """One upload of a personnel workbook, from the file to the result; the history of imports."""

    file_name = models.CharField(max_length=200, db_comment=privacy.TECHNICAL)
    state = models.CharField(
        max_length=10, choices=ImportState.choices, default=ImportState.MAPPING, db_comment=privacy.TECHNICAL
    )
    sheet = models.PositiveSmallIntegerField(default=0)  # index of the sheet
    heading_row = models.PositiveSmallIntegerField(default=0)  # index of the heading row
    columns = models.JSONField(default=dict, blank=True, db_comment=privacy.TECHNICAL)  # field id → column index
    answers = models.JSONField(default=dict, blank=True, db_comment=privacy.ORGANISATION)  # unit key → key or "baru"
    region = models.CharField(max_length=200, blank=True, db_comment=privacy.ORGANISATION)  # of agencies it makes
    time_zone = models.CharField(max_length=32, choices=Zone.choices, default=Zone.WIB, db_comment=privacy.ORGANISATION)
    questions = models.JSONField(default=list, blank=True, db_comment=privacy.ORGANISATION)  # nearly equal unit names
    counts = models.JSONField(default=dict, blank=True, db_comment=privacy.TECHNICAL)  # new, changed, … as numbers
    message = models.CharField(max_length=300, blank=True, db_comment=privacy.TECHNICAL)  # why it failed
    job_key = models.CharField(max_length=40, blank=True, db_comment=privacy.TECHNICAL)
    created_by = models.ForeignKey("people.User", models.PROTECT, null=True, related_name="+")  # None: command line
    created_at = models.DateTimeField(db_default=Now())
    applied_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=ImportState.values), name="people_import_state"),
            models.CheckConstraint(
                condition=models.Q(applied_at__isnull=True) | models.Q(state=ImportState.DONE),
                name="people_import_applied",
            ),
        ]

    def __str__(self) -> str:
        return self.file_name


class ImportFile(models.Model):
    """The uploaded file itself; taken away when the run is old (the people it named stay)."""

    run = models.OneToOneField("people.ImportRun", models.CASCADE, related_name="file")
    content = models.BinaryField(db_comment=privacy.IDENTITY)


class ImportLine(models.Model):
    """What a run found in one row of the file: who is new, what changes, what is refused or doubtful."""

    run = models.ForeignKey("people.ImportRun", models.CASCADE, related_name="lines")
    kind = models.CharField(max_length=10, choices=LineKind.choices, db_comment=privacy.TECHNICAL)
    row = models.PositiveIntegerField(null=True, db_comment=privacy.TECHNICAL)  # as in the sheet, from 1
    nip = models.CharField(max_length=40, blank=True, db_comment=privacy.IDENTITY)
    name = models.CharField(max_length=150, blank=True, db_comment=privacy.IDENTITY)
    field = models.CharField(max_length=20, blank=True, db_comment=privacy.TECHNICAL)
    value = models.CharField(max_length=200, blank=True, db_comment=privacy.IDENTITY)
    reason = models.TextField(blank=True, db_comment=privacy.IDENTITY)
    changes = models.JSONField(default=list, blank=True, encoder=DjangoJSONEncoder, db_comment=privacy.IDENTITY)

    class Meta:
        ordering = ["row", "id"]
        indexes = [models.Index(fields=["run", "kind", "row"], name="people_import_line")]
