from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from pamong.platform.guard import GuardedModel
from pamong.platform.privacy import labels as privacy
from pamong.programmes.enums import Better, MeasureKind


class OutcomeIndicator(GuardedModel):
    """How a node is measured: an outcome (effect on people) or an output (what is delivered), with its baseline."""

    node = models.ForeignKey("programmes.Node", models.PROTECT, related_name="indicators")
    kind = models.CharField(max_length=8, choices=MeasureKind.choices, db_comment=privacy.ORGANISATION)
    text = models.CharField(max_length=300, db_comment=privacy.ORGANISATION)
    unit = models.CharField(max_length=60, blank=True, db_comment=privacy.ORGANISATION)
    better = models.CharField(max_length=5, choices=Better.choices, db_comment=privacy.ORGANISATION)
    baseline = models.DecimalField(
        max_digits=18, decimal_places=4, null=True, blank=True, db_comment=privacy.ORGANISATION
    )
    baseline_year = models.PositiveSmallIntegerField(null=True, blank=True)
    source = models.CharField(max_length=200, blank=True, db_comment=privacy.ORGANISATION)  # where the value is read
    metric = models.CharField(max_length=60, blank=True, db_comment=privacy.TECHNICAL)  # evidence metric that fills it
    order = models.PositiveSmallIntegerField(default=1)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["node_id", "order", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="programmes_indicator_has_text"),
            models.UniqueConstraint(fields=["node", "text"], name="programmes_indicator_once"),
            models.CheckConstraint(
                condition=Q(baseline__isnull=True) | Q(baseline_year__isnull=False), name="programmes_baseline_dated"
            ),
        ]

    def __str__(self) -> str:
        return self.text


class YearTarget(GuardedModel):
    """What an indicator shall show at the end of one year."""

    indicator = models.ForeignKey("programmes.OutcomeIndicator", models.CASCADE, related_name="targets")
    year = models.PositiveSmallIntegerField()
    value = models.DecimalField(max_digits=18, decimal_places=4, db_comment=privacy.ORGANISATION)

    class Meta:
        ordering = ["indicator_id", "year"]
        constraints = [models.UniqueConstraint(fields=["indicator", "year"], name="programmes_target_once")]

    def __str__(self) -> str:
        return f"{self.year}: {self.value}"


class Realisation(GuardedModel):
    """One value of the realised series, as of a day, with its source. Append only: a newer row of the same day counts."""

    indicator = models.ForeignKey("programmes.OutcomeIndicator", models.PROTECT, related_name="series")
    day = models.DateField(db_comment=privacy.ORGANISATION)
    value = models.DecimalField(max_digits=18, decimal_places=4, db_comment=privacy.ORGANISATION)
    source = models.CharField(max_length=200, db_comment=privacy.ORGANISATION)
    note = models.CharField(max_length=300, blank=True, db_comment=privacy.ORGANISATION)
    recorded_by = models.CharField(max_length=150, db_comment=privacy.AUDIT)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["indicator_id", "-day", "-id"]
        constraints = [models.CheckConstraint(condition=~Q(source=""), name="programmes_realisation_has_source")]
        indexes = [models.Index(fields=["indicator", "-day", "-id"], name="programmes_series")]

    def __str__(self) -> str:
        return f"{self.day}: {self.value}"
