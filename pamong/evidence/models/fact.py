from django.db import models
from django.db.models.functions import Now

from pamong.platform.guard import GuardedModel
from pamong.platform.privacy import labels as privacy


class Fact(GuardedModel):
    """One fact about performance. Append only (a trigger refuses the rest); a correction is a new fact on the same day.

    The table is partitioned by month of ``day`` and stands alone, without foreign keys: facts outlive the units and posts
    they were recorded under, and the same rows feed pages, exports and a cluster.
    """

    pk = models.CompositePrimaryKey("id", "day")
    id = models.BigIntegerField()
    day = models.DateField(db_comment=privacy.PERFORMANCE)  # civil day in the agency's zone
    at = models.DateTimeField(db_comment=privacy.PERFORMANCE)
    metric = models.CharField(max_length=60, db_comment=privacy.TECHNICAL)
    agency_id = models.BigIntegerField()
    unit_id = models.BigIntegerField()
    unit_path = models.CharField(max_length=120, db_comment=privacy.ORGANISATION)
    person_id = models.BigIntegerField(null=True, db_comment=privacy.PERFORMANCE)
    subject = models.CharField(max_length=60, blank=True, db_comment=privacy.TECHNICAL)  # "indicator:45"
    value = models.DecimalField(max_digits=20, decimal_places=4, db_comment=privacy.PERFORMANCE)
    n = models.SmallIntegerField()  # 1: a fact; 0: its value was corrected by ``value``; -1: it was withdrawn
    source = models.CharField(max_length=60, db_comment=privacy.TECHNICAL)  # "worklog.entry:12"
    source_label = models.CharField(max_length=200, blank=True, db_comment=privacy.PERFORMANCE)
    corrects = models.BigIntegerField(null=True)  # id of the corrected fact
    recorded_at = models.DateTimeField(db_default=Now())
    by = models.BigIntegerField(null=True, db_comment=privacy.AUDIT)  # account; empty for jobs

    class Meta:
        ordering = ["-day", "-id"]

    def __str__(self) -> str:
        return f"{self.metric} {self.value} ({self.source})"
