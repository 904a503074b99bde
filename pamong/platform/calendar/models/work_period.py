import datetime as dt

from django.db import models
from django.db.models import F, Q

from pamong.platform.privacy import labels as privacy


class WorkPeriod(models.Model):
    """Days with a shorter week, such as Ramadan (Perpres 21/2023: 32 h 30 min, start 08.00); the clerk enters its dates."""

    name = models.CharField(max_length=120, db_comment=privacy.ORGANISATION)
    first = models.DateField(db_comment=privacy.ORGANISATION)
    last = models.DateField(db_comment=privacy.ORGANISATION)
    minutes_per_week = models.PositiveSmallIntegerField(default=1950)
    day_starts = models.TimeField(default=dt.time(8), db_comment=privacy.ORGANISATION)
    agency_id = models.BigIntegerField(null=True, blank=True)  # as in Holiday
    region = models.CharField(max_length=200, blank=True, db_comment=privacy.ORGANISATION)
    source = models.CharField(max_length=120, blank=True, db_comment=privacy.ORGANISATION)

    class Meta:
        ordering = ["first"]
        constraints = [
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="calendar_period_has_days"),
            models.CheckConstraint(
                condition=Q(minutes_per_week__gte=60, minutes_per_week__lte=3000), name="calendar_period_believable"
            ),
            models.CheckConstraint(
                condition=Q(agency_id__isnull=True) | Q(region=""), name="calendar_period_region_or_agency"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.first}"
