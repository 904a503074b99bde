"""Telling many people is telling each of them: same rules, few statements."""

import pytest
from django.db import transaction
from pytest_django import DjangoAssertNumQueries

from pamong.platform.access.viewer import Viewer
from pamong.platform.live.models import LiveEvent
from pamong.platform.notifications import actions
from pamong.platform.notifications.actions import Notice
from pamong.platform.notifications.models import Delivery, Notification
from tests.world import World, person

pytestmark = pytest.mark.django_db
BY = Viewer.system("uji")
KIND = "feedback.asked"


def notices(*people: int, key: str = "uji:1") -> list[Notice]:
    return [Notice(pk, f"Kabar untuk {pk}", f"/umpan-balik/{pk}/", key) for pk in people]


def tell(told: list[Notice], by: Viewer = BY) -> int:
    with transaction.atomic():
        return actions.notify_many(notices=told, kind=KIND, by=by)


def test_each_hears_his_own_once(world: World) -> None:
    three = (world.employee.pk, world.peer.pk, world.superior.pk)
    assert tell(notices(*three)) == 3
    assert tell(notices(*three, world.head.pk)) == 1, "who heard of it already hears nothing"
    texts = dict(Notification.objects.values_list("person_id", "text"))
    assert texts == {pk: f"Kabar untuk {pk}" for pk in (*three, world.head.pk)}
    assert set(LiveEvent.objects.values_list("topic", flat=True)) >= {f"person:{pk}" for pk in three}


def test_nobody_of_his_own_act_and_a_double_in_the_list_once(world: World) -> None:
    by = world.viewer("employee")
    assert tell(notices(world.employee.pk, world.peer.pk, world.peer.pk), by=by) == 1
    assert list(Notification.objects.values_list("person_id", flat=True)) == [world.peer.pk]


def test_it_leaves_by_the_ways_each_one_wants(world: World) -> None:
    for who in ("employee", "peer", "head"):
        with transaction.atomic():
            actions.choose(modes={KIND: "now" if who != "head" else "app"}, by=world.viewer(who))
    with transaction.atomic():
        actions.set_profile(email=False, whatsapp=False, quiet_from=None, quiet_to=None, by=world.viewer("peer"))
    Delivery.objects.all().delete()
    assert tell(notices(world.employee.pk, world.peer.pk, world.head.pk)) == 3
    assert list(Delivery.objects.values_list("person_id", "channel")) == [(world.employee.pk, "email")]
    assert Notification.objects.get(person_id=world.head.pk).mode == "app"


def test_a_thousand_and_more_in_a_few_statements(
    world: World, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    many = [person(f"Pegawai {n}", f"19900101201701{1}{n:03d}").pk for n in range(30)]
    with django_assert_num_queries(4), transaction.atomic():  # savepoint, notices with live pages, one job, release
        assert actions.notify_many(notices=notices(*many), kind="worklog.reminder", by=BY) == 30
    monkeypatch.setattr("pamong.platform.notifications.actions.notices.BATCH", 20)
    assert tell(notices(*many, key="uji:2")) == 30


def test_nobody_to_tell_is_no_statement(world: World, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(0):
        assert actions.notify_many(notices=[], kind=KIND, by=BY) == 0
