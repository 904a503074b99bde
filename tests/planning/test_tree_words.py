"""Small pieces of the cascade page: addresses, gaps of an entry, whose plans a viewer watches."""

import pytest

from pamong.planning import actions, queries
from pamong.planning.models import WorkResult
from pamong.planning.queries import hanging
from pamong.planning.queries import tree as cascade
from pamong.platform.access.viewer import RoleGrant, Viewer
from tests.planning import plans
from tests.programmes import builder
from tests.world import World

pytestmark = pytest.mark.django_db


def test_addresses_keep_year_and_unit(world: World) -> None:
    plain = cascade.Wanted(2026)
    assert plain.address("n12") == "?tahun=2026&simpul=n12"
    narrowed = cascade.Wanted(2026, unit=world.office)
    assert narrowed.address("r3") == f"?tahun=2026&simpul=r3&unit={world.office.pk}"
    assert (plain.first.isoformat(), plain.last.isoformat()) == ("2026-01-01", "2026-12-31")


@pytest.mark.parametrize("typed", ["", "x", "12345678901", "-1", "٣"])
def test_a_unit_nobody_can_mean_narrows_nothing(world: World, typed: str) -> None:
    assert cascade.unit_of(world.viewer("leader"), typed) is None


def test_whose_plans_a_viewer_watches(world: World) -> None:
    assert hanging.agencies_of(world.viewer("leader")) is None
    assert hanging.agencies_of(world.viewer("inspector")) is None
    assert hanging.agencies_of(world.viewer("employee")) == {world.a.pk}
    assert hanging.agencies_of(world.viewer("admin")) == {world.a.pk}
    both = Viewer(user_id=1, agency_id=world.a.pk, grants=frozenset({RoleGrant("inspector", world.b.pk)}))
    assert hanging.agencies_of(both) == {world.a.pk, world.b.pk}
    assert hanging.agencies_of(Viewer(user_id=1)) == set()


def entry(world: World, row: WorkResult) -> cascade.Entry:
    wanted = cascade.Wanted(world.today.year)
    rows = list(cascade.annotated(WorkResult.objects.filter(pk=row.pk), wanted))
    (made,) = cascade.result_entries(rows, wanted)
    return made


def test_gaps_of_a_result_close_one_by_one(world: World) -> None:
    town, skp = builder.town(world), plans.draft(world)
    row = plans.result(world, skp, parent_state="none")
    assert entry(world, row).gaps == [
        "Menggantung: tanpa pimpinan, tanpa program",
        "Tanpa indikator",
        "SKP belum disetujui",
    ]
    queries_before = entry(world, row).measured
    assert queries_before == []
    plans.indicator(world, row)
    actions.serve(result_id=row.pk, node_id=town.activity.pk, line_id=None, by=world.viewer("employee"))
    row.refresh_from_db()
    assert entry(world, row).gaps == ["SKP belum disetujui"]
    actions.submit(skp_id=skp.pk, by=world.viewer("employee"))
    actions.agree(skp_id=skp.pk, by=world.viewer("superior"))
    assert entry(world, row).gaps == []


def test_a_handed_down_result_is_carried_only_when_it_is_planned(world: World) -> None:
    (row,) = plans.heads_results(world)
    assert "Belum dijalankan siapa pun" in entry(world, row).gaps
    actions.hand_down(result_id=row.pk, to=[world.employee.pk], intervention="direct", by=world.viewer("superior"))
    assert "Sudah diturunkan, belum direncanakan" in entry(world, row).gaps
    plans.result(world, plans.draft(world), parent_id=row.pk)
    assert entry(world, row).children == 1
    assert not {"Belum dijalankan siapa pun", "Sudah diturunkan, belum direncanakan"} & set(entry(world, row).gaps)


def test_link_facts_of_a_result(world: World) -> None:
    skp = plans.draft(world)
    assert queries.link_facts(skp, None) == queries.NO_LINK
    town = builder.town(world)
    facts = queries.link_facts(skp, None)
    assert len(facts.nodes) == 5
    assert facts.lines == [(str(town.line.pk), "5.1.02 Belanja barang")]
    assert facts.initial == {"programme": "", "budget_line": ""}
    row = plans.result(world, skp)
    assert queries.served([skp.pk]) == {}
    actions.serve(result_id=row.pk, node_id=town.programme.pk, line_id=town.line.pk, by=world.viewer("employee"))
    facts = queries.link_facts(skp, row.pk)
    assert facts.initial == {"programme": town.programme.pk, "budget_line": town.line.pk}
    link = queries.served([skp.pk])[row.pk]
    assert link.text == "Program 2.12.03 Program Pencatatan Sipil · 5.1.02 Belanja barang"
