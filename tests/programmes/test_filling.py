"""Indicators that fill themselves from the evidence of the agency, or of all agencies."""

from decimal import Decimal

import pytest

from pamong.evidence import actions as evidence
from pamong.platform.calendar.queries import now
from pamong.programmes import actions, queries
from pamong.programmes.models import OutcomeIndicator, Realisation
from pamong.programmes.tasks import measure
from tests.programmes import builder
from tests.world import World

pytestmark = pytest.mark.django_db
METRIC = "worklog.output"


def fact(world: World, value: str, agency: str = "a") -> None:
    unit, person = (world.office, world.employee) if agency == "a" else (world.b_root, world.stranger)
    evidence.record(
        metric=METRIC,
        agency_id=unit.agency_id,
        unit_id=unit.pk,
        unit_path=unit.path,
        person_id=person.pk,
        value=Decimal(value),
        at=now(),
        day=world.today,
        source="worklog.entry:1",
        by=builder.SYSTEM,
    )


def bound(world: World) -> tuple[builder.Town, OutcomeIndicator, OutcomeIndicator]:
    town, year = builder.town(world), world.today.year
    own = builder.measure(town.programme, year, "100", text="Akta terbit", unit="akta", metric=METRIC)
    region = builder.measure(town.goal, year, "100", text="Akta di semua dinas", unit="akta", metric=METRIC)
    return town, own, region


def test_evidence_fills_the_series_of_agency_and_region(world: World) -> None:
    town, own, region = bound(world)
    fact(world, "12")
    fact(world, "8.5")
    fact(world, "4", "b")
    assert actions.fill_from_evidence(on=world.today, by=builder.SYSTEM) == 2
    assert queries.figures([town.programme.pk], world.today.year)[town.programme.pk][0].realised == Decimal("20.5")
    values = dict(Realisation.objects.values_list("indicator_id", "value"))
    assert values == {own.pk: Decimal("20.5"), region.pk: Decimal("24.5")}


def test_nothing_new_writes_nothing_and_nothing_there_is_not_zero(world: World) -> None:
    bound(world)
    assert actions.fill_from_evidence(on=world.today, by=builder.SYSTEM) == 0
    assert not Realisation.objects.exists()
    fact(world, "3")
    measure()
    measure()
    assert Realisation.objects.count() == 2
    fact(world, "1")
    measure()
    assert Realisation.objects.count() == 4


def test_only_the_asked_plan_is_filled(world: World) -> None:
    town, own, _region = bound(world)
    fact(world, "3")
    assert actions.fill_from_evidence(on=world.today, by=builder.SYSTEM, plan_id=town.renstra.pk) == 1
    assert Realisation.objects.get().indicator == own
