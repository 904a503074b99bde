"""Writes of teams: formed by decree, members in and out with their days, tasks given and reported.

The leader gives tasks and advises (feedback); the rating stays with the assessor (regulations, roles).
"""

import datetime as dt

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from pamong.people.enums import TaskState, TeamRole
from pamong.people.models import Person, Team, TeamMember, TeamTask, Unit
from pamong.people.queries import teams as reads
from pamong.people.rules import teams as rules
from pamong.platform.access.errors import NotVisible
from pamong.platform.access.viewer import Viewer
from pamong.platform.audit import actions as audit
from pamong.platform.calendar.queries import now, today
from pamong.platform.guard import ACTION
from pamong.platform.notifications.actions import notify
from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_

ONE_LEADER = N_("Tim sudah punya ketua pada hari-hari itu. Akhiri dulu tugas ketua yang lama.")
ALREADY_IN = N_("%(name)s sudah di dalam tim pada hari-hari itu.")


@transaction.atomic
def create(
    *,
    unit: Unit,
    name: str,
    purpose: str,
    decree: str,
    starts: dt.date,
    ends: dt.date | None,
    leader: Person,
    by: Viewer,
) -> Team:
    """Form a team with its leader. Raises Refused (field named), NotVisible for a unit the viewer does not keep."""
    if not by.is_system and not reads.team_units(by).filter(pk=unit.pk).exists():
        raise NotVisible
    if not by.is_system:  # the seed shows teams that have worked for long
        rules.check_period(starts, ends, today(unit.agency.time_zone))
    team = Team.objects.add(
        via=ACTION, agency_id=unit.agency_id, unit=unit, name=rules.check_text(name, "name"),
        purpose=rules.check_text(purpose, "purpose"), decree=rules.check_text(decree, "decree"),
        valid=(starts, ends + dt.timedelta(days=1) if ends else None),
    )  # fmt: skip
    team.refresh_from_db(fields=["valid"])
    audit.record(by=by, verb="team.created", target=team)
    _join(team, leader, TeamRole.LEADER, starts, by)
    return team


@transaction.atomic
def edit(*, team: Team, name: str, purpose: str, decree: str, by: Viewer) -> Team:
    """Other words for a team. Raises Refused, NotVisible."""
    found = _managed(team, by)
    found.name, found.purpose = rules.check_text(name, "name"), rules.check_text(purpose, "purpose")
    found.decree = rules.check_text(decree, "decree")
    found.save(via=ACTION, update_fields=["name", "purpose", "decree"])
    audit.record(by=by, verb="team.edited", target=found)
    return found


@transaction.atomic
def close(*, team: Team, last_day: dt.date, by: Viewer) -> Team:
    """End a team, its memberships with it; open tasks are withdrawn. Raises Refused (``last_day``), NotVisible."""
    found = _managed(team, by)
    until = rules.first_day_without(last_day, found.valid.lower, found.valid.upper)
    found.valid = (found.valid.lower, until)
    found.save(via=ACTION, update_fields=["valid"])
    found.refresh_from_db(fields=["valid"])
    for member in TeamMember.objects.select_for_update().filter(team=found, valid__overlap=(until, None)):
        if member.valid.lower >= until:
            member.delete(via=ACTION)
        else:
            member.valid = (member.valid.lower, until)
            member.save(via=ACTION, update_fields=["valid"])
    if until <= today(found.agency.time_zone):
        TeamTask.objects.filter(team=found, state=TaskState.GIVEN).update(
            via=ACTION, state=TaskState.WITHDRAWN, closed_at=now()
        )
    audit.record(by=by, verb="team.closed", target=found, last_day=last_day)
    return found


@transaction.atomic
def add_member(*, team: Team, person: Person, role: str, since: dt.date, by: Viewer) -> TeamMember:
    """Take somebody in from a day on. Raises Refused (``person``, ``role``, ``since``), NotVisible."""
    found = _managed(team, by)
    if role not in TeamRole.values:
        raise Refused(N_("Pilih perannya."), field="role")
    return _join(found, person, TeamRole(role), since, by)


