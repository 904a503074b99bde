"""Who plans no SKP from a day to a day: within the cycle, never twice on a day, and never so that nothing is left of a plan."""

import datetime as dt
from typing import Any

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from pamong.planning import actions, queries
from pamong.planning.models import Cycle, CycleExclusion, Skp
from pamong.planning.rules import exclusions
from pamong.platform.access.errors import NotVisible
from pamong.platform.ui.text import refusal_text
from pamong.rulebook.errors import Refused
from tests.clock import Clock
from tests.planning import plans
from tests.world import World, build_world

YEAR = 2026
FIRST, LAST = dt.date(YEAR, 1, 1), dt.date(YEAR, 12, 31)


def day(month: int, number: int = 1) -> dt.date:
    return dt.date(YEAR, month, number)


@pytest.fixture
def world(clock: Clock) -> World:
    """The shared world on 4 May 2026, with the cycle of the year open."""
    clock(day(5, 4))
    found = build_world()
    plans.open_cycle(found)
    return found


def exclude(world: World, starts: dt.date | None, ends: dt.date | None, who: str = "peer") -> CycleExclusion:
    cycle = Cycle.objects.get(agency=world.a)
    person = world.people[who]
    return actions.exclude(
        cycle_id=cycle.pk,
        person_id=person.pk,
        reason="unpaid_leave",
        starts=starts,
        ends=ends,
        by=world.viewer("admin"),
    )


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


@pytest.mark.django_db
def test_two_leaves_in_one_year_stand_side_by_side(world: World) -> None:
    exclude(world, day(2), day(3, 31))
    exclude(world, day(9), None)
    cycle = Cycle.objects.get(agency=world.a)
    assert [(row.starts, row.ends) for row in queries.exclusions(cycle)] == [(day(2), day(3, 31)), (day(9), None)]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("starts", "ends"), [(day(3, 31), day(4, 2)), (day(2), day(2)), (None, day(2)), (day(3), None), (None, None)]
)
def test_no_day_is_left_out_twice(world: World, starts: dt.date | None, ends: dt.date | None) -> None:
    exclude(world, day(2), day(3, 31))
    with pytest.raises(Refused) as refused:
        exclude(world, starts, ends)
    assert "1 Februari 2026 sampai 31 Maret 2026" in refusal_text(refused.value)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("starts", "ends", "field"),
    [
        (dt.date(YEAR - 1, 12, 31), day(2), "starts"),
        (day(2), dt.date(YEAR + 1, 1, 1), "ends"),
        (day(6), day(5), "ends"),
    ],
)
def test_days_outside_the_cycle_or_in_the_wrong_order_are_refused(
    world: World, starts: dt.date, ends: dt.date, field: str
) -> None:
    with pytest.raises(Refused) as refused:
        exclude(world, starts, ends)
    assert refused.value.field == field


@pytest.mark.django_db
def test_the_whole_cycle_by_its_dates_is_the_whole_cycle(world: World) -> None:
    row = exclude(world, FIRST, LAST)
    assert (row.starts, row.ends) == (None, None)


@pytest.mark.django_db
def test_nothing_may_be_left_of_no_plan(world: World) -> None:
    plans.complete(world)
    with pytest.raises(Refused) as refused:
        exclude(world, None, None, "employee")
    assert "jatuh seluruhnya pada masa itu" in refused.value.text()
    exclude(world, day(6), day(8, 31), "employee")
    assert Skp.objects.get(person=world.employee).ends == LAST


@pytest.mark.django_db
def test_who_comes_back_plans_from_that_day_until_the_next_leave(world: World) -> None:
    exclude(world, None, day(3, 31))
    exclude(world, day(10), None)
    skp = actions.create(person_id=world.peer.pk, by=world.viewer("peer"))
    assert (skp.starts, skp.ends) == (day(4), day(9, 30))


