"""Guarded models refuse every writer but an action."""

import datetime as dt

import pytest

from pamong.people.models import Acting, Agency, Person, Unit
from pamong.platform.guard import ACTION, GuardError
from tests.world import World

pytestmark = pytest.mark.django_db


def test_create_and_save_need_the_token() -> None:
    with pytest.raises(GuardError):
        Agency.objects.create(name="Dinas X")
    with pytest.raises(GuardError):
        Agency(name="Dinas X").save()
    assert not Agency.objects.exists()
    agency = Agency.objects.add(via=ACTION, name="Dinas X")
    agency.name = "Dinas Y"
    agency.save(via=ACTION, update_fields=["name"])
    assert Agency.objects.get().name == "Dinas Y"


def test_update_and_delete_need_the_token(world: World) -> None:
    with pytest.raises(GuardError):
        Person.objects.filter(pk=world.employee.pk).update(name="Lain")
    with pytest.raises(GuardError):
        Person.objects.filter(pk=world.employee.pk).delete()
    with pytest.raises(GuardError):
        world.employee.delete()
    world.employee.refresh_from_db()
    assert world.employee.name == "Sari Lestari, A.Md."
    assert Person.objects.filter(pk=world.employee.pk).update(via=ACTION, name="Sari L.") == 1


def test_bulk_writers_need_the_token(world: World) -> None:
    rows = [Unit(agency=world.a, name=f"Seksi {i}", path=f"9{i:05d}.") for i in range(3)]
    with pytest.raises(GuardError):
        Unit.objects.bulk_create(rows)
    made = Unit.objects.bulk_create(rows, via=ACTION)
    for unit in made:
        unit.name += " (baru)"
    with pytest.raises(GuardError):
        Unit.objects.bulk_update(made, ["name"])
    assert Unit.objects.bulk_update(made, ["name"], via=ACTION) == 3
    assert Unit.objects.bulk_update([], ["name"], via=ACTION) == 0
    assert Unit.objects.filter(name__endswith="(baru)").count() == 3


def test_shortcuts_that_hide_a_write_are_closed() -> None:
    with pytest.raises(GuardError):
        Agency.objects.get_or_create(name="Dinas X")
    with pytest.raises(GuardError):
        Agency.objects.update_or_create(name="Dinas X")


def test_something_that_is_not_the_token_is_refused() -> None:
    with pytest.raises(GuardError):
        Agency.objects.add(via=object(), name="Dinas X")  # type: ignore[arg-type]


def test_related_managers_are_guarded_too(world: World) -> None:
    with pytest.raises(GuardError):
        world.employee.assignments.all().delete()
    assert world.employee.assignments.count() == 1


@pytest.mark.django_db(transaction=True)
def test_again_locks_and_rereads(world: World) -> None:
    from django.db import transaction

    acting: Acting = world.appoint_acting()
    Acting.objects.filter(pk=acting.pk).update(via=ACTION, decree="800/1/2026")
    with transaction.atomic():
        fresh = acting.again()
    assert fresh.decree == "800/1/2026"
    assert fresh.valid.lower == world.today - dt.timedelta(days=1)
