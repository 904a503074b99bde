"""Every route of planning for every person of the world, against a table written by hand, not by the code under test."""

from dataclasses import dataclass

import pytest
from django.urls import get_resolver, reverse

from pamong.planning import actions
from pamong.planning.models import Cycle, HandedDown, Indicator, Skp, WorkResult
from tests.planning import plans
from tests.world import World

pytestmark = pytest.mark.django_db

PEOPLE = ("head", "superior", "employee", "peer", "acting", "admin", "stranger_head", "stranger")
OFFICES = ("personnel", "inspector", "leader", "sysadmin")
STAFF = set(PEOPLE)
WATCHES = {"head", "superior", "admin", "personnel", "inspector", "leader"}  # the plan of the employee, beside herself
OPENS = {"head", "admin", "personnel"}
READS_CYCLE = {"head", "superior", "employee", "peer", "acting", "admin", "personnel", "inspector", "leader"}
ROLE_PAGES = {"personnel", "inspector", "leader"}
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
    case("GET", "review", "submitted", {"superior"}),
    case("GET", "expectations", "skp", {"superior"}),
    case(UNSAFE, "result_delete", "skp result", {"employee"}),
    case(UNSAFE, "indicator_delete", "skp indicator", {"employee"}),
    case(UNSAFE, "submit", "skp", {"employee"}),
    case(UNSAFE, "withdraw", "submitted", {"peer"}),
    case(UNSAFE, "review", "submitted", {"superior"}),
    case(UNSAFE, "expectations", "skp", {"superior"}),
    case(UNSAFE, "note", "skp", {"employee", "superior"}),
    case(UNSAFE, "take_back", "handed", {"superior"}),
    case(UNSAFE, "link", "result", {"employee", "superior"}),
    case(UNSAFE, "include", "cycle admin", OPENS),
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
    (handed,) = actions.hand_down(
        result_id=parent.pk, to=[world.peer.pk], intervention="direct", by=world.viewer("superior")
    )
    cycle = Cycle.objects.get(agency=world.a)
    actions.exclude(cycle_id=cycle.pk, person_id=world.admin.pk, reason="suspended", by=plans.SYSTEM)
    days = {f"{edge}_{p.pk}": getattr(p, edge).isoformat() for p in cycle.phases.all() for edge in ("starts", "ends")}
    ids = {
        "skp": skp.pk,
        "result": row.pk,
        "indicator": Indicator.objects.get(result=row).pk,
        "submitted": submitted.pk,
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
    }
    return Rows(ids, form)


def state_of_everything() -> list[object]:
    return [
        list(model.objects.order_by("pk").values_list()) for model in (Skp, WorkResult, Indicator, HandedDown, Cycle)
    ]


@pytest.mark.parametrize("who", [*PEOPLE, *OFFICES])
def test_reading_follows_the_table(world: World, who: str) -> None:
    rows = build(world)
    client = world.client(who)
    for each in (c for c in CASES if c.method == "GET"):
        url = reverse(f"planning:{each.name}", args=[rows.ids[a] for a in each.args])
        status = client.get(url).status_code
        assert (status == 200) is (who in each.may), f"{who} {each.name} {status}"
        assert status in (200, 403, 404), f"{who} {each.name} {status}"


@pytest.mark.parametrize("each", [c for c in CASES if c.method == UNSAFE], ids=lambda c: c.name)
def test_writing_follows_the_table_and_a_refused_write_changes_nothing(world: World, each: Case) -> None:
    rows = build(world)
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


@pytest.mark.parametrize("each", CASES, ids=lambda c: f"{c.method}-{c.name}")
def test_a_citizen_gets_nothing(world: World, each: Case) -> None:
    rows = build(world)
    url = reverse(f"planning:{each.name}", args=[rows.ids[a] for a in each.args])
    client = world.client(None)
    answer = client.post(url, rows.form) if each.method == UNSAFE else client.get(url)
    assert answer.status_code == 302
    assert "/akun/" in answer["Location"] or "login" in answer["Location"]


def test_no_route_is_missing_from_the_table() -> None:
    names = {key for key in get_resolver("pamong.planning.web.urls").reverse_dict if isinstance(key, str)}
    assert names == {c.name for c in CASES} | PUBLIC


@pytest.mark.parametrize("pk", [0, 999_999_999, 10**18, 10**30])
def test_what_does_not_exist_is_not_found_even_with_absurd_numbers(world: World, pk: int) -> None:
    plans.draft(world)
    for name, args in (("skp", [pk]), ("result_new", [pk]), ("cycle", [pk]), ("hand_down_to", [pk]), ("review", [pk])):
        assert world.client("superior").get(reverse(f"planning:{name}", args=args)).status_code == 404, name


def test_a_plan_of_an_own_number_in_anothers_address_is_not_found(world: World) -> None:
    mine, other = plans.complete(world), plans.complete(world, "peer")
    foreign = WorkResult.objects.get(skp=other)
    client = world.client("employee")
    for name, args in (
        ("result", [mine.pk, foreign.pk]),
        ("indicator_new", [mine.pk, foreign.pk]),
        ("indicator", [mine.pk, foreign.indicators.get().pk]),
    ):
        assert client.get(reverse(f"planning:{name}", args=args)).status_code == 404, name
    assert client.post(reverse("planning:result_delete", args=[mine.pk, foreign.pk])).status_code == 404
    assert WorkResult.objects.filter(pk=foreign.pk).exists()
