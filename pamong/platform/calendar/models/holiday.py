from django.db import models
from django.db.models import Q

from pamong.platform.calendar.enums import HolidayKind
from pamong.platform.privacy import labels as privacy


class Holiday(models.Model):
    """A day without work. The yearly joint decree (SKB 3 Menteri) is the source; a region or agency may add its own days."""

    day = models.DateField(db_comment=privacy.ORGANISATION)
    name = models.CharField(max_length=120, db_comment=privacy.ORGANISATION)
    kind = models.CharField(
        max_length=8, choices=HolidayKind.choices, default=HolidayKind.NATIONAL, db_comment=privacy.ORGANISATION
    )
    agency_id = models.BigIntegerField(
        null=True, blank=True
    )  # empty: everywhere, or in the region; no foreign key, the platform knows no areas
    region = models.CharField(max_length=200, blank=True, db_comment=privacy.ORGANISATION)  # empty: everywhere
    source = models.CharField(max_length=120, blank=True, db_comment=privacy.ORGANISATION)

    class Meta:
        ordering = ["day"]
        constraints = [
            models.UniqueConstraint(
                fields=["day", "agency_id", "region"], name="calendar_one_per_day", nulls_distinct=False
            ),
            models.CheckConstraint(
                condition=Q(agency_id__isnull=True) | Q(region=""), name="calendar_region_or_agency"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.name}"
