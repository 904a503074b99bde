"""Teams (tim kerja): who leads whom on a day, and the teams and tasks a viewer may see.

What a team leader's right goes to in other areas is asked here: ``team_members_led_by`` gives the persons.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery

from pamong.people.enums import TaskState, TeamRole
from pamong.people.models import Team, TeamMember, TeamTask, Unit
from pamong.platform.access import scope
from pamong.platform.access.errors import NotVisible
from pamong.platform.access.viewer import Viewer
from pamong.platform.access.who import Who
from pamong.platform.calendar.queries import today

MOST_TASKS = 100


def _led(viewer: Viewer, day: dt.date) -> QuerySet[TeamMember, Any]:
    mine = TeamMember.objects.filter(person_id=viewer.me, role=TeamRole.LEADER, valid__contains=day)
    return mine.filter(team__valid__contains=day).values("team_id")


def team_members_led_by(viewer: Viewer, on: dt.date | None = None) -> QuerySet[TeamMember, Any]:
    """Persons (ids, as a subquery) in teams that the viewer leads on a day; himself included, he is in the team too."""
    day = on or today()
    return TeamMember.objects.filter(team_id__in=_led(viewer, day), valid__contains=day).values("person_id")


def teams_led_by(viewer: Viewer, on: dt.date | None = None) -> QuerySet[Team]:
    """Teams the viewer leads on a day."""
    return Team.objects.filter(pk__in=_led(viewer, on or today()))


def _above(viewer: Viewer) -> Q:
    found = Q(pk__in=())
    for path in viewer.leads:
        found |= Q(unit__path__startswith=path)
    return found


def _visible(viewer: Viewer, policy: str) -> QuerySet[Team]:
    relations = {
        Who.SELF: Q(pk__in=TeamMember.objects.filter(person_id=viewer.me).values("team_id")),
        Who.TEAM_LEAD: Q(pk__in=_led(viewer, today())),
        Who.ABOVE: _above(viewer),
    }
    return Team.objects.filter(scope(viewer, policy, relations)).select_related("unit", "agency")


def teams(viewer: Viewer, *, text: str = "", past: bool = False) -> QuerySet[Team]:
    """Teams the viewer may list, running and coming ones (or ``past``), each with leader and number of members today."""
    day = today()
    found = _visible(viewer, "team.list")
    found = found.filter(valid__fully_lt=(day, None)) if past else found.filter(valid__overlap=(day, None))
    if text:
        found = found.filter(name__icontains=text)
    leader = TeamMember.objects.filter(team_id=OuterRef("pk"), role=TeamRole.LEADER, valid__contains=day)
    present = Count("members", filter=Q(members__valid__contains=day))
    return found.annotate(leader=Subquery(leader.values("person__name")[:1]), count=present).order_by("name", "pk")


@dataclass(frozen=True)
class TeamPage:
    """One team as the viewer sees it."""

    team: Team
    members: tuple[TeamMember, ...]  # present and coming
    past: tuple[TeamMember, ...]
    tasks: tuple[TeamTask, ...]
    leads: bool
    may_manage: bool


def team_page(viewer: Viewer, pk: int) -> TeamPage:
    """One team with its members and tasks; a member sees his own tasks, leader and those above all. Raises NotVisible."""
    team = _visible(viewer, "team.view").filter(pk=pk).first()
    if team is None:
        raise NotVisible
    day = today()
    rows = list(team.members.select_related("person").order_by("role", "person__name", "-valid"))
    leads = _led(viewer, day).filter(team_id=pk).exists()
    tasks = TeamTask.objects.filter(team=team).select_related("person", "given_by")
    watching = scope(
        viewer, "team.view", {Who.SELF: Q(pk__in=()), Who.TEAM_LEAD: Q(pk__in=()), Who.ABOVE: _above(viewer)}
    )
    if not (leads or Team.objects.filter(watching, pk=pk).exists()):
        tasks = tasks.filter(person_id=viewer.me)
    order = {TeamRole.LEADER: 0, TeamRole.SECRETARY: 1}
    rows.sort(key=lambda row: order.get(TeamRole(row.role), 2))
    running = tuple(row for row in rows if row.valid.upper is None or row.valid.upper > day)
    return TeamPage(
        team=team,
        members=running,
        past=tuple(row for row in rows if row not in running),
        tasks=tuple(tasks.order_by(F("closed_at").desc(nulls_first=True), "due_on", "-pk")[:MOST_TASKS]),
        leads=leads,
        may_manage=manageable(viewer).filter(pk=pk).exists(),
    )


def manageable(viewer: Viewer) -> QuerySet[Team]:
    """Teams the viewer may change."""
    return Team.objects.filter(scope(viewer, "team.manage", {Who.ABOVE: _above(viewer)})).select_related(
        "unit", "agency"
    )


def manageable_team(viewer: Viewer, pk: int) -> Team:
    """One team to change. Raises NotVisible."""
    found = manageable(viewer).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def team_units(viewer: Viewer) -> QuerySet[Unit]:
    """Active units for which the viewer may form a team."""
    above = Q(pk__in=())
    for path in viewer.leads:
        above |= Q(path__startswith=path)
    visible = scope(viewer, "team.manage", {Who.ABOVE: above})
    return Unit.objects.filter(visible, is_active=True).select_related("agency").order_by("path")


def member_of(team: Team, pk: int) -> TeamMember:
    """One membership of a team. Raises NotVisible."""
    found = TeamMember.objects.filter(team=team, pk=pk).select_related("person").first()
    if found is None:
        raise NotVisible
    return found


def led_team(viewer: Viewer, pk: int) -> Team:
    """One team the viewer leads today. Raises NotVisible."""
    found = Team.objects.filter(pk=pk, pk__in=_led(viewer, today())).first()
    if found is None:
        raise NotVisible
    return found


def present_members(team: Team) -> QuerySet[TeamMember]:
    """Who is in a team today, leader included, by name."""
    found = TeamMember.objects.filter(team=team, valid__contains=today()).select_related("person")
    return found.order_by("person__name", "pk")


def task_for(viewer: Viewer, pk: int, policy: str) -> TeamTask:
    """A task the viewer may report done (``teamtask.finish``: his own) or withdraw (``teamtask.give``). Raises NotVisible."""
    relations = {
        Who.SELF: Q(person_id=viewer.me),
        Who.TEAM_LEAD: Q(team_id__in=_led(viewer, today())),
    }
    found = TeamTask.objects.filter(scope(viewer, policy, relations), pk=pk).select_related("team", "person").first()
    if found is None:
        raise NotVisible
    return found


def own_teams(viewer: Viewer) -> QuerySet[TeamMember]:
    """The viewer's own memberships, present ones first."""
    found = TeamMember.objects.filter(person_id=viewer.me).select_related("team", "team__unit")
    return found.order_by("-valid")


def open_tasks(viewer: Viewer) -> int:
    """How many tasks of teams wait for the viewer."""
    return TeamTask.objects.filter(person_id=viewer.me, state=TaskState.GIVEN).count()
