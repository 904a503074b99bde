from django.db import models

from pamong.platform.guard import GuardedModel
from pamong.platform.privacy import labels as privacy


class PersonDay(GuardedModel):
    """What a person logged on a day, counted. Kept in step by the database itself (migration 0002), never by hand."""

    person = models.ForeignKey("people.Person", models.CASCADE, related_name="+", db_comment=privacy.PERFORMANCE)
    day = models.DateField(db_comment=privacy.PERFORMANCE)
    agency = models.ForeignKey("people.Agency", models.CASCADE, related_name="+")
    unit = models.ForeignKey("people.Unit", models.CASCADE, related_name="+")
    entries = models.IntegerField(default=0, db_comment=privacy.PERFORMANCE)  # withdrawn ones left out
    minutes = models.IntegerField(default=0, db_comment=privacy.PERFORMANCE)
    waiting = models.IntegerField(default=0, db_comment=privacy.PERFORMANCE)
    accepted = models.IntegerField(default=0, db_comment=privacy.PERFORMANCE)
    late = models.IntegerField(default=0, db_comment=privacy.PERFORMANCE)  # entered with a reason for being late

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "day"], name="worklog_personday_once")]
        indexes = [models.Index(fields=["day", "unit"], name="worklog_personday_day")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.day}: {self.entries}"


class UnitDay(GuardedModel):
    """The same for a unit: who of it reported, what waits. Who was expected is counted by a job (``counted_at``)."""

    unit = models.ForeignKey("people.Unit", models.CASCADE, related_name="+")
    day = models.DateField(db_comment=privacy.ORGANISATION)
    agency = models.ForeignKey("people.Agency", models.CASCADE, related_name="+")
    reported = models.IntegerField(default=0, db_comment=privacy.ORGANISATION)  # people with an entry
    entries = models.IntegerField(default=0, db_comment=privacy.ORGANISATION)
    minutes = models.BigIntegerField(default=0, db_comment=privacy.ORGANISATION)
    waiting = models.IntegerField(default=0, db_comment=privacy.ORGANISATION)
    accepted = models.IntegerField(default=0, db_comment=privacy.ORGANISATION)
    late = models.IntegerField(default=0, db_comment=privacy.ORGANISATION)
    people = models.IntegerField(null=True, db_comment=privacy.ORGANISATION)
    expected = models.IntegerField(null=True, db_comment=privacy.ORGANISATION)  # who should log something
    away = models.IntegerField(null=True, db_comment=privacy.ORGANISATION)  # on leave, on a trip, in training
    free = models.IntegerField(null=True, db_comment=privacy.ORGANISATION)  # holiday, day of rest, off by roster
    counted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "day"], name="worklog_unitday_once")]
        indexes = [
            models.Index(fields=["day", "agency"], name="worklog_unitday_day"),
            models.Index(fields=["agency"], name="worklog_unitday_waiting", condition=models.Q(waiting__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.day}: {self.reported}"
