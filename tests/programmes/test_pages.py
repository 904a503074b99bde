"""Pages of the plans: what each shows, forms that fail keep what was typed, the number of statements."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pamong.programmes import actions
from pamong.programmes.models import BudgetLine, Node, OutcomeIndicator, Realisation, StrategicPlan
from tests.programmes import builder
from tests.world import KeyedClient, World

pytestmark = pytest.mark.django_db
GET_BUDGET = 14


def cost(client: KeyedClient, url: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def test_from_an_empty_list_to_a_measured_outcome(world: World) -> None:
    leader, year = world.client("leader"), world.today.year
    assert "Belum ada RPJMD" in leader.get(reverse("programmes:plans")).content.decode()
    made = leader.post(
        reverse("programmes:plan_new"),
        {
            "owner": "0",
            "title": "RPJMD Kota Contoh",
            "first_year": year,
            "last_year": year + 4,
            "vision": "Kota yang melayani",
        },
    )
    assert made.status_code == 303
    plan = StrategicPlan.objects.get()
    assert "masih kosong" in leader.get(made.headers["Location"]).content.decode()
    url = reverse("programmes:node_new", args=[plan.pk])
    leader.post(url, {"kind": "goal", "code": "T1", "name": "Pelayanan dipercaya"})
    goal = Node.objects.get()
    leader.post(
        f"{url}?induk={goal.pk}", {"kind": "outcome", "code": "S1", "name": "Akta tepat waktu", "parent": goal.pk}
    )
    outcome = Node.objects.get(code="S1")
    assert outcome.parent == goal
    values = {
        "text": "Akta tepat waktu",
        "kind": "outcome",
        "unit": "persen",
        "better": "more",
        f"target_{year}": "95,5",
    }
    assert leader.post(reverse("programmes:measure_new", args=[outcome.pk]), values).status_code == 303
    row = OutcomeIndicator.objects.get()
    value = {"day": str(world.today), "value": "91,2", "source": "SIAK"}
    assert leader.post(reverse("programmes:value", args=[row.pk]), value).status_code == 303
    page = leader.get(reverse("programmes:node", args=[outcome.pk])).content.decode()
    assert "95,5" in page
    assert "91,2" in page
    assert "Mendekati target" in page
    tree = leader.get(reverse("programmes:plan", args=[plan.pk])).content.decode()
    assert "Akta tepat waktu" in tree
    assert "Kota yang melayani" in tree


def test_everybody_reads_and_only_owners_see_the_buttons(world: World) -> None:
    town = builder.town(world)
    url, own = reverse("programmes:plan", args=[town.region.pk]), reverse("programmes:plan", args=[town.renstra.pk])
    for who in ("employee", "stranger", "inspector", "personnel"):
        page = world.client(who).get(url).content.decode()
        assert "Akta terbit tepat waktu" in page
        assert "Tambah tujuan" not in page
    assert "Tambah tujuan" in world.client("head").get(own).content.decode()
    assert "Tambah tujuan" not in world.client("head").get(url).content.decode()
    assert world.client("sysadmin").get(url).status_code == 403


def test_forms_say_what_is_wrong_and_keep_what_was_typed(world: World) -> None:
    town, head = builder.town(world), world.client("head")
    same = {"kind": "programme", "code": "1.1", "name": "Program Baru", "parent": town.own_outcome.pk}
    answer = head.post(reverse("programmes:node_new", args=[town.renstra.pk]), same)
    assert answer.status_code == 422
    assert "sudah dipakai" in answer.content.decode()
    assert "Program Baru" in answer.content.decode()
    answer = head.post(
        reverse("programmes:value", args=[town.measure.pk]), {"day": "2199-01-01", "value": "1", "source": "SIAK"}
    )
    assert answer.status_code == 422
    assert "masa depan" in answer.content.decode()
    wrong = {"year": world.today.year + 30, "code": "5", "name": "x", "ceiling": "1"}
    assert head.post(reverse("programmes:budget_new", args=[town.programme.pk]), wrong).status_code == 422
    wrong_plan = {"title": "Renstra", "first_year": world.today.year, "last_year": world.today.year - 1}
    assert head.post(reverse("programmes:plan_edit", args=[town.renstra.pk]), wrong_plan).status_code == 422
    assert head.post(reverse("programmes:node_delete", args=[town.own_outcome.pk])).status_code == 409


def test_edit_and_delete_by_form(world: World) -> None:
    town, head = builder.town(world), world.client("head")
    url = reverse("programmes:node_edit", args=[town.activity.pk])
    assert "2.12.03.2.01" in head.get(url).content.decode()
    changed = {"kind": "activity", "code": "2.12.03.2.01", "name": "Layanan akta", "parent": town.programme.pk}
    assert head.post(url, {**changed, "unit": world.office.pk, "version": 1}).status_code == 303
    assert Node.objects.get(pk=town.activity.pk).unit == world.office
    budget = reverse("programmes:budget", args=[town.line.pk])
    assert "250.000.000" in head.get(budget).content.decode() or "250000000" in head.get(budget).content.decode()
    year = world.today.year
    line = {
        "year": year,
        "code": "5.1.02",
        "name": "Belanja",
        "ceiling": "1.000.000",
        "realised": "400.000",
        "version": 1,
    }
    assert head.post(budget, line).status_code == 303
    assert BudgetLine.objects.get(pk=town.line.pk).realised == Decimal(400_000)
    measured = reverse("programmes:measure", args=[town.measure.pk])
    assert "Akta yang terbit" in head.get(measured).content.decode()
    values = {"text": "Akta terbit", "kind": "output", "better": "less", f"target_{year}": "9", "version": 1}
    assert head.post(measured, values).status_code == 303
    assert head.post(reverse("programmes:measure_delete", args=[town.measure.pk])).status_code == 303
    assert head.post(reverse("programmes:budget_delete", args=[town.line.pk])).status_code == 303
    assert head.post(reverse("programmes:node_delete", args=[town.activity.pk])).status_code == 303
    renamed = {"title": "Renstra Dinas", "first_year": year - 1, "last_year": year + 3, "version": 1}
    assert head.post(reverse("programmes:plan_edit", args=[town.renstra.pk]), renamed).status_code == 303
    assert "Renstra Dinas" in head.get(reverse("programmes:plans")).content.decode()


def test_a_form_for_a_record_that_is_not_there(world: World) -> None:
    head = world.client("head")
    for name in ("measure", "value", "budget", "node_edit"):
        assert head.get(reverse(f"programmes:{name}", args=[999])).status_code == 404
    for name in ("measure_delete", "budget_delete", "node_delete"):
        assert head.post(reverse(f"programmes:{name}", args=[999])).status_code == 404


def test_a_large_tree_costs_as_many_statements_as_a_small_one(world: World) -> None:
    town, head = builder.town(world), world.client("head")
    url, one = (
        reverse("programmes:plan", args=[town.renstra.pk]),
        reverse("programmes:node", args=[town.own_outcome.pk]),
    )
    cost(head, url)  # what the process remembers from now on
    few, few_node = cost(head, url), cost(head, one)
    for n in range(25):
        programme = builder.node(town.renstra, "programme", f"P{n}", town.own_outcome)
        builder.measure(programme, world.today.year)
        builder.money(programme, world.today.year)
        row = builder.measure(town.own_outcome, world.today.year, text=f"Ukuran {n}")
        actions.record_value(
            indicator_id=row.pk, day=world.today, value=Decimal(n), source="uji", by=world.viewer("head")
        )
    assert cost(head, url) == few <= GET_BUDGET
    assert cost(head, one) == few_node <= GET_BUDGET
    assert Realisation.objects.count() == 25
