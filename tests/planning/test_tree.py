"""The cascade page and the gap list: levels, figures, gaps, what each viewer sees, and the number of statements."""

import io
from decimal import Decimal

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pamong.evidence import actions as evidence
from pamong.planning import actions
from pamong.planning.models import Indicator, Skp, WorkResult
from pamong.planning.queries import hanging
from pamong.planning.queries import tree as cascade
from pamong.platform.audit.models import Read
from pamong.platform.calendar.queries import now
from pamong.platform.guard import ACTION
from pamong.programmes import actions as programmes
from tests.planning import plans
from tests.programmes import builder
from tests.world import KeyedClient, World

pytestmark = pytest.mark.django_db
BUDGET = 12


class Chain:
    """The town with a chain of results: head → superior → employee, the head's linked to the outcome of the Renstra."""

    def __init__(self, world: World) -> None:
        self.world, self.town = world, builder.town(world)
        (self.head,) = plans.heads_results(world, "Akta tepat waktu sedinas", who="head")
        plans.indicator(world, self.head, "head")
        actions.serve(result_id=self.head.pk, node_id=self.town.own_outcome.pk, line_id=None, by=world.viewer("head"))
        (self.superior,) = plans.heads_results(world, "Akta tepat waktu sebidang")
        self.link(self.superior, self.head, "superior")
        skp = plans.draft(world)
        self.employee = plans.result(world, skp, title="Berkas akta selesai", parent_id=self.superior.pk)
        self.indicator = plans.indicator(world, self.employee, unit="berkas", aspect="quantity", target=Decimal(200))

    def link(self, row: WorkResult, parent: WorkResult, who: str) -> None:
        actions.link(result_id=row.pk, parent_id=parent.pk, by=self.world.viewer(who))

    def fact(self, value: str) -> None:
        world = self.world
        evidence.record(
            metric="worklog.output",
            agency_id=world.a.pk,
            unit_id=world.office.pk,
            unit_path=world.office.path,
            person_id=world.employee.pk,
            value=Decimal(value),
            at=now(),
            day=world.today,
            source="worklog.entry:1",
            subject=f"indicator:{self.indicator.pk}",
            by=builder.SYSTEM,
        )


@pytest.fixture
def chain(world: World) -> Chain:
    return Chain(world)


def page(client: KeyedClient, key: str = "", **more: str) -> str:
    answer = client.get(reverse("planning:tree"), {"simpul": key, **more})
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_from_the_region_down_to_the_employee(world: World, chain: Chain) -> None:
    client, town = world.client("leader"), chain.town
    chain.fact("50")
    top = page(client)
    assert "Pelayanan publik yang dipercaya" in top
    assert "Akta kelahiran terbit tepat waktu" not in top  # one level at a time
    assert "Akta terbit tepat waktu" in page(client, f"n{town.goal.pk}")
    assert "Penduduk tercatat lengkap" in page(client, f"n{town.outcome.pk}")
    outcome = page(client, f"n{town.own_outcome.pk}")
    assert "Akta tepat waktu sedinas" in outcome
    assert "target 95 persen" in outcome
    assert "Akta tepat waktu sebidang" in page(client, f"r{chain.head.pk}")
    below = page(client, f"r{chain.superior.pk}")
    assert "Berkas akta selesai" in below
    assert "target 200 berkas" in below
    assert "realisasi 50 berkas (25%)" in below
    last = page(client, f"r{chain.employee.pk}")
    for above in (town.goal, town.outcome, town.own_goal, town.own_outcome):
        assert above.name in last
    assert "Akta tepat waktu sedinas" in last
    assert "Tidak ada apa pun di bawahnya" in last


def test_htmx_gets_the_level_alone(world: World, chain: Chain) -> None:
    answer = world.client("leader").get(
        reverse("planning:tree"), {"simpul": f"r{chain.superior.pk}"}, headers={"HX-Request": "true"}
    )
    text = answer.content.decode()
    assert "Berkas akta selesai" in text
    assert "<html" not in text
    assert "Akta tepat waktu sedinas" not in text


def test_gaps_are_marked_on_the_page(world: World, chain: Chain) -> None:
    town = chain.town
    builder.node(town.region, "programme", "P9", town.outcome, name="Program tanpa dinas")
    text = page(world.client("leader"), f"n{town.outcome.pk}")
    assert "Tanpa penanggung jawab" in text
    assert "Belum dijalankan siapa pun" in text
    plans.heads_results(world, "Loket ramah")
    plans.result(world, chain.employee.skp, title="Arsip rapi", weight=None)
    level = cascade.level(world.viewer("head"), cascade.Wanted(world.today.year, f"r{chain.head.pk}"))
    assert [e.gaps for e in level.results] == [["Tanpa indikator", "SKP belum disetujui"]]
    waiting = cascade.result_entries(
        list(
            cascade.annotated(
                WorkResult.objects.filter(title__in=["Loket ramah", "Arsip rapi"]), cascade.Wanted(world.today.year)
            ).order_by("title")
        ),
        cascade.Wanted(world.today.year),
    )
    assert "Menunggu hasil kerja pimpinan" in waiting[0].gaps
    assert "Belum dijalankan siapa pun" in waiting[1].gaps


