"""Writes of plans, nodes, indicators, values and budget: who may, what is refused, what stays in the history."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from pamong.platform.access.errors import Conflict, NotVisible
from pamong.platform.access.viewer import RoleGrant, Viewer
from pamong.platform.guard import ACTION
from pamong.programmes import actions, queries
from pamong.programmes.models import Node, Realisation, StrategicPlan
from pamong.rulebook.errors import Refused
from tests.programmes import builder
from tests.world import World

pytestmark = pytest.mark.django_db


def given(year: int, title: str = "RPJMD") -> actions.PlanInput:
    return actions.PlanInput(title=title, first_year=year, last_year=year + 4)


def test_the_region_plan_belongs_to_the_leader_the_agency_plan_to_head_and_admin(world: World) -> None:
    year = world.today.year
    actions.save_plan(given=given(year), by=world.viewer("leader"))
    for who in ("head", "admin", "superior", "personnel", "inspector", "sysadmin"):
        with pytest.raises(NotVisible):
            actions.save_plan(given=given(year + 10), by=world.viewer(who))
    made = actions.save_plan(given=given(year, "Renstra"), agency_id=world.a.pk, by=world.viewer("head"))
    actions.save_plan(given=given(year + 5, "Renstra"), agency_id=world.a.pk, by=world.viewer("admin"))
    for who in ("superior", "employee", "stranger_head", "personnel"):
        with pytest.raises(NotVisible):
            actions.save_plan(given=given(year + 10), agency_id=world.a.pk, by=world.viewer(who))
        with pytest.raises(NotVisible):
            actions.save_plan(given=given(year, "Lain"), plan_id=made.pk, by=world.viewer(who))


def test_a_leader_of_one_agency_only_cannot_write_the_region_plan(world: World) -> None:
    viewer = Viewer(user_id=1, name="Asisten", grants=frozenset({RoleGrant("leader", world.a.pk)}))
    with pytest.raises(NotVisible):
        actions.save_plan(given=given(world.today.year), by=viewer)
    region = builder.plan(world)
    assert not queries.may_edit(viewer, region)


def test_two_plans_never_cover_the_same_year(world: World) -> None:
    builder.plan(world)
    with pytest.raises(Refused) as refused:
        builder.plan(world, title="RPJMD kedua")
    assert refused.value.code == "tumpang_tindih"
    builder.plan(world, "a")
    builder.plan(world, "b")
    with pytest.raises(Refused):
        actions.save_plan(
            given=actions.PlanInput(title="x", first_year=2030, last_year=2029), by=world.viewer("leader")
        )


def test_a_plan_has_years_and_an_owner_in_the_database_too(world: World) -> None:
    for wrong in (
        {"kind": "rpjmd", "agency": world.a, "first_year": 2030, "last_year": 2034},
        {"kind": "renstra", "agency": None, "first_year": 2030, "last_year": 2034},
        {"kind": "rpjmd", "agency": None, "first_year": 2034, "last_year": 2030},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            StrategicPlan.objects.add(via=ACTION, title="x", **wrong)


def test_nodes_stand_where_they_may(world: World) -> None:
    town = builder.town(world)
    assert town.own_goal.parent == town.outcome
    assert town.programme.agency_id == world.a.pk  # the agency of the Renstra answers for all of it
    with pytest.raises(Refused) as refused:
        builder.node(town.renstra, "activity", "9", town.own_outcome)
    assert refused.value.field == "parent"
    with pytest.raises(Refused) as refused:
        builder.node(town.region, "outcome", "S9", town.own_goal)
    assert refused.value.field == "parent"
    with pytest.raises(Refused) as refused:
        builder.node(town.renstra, "outcome", "1.1", town.own_goal)
    assert refused.value.code == "kode_dipakai"
    other = builder.plan(world, "b")
    with pytest.raises(Refused):
        builder.node(other, "outcome", "1", town.own_goal)


def test_a_unit_must_belong_to_the_responsible_agency(world: World) -> None:
    town = builder.town(world)
    builder.node(town.renstra, "programme", "3", town.own_outcome, unit_id=world.office.pk)
    with pytest.raises(Refused) as refused:
        builder.node(town.renstra, "programme", "4", town.own_outcome, unit_id=world.b_root.pk)
    assert refused.value.field == "unit"


def test_a_node_with_something_under_it_keeps_its_level_and_stays(world: World) -> None:
    town = builder.town(world)
    changed = actions.NodeInput(kind="goal", code="1.1", name="Lain", parent_id=town.outcome.pk)
    with pytest.raises(Refused) as refused:
        actions.save_node(plan_id=town.renstra.pk, node_id=town.own_outcome.pk, given=changed, by=world.viewer("head"))
    assert refused.value.code == "ada_turunan"
    with pytest.raises(Refused) as refused:
        actions.delete_node(node_id=town.own_outcome.pk, by=world.viewer("head"))
    assert refused.value.code == "masih_dipakai"
    assert Node.objects.filter(pk=town.own_outcome.pk).exists()
    actions.delete_node(node_id=town.activity.pk, by=world.viewer("head"))
    assert not Node.objects.filter(pk=town.activity.pk).exists()


def test_a_stale_form_does_not_overwrite(world: World) -> None:
    town = builder.town(world)
    first = actions.NodeInput(kind="activity", code="2.12.03.2.01", name="Nama baru", parent_id=town.programme.pk)
    actions.save_node(
        plan_id=town.renstra.pk, node_id=town.activity.pk, given=first, version=1, by=world.viewer("head")
    )
    second = actions.NodeInput(kind="activity", code="2.12.03.2.01", name="Nama lain", parent_id=town.programme.pk)
    with pytest.raises(Conflict) as conflict:
        actions.save_node(
            plan_id=town.renstra.pk, node_id=town.activity.pk, given=second, version=1, by=world.viewer("admin")
        )
    assert conflict.value.mine == {"Nama": "Nama lain"}
    assert conflict.value.theirs == {"Nama": "Nama baru"}
    (latest, *_rest) = queries.changes(Node.objects.get(pk=town.activity.pk))
    assert ("Nama", "Pelayanan Pencatatan Sipil", "Nama baru") in latest.fields


def test_an_indicator_keeps_its_targets_by_year(world: World) -> None:
    town, year = builder.town(world), world.today.year
    row = town.measure
    more = actions.MeasureInput(text=row.text, targets={year: Decimal(96), year + 1: Decimal(98)})
    actions.save_measure(node_id=row.node_id, indicator_id=row.pk, given=more, by=world.viewer("head"))
    assert queries.targets_of(row.pk) == {year: Decimal(96), year + 1: Decimal(98)}
    fewer = actions.MeasureInput(text=row.text, targets={year + 1: Decimal(98)})
    actions.save_measure(node_id=row.node_id, indicator_id=row.pk, given=fewer, by=world.viewer("head"))
    assert queries.targets_of(row.pk) == {year + 1: Decimal(98)}
    outside = actions.MeasureInput(text=row.text, targets={year + 9: Decimal(1)})
    with pytest.raises(Refused) as refused:
        actions.save_measure(node_id=row.node_id, indicator_id=row.pk, given=outside, by=world.viewer("head"))
    assert refused.value.code == "tahun"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"baseline": Decimal(3)}, "baseline_year"),
        ({"metric": "no.such"}, "metric"),
        ({"text": "Akta yang terbit tepat waktu"}, "text"),
    ],
)
def test_an_indicator_that_cannot_be(world: World, wrong: dict[str, object], field: str) -> None:
    town = builder.town(world)
    values = {"text": "Lain", **wrong}
    with pytest.raises(Refused) as refused:
        actions.save_measure(
            node_id=town.own_outcome.pk,
            given=actions.MeasureInput(**values),  # type: ignore[arg-type]
            by=world.viewer("head"),
        )
    assert refused.value.field == field


def test_the_realised_series_only_grows(world: World) -> None:
    town, day = builder.town(world), world.today
    head = world.viewer("head")
    actions.record_value(indicator_id=town.measure.pk, day=day, value=Decimal(80), source="SIAK", by=head)
    actions.record_value(
        indicator_id=town.measure.pk, day=day, value=Decimal(82), source="SIAK", note="salah hitung", by=head
    )
    assert Realisation.objects.filter(indicator=town.measure).count() == 2
    (figure,) = queries.figures([town.own_outcome.pk], day.year)[town.own_outcome.pk]
    assert (figure.realised, figure.realised_source, figure.state) == (Decimal(82), "SIAK", "on_way")
    with pytest.raises(Refused):
        actions.delete_measure(indicator_id=town.measure.pk, by=head)
    actions.delete_measure(indicator_id=builder.measure(town.programme, day.year).pk, by=head)


@pytest.mark.parametrize(("days", "source", "field"), [(1, "SIAK", "day"), (0, "  ", "source"), (-2000, "SIAK", "day")])
def test_values_that_cannot_be(world: World, days: int, source: str, field: str) -> None:
    town = builder.town(world)
    with pytest.raises(Refused) as refused:
        actions.record_value(
            indicator_id=town.measure.pk,
            day=world.today + dt.timedelta(days=days),
            value=Decimal(1),
            source=source,
            by=world.viewer("head"),
        )
    assert refused.value.field == field


def test_budget_lines(world: World) -> None:
    town, year = builder.town(world), world.today.year
    spent = actions.BudgetInput(year, "5.1.02", "Belanja barang", Decimal(250_000_000), realised=Decimal(90_000_000))
    line = actions.save_budget(
        node_id=town.programme.pk, line_id=town.line.pk, given=spent, version=1, by=world.viewer("admin")
    )
    assert line.realised_on == world.today
    with pytest.raises(Refused) as refused:
        builder.money(town.programme, year)
    assert refused.value.code == "sudah_ada"
    with pytest.raises(Refused):
        builder.money(town.programme, year + 20)
    builder.money(town.programme, year, "5.1.03", "50000000")
    total = queries.money([town.programme.pk], year)[town.programme.pk]
    assert (total.ceiling, total.realised) == (Decimal(300_000_000), Decimal(90_000_000))
    actions.delete_budget(line_id=line.pk, by=world.viewer("admin"))
    assert len(queries.budget_of(town.programme)) == 1


def test_choices_for_work_results(world: World) -> None:
    town, year = builder.town(world), world.today.year
    labels = [c.label.strip() for c in queries.node_choices(world.a.pk, year)]
    assert labels == [
        "1 Penduduk tercatat lengkap",
        "1.1 Akta kelahiran terbit tepat waktu",
        "2.12.03 Program Pencatatan Sipil",
        "2.12.03.2.01 Pelayanan Pencatatan Sipil",
        "S1 Akta terbit tepat waktu (RPJMD)",
    ]
    assert queries.may_serve(town.programme.pk, world.a.pk, year)
    assert not queries.may_serve(town.programme.pk, world.b.pk, year)
    assert not queries.may_serve(town.programme.pk, world.a.pk, year + 9)
    assert queries.budget_choices(world.a.pk, year) == [(town.line.pk, "5.1.02 Belanja barang")]
    assert queries.may_charge(town.line.pk, world.a.pk, year)
    assert not queries.may_charge(town.line.pk, world.b.pk, year)
    assert queries.node_facts([town.programme.pk])[town.programme.pk].kind_label == "Program"


def test_targets_of_another_window_are_not_written_over(world: World) -> None:
    town, year, by = builder.town(world), world.today.year, world.viewer("head")

    def store(target: int, version: int | None) -> None:
        given = actions.MeasureInput(
            text=town.measure.text, unit="persen", baseline=Decimal(70), baseline_year=year - 1, source="SIAK",
            targets={year: Decimal(target)},
        )  # fmt: skip
        actions.save_measure(
            node_id=town.own_outcome.pk, indicator_id=town.measure.pk, given=given, version=version, by=by
        )

    store(96, 1)
    town.measure.refresh_from_db()
    assert town.measure.version == 2
    with pytest.raises(Conflict) as conflict:
        store(97, 1)
    assert (conflict.value.mine, conflict.value.theirs) == ({f"Target {year}": "97"}, {f"Target {year}": "96.0000"})
    store(96, 1)  # the same again is no conflict
    store(97, 2)
    assert town.measure.targets.get().value == 97
