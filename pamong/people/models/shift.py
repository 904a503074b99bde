from django.db import models
from django.db.models import Q

from pamong.platform.guard import GuardedModel
from pamong.platform.privacy import labels as privacy


class Shift(GuardedModel):
    """A named turn of duty of an agency: P 07.00-14.00, M 21.00-07.00 (an end not after its start lies on the next day)."""

    agency = models.ForeignKey("people.Agency", models.PROTECT, related_name="+")
    code = models.CharField(max_length=6, db_comment=privacy.ORGANISATION)
    name = models.CharField(max_length=60, db_comment=privacy.ORGANISATION)
    starts = models.TimeField(db_comment=privacy.ORGANISATION)
    ends = models.TimeField(db_comment=privacy.ORGANISATION)
    break_minutes = models.PositiveSmallIntegerField(default=0)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["agency", "starts", "code"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "code"], name="people_shift_code_once"),
            models.CheckConstraint(condition=~Q(code=""), name="people_shift_has_code"),
            models.CheckConstraint(condition=Q(break_minutes__lte=240), name="people_shift_break_believable"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class RosterDay(GuardedModel):
    """Which turn a person has on a day; without shift the day is free (lepas jaga)."""

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+", db_comment=privacy.IDENTITY)
    day = models.DateField(db_comment=privacy.IDENTITY)
    shift = models.ForeignKey("people.Shift", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["day", "person"]
        constraints = [models.UniqueConstraint(fields=["person", "day"], name="people_one_turn_a_day")]
        indexes = [models.Index(fields=["day"], name="people_roster_day")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.day} {self.shift_id or '-'}"
