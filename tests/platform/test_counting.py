"""Several small questions in one statement, and the clock that comes along with the viewer."""

import datetime as dt

import pytest
from django.db import connection
from django.db.models import F, Q
from django.test.utils import CaptureQueriesContext

from pamong.people.models import Person
from pamong.platform.calendar import queries as calendar
from pamong.platform.counting import Ask, Listed, answered_together, asked_together, how_many, how_much, the_least
from tests.world import World

pytestmark = pytest.mark.django_db


def test_many_answers_come_in_one_statement(world: World) -> None:
    with CaptureQueriesContext(connection) as captured:
        found = answered_together(
            all=how_many(Person.objects.all()),
            some=how_many(Person.objects.filter(Q(name__startswith="Sari"))),
            different=how_many(Person.objects.all(), "sex", distinct=True),
            summed=how_much(Person.objects.filter(name__startswith="Sari"), F("pk")),
        )
    assert len(captured) == 1
    assert found == {
        "all": Person.objects.count(),
        "some": 1,
        "different": len(set(Person.objects.values_list("sex", flat=True))),
        "summed": Person.objects.get(name__startswith="Sari").pk,
    }


def test_what_finds_nothing_is_none_and_shifts_no_other_answer(world: World) -> None:
    found = answered_together(
        none=how_many(Person.objects.filter(pk__in=[])), some=how_many(Person.objects.filter(name__startswith="Sari"))
    )
    assert found == {"none": None, "some": 1}
    assert answered_together() == {}


def test_rows_come_as_a_list_and_nothing_as_an_empty_one(world: World) -> None:
    some = Person.objects.filter(name__startswith="Sari").values("name", "birth_date")
    found = answered_together(rows=Listed(some), none=Listed(some.filter(pk__in=[])), late=Listed(some.filter(pk=0)))
    sari = Person.objects.get(name__startswith="Sari")
    assert sari.birth_date is not None
    assert found == {"rows": [{"name": sari.name, "birth_date": sari.birth_date.isoformat()}], "none": [], "late": []}


def test_several_areas_ask_in_one_statement_and_each_hears_its_own_answers(world: World) -> None:
    everybody = Person.objects.all()
    asks = [
        Ask({"n": how_many(everybody.filter(name__startswith="Sari"))}, lambda found: ("some", found["n"])),
        Ask({}, lambda found: ("nothing asked", len(found))),
        Ask({"n": how_many(everybody), "first": the_least(everybody, "pk")}, lambda found: ("all", found["n"])),
    ]
    with CaptureQueriesContext(connection) as captured:
        together = asked_together(asks)
    assert len(captured) == 1
    assert together == [("some", 1), ("nothing asked", 0), ("all", Person.objects.count())]
    assert together == [ask.alone() for ask in asks]
    assert asked_together([]) == []


@pytest.mark.parametrize(("who", "most"), [("employee", 4), ("superior", 4), ("head", 4), ("admin", 4)])
def test_the_home_page_asks_few_questions(world: World, who: str, most: int) -> None:
    client = world.client(who)
    client.get("/")
    with CaptureQueriesContext(connection) as captured:
        assert client.get("/").status_code == 200
    assert len(captured) <= most, [q["sql"][:300] for q in captured.captured_queries]
    assert not [q for q in captured.captured_queries if q["sql"].strip() == "SELECT clock_timestamp()"]


def test_the_clock_of_a_page_is_the_viewers() -> None:
    instant = dt.datetime(2026, 3, 4, 5, 6, tzinfo=dt.UTC)
    with calendar.one_instant():
        calendar.hold(instant)
        calendar.hold(instant + dt.timedelta(days=1))  # the first one stays
        assert calendar.now() == instant
    calendar.hold(instant)
    assert calendar.now() != instant  # outside of a page the database is asked
