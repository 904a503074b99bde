"""Every route of planning for every person of the world, against a table written by hand, not by the code under test."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.db import transaction
from django.urls import get_resolver, reverse
from pytest_django import DjangoDbBlocker

from pamong.planning import actions
from pamong.planning.models import Cycle, HandedDown, Indicator, Skp, WorkResult
from pamong.planning.rules import plain
from tests.planning import plans
from tests.world import World, build_world

pytestmark = pytest.mark.django_db

PEOPLE = ("head", "superior", "employee", "peer", "acting", "admin", "stranger_head", "stranger")
OFFICES = ("personnel", "inspector", "leader", "sysadmin")
STAFF = set(PEOPLE)
WATCHES = {"head", "superior", "admin", "personnel", "inspector", "leader"}  # the plan of the employee, beside herself
KEEPS = {"head", "superior", "admin", "personnel"}  # templates: who leads a unit of the agency, and its administrators
OPENS = {"head", "admin", "personnel"}
READS_CYCLE = {"head", "superior", "employee", "peer", "acting", "admin", "personnel", "inspector", "leader"}
ROLE_PAGES = {"personnel", "inspector", "leader"}
AROUND_ACTING = {"head", "admin", "personnel", "inspector", "leader"}  # the plan of somebody below the head alone
UNSAFE = "POST"
PUBLIC = {"rule"}  # a formula for everybody, tests/planning/test_figures.py


@dataclass(frozen=True)
class Case:
    """A route with the persons who get an answer; all others are refused or told it does not exist."""

    method: str
    name: str
    args: tuple[str, ...]
    may: frozenset[str]


def case(method: str, name: str, args: str, *may: set[str]) -> Case:
    return Case(method, name, tuple(args.split()), frozenset().union(*may))


CASES = [
    case("GET", "mine", "", STAFF),
    case("GET", "create", "", STAFF),
    case("GET", "team", "", STAFF, ROLE_PAGES),
    case("GET", "list", "", STAFF, ROLE_PAGES),
    case("GET", "hand_down", "", STAFF),
    case("GET", "hand_down_to", "parent", {"superior"}),
    case("GET", "waiting", "", STAFF),
    case("GET", "matrix_edit", "", STAFF),
    case("GET", "tree", "", STAFF, ROLE_PAGES),
    case("GET", "tree_gaps", "", STAFF, ROLE_PAGES),
    case("GET", "tree_export", "", STAFF, ROLE_PAGES),
    case("GET", "serve", "result", {"employee", "superior"}),
    case("GET", "cycles", "", STAFF, ROLE_PAGES),
    case("GET", "cycle_open", "", STAFF, {"personnel"}),
    case("GET", "cycle", "cycle", READS_CYCLE),
    case("GET", "cycle_phases", "cycle", OPENS),
    case("GET", "members", "cycle", WATCHES),
    case("GET", "excluded", "cycle", OPENS),
    case("GET", "behind", "cycle", WATCHES),
    case("GET", "behind_workbook", "cycle", WATCHES),
    case("GET", "cycle_close", "cycle", OPENS),
    case("GET", "exclude", "cycle peer", OPENS),
    case("GET", "skp", "skp", {"employee"}, WATCHES),
    case("GET", "skp_pdf", "skp", {"employee"}, WATCHES),
    case("GET", "matrix", "skp", {"employee"}, WATCHES),
    case("GET", "matrix_pdf", "skp", {"employee"}, WATCHES),
    case("GET", "figure", "skp indicator", {"employee"}, WATCHES),
    case("GET", "result_new", "skp", {"employee"}),
    case("GET", "result", "skp result", {"employee"}),
    case("GET", "result_help", "skp", {"employee"}),
    case("GET", "indicator_help", "skp result", {"employee"}),
    case("GET", "indicator_new", "skp result", {"employee"}),
    case("GET", "indicator", "skp indicator", {"employee"}),
    case("GET", "submit", "skp", {"employee"}),
    case("GET", "annexes", "skp", {"employee"}),
    case("GET", "copy", "skp", {"employee"}),
    case("GET", "workbook", "skp", {"employee"}, WATCHES),
    case("GET", "workbook_blank", "", STAFF),
    case("GET", "upload", "skp", {"employee"}),
    case("GET", "templates", "", STAFF, {"personnel"}),
    case("GET", "template_new", "", STAFF, {"personnel"}),
    case("GET", "template", "template", KEEPS),
    case("GET", "template_edit", "template", KEEPS),
    case("GET", "template_workbook", "template", KEEPS),
    case("GET", "action_new", "skp result", {"employee"}),
    case("GET", "action", "skp action", {"employee"}),
    case("GET", "versions", "skp", {"employee"}, WATCHES),
    case("GET", "revision", "agreed", {"acting"}, AROUND_ACTING),
    case("GET", "revision_result", "agreed one", {"acting"}),
    case("GET", "revision_indicator", "agreed one one", {"acting"}),
    case("GET", "revision_annexes", "agreed", {"acting"}),
    case("GET", "review", "submitted", {"superior"}),
    case("GET", "expectations", "skp", {"superior"}),
    case(UNSAFE, "result_delete", "skp result", {"employee"}),
    case(UNSAFE, "indicator_delete", "skp indicator", {"employee"}),
    case(UNSAFE, "submit", "skp", {"employee"}),
    case(UNSAFE, "annexes", "skp", {"employee"}),
    case(UNSAFE, "copy", "skp", {"employee"}),
    case(UNSAFE, "upload", "skp", {"employee"}),
    case(UNSAFE, "template", "template", KEEPS),
    case(UNSAFE, "template_edit", "template", KEEPS),
    case(UNSAFE, "template_delete", "template", KEEPS),
    case(UNSAFE, "action_new", "skp result", {"employee"}),
    case(UNSAFE, "action", "skp action", {"employee"}),
    case(UNSAFE, "action_delete", "skp action", {"employee"}),
    case(UNSAFE, "revision_start", "agreed", {"acting", "head"}),
    case(UNSAFE, "revision_result", "agreed one", {"acting"}),
    case(UNSAFE, "revision_indicator", "agreed one one", {"acting"}),
    case(UNSAFE, "revision_drop", "agreed one one", {"acting"}),
    case(UNSAFE, "revision_annexes", "agreed", {"acting"}),
    case(UNSAFE, "revision_submit", "agreed", {"acting"}),
    case(UNSAFE, "revision_withdraw", "agreed", {"acting"}),
    case(UNSAFE, "revision_decide", "agreed", {"head"}),
    case(UNSAFE, "revision_cancel", "agreed", {"acting", "head"}),
    case(UNSAFE, "withdraw", "submitted", {"peer"}),
    case(UNSAFE, "review", "submitted", {"superior"}),
    case(UNSAFE, "expectations", "skp", {"superior"}),
    case(UNSAFE, "note", "skp", {"employee", "superior"}),
    case(UNSAFE, "take_back", "handed", {"superior"}),
    case(UNSAFE, "link", "result", {"employee", "superior"}),
    case(UNSAFE, "include", "cycle admin", OPENS),
    case(UNSAFE, "remind", "cycle", OPENS, {"superior"}),
    case(UNSAFE, "cycle_close", "cycle", OPENS),
    case(UNSAFE, "exclude", "cycle peer", OPENS),
    case(UNSAFE, "cycle_phases", "cycle", OPENS),
    case(UNSAFE, "hand_down_to", "parent", {"superior"}),
]


@dataclass(frozen=True)
class Rows:
    """Ids that the routes take, by name."""

    ids: dict[str, int]
    form: dict[str, object]


def build(world: World) -> Rows:
    """A draft of the employee, a submitted plan of the peer, a superior's result handed to the peer, a cycle."""
    (parent,) = plans.heads_results(world)
    skp = plans.complete(world)
    row = WorkResult.objects.get(skp=skp)
    submitted = plans.submitted(world, "peer")
    agreed = plans.agreed(world, "acting", "head")
    actions.start_revision(
        skp_id=agreed.pk,
        reason="priority",
        explanation="Target naik.",
        in_force_from=agreed.ends,
        by=world.viewer("head"),
    )
    action = actions.save_action(
        skp_id=skp.pk, result_id=row.pk, given=actions.ActionInput("Rekap", "quarter", 4), by=world.viewer("employee")
    )
    (handed,) = actions.hand_down(
        result_id=parent.pk, to=[world.peer.pk], intervention="direct", by=world.viewer("superior")
    )
    cycle = Cycle.objects.get(agency=world.a)
    template = actions.save_template(
        agency_id=world.a.pk, name="Arsiparis", approach="quantitative", results=[plain.Result("Arsip tertata")],
        by=world.viewer("superior"),
    )  # fmt: skip
    actions.exclude(cycle_id=cycle.pk, person_id=world.admin.pk, reason="suspended", by=plans.SYSTEM)
    days = {f"{edge}_{p.pk}": getattr(p, edge).isoformat() for p in cycle.phases.all() for edge in ("starts", "ends")}
    ids = {
        "skp": skp.pk,
        "result": row.pk,
        "indicator": Indicator.objects.get(result=row).pk,
        "submitted": submitted.pk,
        "agreed": agreed.pk,
        "action": action.pk,
        "one": 1,
        "template": template.pk,
        "parent": parent.pk,
        "handed": handed.pk,
        "cycle": cycle.pk,
        "peer": world.peer.pk,
        "admin": world.admin.pk,
    }
    form = {
        **days,
        "version": submitted.version,
        "decision": "agree",
        "text": "Catatan",
        "parent": parent.pk,
        "reason": "suspended",
        "to": [world.peer.pk],
        "intervention": "indirect",
        "seen": "",
        "tahap": "not_planned",
    }
    return Rows(ids, form)


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[tuple[World, Rows]]:
    """Built once for all these tests; each is rolled back to it."""
    with django_db_blocker.unblock(), transaction.atomic():
        world = build_world()
        yield world, build(world)
        transaction.set_rollback(True)


