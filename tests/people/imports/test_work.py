"""The clerk's work list: what an import or an employee found wrong, put right by choosing a person."""

from typing import Any

import pytest
from django.urls import reverse

from pamong.people import queries
from pamong.people.actions import imports
from pamong.people.actions import work as actions
from pamong.people.actions.import_write import Defaults
from pamong.people.enums import Matter
from pamong.people.models import Assignment, Person, WorkItem
from pamong.people.queries import work as reads
from pamong.platform.access.viewer import Viewer
from pamong.platform.audit.models import Event, Read
from pamong.rulebook.errors import Refused
from tests.people.imports.files import book, nip, person
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def item(world: World) -> WorkItem:
    """An employee of agency a whose superior nobody knows."""
    rows = [person(1, unit=world.office.name, parent=world.a.name, superior=nip(99))]
    imports.import_file(
        content=book(rows), file_name="a.xlsx", answers={}, defaults=Defaults(), by=Viewer.system("uji impor")
    )
    return WorkItem.objects.get(matter=Matter.UNKNOWN_SUPERIOR)


def address(item: WorkItem, name: str = "work_item") -> str:
    return reverse(f"people:{name}", args=[item.pk])


def superior_of(item: WorkItem) -> Person | None:
    assert item.person_id is not None
    found = queries.current_assignment(item.person_id)
    assert found is not None
    return found.superior


@pytest.mark.parametrize("who", ["admin", "personnel"])
def test_clerk_sees_the_list_and_is_recorded(world: World, item: WorkItem, who: str) -> None:
    shown = world.client(who).get(reverse("people:work")).content.decode()
    assert "Atasan tidak ditemukan" in shown
    assert nip(99) in shown
    assert Read.objects.filter(
        reader_id=world.users[who].pk, what="workitem.view", subjects__contains=[item.person_id]
    ).exists()


def test_list_can_be_narrowed(world: World, item: WorkItem) -> None:
    client = world.client("personnel")
    assert nip(99) in client.get(reverse("people:work") + "?perkara=unknown_superior").content.decode()
    assert nip(99) not in client.get(reverse("people:work") + "?perkara=unit_without_head").content.decode()
    assert nip(99) in client.get(reverse("people:work") + "?perkara=ngawur").content.decode()


def test_likely_superiors_are_offered_first(world: World, item: WorkItem) -> None:
    offered = reads.work_candidates(world.viewer("admin"), item)
    assert [row.person.name for row in offered] == [world.superior.name, world.head.name]


def test_others_are_found_by_name_and_nip(world: World, item: WorkItem) -> None:
    viewer = world.viewer("admin")
    assert [r.person_id for r in reads.work_candidates(viewer, item, "rina")] == [world.acting.pk]
    assert [r.person_id for r in reads.work_candidates(viewer, item, world.acting.nip[:10])] == [world.acting.pk]
    assert reads.work_candidates(viewer, item, world.stranger.name) == []  # another agency's
    assert len(reads.work_candidates(world.viewer("personnel"), item, world.stranger.name)) == 1
    assert item.person_id not in {r.person_id for r in reads.work_candidates(viewer, item, "Pegawai")}


def test_choosing_a_superior_settles_the_item(world: World, item: WorkItem) -> None:
    answer = world.client("admin").post(address(item), {"person": world.superior.pk})
    assert answer.status_code == 303
    assert superior_of(item) == world.superior
    item.refresh_from_db()
    assert item.done_at is not None
    assert item.done_by == world.users["admin"]
    act = Event.objects.get(verb="workitem.resolved")
    assert (act.row_id, act.actor_id) == (str(item.pk), world.users["admin"].pk)
    assert world.client("admin").get(address(item)).status_code == 404


@pytest.mark.parametrize("chosen", ["", "x", "999999", "99999999999999999999999"])
def test_nobody_chosen(world: World, item: WorkItem, chosen: str) -> None:
    answer = world.client("admin").post(address(item), {"person": chosen})
    assert answer.status_code in (404, 422)
    item.refresh_from_db()
    assert item.done_at is None


