from django.db import models

from pamong.evidence.enums import ScopeKind
from pamong.platform.guard import GuardedModel
from pamong.platform.privacy import labels as privacy


class Rollup(GuardedModel):
    """Sums of one metric over one month for a person, unit, subject or agency, and for each unit with all below it.

    Kept in step by the recording itself. A fact counts for the units that stood above it when it was recorded.
    """

    metric = models.CharField(max_length=60, db_comment=privacy.TECHNICAL)
    scope_kind = models.CharField(max_length=8, choices=ScopeKind.choices, db_comment=privacy.TECHNICAL)
    scope_id = models.CharField(max_length=60, db_comment=privacy.PERFORMANCE)  # id as text, or the subject
    month = models.DateField(db_comment=privacy.TECHNICAL)  # its first day
    n = models.BigIntegerField(db_comment=privacy.PERFORMANCE)  # facts that stand
    total = models.DecimalField(max_digits=24, decimal_places=4, db_comment=privacy.PERFORMANCE)
    minimum = models.DecimalField(max_digits=20, decimal_places=4, null=True, db_comment=privacy.PERFORMANCE)
    maximum = models.DecimalField(max_digits=20, decimal_places=4, null=True, db_comment=privacy.PERFORMANCE)
    last_day = models.DateField(null=True, db_comment=privacy.PERFORMANCE)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scope_kind", "scope_id", "month", "metric"], name="evidence_rollup_once"),
            models.CheckConstraint(condition=models.Q(scope_kind__in=ScopeKind.values), name="evidence_rollup_scope"),
            models.CheckConstraint(condition=models.Q(month__day=1), name="evidence_rollup_month"),
        ]

    def __str__(self) -> str:
        return f"{self.metric} {self.scope_kind}:{self.scope_id} {self.month:%Y-%m}"
