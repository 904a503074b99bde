import datetime as dt

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models.functions import Now

from pamong.people.enums import TaskState, TeamRole
from pamong.platform.guard import GuardedModel
from pamong.platform.privacy import labels as privacy


class Team(GuardedModel):
    """A team (tim kerja) of people from one unit or several; its leader assigns and advises, the assessor rates."""

    agency = models.ForeignKey("people.Agency", models.PROTECT, related_name="+")
    unit = models.ForeignKey("people.Unit", models.PROTECT, related_name="teams")  # that formed it
    name = models.CharField(max_length=150, db_comment=privacy.ORGANISATION)
    purpose = models.CharField(max_length=600, db_comment=privacy.ORGANISATION)
    decree = models.CharField(max_length=120, db_comment=privacy.ORGANISATION)
    valid = DateRangeField(db_comment=privacy.ORGANISATION)  # [from, to)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(valid__isempty=False), name="people_team_has_days"),
            models.CheckConstraint(condition=~models.Q(name=""), name="people_team_has_name"),
        ]
        indexes = [models.Index(fields=["unit"], name="people_team_unit")]

    def __str__(self) -> str:
        return self.name

    @property
    def last_day(self) -> dt.date | None:
        """The last day it holds, or None while it has no end."""
        return self.valid.upper - dt.timedelta(days=1) if self.valid.upper else None


class TeamMember(GuardedModel):
    """Somebody in a team from one day to another; one role at a time, one leader at a time."""

    team = models.ForeignKey("people.Team", models.PROTECT, related_name="members")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="team_roles", db_comment=privacy.IDENTITY)
    role = models.CharField(max_length=9, choices=TeamRole.choices, db_comment=privacy.IDENTITY)
    valid = DateRangeField(db_comment=privacy.IDENTITY)  # [from, to)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["team_id", "valid"]
        constraints = [
            ExclusionConstraint(
                name="people_one_role_in_team",
                expressions=[
                    ("team", RangeOperators.EQUAL),
                    ("person", RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                ],
            ),
            ExclusionConstraint(
                name="people_one_team_leader",
                expressions=[("team", RangeOperators.EQUAL), ("valid", RangeOperators.OVERLAPS)],
                condition=models.Q(role=TeamRole.LEADER),
            ),
            models.CheckConstraint(condition=models.Q(valid__isempty=False), name="people_team_member_has_days"),
        ]
        indexes = [models.Index(fields=["person", "role"], name="people_team_member_person")]

    def __str__(self) -> str:
        return f"{self.role} {self.person_id}"

    @property
    def last_day(self) -> dt.date | None:
        """The last day in the team, or None while it has no end."""
        return self.valid.upper - dt.timedelta(days=1) if self.valid.upper else None


class TeamTask(GuardedModel):
    """Something the leader asks of a member; the member reports it done."""

    team = models.ForeignKey("people.Team", models.PROTECT, related_name="tasks")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+", db_comment=privacy.PERFORMANCE)
    given_by = models.ForeignKey("people.Person", models.PROTECT, related_name="+", db_comment=privacy.PERFORMANCE)
    text = models.CharField(max_length=300, db_comment=privacy.PERFORMANCE)
    due_on = models.DateField(null=True, blank=True, db_comment=privacy.PERFORMANCE)
    state = models.CharField(
        max_length=9, choices=TaskState.choices, default=TaskState.GIVEN, db_comment=privacy.PERFORMANCE
    )
    report = models.CharField(max_length=500, blank=True, db_comment=privacy.PERFORMANCE)  # of the member
    given_at = models.DateTimeField(db_default=Now())
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(text=""), name="people_team_task_says_what"),
            models.CheckConstraint(
                condition=models.Q(state="given", closed_at__isnull=True)
                | (~models.Q(state="given") & models.Q(closed_at__isnull=False)),
                name="people_team_task_closed",
            ),
        ]
        indexes = [models.Index(fields=["person", "state"], name="people_team_task_person")]

    def __str__(self) -> str:
        return self.text
