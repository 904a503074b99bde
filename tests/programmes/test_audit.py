"""Every act on a plan leaves who did what on which row, and the rows before and after."""

from decimal import Decimal

import pytest

from pamong.platform.audit import actions as audit
from pamong.platform.audit.models import Event
from pamong.programmes import actions, queries
from tests.programmes import builder
from tests.world import World

pytestmark = pytest.mark.django_db


def acts() -> list[str]:
    return list(Event.objects.filter(kind="act").order_by("pk").values_list("verb", flat=True))


def test_the_way_of_a_plan_can_be_read_in_the_log(world: World) -> None:
    year, head = world.today.year, world.viewer("head")
    plan = actions.save_plan(
        given=actions.PlanInput(title="Renstra", first_year=year, last_year=year + 4), agency_id=world.a.pk, by=head
    )
    goal = actions.save_node(plan_id=plan.pk, given=actions.NodeInput("goal", "1", "Tertib"), by=head)
    row = actions.save_measure(node_id=goal.pk, given=actions.MeasureInput("Akta", targets={year: Decimal(9)}), by=head)
    actions.record_value(indicator_id=row.pk, day=world.today, value=Decimal(3), source="SIAK", by=head)
    line = actions.save_budget(node_id=goal.pk, given=actions.BudgetInput(year, "5", "Belanja", Decimal(1)), by=head)
    actions.delete_budget(line_id=line.pk, by=head)
    other = actions.save_measure(node_id=goal.pk, given=actions.MeasureInput("Lain"), by=head)
    actions.delete_measure(indicator_id=other.pk, by=head)
    second = actions.save_node(plan_id=plan.pk, given=actions.NodeInput("goal", "2", "Cepat"), by=head)
    actions.delete_node(node_id=second.pk, by=head)
    assert acts() == [
        "plan.saved",
        "node.saved",
        "outcome.saved",
        "outcome.realised",
        "budget.saved",
        "budget.deleted",
        "outcome.saved",
        "outcome.deleted",
        "node.saved",
        "node.deleted",
    ]
    realised = Event.objects.get(verb="outcome.realised")
    assert (realised.actor, realised.table, realised.row_id) == (
        world.head.name,
        "programmes_outcomeindicator",
        str(row.pk),
    )
    assert realised.new == {"day": world.today.isoformat(), "value": "3"}


def test_what_is_deleted_stays_readable_in_the_log(world: World) -> None:
    town = builder.town(world)
    name, pk = town.activity.name, town.activity.pk
    actions.delete_node(node_id=pk, by=world.viewer("head"))
    gone = Event.objects.get(kind="delete", table="programmes_node", row_id=str(pk))
    assert gone.old is not None
    assert gone.old["name"] == name


def test_the_history_of_a_node_names_fields_and_people(world: World) -> None:
    town = builder.town(world)
    given = actions.NodeInput("activity", "2.12.03.2.09", "Layanan akta", parent_id=town.programme.pk)
    admin = world.viewer("admin")
    audit.set_context(by=admin)  # as the gate does for every request
    actions.save_node(plan_id=town.renstra.pk, node_id=town.activity.pk, given=given, by=admin)
    town.activity.refresh_from_db()
    latest, first = queries.changes(town.activity)
    assert first.made
    assert latest.by == world.admin.name
    assert ("Kode", "2.12.03.2.01", "2.12.03.2.09") in latest.fields
    assert {name for name, _old, _new in latest.fields} == {"Kode", "Nama"}


def test_nothing_changed_leaves_no_new_version(world: World) -> None:
    town = builder.town(world)
    same = actions.NodeInput("activity", town.activity.code, town.activity.name, parent_id=town.programme.pk)
    actions.save_node(plan_id=town.renstra.pk, node_id=town.activity.pk, given=same, by=world.viewer("head"))
    town.activity.refresh_from_db()
    assert town.activity.version == 1
