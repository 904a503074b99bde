"""What the example shows of an organisation over time, on a small town made for the test."""

import random

import pytest

from pamong.cli.seeding import demo, organisation
from pamong.cli.seeding import offices as o
from pamong.cli.seeding.folk import populate
from pamong.cli.seeding.offices import REGION, TOWN
from pamong.cli.seeding.roles import NAMED
from pamong.people.actions.bulk import add_people
from pamong.people.models import SyncConflict, Team, TeamTask, UnitChange, WorkItem

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_the_health_office_has_a_team_and_work_for_its_clerk() -> None:
    folk = populate(TOWN, random.Random(1), NAMED)
    added = add_people(region=REGION, people=[demo.new_person(p) for p in folk], by=demo.BY)
    organisation.show(folk, added, by=demo.BY)
    team = Team.objects.get()
    assert team.agency.name == o.HEALTH_OFFICE
    units = {row.person.assignments.get().unit_id for row in team.members.select_related("person")}
    assert len(units) > 1, "a team across units"
    assert TeamTask.objects.count() == len(organisation.TASKS)
    assert UnitChange.objects.get().state == "planned"
    report = WorkItem.objects.get(matter="wrong_superior")
    assert report.proposed_superior is not None and report.due_on is not None
    kinds = sorted(SyncConflict.objects.values_list("kind", "field"))
    assert kinds == [("different", "name"), ("different", "rank"), ("unknown_unit", "unit")]
