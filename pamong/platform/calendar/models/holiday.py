from django.db import models

from pamong.platform.privacy import labels as privacy


class Holiday(models.Model):
    """A day without work. The yearly joint decree (SKB 3 Menteri) is the source; a region may add its own days."""

    day = models.DateField(db_comment=privacy.ORGANISATION)
    name = models.CharField(max_length=120, db_comment=privacy.ORGANISATION)
    agency_id = models.BigIntegerField(
        null=True, blank=True
    )  # empty: everywhere; no foreign key, the platform knows no areas
    source = models.CharField(max_length=120, blank=True, db_comment=privacy.ORGANISATION)

    class Meta:
        ordering = ["day"]
        constraints = [
            models.UniqueConstraint(fields=["day", "agency_id"], name="calendar_one_per_day", nulls_distinct=False),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.name}"
