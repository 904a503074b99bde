"""The role-result matrix: given, changed, taken back in one go; who may; what two windows do; the page and the PDF."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pamong.planning import actions, queries
from pamong.planning.models import HandedDown, WorkResult
from pamong.platform.access.errors import Conflict, NotAllowed, NotVisible
from pamong.platform.audit.models import Event
from pamong.platform.files import pdf
from pamong.platform.notifications.models import Notification
from pamong.rulebook.errors import Refused
from tests.planning import plans
from tests.world import World

pytestmark = pytest.mark.django_db
NONE, DIRECT = ("", ""), ("direct", "")


@pytest.fixture
def result(world: World) -> WorkResult:
    (row,) = plans.heads_results(world)
    return row


def give(world: World, wanted: dict[tuple[int, int], tuple[str, str]], who: str = "superior", seen: str = "") -> int:
    by = world.viewer(who)
    return actions.give_roles(wanted=wanted, seen=seen or queries.roles(by).seen, by=by)


def stored() -> dict[int, tuple[str, str]]:
    return {h.to_person_id: (h.intervention, h.intermediate) for h in HandedDown.objects.all()}


def test_roles_are_given_changed_and_taken_back(world: World, result: WorkResult) -> None:
    sari, teguh = (result.pk, world.employee.pk), (result.pk, world.peer.pk)
    assert give(world, {sari: DIRECT, teguh: ("indirect", " Berkas lengkap ")}) == 2
    assert stored() == {world.employee.pk: DIRECT, world.peer.pk: ("indirect", "Berkas lengkap")}
    assert give(world, {sari: DIRECT, teguh: ("direct", "tidak dipakai")}) == 1
    assert stored()[world.peer.pk] == DIRECT
    assert give(world, {sari: NONE}) == 1
    assert set(stored()) == {world.peer.pk}
    assert give(world, {sari: NONE, teguh: DIRECT}) == 0


def test_who_is_given_a_role_is_told_once(world: World, result: WorkResult) -> None:
    place = (result.pk, world.employee.pk)
    give(world, {place: DIRECT})
    give(world, {place: ("indirect", "Berkas")})
    assert Notification.objects.filter(person_id=world.employee.pk, kind="planning.handed_down").count() == 1
    verbs = list(Event.objects.filter(kind="act", verb__startswith="result.handed").values_list("new", flat=True))
    assert [v["intervention"] for v in verbs if v] == ["direct", "indirect"]


def test_a_planned_role_stays(world: World, result: WorkResult) -> None:
    place = (result.pk, world.employee.pk)
    give(world, {place: DIRECT})
    plans.result(world, plans.draft(world), parent_id=result.pk)
    with pytest.raises(Refused) as refused:
        give(world, {place: NONE})
    assert refused.value.code == "sudah_dikaitkan"
    assert set(stored()) == {world.employee.pk}


def test_only_ones_own_results_and_people_below(world: World, result: WorkResult) -> None:
    place = (result.pk, world.employee.pk)
    for who in ("head", "employee", "stranger"):
        with pytest.raises(NotVisible):
            give(world, {place: DIRECT}, who)
    for who in ("leader", "personnel"):
        with pytest.raises(NotAllowed):
            give(world, {place: DIRECT}, who)
    for outsider in (world.stranger, world.head, world.superior):
        with pytest.raises(Refused):
            give(world, {(result.pk, outsider.pk): DIRECT})
    assert stored() == {}
    world.appoint_acting("superior", "acting")
    assert give(world, {place: DIRECT}, "acting") == 1


def test_two_windows_do_not_overwrite_each_other(world: World, result: WorkResult) -> None:
    seen = queries.roles(world.viewer("superior")).seen
    give(world, {(result.pk, world.employee.pk): DIRECT}, seen=seen)
    with pytest.raises(Conflict):
        give(world, {(result.pk, world.peer.pk): DIRECT}, seen=seen)
    assert set(stored()) == {world.employee.pk}


def test_the_page_works_with_lists_alone(world: World, result: WorkResult) -> None:
    client, url = world.client("superior"), reverse("planning:matrix_edit")
    page = client.get(url).content.decode()
    assert result.title in page
    assert "Sari Lestari" in page
    assert "planning/matrix.js" in page
    seen = queries.roles(world.viewer("superior")).seen
    sari, teguh = (f"{result.pk}_{p.pk}" for p in (world.employee, world.peer))
    form = {"seen": seen, f"peran_{sari}": "direct", f"peran_{teguh}": "indirect", f"antara_{teguh}": "Arsip tertata"}
    assert client.post(url, form).status_code == 303
    assert stored()[world.peer.pk] == ("indirect", "Arsip tertata")
    assert "Arsip tertata" in client.get(url).content.decode()
    stale = client.post(url, form)
    assert stale.status_code == 409
    wrong = {**form, "seen": queries.roles(world.viewer("superior")).seen, f"antara_{teguh}": "x" * 301}
    assert client.post(url, wrong).status_code == 422
    matrix = client.get(reverse("planning:matrix", args=[result.skp_id])).content.decode()
    assert "Hasil antara: Arsip tertata" in matrix
    assert "Bagi peran" in matrix


def test_the_page_by_person_saves_the_same_and_stays_there(world: World, result: WorkResult) -> None:
    client, url = world.client("superior"), reverse("planning:matrix_edit") + "?menurut=pegawai"
    page = client.get(url).content.decode()
    assert "Hasil kerja tanpa pelaksana: 1. Pegawai tanpa peran: 2." in page
    assert page.count("Belum ada peran") == 2
    sari, teguh = (f"{result.pk}_{p.pk}" for p in (world.employee, world.peer))
    seen = queries.roles(world.viewer("superior")).seen
    saved = client.post(url, {"seen": seen, f"peran_{sari}": "direct", f"peran_{teguh}": "direct"})
    assert (saved.status_code, saved["Location"]) == (303, url)
    after = client.get(url).content.decode()
    assert "Semua hasil kerja punya pelaksana" in after
    assert "Belum ada peran" not in after


def test_empty_pages_say_what_is_missing(world: World) -> None:
    client, url = world.client("superior"), reverse("planning:matrix_edit")
    assert "belum punya hasil kerja" in client.get(url).content.decode()
    plans.heads_results(world, who="peer")
    assert "Tidak ada bawahan" in world.client("peer").get(url).content.decode()


def test_the_matrix_prints_results_in_between(world: World, result: WorkResult) -> None:
    give(world, {(result.pk, world.employee.pk): ("indirect", "Berkas lengkap")})
    said = queries.matrix_document(result.skp, queries.matrix(result.skp))
    assert said["rows"][0]["cells"][0]["intermediate"] == "Berkas lengkap"
    assert pdf.render("planning/matrix.typ", said)[:5] == b"%PDF-"


def test_many_people_and_results_cost_the_same(world: World, result: WorkResult) -> None:
    client, url = world.client("superior"), reverse("planning:matrix_edit")
    client.get(url)
    with CaptureQueriesContext(connection) as few:
        client.get(url)
    plans.many_people(world, 45)
    plans.heads_results(world, *[f"Hasil {n}" for n in range(8)])
    with CaptureQueriesContext(connection) as many:
        page = client.get(url).content.decode()
    assert len(many) == len(few) <= 12
    assert "bawahan lain tidak tampil" in page