def state_of_everything() -> list[object]:
    return [
        list(model.objects.order_by("pk").values_list()) for model in (Skp, WorkResult, Indicator, HandedDown, Cycle)
    ]


@pytest.mark.parametrize("who", [*PEOPLE, *OFFICES])
def test_reading_follows_the_table(made: tuple[World, Rows], who: str) -> None:
    world, rows = made
    client = world.client(who)
    for each in (c for c in CASES if c.method == "GET"):
        url = reverse(f"planning:{each.name}", args=[rows.ids[a] for a in each.args])
        status = client.get(url).status_code
        assert (status == 200) is (who in each.may), f"{who} {each.name} {status}"
        assert status in (200, 403, 404), f"{who} {each.name} {status}"


@pytest.mark.parametrize("each", [c for c in CASES if c.method == UNSAFE], ids=lambda c: c.name)
def test_writing_follows_the_table_and_a_refused_write_changes_nothing(made: tuple[World, Rows], each: Case) -> None:
    world, rows = made
    url = reverse(f"planning:{each.name}", args=[rows.ids[a] for a in each.args])
    before = state_of_everything()
    for who in (*PEOPLE, *OFFICES):
        if who in each.may:
            continue
        status = world.client(who).post(url, rows.form).status_code
        assert status in (403, 404), f"{who} {each.name} {status}"
        assert state_of_everything() == before, f"{who} {each.name}"
    writer = sorted(each.may)[0]
    status = world.client(writer).post(url, rows.form).status_code
    assert status not in (403, 404, 500), f"{writer} {each.name} {status}"


