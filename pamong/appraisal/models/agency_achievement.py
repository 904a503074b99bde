from django.db import models
from django.db.models.functions import Now

from pamong.appraisal.enums import Achievement, EvaluationKind
from pamong.platform.guard import GuardedModel
from pamong.platform.privacy import labels as privacy


class AgencyAchievement(GuardedModel):
    """Capaian kinerja organisasi of an agency for one period; set before the ratings (SE MenPANRB 3/2023)."""

    cycle = models.ForeignKey("planning.Cycle", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=EvaluationKind.choices, db_comment=privacy.ORGANISATION)
    period_no = models.PositiveSmallIntegerField()
    achievement = models.CharField(max_length=16, choices=Achievement.choices, db_comment=privacy.ORGANISATION)
    basis = models.CharField(max_length=300, db_comment=privacy.ORGANISATION)  # who decided it where: decree, minutes
    set_by = models.ForeignKey(
        "people.Person", models.PROTECT, null=True, related_name="+", db_comment=privacy.ORGANISATION
    )
    set_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cycle", "kind", "period_no"], name="appraisal_achievement_once"),
            models.CheckConstraint(
                condition=models.Q(achievement__in=Achievement.values), name="appraisal_achievement_known"
            ),
            models.CheckConstraint(condition=~models.Q(basis=""), name="appraisal_achievement_has_basis"),
        ]

    def __str__(self) -> str:
        return self.achievement
