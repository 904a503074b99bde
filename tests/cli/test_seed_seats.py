"""What the example shows of leaders who are gone: an empty seat, a seat led by a Plt, and the rule of a moved person's year."""

import random

import pytest

from pamong.appraisal.models import YearRule
from pamong.cli.seeding import demo, seats
from pamong.cli.seeding import offices as o
from pamong.cli.seeding.folk import populate
from pamong.cli.seeding.offices import REGION, TOWN
from pamong.cli.seeding.roles import NAMED
from pamong.people.actions.bulk import add_people
from pamong.people.models import Assignment, SeatActing
from pamong.platform.calendar.queries import today

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_leaders_who_retired_leave_one_seat_empty_and_one_with_a_plt() -> None:
    folk = populate(TOWN, random.Random(1), NAMED)
    added = add_people(region=REGION, people=[demo.new_person(p) for p in folk], by=demo.BY)
    seats.show(folk, added, by=demo.BY)
    present = Assignment.objects.filter(valid__contains=today())
    for name in (seats.EMPTY, seats.LED):
        assert not present.filter(unit_id=added.units[o.HEALTH_OFFICE, name], is_head=True).exists()
    (stand_in,) = SeatActing.objects.filter(unit__agency__name=o.HEALTH_OFFICE)
    assert (stand_in.unit.name, stand_in.kind) == (seats.LED, "plt")
    led = present.filter(unit=stand_in.unit).exclude(person=stand_in.acting)
    assert set(led.values_list("superior_id", flat=True)) == {stand_in.acting_id}
    left = present.filter(unit_id=added.units[o.HEALTH_OFFICE, seats.EMPTY])
    root = Assignment.objects.get(unit_id=added.units[o.HEALTH_OFFICE,], is_head=True)
    assert set(left.values_list("superior_id", flat=True)) == {root.person_id}  # nobody is left without a superior
    rule = YearRule.objects.get()
    assert (rule.agency.name, rule.way, "contoh" in rule.basis) == (o.HEALTH_OFFICE, "longest", True)
