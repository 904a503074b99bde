from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from pamong.platform.guard import GuardedModel
from pamong.platform.privacy import labels as privacy


class BudgetLine(GuardedModel):
    """Money for a node in one year: ceiling (pagu) and what was realised by a day, in rupiah."""

    node = models.ForeignKey("programmes.Node", models.PROTECT, related_name="budget")
    year = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=60, db_comment=privacy.ORGANISATION)  # kode rekening
    name = models.CharField(max_length=300, db_comment=privacy.ORGANISATION)
    ceiling = models.DecimalField(max_digits=18, decimal_places=2, db_comment=privacy.ORGANISATION)
    realised = models.DecimalField(
        max_digits=18, decimal_places=2, null=True, blank=True, db_comment=privacy.ORGANISATION
    )
    realised_on = models.DateField(null=True, blank=True, db_comment=privacy.ORGANISATION)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["node_id", "year", "code", "id"]
        constraints = [
            models.UniqueConstraint(fields=["node", "year", "code"], name="programmes_budget_once"),
            models.CheckConstraint(condition=~Q(name="") & ~Q(code=""), name="programmes_budget_has_name"),
            models.CheckConstraint(condition=Q(ceiling__gte=0), name="programmes_ceiling_not_negative"),
            models.CheckConstraint(
                condition=Q(realised__isnull=True, realised_on__isnull=True)
                | Q(realised__isnull=False, realised__gte=0, realised_on__isnull=False),
                name="programmes_realised_and_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"
