"""Every route of the strategic plans for every person of the world, against a table written by hand."""

from dataclasses import dataclass
from typing import Any

import pytest
from django.urls import get_resolver, reverse

from pamong.programmes.models import (
    Agreement,
    BudgetLine,
    Node,
    OutcomeIndicator,
    PlanUpload,
    Realisation,
    StrategicPlan,
    YearTarget,
)
from tests.programmes import builder
from tests.world import World

pytestmark = pytest.mark.django_db

STAFF = {"head", "superior", "employee", "peer", "acting", "admin", "stranger_head", "stranger"}
OFFICES = {"personnel", "inspector", "leader", "sysadmin"}
EVERYBODY = sorted(STAFF | OFFICES)
READERS = (STAFF | OFFICES) - {"sysadmin"}
OF_AGENCY = {"head", "admin", "leader"}  # of the civil registry's Renstra
OF_REGION = {"leader"}
FORM_OPEN = STAFF | {"leader"}  # the empty form says who can make a plan


@dataclass(frozen=True)
class Case:
    """A route on a record with the persons who get an answer."""

    name: str
    record: str
    may: frozenset[str]
    read: bool = True


def case(name: str, record: str, may: set[str], *, read: bool = True) -> Case:
    return Case(name, record, frozenset(may), read)


CASES = [
    case("plans", "", READERS),
    case("plan", "region", READERS),
    case("plan", "renstra", READERS),
    case("node", "outcome", READERS),
    case("node", "activity", READERS),
    case("workbook", "region", READERS),
    case("workbook", "renstra", READERS),
    case("upload_new", "region", OF_REGION),
    case("upload_new", "renstra", OF_AGENCY),
    case("upload", "upload", OF_AGENCY),
    case("upload_refused", "upload", OF_AGENCY),
    case("plan_new", "", FORM_OPEN),
    case("plan_edit", "region", OF_REGION),
    case("plan_edit", "renstra", OF_AGENCY),
    case("node_new", "region", OF_REGION),
    case("node_new", "renstra", OF_AGENCY),
    case("node_edit", "outcome", OF_REGION),
    case("node_edit", "activity", OF_AGENCY),
    case("measure_new", "outcome", OF_REGION),
    case("measure_new", "activity", OF_AGENCY),
    case("measure", "region_measure", OF_REGION),
    case("measure", "measure", OF_AGENCY),
    case("value", "region_measure", OF_REGION),
    case("value", "measure", OF_AGENCY),
    case("budget_new", "outcome", OF_REGION),
    case("budget_new", "programme", OF_AGENCY),
    case("budget", "line", OF_AGENCY),
    case("agreements", "", READERS),
    case("agreement", "promise", READERS),
    case("agreement_pdf", "promise", READERS),
    case("agreement_new", "", STAFF),
    case("agreement_sign", "promise", {"head"}, read=False),
    case("agreement_approve", "promise", {"leader"}, read=False),
    case("agreement_return", "promise", {"leader"}, read=False),
    case("node_delete", "activity", OF_AGENCY, read=False),
    case("measure_delete", "measure", OF_AGENCY, read=False),
    case("budget_delete", "line", OF_AGENCY, read=False),
]
ONLY_READ = ("plans", "plan", "workbook", "upload_refused", "node", "agreements", "agreement", "agreement_pdf")
WRITES = [c for c in CASES if c.name not in ONLY_READ]


def address(each: Case, town: builder.Town) -> str:
    kept: dict[str, Any] = {"promise": Agreement, "upload": PlanUpload}
    record = kept[each.record].objects.get() if each.record in kept else getattr(town, each.record, None)
    return reverse(f"programmes:{each.name}", args=[record.pk] if record else [])


def signed(world: World) -> builder.Town:
    town = builder.town(world)
    builder.promise(world, town)
    builder.upload(world, town)
    return town


def everything() -> list[object]:
    models = (StrategicPlan, Node, OutcomeIndicator, YearTarget, Realisation, BudgetLine, Agreement, PlanUpload)
    return [list(model.objects.order_by("pk").values_list()) for model in models]


@pytest.mark.parametrize("who", EVERYBODY)
def test_reading_follows_the_table(world: World, who: str) -> None:
    town, client = signed(world), world.client(who)
    for each in (c for c in CASES if c.read):
        status = client.get(address(each, town)).status_code
        assert (status == 200) is (who in each.may), f"{who} {each.name} {each.record} {status}"
        assert status in (200, 403, 404)


@pytest.mark.parametrize("who", EVERYBODY)
def test_a_refused_write_changes_nothing(world: World, who: str) -> None:
    town, client = signed(world), world.client(who)
    before = everything()
    form = {
        "kind": "goal",
        "code": "X",
        "name": "Nama lain",
        "title": "Judul lain",
        "first_year": "2030",
        "last_year": "2034",
        "owner": str(world.a.pk),
        "text": "Indikator lain",
        "better": "more",
        "day": str(world.today),
        "value": "1",
        "source": "uji",
        "year": str(world.today.year),
        "ceiling": "1",
        "agency": str(world.a.pk),
        "note": "Perbaiki",
    }
    for each in WRITES:
        if who in each.may:
            continue
        status = client.post(address(each, town), form).status_code
        assert status in (403, 404), f"{who} {each.name} {each.record} {status}"
    if who not in OF_AGENCY:
        client.post(reverse("programmes:plan_new"), form)
    assert everything() == before or who in OF_AGENCY


def test_a_citizen_is_asked_to_sign_in(world: World) -> None:
    town, client = signed(world), world.client(None)
    for each in CASES:
        answer = client.get(address(each, town)) if each.read else client.post(address(each, town))
        assert answer.status_code == 302, each.name
        assert "/akun/" in answer.headers["Location"]


def test_no_route_of_the_plans_is_missing_here() -> None:
    names = {key for key in get_resolver("pamong.programmes.web.urls").reverse_dict if isinstance(key, str)}
    assert names == {c.name for c in CASES} | {"verify"}  # public, for whoever holds the paper


@pytest.mark.parametrize("pk", [0, 999_999_999, 10**18, 10**30])
def test_absurd_numbers_are_not_found(world: World, pk: int) -> None:
    client = world.client("head")
    for name in ("plan", "node", "plan_edit", "node_new", "node_edit", "measure", "value", "budget"):
        assert client.get(reverse(f"programmes:{name}", args=[pk])).status_code == 404, name
    for key in (f"n{pk}", f"r{pk}"):
        assert client.get(reverse("planning:tree"), {"simpul": key}).status_code == 404


def test_the_head_by_proxy_writes_and_the_absent_one_does_not(world: World) -> None:
    town = builder.town(world)
    world.appoint_acting("head", "acting")
    url = reverse("programmes:node_edit", args=[town.activity.pk])
    assert world.client("acting").get(url).status_code == 200
    assert world.client("head").get(url).status_code == 404
