from django.db import models
from django.db.models.functions import Now

from pamong.platform.guard import GuardedModel
from pamong.platform.privacy import labels as privacy


class Unit(GuardedModel):
    """A work unit (unit kerja) in the tree of one agency. ``path`` ends with its own step: "000012.000031."."""

    agency = models.ForeignKey("people.Agency", models.PROTECT, related_name="units")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    name = models.CharField(max_length=200, db_comment=privacy.ORGANISATION)
    path = models.CharField(max_length=120, db_comment=privacy.ORGANISATION)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["path"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "parent", "name"], name="people_unit_name_per_parent", nulls_distinct=False
            ),
        ]
        indexes = [models.Index(fields=["path"], name="people_unit_path", opclasses=["varchar_pattern_ops"])]

    def __str__(self) -> str:
        return self.name

    @staticmethod
    def step(pk: int) -> str:
        return f"{pk:06d}."
