"""What a result serves travels: into the workbook and back, and into the plan of the next year."""

import io
from typing import Any

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from pamong.planning import actions, queries
from pamong.planning.models import Skp, WorkResult
from pamong.planning.queries import sheets
from pamong.planning.queries.service import Link
from pamong.platform.guard import ACTION
from pamong.rulebook.errors import Refused
from tests.planning import plans
from tests.planning.test_copies import last_year
from tests.planning.test_sheets import book
from tests.programmes import builder
from tests.programmes.builder import Town
from tests.world import World

pytestmark = pytest.mark.django_db
HEADS = ["RHK", "Program atau kegiatan", "Rekening anggaran", "Kode hasil", "Indikator"]


@pytest.fixture
def town(world: World) -> Town:
    return builder.town(world)


@pytest.fixture
def skp(world: World, town: Town) -> Skp:
    """A draft with one result that serves the activity and its money."""
    made = plans.draft(world)
    row = plans.result(world, made)
    plans.indicator(world, row)
    by = world.viewer("employee")
    actions.serve(result_id=row.pk, node_id=town.activity.pk, line_id=town.line.pk, by=by)
    return Skp.objects.get(pk=made.pk)


def workbook(skp: Skp) -> bytes:
    return queries.plan_workbook(queries.plain_results(queries.content(skp.pk)), offer=queries.offered(skp))


def read(content: bytes, skp: Skp) -> sheets.Read:
    return queries.read_plan(content, "skp.xlsx", queries.plain_results(queries.content(skp.pk)), skp)


def taken(world: World, skp: Skp, found: sheets.Read) -> Any:
    by = world.viewer("employee")
    return actions.import_plan(skp_id=skp.pk, results=found.results, links=found.links, by=by)


def served(skp: Skp) -> tuple[int | None, int | None]:
    row = WorkResult.objects.get(skp=skp)
    return row.programme_id, row.budget_line_id


def words(content: bytes) -> list[Any]:
    return [cell.value for row in load_workbook(io.BytesIO(content)).worksheets[0].iter_rows() for cell in row]


def test_out_and_in_again_changes_nothing(world: World, town: Town, skp: Skp) -> None:
    content = workbook(skp)
    name = queries.offered(skp).nodes[town.activity.pk]
    assert "2.12.03.2.01 Pelayanan Pencatatan Sipil" in name
    assert {"Program atau kegiatan", "Rekening anggaran", name} <= set(words(content))
    found = read(content, skp)
    assert not found.faults
    assert taken(world, skp, found).nothing
    assert served(skp) == (town.activity.pk, town.line.pk)


def test_another_name_links_elsewhere_and_an_empty_cell_unlinks(world: World, town: Town, skp: Skp) -> None:
    row = WorkResult.objects.get(skp=skp)
    name = queries.offered(skp).nodes[town.programme.pk]
    rows = [[row.title, name.upper(), "", str(row.pk)]]
    assert taken(world, skp, read(book(*rows, headings=HEADS), skp)).changed
    assert served(skp) == (town.programme.pk, None)
    rows = [[row.title, "", "", str(row.pk)]]
    taken(world, skp, read(book(*rows, headings=HEADS), skp))
    assert served(skp) == (None, None)


def test_a_workbook_without_these_columns_leaves_the_link(world: World, town: Town, skp: Skp) -> None:
    row = WorkResult.objects.get(skp=skp)
    found = read(book([f"{row.title} semua", str(row.pk)], headings=[HEADS[0], HEADS[3], HEADS[4]]), skp)
    assert taken(world, skp, found).changed
    assert served(skp) == (town.activity.pk, town.line.pk)


@pytest.mark.parametrize(
    ("programme", "line", "column"),
    [("Program tetangga", "", "Program atau kegiatan"), ("", "9.9.99 Lain", "Rekening anggaran"),
     ("", "5.1.02 Belanja barang", "Program atau kegiatan")],
)  # fmt: skip
def test_unknown_names_are_faults_of_their_row(skp: Skp, programme: str, line: str, column: str) -> None:
    found = read(book(["Hasil baru", programme, line], headings=HEADS), skp)
    assert (2, column) in [(fault.row, fault.column) for fault in found.faults]


def test_another_agencys_programme_cannot_be_put_in_by_id(world: World, skp: Skp) -> None:
    goal = builder.node(builder.plan(world, "b"), "goal", "9", name="Tujuan tetangga")
    theirs = builder.node(goal.plan, "outcome", "9.1", goal, name="Sasaran tetangga")
    found = read(workbook(skp), skp)
    with pytest.raises(Refused, match="daftar"):
        actions.import_plan(skp_id=skp.pk, results=found.results, links=[Link(theirs.pk)], by=world.viewer("employee"))


def test_a_template_has_no_such_columns_and_minds_none(world: World) -> None:
    assert "Program atau kegiatan" not in words(queries.plan_workbook(()))
    found = queries.read_plan(book(["Hasil", "Apa saja"], headings=HEADS), "templat.xlsx", ())
    assert (found.faults, found.links) == ([], [None])


def test_the_page_takes_the_link_along(world: World, town: Town, skp: Skp) -> None:
    client = world.client("employee")
    content = client.get(reverse("planning:workbook", args=[skp.pk]))
    file = io.BytesIO(content.getvalue())
    file.name = "skp.xlsx"
    answer = client.post(reverse("planning:upload", args=[skp.pk]), {"file": file}, follow=True)
    assert "tidak ada yang berubah" in answer.content.decode()
    assert served(skp) == (town.activity.pk, town.line.pk)


def test_a_copy_of_last_year_serves_the_same(world: World, town: Town) -> None:
    source = last_year(world)
    WorkResult.objects.filter(skp=source).update(via=ACTION, programme=town.activity, budget_line=town.line)
    later = plans.draft(world)
    actions.copy_plan(skp_id=later.pk, source_id=source.pk, by=world.viewer("employee"))
    links = set(WorkResult.objects.filter(skp=later).values_list("programme_id", "budget_line_id"))
    assert links == {(town.activity.pk, town.line.pk)}