def test_a_citizen_gets_nothing(made: tuple[World, Rows]) -> None:
    world, rows = made
    client = world.client(None)
    for each in CASES:
        url = reverse(f"planning:{each.name}", args=[rows.ids[a] for a in each.args])
        answer = client.post(url, rows.form) if each.method == UNSAFE else client.get(url)
        assert answer.status_code == 302, each.name
        assert "/akun/" in answer["Location"] or "login" in answer["Location"], each.name


def test_no_route_is_missing_from_the_table() -> None:
    names = {key for key in get_resolver("pamong.planning.web.urls").reverse_dict if isinstance(key, str)}
    assert names == {c.name for c in CASES} | PUBLIC


@pytest.mark.parametrize("pk", [0, 999_999_999, 10**18, 10**30])
def test_what_does_not_exist_is_not_found_even_with_absurd_numbers(made: tuple[World, Rows], pk: int) -> None:
    world, _rows = made
    for name, args in (("skp", [pk]), ("result_new", [pk]), ("cycle", [pk]), ("hand_down_to", [pk]), ("review", [pk])):
        assert world.client("superior").get(reverse(f"planning:{name}", args=args)).status_code == 404, name


def test_a_plan_of_an_own_number_in_anothers_address_is_not_found(made: tuple[World, Rows]) -> None:
    world, rows = made
    mine, foreign = Skp.objects.get(pk=rows.ids["skp"]), WorkResult.objects.get(skp=rows.ids["submitted"])
    client = world.client("employee")
    for name, args in (
        ("result", [mine.pk, foreign.pk]),
        ("indicator_new", [mine.pk, foreign.pk]),
        ("indicator", [mine.pk, foreign.indicators.get().pk]),
    ):
        assert client.get(reverse(f"planning:{name}", args=args)).status_code == 404, name
    assert client.post(reverse("planning:result_delete", args=[mine.pk, foreign.pk])).status_code == 404
    assert WorkResult.objects.filter(pk=foreign.pk).exists()
