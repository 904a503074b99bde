from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from pamong.planning.enums import ParentState, Perspective, ResultKind
from pamong.planning.models.present import Present
from pamong.platform.guard import GuardedModel, GuardedQuerySet
from pamong.platform.privacy import labels as privacy


class WorkResult(GuardedModel):
    """A planned work result (rencana hasil kerja). ``parent`` is the leader's result it carries: another person's."""

    skp = models.ForeignKey("planning.Skp", models.PROTECT, related_name="results")
    kind = models.CharField(max_length=10, choices=ResultKind.choices, db_comment=privacy.PERFORMANCE)
    title = models.CharField(max_length=300, db_comment=privacy.PERFORMANCE)
    description = models.TextField(max_length=2000, blank=True, db_comment=privacy.PERFORMANCE)
    perspective = models.CharField(
        max_length=10, choices=Perspective.choices, blank=True, db_comment=privacy.PERFORMANCE
    )
    weight = models.DecimalField(
        max_digits=5, decimal_places=2, null=True, blank=True, db_comment=privacy.PERFORMANCE
    )  # percent of the main results
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="carried_by")
    parent_state = models.CharField(
        max_length=8, choices=ParentState.choices, default=ParentState.WAITING, db_comment=privacy.PERFORMANCE
    )
    programme = models.ForeignKey(
        "programmes.Node", models.PROTECT, null=True, blank=True, related_name="work_results"
    )  # the outcome, programme or activity of the Renstra (or RPJMD) it serves
    budget_line = models.ForeignKey(
        "programmes.BudgetLine", models.PROTECT, null=True, blank=True, related_name="work_results"
    )
    starts = models.DateField(db_comment=privacy.PERFORMANCE)
    ends = models.DateField(null=True, blank=True, db_comment=privacy.PERFORMANCE)  # the deadline
    order = models.PositiveSmallIntegerField(default=1)
    version = models.PositiveIntegerField(default=1)
    dropped_on = models.DateField(null=True, blank=True, db_comment=privacy.PERFORMANCE)  # by a revision of the plan
    created_at = models.DateTimeField(db_default=Now())

    objects = Present()  # type: ignore[assignment, misc]  # narrower than the one of the base
    ever = GuardedQuerySet.as_manager()

    class Meta:
        ordering = ["skp_id", "-kind", "order", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="planning_result_has_title"),
            models.CheckConstraint(
                condition=Q(weight__isnull=True) | Q(kind=ResultKind.MAIN, weight__gt=0, weight__lte=100),
                name="planning_weight_of_main",
            ),
            models.CheckConstraint(
                condition=Q(parent_state=ParentState.LINKED, parent__isnull=False)
                | (~Q(parent_state=ParentState.LINKED) & Q(parent__isnull=True)),
                name="planning_parent_and_state",
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")), name="planning_not_own_parent"
            ),
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(starts__lte=F("ends")), name="planning_result_has_days"
            ),
        ]
        indexes = [models.Index(fields=["parent_state", "skp"], name="planning_result_waiting")]

    def __str__(self) -> str:
        return self.title
