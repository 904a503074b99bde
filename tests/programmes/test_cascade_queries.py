"""What the cascade page reads of the plans: tops, what stands below, the way up, promises, and marks of gaps."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.db.models import Value
from django.test.utils import CaptureQueriesContext

from pamong.programmes import actions, queries
from pamong.programmes.models import Node
from tests.programmes import builder
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def town(world: World) -> builder.Town:
    return builder.town(world)


def names(nodes: list[Node]) -> list[str]:
    return [n.code for n in nodes]


def test_the_tree_begins_with_the_region(world: World, town: builder.Town) -> None:
    other = builder.node(builder.plan(world, "b"), "goal", "Z1", name="Sehat")
    year = world.today.year
    assert names(queries.top_nodes(year)) == ["T1", "Z1"]  # a goal that supports no outcome stands at the top, after it
    assert names(queries.top_nodes(year, world.a.pk)) == ["T1"]
    assert names(queries.top_nodes(year, world.b.pk)) == ["T1", "Z1"]
    assert queries.top_nodes(year + 20) == []
    assert other.agency_id == world.b.pk


def test_what_stands_below_crosses_from_the_region_to_the_agency(world: World, town: builder.Town) -> None:
    year = world.today.year

    def under(pk: int, *args: int) -> list[str]:
        return names(queries.around(pk, *(args or (year,))).under)

    assert under(town.outcome.pk) == ["1"]
    assert under(town.own_outcome.pk) == ["2.12.03"]
    assert under(town.outcome.pk, year, world.b.pk) == []
    assert under(town.outcome.pk, year + 20) == []
    assert under(0) == []


def test_the_way_up_ends_at_the_goal_of_the_region(world: World, town: builder.Town) -> None:
    assert names(queries.node_path(town.activity.pk)) == ["T1", "S1", "1", "1.1", "2.12.03", "2.12.03.2.01"]
    assert names(queries.node_path(town.goal.pk)) == ["T1"]
    assert queries.node_path(0) == []
    with CaptureQueriesContext(connection) as captured:
        queries.node_path(town.activity.pk)
        found = queries.around(town.outcome.pk, world.today.year, world.b.pk)
    assert len(captured) == 2
    assert names(found.path) == ["T1", "S1"]  # the way up is whole, whatever the agency
    assert queries.around(0, world.today.year).path == []


def test_a_node_brings_its_counts_and_money_in_the_same_statement(world: World, town: builder.Town) -> None:
    year = world.today.year
    builder.node(town.renstra, "programme", "P2", town.own_outcome)
    builder.money(town.programme, year, "5.1.91", "70000000")
    builder.money(town.programme, year, "5.1.92", "30000000")
    builder.money(town.programme, year + 1, "5.1.92", "99")
    with CaptureQueriesContext(connection) as captured:
        found = queries.around(town.own_outcome.pk, year, none=Value(7))
    assert len(captured) == 1
    read: list[Any] = [*found.path, *found.under]
    assert {n.code: n.below for n in read} == {"T1": 1, "S1": 1, "1": 1, "1.1": 2, "2.12.03": 1, "P2": 0}
    assert {n.code: n.ceiling for n in read if n.ceiling is not None} == {"2.12.03": Decimal(350_000_000)}
    assert {n.none for n in read} == {7}
    (top,) = (n for n in queries.top_nodes(year, none=Value(7)) if n.pk == town.goal.pk)
    read = [top]
    assert (read[0].below, read[0].ceiling, read[0].none) == (1, None, 7)


def test_promises_stand_at_outcomes_and_programmes_of_the_agency(world: World, town: builder.Town) -> None:
    year = world.today.year
    nodes = list(Node.objects.select_related("plan"))
    assert queries.promises(nodes, year) == {}
    row = builder.promise(world, town)
    found = queries.promises(nodes, year)
    assert set(found) == {town.own_outcome.pk, town.programme.pk}
    assert found[town.programme.pk] == (row.pk, "agreed", "Berlaku", 1)
    later = actions.prepare_agreement(agency_id=world.a.pk, year=year, reason="Pagu", by=world.viewer("head"))
    assert queries.promises(nodes, year)[town.programme.pk][0] == later.pk  # the newest that is not replaced
    assert queries.promises(nodes, year + 1) == {}


def test_marks_of_gaps(world: World, town: builder.Town) -> None:
    year = world.today.year

    def marks(node: Node) -> tuple[bool, bool, bool]:
        row = queries.marked_nodes(year).get(pk=node.pk)
        return row.has_nodes, row.has_measure, row.lacks_target  # type: ignore[attr-defined]  # annotated

    assert marks(town.goal) == (True, False, False)
    assert marks(town.own_outcome) == (True, True, False)
    assert marks(town.activity) == (False, False, False)
    builder.measure(town.activity, year, None)
    assert marks(town.activity) == (False, True, True)
    mine = queries.marked_nodes(year, {world.a.pk})
    assert {n.code for n in mine} >= {"1", "1.1", "T1", "S1"}  # of the agency, and of nobody yet
    foreign = builder.node(builder.plan(world, "b"), "goal", "Z1")
    assert not queries.marked_nodes(year, {world.a.pk}).filter(pk=foreign.pk).exists()
    assert queries.marked_nodes(year).filter(pk=foreign.pk).exists()


def test_figures_and_money_of_many_nodes_cost_one_statement_each(world: World, town: builder.Town) -> None:
    year = world.today.year
    nodes = [builder.node(town.renstra, "programme", f"P{n}", town.own_outcome) for n in range(12)]
    for node in nodes:
        builder.measure(node, year)
        builder.money(node, year)
    ids = [n.pk for n in nodes]
    with CaptureQueriesContext(connection) as captured:
        measured = queries.figures(ids, year)
        spent = queries.money(ids, year)
    assert len(captured) == 2
    assert all(len(measured[pk]) == 1 for pk in ids)
    assert set(spent) == set(ids)
    assert queries.figures([], year) == {}


def test_the_state_of_a_node_speaks_of_outcomes_first(world: World, town: builder.Town) -> None:
    year = world.today.year
    head = world.viewer("head")
    output = builder.measure(town.own_outcome, year, "10", text="Berkas", kind="output")
    actions.record_value(indicator_id=output.pk, day=world.today, value=Decimal(1), source="uji", by=head)
    state = queries.state_of(queries.figures([town.own_outcome.pk], year)[town.own_outcome.pk])
    assert state == "no_data"  # the outcome has none, though the output is behind
    actions.record_value(indicator_id=town.measure.pk, day=world.today, value=Decimal(96), source="uji", by=head)
    assert queries.state_of(queries.figures([town.own_outcome.pk], year)[town.own_outcome.pk]) == "reached"
    assert queries.state_words("reached") == "Tercapai"
    assert queries.state_of([]) == ""


def test_last_years_values_do_not_speak_for_this_year(world: World, town: builder.Town) -> None:
    year = world.today.year
    day = world.today.replace(year=year - 1, month=6, day=30)
    actions.record_value(
        indicator_id=town.measure.pk, day=day, value=Decimal(60), source="uji", by=world.viewer("head")
    )
    (now,) = queries.figures([town.own_outcome.pk], year)[town.own_outcome.pk]
    (before,) = queries.figures([town.own_outcome.pk], year - 1)[town.own_outcome.pk]
    assert (now.realised, before.realised, before.target) == (None, Decimal(60), None)