@pytest.mark.django_db
def test_during_the_leave_nobody_is_asked_for_a_plan(world: World, clock: Clock) -> None:
    cycle, by = Cycle.objects.get(agency=world.a), world.viewer("admin")
    before = queries.totals(by, cycle)["total"]
    exclude(world, day(6), day(8, 31))
    assert queries.totals(by, cycle)["total"] == before
    clock(day(7, 15))
    assert queries.totals(by, cycle)["total"] == before - 1
    with pytest.raises(Refused):
        actions.create(person_id=world.peer.pk, by=world.viewer("peer"))
    clock(day(9, 1))
    assert queries.totals(by, cycle)["total"] == before


@pytest.mark.django_db
def test_the_clerk_enters_dates_and_takes_one_back(world: World) -> None:
    cycle, client = Cycle.objects.get(agency=world.a), world.client("admin")
    url = reverse("planning:exclude", args=[cycle.pk, world.peer.pk])
    assert "Kosongkan bila sejak awal siklus" in text(client.get(url))
    for starts, ends in ((day(2), day(3)), (day(9), day(10))):
        data = {"reason": "unpaid_leave", "note": "", "starts": f"{starts}", "ends": f"{ends}"}
        assert client.post(url, data).status_code == 303
    wrong = client.post(url, {"reason": "unpaid_leave", "starts": "2026-03-01", "ends": "2026-03-05", "note": "SK 5"})
    assert wrong.status_code == 422 and "SK 5" in text(wrong) and "sudah dikecualikan" in text(wrong)
    listed = reverse("planning:excluded", args=[cycle.pk])
    assert "01-02-2026–01-03-2026" in text(client.get(listed))
    first = CycleExclusion.objects.earliest("starts")
    back = reverse("planning:include", args=[cycle.pk, world.peer.pk])
    assert client.post(back, {"exclusion": first.pk}).status_code == 303
    assert [row.starts for row in CycleExclusion.objects.all()] == [day(9)]
    assert client.post(back, {"exclusion": first.pk}).status_code == 404


@pytest.mark.django_db
def test_a_plan_on_those_days_is_told_to_the_clerk(world: World) -> None:
    cycle, client = Cycle.objects.get(agency=world.a), world.client("admin")
    plans.complete(world)
    url = reverse("planning:exclude", args=[cycle.pk, world.employee.pk])
    data = {"reason": "unpaid_leave", "starts": f"{day(6)}", "ends": f"{day(8)}", "note": ""}
    assert "tetap berlaku; bila perlu direvisi" in text(client.post(url, data, follow=True))
    with pytest.raises(NotVisible):
        exclude(world, None, None, "stranger")


SPAN = st.tuples(st.none() | st.dates(FIRST, LAST), st.none() | st.dates(FIRST, LAST)).filter(
    lambda days: days[0] is None or days[1] is None or days[0] <= days[1]
)


def days_of(span: exclusions.Days) -> set[int]:
    first, last = span[0] or FIRST, span[1] or LAST
    return set(range(first.toordinal(), last.toordinal() + 1))


@given(one=SPAN, other=SPAN)
def test_two_spans_meet_when_they_share_a_day(one: exclusions.Days, other: exclusions.Days) -> None:
    assert exclusions.meet(one, other) is bool(days_of(one) & days_of(other))
    assert exclusions.meet(other, one) is exclusions.meet(one, other)


@given(spans=st.lists(SPAN, max_size=4), on=st.dates(FIRST, LAST))
def test_the_free_days_around_a_day_touch_nothing_left_out(spans: list[exclusions.Days], on: dt.date) -> None:
    spans = [span for span in spans if on.toordinal() not in days_of(span)]
    first, last = exclusions.free_around(on, spans, FIRST, LAST)
    free = days_of((first, last))
    assert on.toordinal() in free
    assert not any(free & days_of(span) for span in spans)
    for edge in (first.toordinal() - 1, last.toordinal() + 1):
        within = FIRST.toordinal() <= edge <= LAST.toordinal()
        assert not within or any(edge in days_of(span) for span in spans)
