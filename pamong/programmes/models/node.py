from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from pamong.platform.guard import GuardedModel
from pamong.platform.privacy import labels as privacy
from pamong.programmes.enums import NodeKind


class Node(GuardedModel):
    """One goal, outcome, programme, activity or sub-activity. ``parent`` is of the same plan; the top of a Renstra may
    stand under an outcome of the RPJMD.
    """

    plan = models.ForeignKey("programmes.StrategicPlan", models.PROTECT, related_name="nodes")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    kind = models.CharField(max_length=12, choices=NodeKind.choices, db_comment=privacy.ORGANISATION)
    code = models.CharField(max_length=40, db_comment=privacy.ORGANISATION)
    name = models.CharField(max_length=300, db_comment=privacy.ORGANISATION)
    agency = models.ForeignKey("people.Agency", models.PROTECT, null=True, blank=True, related_name="+")  # responsible
    unit = models.ForeignKey("people.Unit", models.PROTECT, null=True, blank=True, related_name="+")  # responsible
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["plan_id", "code", "id"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "code"], name="programmes_code_once_per_plan"),
            models.CheckConstraint(condition=~Q(name="") & ~Q(code=""), name="programmes_node_has_name"),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")), name="programmes_not_own_parent"
            ),
            models.CheckConstraint(
                condition=Q(unit__isnull=True) | Q(agency__isnull=False), name="programmes_unit_of_agency"
            ),
        ]
        indexes = [models.Index(fields=["agency", "kind"], name="programmes_node_agency")]

    def __str__(self) -> str:
        return self.name
