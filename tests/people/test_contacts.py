"""How people are reached: address, number, agency and zone of those who are active, in one statement."""

import datetime as dt
from typing import Any

import pytest

from pamong.people.models import Agency, Assignment, Person
from pamong.people.queries import contacts_of
from pamong.platform.guard import ACTION
from pamong.platform.notifications.contacts import Contact
from tests.world import World, person


def test_the_zone_is_that_of_the_agency(world: World) -> None:
    for zone in ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"):
        Agency.objects.filter(pk=world.b.pk).update(via=ACTION, time_zone=zone)
        found = contacts_of([world.employee.pk, world.stranger.pk])
        assert found[world.employee.pk] == Contact(world.employee.email, "", "Asia/Jakarta", world.a.pk)
        assert found[world.stranger.pk] == Contact(world.stranger.email, "", zone, world.b.pk)


def test_the_number_comes_along(world: World) -> None:
    Person.objects.filter(pk=world.peer.pk).update(via=ACTION, phone="+628123")
    assert contacts_of([world.peer.pk])[world.peer.pk].phone == "+628123"


def test_who_left_is_not_reached(world: World) -> None:
    Person.objects.filter(pk=world.peer.pk).update(via=ACTION, is_active=False)
    assert set(contacts_of([world.peer.pk, world.employee.pk])) == {world.employee.pk}


def test_who_has_no_post_now_is_reached_in_wib(world: World) -> None:
    made = person("Pegawai Baru", "199901012024011001")
    assert contacts_of([made.pk]) == {made.pk: Contact(made.email, "", "Asia/Jakarta", None)}


def test_the_post_of_today_counts_not_one_that_ended(world: World) -> None:
    Agency.objects.filter(pk=world.b.pk).update(via=ACTION, time_zone="Asia/Jayapura")
    post = Assignment.objects.get(person=world.employee)
    post.valid = (dt.date(2024, 1, 2), world.today)
    post.save(via=ACTION, update_fields=["valid"])
    assert contacts_of([world.employee.pk])[world.employee.pk].agency_id is None
    Assignment.objects.add(
        via=ACTION,
        person=world.employee,
        agency=world.b,
        unit=world.b_root,
        position_title="Perawat",
        position_kind="ja",
        superior=world.stranger_head,
        valid=(world.today, None),
    )
    found = contacts_of([world.employee.pk])[world.employee.pk]
    assert (found.agency_id, found.zone) == (world.b.pk, "Asia/Jayapura")


def test_many_cost_one_statement_and_nobody_none(world: World, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        assert len(contacts_of([p.pk for p in world.people.values()])) == len(world.people)
    assert contacts_of([2_000_000_000]) == {}


@pytest.mark.parametrize("kind", [list, set, tuple])
def test_any_collection_of_ids_is_taken(world: World, kind: Any) -> None:
    assert set(contacts_of(kind([world.employee.pk]))) == {world.employee.pk}
