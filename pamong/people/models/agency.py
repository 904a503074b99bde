from django.db import models

from pamong.people.enums import Zone
from pamong.platform.guard import GuardedModel
from pamong.platform.privacy import labels as privacy


class Agency(GuardedModel):
    """A regional agency (perangkat daerah): the wall between people who work in one installation."""

    name = models.CharField(max_length=200, unique=True, db_comment=privacy.ORGANISATION)
    region = models.CharField(max_length=200, blank=True, db_comment=privacy.ORGANISATION)
    time_zone = models.CharField(max_length=32, choices=Zone.choices, default=Zone.WIB, db_comment=privacy.ORGANISATION)
    minutes_per_week = models.PositiveSmallIntegerField(default=2250)  # 37 h 30 min, Perpres 21/2023; an agency setting

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
