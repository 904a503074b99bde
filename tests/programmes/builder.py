"""A small RPJMD and a Renstra of the test world, made through the actions."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pamong.platform.access.viewer import Viewer
from pamong.programmes import actions, queries
from pamong.programmes.models import Agreement, BudgetLine, Node, OutcomeIndicator, PlanUpload, StrategicPlan
from tests.world import World

SYSTEM = Viewer.system("uji")


def plan(world: World, agency: str | None = None, **given: Any) -> StrategicPlan:
    """The RPJMD, or the Renstra of an agency ("a", "b"), for five years around today."""
    year = world.today.year
    values = {
        "title": "Renstra" if agency else "RPJMD Kota Contoh",
        "first_year": year - 1,
        "last_year": year + 3,
        **given,
    }
    owner = getattr(world, agency).pk if agency else None
    return actions.save_plan(given=actions.PlanInput(**values), agency_id=owner, by=SYSTEM)


def node(of: StrategicPlan, kind: str, code: str, parent: Node | None = None, **given: Any) -> Node:
    """A node of a plan."""
    values = {"kind": kind, "code": code, "name": f"{kind} {code}", "parent_id": parent.pk if parent else None, **given}
    return actions.save_node(plan_id=of.pk, given=actions.NodeInput(**values), by=SYSTEM)


def measure(of: Node, year: int, target: str | None = "95", **given: Any) -> OutcomeIndicator:
    """An outcome indicator with a target of one year."""
    values = {
        "text": "Akta yang terbit tepat waktu",
        "unit": "persen",
        "baseline": Decimal(70),
        "baseline_year": year - 1,
        "source": "SIAK",
        "targets": {year: Decimal(target)} if target else {},
        **given,
    }
    return actions.save_measure(node_id=of.pk, given=actions.MeasureInput(**values), by=SYSTEM)


def money(of: Node, year: int, code: str = "5.1.02", ceiling: str = "250000000") -> BudgetLine:
    """A budget line."""
    given = actions.BudgetInput(year=year, code=code, name="Belanja barang", ceiling=Decimal(ceiling))
    return actions.save_budget(node_id=of.pk, given=given, by=SYSTEM)


@dataclass
class Town:
    """RPJMD goal → outcome; Renstra of the registry: goal under that outcome → outcome → programme → activity."""

    region: StrategicPlan
    goal: Node
    outcome: Node
    renstra: StrategicPlan
    own_goal: Node
    own_outcome: Node
    programme: Node
    activity: Node
    region_measure: OutcomeIndicator
    measure: OutcomeIndicator
    line: BudgetLine


def town(world: World) -> Town:
    """Both plans with an indicator each and money on the programme."""
    region = plan(world)
    goal = node(region, "goal", "T1", name="Pelayanan publik yang dipercaya")
    outcome = node(region, "outcome", "S1", goal, name="Akta terbit tepat waktu")
    renstra = plan(world, "a")
    own_goal = node(renstra, "goal", "1", outcome, name="Penduduk tercatat lengkap")
    own_outcome = node(renstra, "outcome", "1.1", own_goal, name="Akta kelahiran terbit tepat waktu")
    programme = node(renstra, "programme", "2.12.03", own_outcome, name="Program Pencatatan Sipil")
    activity = node(renstra, "activity", "2.12.03.2.01", programme, name="Pelayanan Pencatatan Sipil")
    year = world.today.year
    return Town(
        region,
        goal,
        outcome,
        renstra,
        own_goal,
        own_outcome,
        programme,
        activity,
        measure(outcome, year),
        measure(own_outcome, year),
        money(programme, year),
    )


def promise(world: World, of: Town) -> Agreement:
    """This year's perjanjian kinerja of the town's agency, signed by both."""
    year, head, leader = world.today.year, world.viewer("head"), world.viewer("leader")
    row = actions.prepare_agreement(agency_id=of.programme.agency_id or 0, year=year, by=head)
    seen = queries.content_hash(queries.drawn(row.agency_id, year))
    row = actions.sign_agreement(pk=row.pk, seen=seen, by=head)
    return actions.approve_agreement(
        pk=row.pk, seen=row.content_hash, base_url="https://pamong.contoh.go.id", by=leader
    )


def upload(world: World, of: Town) -> PlanUpload:
    """A workbook that would add a goal to the Renstra, uploaded by the head and not yet imported; one row is refused."""
    content = b"Tingkat;Kode;Nama;Kode induk\nTujuan;9;Arsip tertata;\nProgram;10;Yatim;99\n"
    return actions.upload_plan(plan_id=of.renstra.pk, content=content, file_name="rencana.csv", by=world.viewer("head"))