def _join(team: Team, person: Person, role: TeamRole, since: dt.date, by: Viewer) -> TeamMember:
    rules.check_within(since, team.valid.lower, team.valid.upper)
    try:
        with transaction.atomic():
            made = TeamMember.objects.add(
                via=ACTION, team=team, person=person, role=role, valid=(since, team.valid.upper)
            )
    except IntegrityError as error:
        if "leader" in str(error):
            raise Refused(ONE_LEADER, field="role") from error
        raise Refused(ALREADY_IN, field="person", name=person.name) from error
    audit.record(by=by, verb="team.joined", target=team, person=person.pk, role=role)
    text = _("Anda masuk tim kerja %(team)s sebagai %(role)s.") % {"team": team.name, "role": role.label}
    _tell(made, to=person.pk, kind="team.joined", text=text, by=by)
    return made


@transaction.atomic
def end_member(*, member: TeamMember, last_day: dt.date, by: Viewer) -> None:
    """Somebody leaves a team; one who has not begun is taken back. Raises Refused (``last_day``), NotVisible."""
    team = _managed(member.team, by)
    found = member.again()
    if found.valid.lower > today(team.agency.time_zone) and last_day < found.valid.lower:
        found.delete(via=ACTION)
    else:
        until = rules.first_day_without(last_day, found.valid.lower, found.valid.upper)
        found.valid = (found.valid.lower, until)
        found.save(via=ACTION, update_fields=["valid"])
    audit.record(by=by, verb="team.left", target=team, person=found.person_id, last_day=last_day)


def _managed(team: Team, by: Viewer) -> Team:
    if not by.is_system and not reads.manageable(by).filter(pk=team.pk).exists():
        raise NotVisible
    return team.again()


# --- tasks ---


@transaction.atomic
def give_task(*, team: Team, person_id: int, text: str, due_on: dt.date | None, by: Viewer) -> TeamTask:
    """The leader asks a member for something. Raises Refused (``person``, ``text``, ``due_on``), NotVisible."""
    reads.led_team(by, team.pk)
    if not reads.present_members(team).filter(person_id=person_id).exists():
        raise Refused(N_("Pilih anggota tim ini."), field="person")
    if due_on is not None and due_on < today():
        raise Refused(N_("Pilih tanggal hari ini atau sesudahnya."), field="due_on")
    made = TeamTask.objects.add(
        via=ACTION,
        team=team,
        person_id=person_id,
        given_by_id=by.me,
        text=rules.check_text(text, "text"),
        due_on=due_on,
    )
    audit.record(by=by, verb="teamtask.given", target=made, person=person_id)
    shown = _("Tugas tim %(team)s: %(text)s") % {"team": team.name, "text": made.text}
    _tell(made, to=person_id, kind="teamtask.given", text=shown, by=by)
    return made


@transaction.atomic
def report_task(*, task: TeamTask, report: str, by: Viewer) -> TeamTask:
    """The member reports it done; the leader hears of it. Raises Refused (``report``)."""
    found = _open(task)
    found.state, found.closed_at = TaskState.DONE, now()
    found.report = rules.check_text(report, "report")
    found.save(via=ACTION, update_fields=["state", "closed_at", "report"])
    audit.record(by=by, verb="teamtask.reported", target=found)
    shown = _("%(name)s menyelesaikan: %(text)s") % {"name": by.name, "text": found.text}
    _tell(found, to=found.given_by_id, kind="teamtask.reported", text=shown, by=by)
    return found


@transaction.atomic
def withdraw_task(*, task: TeamTask, by: Viewer) -> TeamTask:
    """The leader takes a task back. Raises Refused once it is closed."""
    found = _open(task)
    found.state, found.closed_at = TaskState.WITHDRAWN, now()
    found.save(via=ACTION, update_fields=["state", "closed_at"])
    audit.record(by=by, verb="teamtask.withdrawn", target=found)
    shown = _("Tugas ditarik: %(text)s") % {"text": found.text}
    _tell(found, to=found.person_id, kind="teamtask.withdrawn", text=shown, by=by)
    return found


def _open(task: TeamTask) -> TeamTask:
    found = task.again()
    if found.state != TaskState.GIVEN:
        raise Refused(N_("Tugas ini sudah selesai atau ditarik."))
    return found


def _tell(row: TeamMember | TeamTask, *, to: int, kind: str, text: str, by: Viewer) -> None:
    url = reverse("people:team", args=[row.team_id])
    notify(person_id=to, kind=kind, text=text, url=url, key=f"{kind}:{row.pk}", by=by)