def test_person_himself_and_his_own_staff_are_refused(world: World, item: WorkItem) -> None:
    assert item.person_id is not None
    post = Assignment.objects.get(person_id=item.person_id)
    Assignment.objects.filter(person=world.peer).update(via=reads_action(), superior_id=item.person_id)
    client = world.client("admin")
    for chosen in (item.person_id, world.peer.pk):
        answer = client.post(address(item), {"person": chosen})
        assert answer.status_code == 422
    assert "berputar" in answer.content.decode()
    post.refresh_from_db()
    assert post.superior is None


def reads_action() -> Any:
    from pamong.platform.guard import ACTION

    return ACTION


def test_closing_needs_a_reason(world: World, item: WorkItem) -> None:
    client = world.client("admin")
    assert client.post(address(item, "work_close"), {"reason": " "}).status_code == 422
    assert client.post(address(item, "work_close"), {"reason": "Memang belum ada atasan."}).status_code == 303
    item.refresh_from_db()
    assert item.done_at is not None
    assert superior_of(item) is None
    act = Event.objects.get(verb="workitem.closed")
    assert act.new == {"reason": "Memang belum ada atasan."}


def test_two_clerks_at_once_settle_it_once(world: World, item: WorkItem) -> None:
    viewer = world.viewer("admin")
    chosen = reads.candidate_for(viewer, world.superior.pk)
    actions.resolve(item=item, chosen=chosen, by=viewer)
    with pytest.raises(Refused, match="sudah diselesaikan"):
        actions.resolve(item=item, chosen=chosen, by=viewer)


def test_unit_without_head_gets_one_of_its_members(world: World) -> None:
    rows = [person(n, unit="Bidang Baru", parent=world.a.name, superior=world.head.nip) for n in (1, 2)]
    imports.import_file(
        content=book(rows), file_name="a.xlsx", answers={}, defaults=Defaults(), by=Viewer.system("uji impor")
    )
    item = WorkItem.objects.get(matter=Matter.UNIT_WITHOUT_HEAD)
    client = world.client("admin")
    shown = client.get(address(item)).content.decode()
    assert "Pegawai 1" in shown
    assert world.peer.name not in shown
    assert client.post(address(item), {"person": world.peer.pk}).status_code == 422
    chosen = Person.objects.get(nip=nip(2))
    assert client.post(address(item), {"person": chosen.pk}).status_code == 303
    assert Assignment.objects.get(unit=item.unit, is_head=True, valid__endswith__isnull=True).person == chosen
    item.refresh_from_db()
    assert item.done_at is not None


@pytest.mark.parametrize("who", ["employee", "superior", "head", "inspector", "leader", "sysadmin", "stranger"])
def test_others_do_not_reach_the_list(world: World, item: WorkItem, who: str) -> None:
    client = world.client(who)
    assert client.get(reverse("people:work")).status_code == 403
    assert client.post(address(item), {"person": world.superior.pk}).status_code == 403
    assert client.post(address(item, "work_close"), {"reason": "x"}).status_code == 403


def test_clerk_of_another_agency_sees_nothing(world: World) -> None:
    other = WorkItem.objects.create(agency=world.b, person=world.stranger, matter=Matter.UNKNOWN_SUPERIOR, detail="123")
    client = world.client("admin")
    assert world.stranger.name not in client.get(reverse("people:work")).content.decode()
    assert client.get(address(other)).status_code == 404
    assert client.post(address(other), {"person": world.head.pk}).status_code == 404
    assert client.post(address(other, "work_close"), {"reason": "x"}).status_code == 404


def test_empty_list_says_so(world: World) -> None:
    assert "Semua beres" in world.client("admin").get(reverse("people:work")).content.decode()


def test_pages_need_the_same_queries_with_many_items(world: World, django_assert_max_num_queries: Any) -> None:
    rows = [person(n, unit=world.office.name, parent=world.a.name, superior=nip(999 - 1)) for n in range(1, 45)]
    imports.import_file(
        content=book(rows), file_name="a.xlsx", answers={}, defaults=Defaults(), by=Viewer.system("uji impor")
    )
    client = world.client("personnel")
    with django_assert_max_num_queries(12):
        client.get(reverse("people:work"))
