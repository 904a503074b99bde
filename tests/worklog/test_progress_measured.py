"""The board of a superior with indicators that measure themselves."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pamong.planning import actions as planning
from pamong.worklog.queries import progress_for
from tests.planning import plans
from tests.planning.measuring import bound, fact
from tests.world import World

pytestmark = pytest.mark.django_db
UNIT = "ukur.tepat share unit"


def board(world: World, who: str = "superior") -> str:
    answer = world.client(who).get("/harian/papan/")
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_the_board_fills_itself(world: World) -> None:
    skp, made = bound(world, UNIT)
    assert "belum ada bukti" in board(world)
    fact(world, "employee")
    fact(world, "peer", value=0)
    shown = board(world)
    assert "50 / 90 persen (56%) · otomatis" in shown
    assert f"/skp/{skp.pk}/indikator/{made.pk}/hitungan/?sampai={world.today:%Y-%m-%d}" in shown


def test_a_draft_shows_what_is_its_owners_and_no_unit(world: World) -> None:
    skp, made = bound(world, UNIT, agree=False)
    own = plans.indicator(world, made.result, measure="ukur.tepat share me", unit="")
    fact(world, "employee")
    found = {p.line.id: p for p in progress_for([world.employee.pk], world.today)[world.employee.pk]}
    assert found[made.pk].realised is None
    assert (found[own.pk].realised, found[own.pk].is_measured) == (Decimal(100), True)
    assert found[own.pk].skp_id == skp.pk


def test_a_pair_that_is_much_but_not_well_is_marked(world: World) -> None:
    skp = plans.draft(world)
    row = plans.result(world, skp)
    much = plans.indicator(
        world,
        row,
        text="Surat dijawab",
        aspect="quantity",
        unit="surat",
        target=Decimal(1),
        measure="ukur.selesai count me",
    )
    planning.save_indicator(
        skp_id=skp.pk,
        result_id=row.pk,
        given=planning.IndicatorInput(text="Tepat", aspect="quality", target=Decimal(90), measure=UNIT),
        by=world.viewer("employee"),
        pair_with=much.pk,
    )
    planning.submit(skp_id=skp.pk, by=world.viewer("employee"))
    planning.agree(skp_id=skp.pk, by=world.viewer("superior"))
    fact(world, "employee", "ukur.selesai")
    fact(world, "peer", value=0)
    lines = progress_for([world.employee.pk], world.today)[world.employee.pk]
    assert [p.warns for p in lines] == [True, True]
    assert board(world).count("jumlah tercapai, mutu belum") == 2


def test_the_board_costs_the_same_whatever_measures(world: World) -> None:
    skp, _made = bound(world, "ukur.tepat share me")
    with CaptureQueriesContext(connection) as plain:
        progress_for([world.employee.pk], world.today)
    bound(world, "ukur.hari percentile:90 tree", "peer")
    with CaptureQueriesContext(connection) as more:
        found = progress_for([world.employee.pk, world.peer.pk, world.head.pk], world.today)
    assert len(plain) == len(more) == 2
    assert set(found) == {skp.person_id, world.peer.pk}


def test_a_unit_head_reads_the_same_figure_as_the_employee(world: World) -> None:
    bound(world, UNIT)
    bound(world, UNIT, "superior")
    for value in (1, 1, 1, 0):
        fact(world, "peer", value=value)
    found = progress_for([world.employee.pk, world.superior.pk], world.today)
    assert {p.realised for lines in found.values() for p in lines} == {Decimal(75)}
    assert "75 / 90 persen" in board(world)
    assert "75 / 90 persen" in board(world, "head")