def test_each_sees_only_what_he_may(world: World, chain: Chain) -> None:
    key = f"r{chain.superior.pk}"
    assert "Berkas akta selesai" in page(world.client("superior"), key)
    assert world.client("stranger").get(reverse("planning:tree"), {"simpul": key}).status_code == 404
    assert world.client("peer").get(reverse("planning:tree"), {"simpul": key}).status_code == 404
    own = page(world.client("employee"), f"r{chain.employee.pk}")
    assert "Akta tepat waktu sebidang" in own  # his own line upwards, by title
    stranger = page(world.client("stranger"), f"n{chain.town.own_outcome.pk}")
    assert "Akta tepat waktu sedinas" not in stranger
    assert "1 hasil kerja lain di luar yang boleh Anda lihat" in stranger
    for wrong in ("x1", "r", "n999999", "r999999", "n1e5", "r" + "9" * 30):
        assert world.client("leader").get(reverse("planning:tree"), {"simpul": wrong}).status_code == 404


def test_readings_are_recorded(world: World, chain: Chain) -> None:
    page(world.client("leader"), f"r{chain.superior.pk}")
    read = Read.objects.get(what="cascade.view")
    assert set(read.subjects) == {world.employee.pk, world.superior.pk}


def test_a_unit_narrows_the_tree(world: World, chain: Chain) -> None:
    leader = world.client("leader")
    inside = page(leader, f"r{chain.superior.pk}", unit=str(world.office.pk))
    assert "Berkas akta selesai" in inside
    assert "Berkas akta selesai" not in page(leader, f"r{chain.superior.pk}", unit=str(world.b_root.pk))
    builder.node(builder.plan(world, "b"), "goal", "1", name="Sehat")
    assert "Sehat" in page(leader)
    assert "Sehat" not in page(leader, unit=str(world.root.pk))
    assert "Belum ada RPJMD" in page(leader, tahun="2010")


def test_the_gap_list_counts_and_lists(world: World, chain: Chain) -> None:
    town, year = chain.town, world.today.year
    builder.node(town.region, "programme", "P9", town.outcome, name="Program tanpa dinas")
    plans.heads_results(world, "Loket ramah")
    plans.result(world, chain.employee.skp, title="Arsip rapi", weight=None, parent_state="none")
    counts = hanging.counts(world.viewer("leader"), cascade.Wanted(year))
    assert counts == {
        hanging.OWNERLESS: 1,
        hanging.UNCARRIED_NODE: 2,  # the ownerless programme, and the activity
        hanging.UNMEASURED: 2,  # the goals of both plans
        hanging.UNCARRIED: 1,
        hanging.WAITING: 2,  # the head's own result waits too, and "Loket ramah"
        hanging.HANGING: 1,
    }
    url = reverse("planning:tree_gaps")
    text = world.client("leader").get(url, {"jenis": hanging.UNCARRIED}).content.decode()
    assert "Loket ramah" in text
    assert "Arsip rapi" in world.client("leader").get(url, {"jenis": hanging.HANGING}).content.decode()
    assert "Program tanpa dinas" in world.client("leader").get(url).content.decode()
    stranger = hanging.counts(world.viewer("stranger"), cascade.Wanted(year))
    assert stranger[hanging.UNCARRIED] == stranger[hanging.WAITING] == stranger[hanging.HANGING] == 0
    assert stranger[hanging.UNCARRIED_NODE] == 1  # of nobody: everybody may mend it
    admin = world.client("admin").get(url, {"jenis": hanging.WAITING, "unit": str(world.office.pk)}).content.decode()
    assert "Loket ramah" in admin
    assert "Akta tepat waktu sedinas" not in admin


def test_the_workbook_holds_what_the_page_may_show(world: World, chain: Chain) -> None:
    plans.heads_results(world, "Loket ramah")
    for who, found in (("leader", True), ("stranger", False), ("superior", True)):
        answer = world.client(who).get(reverse("planning:tree_export"))
        book = openpyxl.load_workbook(io.BytesIO(answer.content))
        titles = [row[1].value for row in book.worksheets[0].iter_rows(min_row=2)]
        assert ("Loket ramah" in titles) is found, who
    (read,) = Read.objects.filter(what="cascade.export")  # the superior read his own, which is nobody's business
    assert set(read.subjects) == {world.head.pk, world.superior.pk}


def cost(client: KeyedClient, url: str, **data: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url, data).status_code == 200
    return len(captured)


def test_many_people_cost_as_many_statements_as_few(world: World, chain: Chain) -> None:
    leader, town = world.client("leader"), chain.town
    keys = ["", f"n{town.own_outcome.pk}", f"r{chain.superior.pk}"]
    tree, gaps = reverse("planning:tree"), reverse("planning:tree_gaps")
    for key in keys:
        cost(leader, tree, simpul=key)
    few = [cost(leader, tree, simpul=key) for key in keys]
    few_gaps = [cost(leader, gaps, jenis=kind) for kind in hanging.KINDS]
    folk = plans.many_people(world, 60)
    skps = {s.person_id: s for s in Skp.objects.filter(person__in=folk)}
    for one in folk:
        for parent, programme in ((chain.superior, None), (None, town.own_outcome)):
            made = WorkResult.objects.add(
                via=ACTION,
                skp=skps[one.pk],
                kind="main",
                title=f"Hasil {one.name}",
                parent=parent,
                parent_state="linked" if parent else "none",
                programme=programme,
                starts=skps[one.pk].starts,
                ends=skps[one.pk].ends,
            )
            Indicator.objects.add(via=ACTION, result=made, text="Berkas", target=Decimal(9))
    for n in range(20):
        programme = builder.node(town.renstra, "programme", f"P{n}", town.own_outcome)
        row = builder.measure(programme, world.today.year)
        programmes.record_value(
            indicator_id=row.pk, day=world.today, value=Decimal(n), source="uji", by=world.viewer("head")
        )
    assert [cost(leader, tree, simpul=key) for key in keys] == few
    assert [cost(leader, gaps, jenis=kind) for kind in hanging.KINDS] == few_gaps
    assert max(few + few_gaps) <= BUDGET
