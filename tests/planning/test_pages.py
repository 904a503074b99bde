"""Every page: what it costs at 5 and at 200 rows, what it says when it is empty, and what a wrong form gives back."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pamong.planning import actions, queries
from pamong.planning.models import Cycle, Skp, WorkResult
from pamong.platform.audit.models import Read
from tests.planning import plans
from tests.world import World

pytestmark = pytest.mark.django_db
GET_BUDGET, WRITE_BUDGET = 10, 15
AGREE_BUDGET = 19  # once a year for a plan: what it tells the evidence (three), and whether evaluations of its cycle are open already


def cost(run: Callable[[], Any]) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        run()
    own = [q for q in captured.captured_queries if not q["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    return len(own)


def address(name: str, *args: int) -> str:
    return reverse(f"planning:{name}", args=args)


LISTS: dict[str, tuple[str, str]] = {
    "team": ("superior", "team"),
    "list": ("admin", "list"),
    "cycle": ("admin", "cycle"),
    "members": ("admin", "members"),
    "hand down": ("superior", "hand_down"),
    "hand down to": ("superior", "hand_down_to"),
    "waiting": ("superior", "waiting"),
    "matrix": ("superior", "matrix"),
}


@pytest.mark.parametrize("page", sorted(LISTS))
def test_lists_cost_the_same_with_few_and_many_people(world: World, page: str) -> None:
    who, name = LISTS[page]
    (parent,) = plans.heads_results(world)
    cycle = Cycle.objects.get(agency=world.a)
    ids = {"cycle": cycle.pk, "members": cycle.pk, "hand_down_to": parent.pk, "matrix": parent.skp_id}
    url = address(name, *([ids[name]] if name in ids else []))
    client = world.client(who)

    def fill(count: int, offset: int) -> None:
        folk = plans.many_people(world, count, offset=offset)
        by = world.viewer("superior")
        for start in range(0, len(folk), 50):
            to = [p.pk for p in folk[start : start + 50]]
            actions.hand_down(result_id=parent.pk, to=to, intervention="direct", by=by)
        plans.waiting_results(folk)

    fill(5, 0)
    client.get(url)
    few = cost(lambda: client.get(url))
    fill(195, 5)
    many = cost(lambda: client.get(url))
    assert few == many
    assert many <= GET_BUDGET


def own_pages(world: World) -> list[tuple[str, str]]:
    skp = plans.complete(world)
    row = WorkResult.objects.get(skp=skp)
    point = row.indicators.get()
    return [
        ("employee", address("mine")),
        ("employee", address("create")),
        ("employee", address("skp", skp.pk)),
        ("employee", address("result_new", skp.pk)),
        ("employee", address("result", skp.pk, row.pk)),
        ("employee", address("indicator_new", skp.pk, row.pk)),
        ("employee", address("indicator", skp.pk, point.pk)),
        ("employee", address("submit", skp.pk)),
        ("superior", address("skp", skp.pk)),
        ("superior", address("expectations", skp.pk)),
        ("employee", address("skp_pdf", skp.pk)),
        ("employee", address("matrix_pdf", skp.pk)),
        ("admin", address("cycles")),
        ("admin", address("cycle_open")),
        ("admin", address("cycle_phases", skp.cycle_id)),
        ("admin", address("excluded", skp.cycle_id)),
        ("admin", address("exclude", skp.cycle_id, world.peer.pk)),
    ]


def test_pages_of_one_plan_stay_in_budget(world: World) -> None:
    (parent,) = plans.heads_results(world)
    actions.hand_down(result_id=parent.pk, to=[world.employee.pk], intervention="direct", by=world.viewer("superior"))
    for who, url in own_pages(world):
        client = world.client(who)
        assert client.get(url).status_code == 200, url
        assert cost(lambda c=client, u=url: c.get(u)) <= GET_BUDGET, url  # type: ignore[misc]


def test_a_plan_costs_the_same_with_many_results(world: World) -> None:
    skp = plans.complete(world)
    client, url = world.client("employee"), address("skp", skp.pk)
    client.get(url)
    few = cost(lambda: client.get(url))
    for n in range(15):
        plans.indicator(world, plans.result(world, skp, title=f"Hasil {n}", weight=None))
    assert cost(lambda: client.get(url)) == few


def test_writes_stay_in_budget(world: World) -> None:
    skp = plans.draft(world)
    employee, superior = world.client("employee"), world.client("superior")
    result = {"title": "Akta terbit", "kind": "main", "parent": "none", "weight": "100", "ends": str(skp.ends)}
    indicator = {"text": "Akta", "aspect": "time", "direction": "more", "target": "9", "unit": "hari"}
    costs = {"result": cost(lambda: employee.post(address("result_new", skp.pk), result))}
    row = WorkResult.objects.get(skp=skp)
    (parent,) = plans.heads_results(world)
    changed = {**result, "parent": parent.pk, "version": 1}
    costs["linked result"] = cost(lambda: employee.post(address("result", skp.pk, row.pk), changed))
    costs["indicator"] = cost(lambda: employee.post(address("indicator_new", skp.pk, row.pk), indicator))
    costs["submit"] = cost(lambda: employee.post(address("submit", skp.pk)))
    costs["note"] = cost(lambda: employee.post(address("note", skp.pk), {"text": "Mohon arahan"}))
    skp.refresh_from_db()
    costs["agree"] = cost(
        lambda: superior.post(address("review", skp.pk), {"decision": "agree", "version": skp.version})
    )
    skp.refresh_from_db()
    assert skp.state == "agreed"
    assert costs.pop("agree") <= AGREE_BUDGET, costs
    assert max(costs.values()) <= WRITE_BUDGET, costs


def test_reading_anothers_plan_is_recorded_once_per_page_and_the_own_never(world: World) -> None:
    skp = plans.complete(world)
    world.client("employee").get(address("skp", skp.pk))
    assert not Read.objects.exists()
    world.client("superior").get(address("skp", skp.pk))
    (read,) = Read.objects.all()
    assert (read.what, read.subjects) == ("skp.view", [world.employee.pk])
    world.client("superior").get(address("team"))
    assert Read.objects.latest("pk").subjects == sorted([world.employee.pk, world.peer.pk])


@pytest.mark.parametrize(
    ("who", "name", "words"),
    [
        ("employee", "mine", "belum dibuka"),
        ("stranger", "team", "Belum ada bawahan"),
        ("employee", "waiting", "Tidak ada yang menunggu"),
        ("superior", "hand_down", "belum punya hasil kerja"),
        ("employee", "cycles", "Belum ada siklus"),
        ("admin", "list", "Tidak ada SKP"),
        ("employee", "cycle_open", "tidak dapat membuka"),
    ],
)
def test_empty_pages_say_what_is_missing_and_who_mends_it(world: World, who: str, name: str, words: str) -> None:
    assert words in world.client(who).get(address(name)).content.decode()


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("title", "", "wajib diisi"),
        ("title", "x" * 301, "Paling banyak"),
        ("weight", "seratus", "angka"),
        ("weight", "100,5", "paling besar"),
        ("weight", "0", "paling kecil"),
        ("ends", "31-31-2026", "tanggal"),
        ("parent", "99999", "dari daftar"),
        ("parent", "9" * 30, "tidak tersedia"),
        ("parent", "lain", "tidak tersedia"),
        ("kind", "lain", "tidak tersedia"),
        ("description", "tersembunyi \u202e", "tersembunyi"),
        ("starts", "2199-01-01", "Tenggat"),
    ],
)
def test_a_wrong_result_is_told_and_nothing_typed_is_lost(world: World, field: str, value: str, words: str) -> None:
    skp = plans.draft(world)
    form = {
        "title": "Akta terbit",
        "kind": "main",
        "parent": "none",
        "weight": "12,5",
        "ends": str(skp.ends),
        "description": "Kata saya",
    }
    answer = world.client("employee").post(address("result_new", skp.pk), {**form, field: value})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert "Kesalahan:" in page
    if field != "description":
        assert "Kata saya" in page
    assert not WorkResult.objects.exists()


def test_an_indicator_takes_a_comma_and_keeps_it(world: World) -> None:
    skp = plans.draft(world)
    row = plans.result(world, skp)
    form = {
        "text": "Persentase",
        "aspect": "quality",
        "direction": "range",
        "target": "80,25",
        "target_max": "70",
        "unit": "persen",
    }
    client = world.client("employee")
    answer = client.post(address("indicator_new", skp.pk, row.pk), form)
    assert answer.status_code == 422
    assert 'value="80,25"' in answer.content.decode()
    client.post(address("indicator_new", skp.pk, row.pk), {**form, "target_max": "90,5"})
    page = client.get(address("skp", skp.pk)).content.decode()
    assert re.search(r"80,25–90,5</strong> persen", page)


def test_a_stale_form_shows_both_versions(world: World) -> None:
    skp = plans.draft(world)
    row = plans.result(world, skp)
    client = world.client("employee")
    form = {"kind": "main", "parent": "none", "weight": "100", "ends": str(skp.ends), "version": "1"}
    assert client.post(address("result", skp.pk, row.pk), {**form, "title": "Versi satu"}).status_code == 303
    answer = client.post(address("result", skp.pk, row.pk), {**form, "title": "Versi dua"})
    assert answer.status_code == 409
    assert "Versi satu" in answer.content.decode()
    assert "Versi dua" in answer.content.decode()


def test_the_same_form_sent_twice_makes_one_result(world: World) -> None:
    skp = plans.draft(world)
    client = world.client("employee")
    form = {"title": "Akta terbit", "kind": "main", "parent": "none"}
    headers = {"Idempotency-Key": "kunci-yang-sama"}
    answers = [client.post(address("result_new", skp.pk), form, headers=headers) for _ in range(2)]
    assert answers[0]["X-Object-Id"] == answers[1]["X-Object-Id"]
    assert WorkResult.objects.count() == 1


def test_an_offered_result_starts_the_form(world: World) -> None:
    (parent,) = plans.heads_results(world, "Pelayanan cepat")
    skp = plans.draft(world)
    actions.hand_down(result_id=parent.pk, to=[world.employee.pk], intervention="direct", by=world.viewer("superior"))
    page = world.client("employee").get(address("result_new", skp.pk) + f"?induk={parent.pk}").content.decode()
    assert "Diturunkan kepada Anda" in page
    assert re.search(rf'<option value="{parent.pk}" selected', page)


def test_the_team_lists_what_waits_first(world: World) -> None:
    plans.draft(world, "peer")
    plans.submitted(world, "employee")
    rows = queries.team(world.viewer("superior")).values_list("person_id", "plan_state")
    assert list(rows) == [(world.employee.pk, "submitted"), (world.peer.pk, "draft")]
    page = world.client("superior").get(address("team")).content.decode()
    assert page.index("Sari Lestari") < page.index("Teguh")


def test_deleting_goes_through_the_page(world: World) -> None:
    skp = plans.complete(world)
    row = WorkResult.objects.get(skp=skp)
    client = world.client("employee")
    assert client.post(address("indicator_delete", skp.pk, row.indicators.get().pk)).status_code == 303
    assert client.post(address("result_delete", skp.pk, row.pk)).status_code == 303
    assert not WorkResult.objects.exists()


def test_exclusion_and_phases_through_the_pages(world: World) -> None:
    cycle = plans.open_cycle(world)
    admin = world.client("admin")
    assert admin.post(address("exclude", cycle.pk, world.peer.pk), {"reason": "other"}).status_code == 422
    assert admin.post(address("exclude", cycle.pk, world.peer.pk), {"reason": "suspended"}).status_code == 303
    assert "Teguh" in admin.get(address("excluded", cycle.pk)).content.decode()
    assert admin.post(address("include", cycle.pk, world.peer.pk)).status_code == 303
    days = {f"{edge}_{p.pk}": getattr(p, edge).isoformat() for p in cycle.phases.all() for edge in ("starts", "ends")}
    first = cycle.phases.all()[0]
    wrong = admin.post(address("cycle_phases", cycle.pk), {**days, "version": 1, f"ends_{first.pk}": "2019-01-01"})
    assert wrong.status_code == 422
    assert admin.post(address("cycle_phases", cycle.pk), {**days, "version": 1}).status_code == 303


def test_withdrawing_and_taking_back_through_the_pages(world: World) -> None:
    skp = plans.submitted(world)
    assert world.client("employee").post(address("withdraw", skp.pk)).status_code == 303
    assert Skp.objects.get(pk=skp.pk).state == "draft"
    (parent,) = plans.heads_results(world)
    (given,) = actions.hand_down(
        result_id=parent.pk, to=[world.peer.pk], intervention="direct", by=world.viewer("superior")
    )
    assert world.client("superior").post(address("take_back", given.pk)).status_code == 303
    assert world.client("superior").post(address("link", 1), {"parent": "x"}).status_code == 302


def test_forms_of_a_closed_plan_lead_back_to_it_with_the_reason(world: World) -> None:
    skp = plans.agreed(world)
    row = WorkResult.objects.get(skp=skp)
    measure = row.indicators.get()
    employee = world.client("employee")
    for page in (
        address("result_new", skp.pk),
        address("result", skp.pk, row.pk),
        address("indicator_new", skp.pk, row.pk),
        address("indicator", skp.pk, measure.pk),
    ):
        answer = employee.get(page, follow=True)
        assert answer.redirect_chain == [(address("skp", skp.pk), 302)]
        assert "SKP sudah disetujui dan tidak dapat diubah lagi." in answer.content.decode()
