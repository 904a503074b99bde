"""Two windows at once: one plan, one code, one value each; the loser is told."""

from decimal import Decimal

import pytest

from pamong.programmes import actions, queries
from pamong.programmes.models import Node, Realisation, StrategicPlan
from tests.planning.test_races import at_once
from tests.programmes import builder
from tests.world import World

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_plan_made_twice_is_one(world: World) -> None:
    year, by = world.today.year, world.viewer("leader")
    given = actions.PlanInput(title="RPJMD", first_year=year, last_year=year + 4)
    ended = at_once(*[lambda: actions.save_plan(given=given, by=by)] * 3)
    assert ended == ["done", "refused", "refused"]
    assert StrategicPlan.objects.count() == 1


def test_a_code_given_twice_is_one_node(world: World) -> None:
    plan, by = builder.plan(world, "a"), world.viewer("head")
    given = actions.NodeInput("goal", "1", "Tertib")
    ended = at_once(*[lambda: actions.save_node(plan_id=plan.pk, given=given, by=by)] * 3)
    assert ended == ["done", "refused", "refused"]
    assert Node.objects.count() == 1


def test_two_changes_of_one_version(world: World) -> None:
    town, by = builder.town(world), world.viewer("head")

    def rename(name: str) -> object:
        given = actions.NodeInput("activity", town.activity.code, name, parent_id=town.programme.pk)
        return actions.save_node(plan_id=town.renstra.pk, node_id=town.activity.pk, given=given, version=1, by=by)

    assert at_once(lambda: rename("Satu"), lambda: rename("Dua")) == ["conflict", "done"]


def test_values_of_two_clerks_are_both_kept(world: World) -> None:
    town, by = builder.town(world), world.viewer("head")

    def record(value: int) -> object:
        return actions.record_value(
            indicator_id=town.measure.pk, day=world.today, value=Decimal(value), source="SIAK", by=by
        )

    assert at_once(lambda: record(80), lambda: record(81)) == ["done", "done"]
    assert Realisation.objects.count() == 2


def test_a_workbook_imported_in_two_windows_is_written_once(world: World) -> None:
    town, by = builder.town(world), world.viewer("head")
    row = builder.upload(world, town)
    seen = queries.checked(row).fingerprint()
    assert at_once(*[lambda: actions.take_upload(pk=row.pk, seen=seen, by=by)] * 3) == ["done", "refused", "refused"]
    assert Node.objects.filter(plan=town.renstra, code="9").count() == 1


def test_an_import_beside_a_change_on_a_page_loses_nothing(world: World) -> None:
    town, by = builder.town(world), world.viewer("head")
    content = b"Tingkat;Kode;Nama\nKegiatan;2.12.03.2.01;Dari berkas\n"
    row = actions.upload_plan(plan_id=town.renstra.pk, content=content, file_name="x.csv", by=by)
    seen = queries.checked(row).fingerprint()

    def rename() -> object:
        given = actions.NodeInput("activity", town.activity.code, "Dari halaman", parent_id=town.programme.pk)
        return actions.save_node(plan_id=town.renstra.pk, node_id=town.activity.pk, given=given, version=1, by=by)

    ended = at_once(lambda: actions.take_upload(pk=row.pk, seen=seen, by=by), rename)
    assert ended == ["conflict", "done"]
