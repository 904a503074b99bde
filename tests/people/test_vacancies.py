"""A leader leaves without successor: nobody waits, everybody who can mend it sees it, and a Plt takes the unit in one step."""

import datetime as dt
from typing import Any

import pytest
from django.urls import reverse

from pamong.appraisal.models import Evaluation
from pamong.people import queries as people
from pamong.people import tasks
from pamong.people.actions import careers, vacancies
from pamong.people.enums import ActingKind
from pamong.people.models import Assignment, Person, SeatActing, WorkItem
from pamong.people.queries import vacancies as reads
from pamong.people.queries.home import home_cards
from pamong.people.queries.quality import report
from pamong.planning import actions as planning
from pamong.planning.models import Skp
from pamong.platform.access.errors import NotVisible
from pamong.platform.access.viewer import Viewer
from pamong.platform.guard import ACTION
from pamong.rulebook.errors import Refused
from tests.appraisal.builder import Plan
from tests.planning import plans
from tests.world import World, assign, person, unit

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
SYSTEM = Viewer.system("uji")


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def leaves(world: World, who: str = "superior", reason: str = "retirement") -> None:
    careers.leave(person=world.people[who], reason=reason, day=world.today, decree="SK 9", by=SYSTEM)


def superior_of(world: World, who: str = "employee") -> Person | None:
    return Assignment.objects.get(person=world.people[who], valid__contains=world.today).superior


def appoint(world: World, who: str = "peer", by: str | None = "admin", days: int = 30, **given: Any) -> SeatActing:
    values = {"unit": world.office, "acting": world.people[who], "kind": ActingKind.PLT, "decree": "SP 5/2026"}
    values |= {"starts": world.today, "ends": world.today + days * DAY, "by": world.viewer(by) if by else SYSTEM}
    return vacancies.appoint_seat(**{**values, **given})


@pytest.mark.parametrize("reason", ["retirement", "death", "contract_end", "transfer"])
def test_whatever_the_reason_nobody_is_blocked(world: World, reason: str) -> None:
    """The SKP that waited for him goes on to who stands above, and so does what he had to rate."""
    skp = plans.submitted(world)
    row = Plan(world).opened()
    assert (skp.assessor, row.assessor) == (world.superior, world.superior)
    leaves(world, reason=reason)
    skp.refresh_from_db()
    row.refresh_from_db()
    assert (superior_of(world), skp.assessor, row.assessor) == (world.head, world.head, world.head)
    planning.agree(skp_id=skp.pk, by=world.viewer("head"))
    page = world.client("head").get(reverse("appraisal:rate", args=[row.pk]))
    assert page.status_code == 200 and world.employee.name in text(page)


def test_what_he_rated_and_was_not_signed_is_set_by_who_stood_above_him(world: World) -> None:
    row = Plan(world).rated()
    leaves(world)
    assert world.client("head").get(reverse("appraisal:evaluation", args=[row.pk])).status_code == 200
    assert Evaluation.objects.get(pk=row.pk).assessor == world.superior  # what is rated stands as it was rated


def test_the_leader_above_and_the_clerk_see_it(world: World) -> None:
    plans.submitted(world)
    assert [card.title for card in home_cards(world.viewer("head")).alone()] == []
    leaves(world)
    assert "Unit tanpa pimpinan" in [str(card.title) for card in home_cards(world.viewer("head")).alone()]
    for who in ("head", "admin", "personnel"):
        page = text(world.client(who).get(reverse("people:vacancies")))
        assert world.office.name in page and world.superior.name in page and world.head.name in page
        assert "1 SKP menunggu persetujuan" in page
        assert reverse("people:vacancy", args=[world.office.pk]) in page
    assert world.office.name in text(world.client("admin").get(reverse("people:work")))
    item = WorkItem.objects.get(matter="unit_without_head")
    assert "Tunjuk Plt/Plh" in text(world.client("admin").get(reverse("people:work_item", args=[item.pk])))
    (check,) = [c for c in report(world.viewer("admin")) if c.id == "no_head"]
    assert check.found[0].url == reverse("people:vacancy", args=[world.office.pk])
    page = text(world.client("inspector").get(reverse("people:vacancies")))
    assert world.office.name in page and reverse("people:vacancy", args=[world.office.pk]) not in page


def test_neither_peers_nor_other_agencies_see_it(world: World) -> None:
    leaves(world)
    for who in ("stranger_head", "acting"):
        assert world.office.name not in text(world.client(who).get(reverse("people:vacancies")))
        assert world.client(who).get(reverse("people:vacancy", args=[world.office.pk])).status_code == 404
    assert not reads.vacant_units(world.viewer("superior")).exists()


def test_one_form_names_the_plt_and_everything_comes_to_him(world: World) -> None:
    skp = plans.submitted(world)
    leaves(world)
    url = reverse("people:vacancy", args=[world.office.pk])
    page = text(world.client("head").get(url))
    assert world.peer.name in page and "1 SKP menunggu persetujuan" in page
    data = {
        "person": world.peer.pk, "kind": "plt", "decree": "SP 5/2026",
        "starts": world.today.isoformat(), "ends": (world.today + 30 * DAY).isoformat(),
    }  # fmt: skip
    assert world.client("head").post(url, data).status_code == 303
    skp.refresh_from_db()
    assert (superior_of(world), skp.assessor, superior_of(world, "peer")) == (world.peer, world.peer, world.head)
    viewer = world.viewer("peer")
    assert viewer.has_reports and world.office.path in viewer.leads
    planning.agree(skp_id=skp.pk, by=viewer)
    listed = text(world.client("peer").get(reverse("people:acting")))
    assert f"Plt {world.peer.name}" in listed and world.office.name in listed


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"person": ""}, "Pilih seorang pegawai"),
        ({"decree": ""}, "surat perintah"),
        ({"ends": "2020-01-01"}, "mendahului"),
        ({"kind": "raja"}, "Sebagai"),
    ],
)
def test_a_refusal_keeps_what_was_typed(world: World, fields: dict[str, str], said: str) -> None:
    leaves(world)
    url = reverse("people:vacancy", args=[world.office.pk])
    data = {
        "person": world.peer.pk, "kind": "plh", "decree": "SP 5/2026",
        "starts": world.today.isoformat(), "ends": (world.today + 9 * DAY).isoformat(), **fields,
    }  # fmt: skip
    answer = world.client("admin").post(url, data)
    assert answer.status_code == 422 and said in text(answer)
    assert not SeatActing.objects.exists()


def test_one_at_a_time_and_never_beside_a_head(world: World) -> None:
    with pytest.raises(NotVisible):
        appoint(world)  # the unit has its head
    leaves(world)
    appoint(world)
    with pytest.raises(Refused) as refused:
        appoint(world, "acting", by=None)
    assert refused.value.field == "starts"
    with pytest.raises(Refused):
        appoint(world, "superior", by=None)


def test_a_new_head_takes_over_from_the_plt(world: World) -> None:
    leaves(world)
    appoint(world)
    post = careers.NewPost(unit=world.office, title="Kepala Bidang", kind="JA", is_head=True)
    careers.move(person=world.acting, post=post, day=world.today, decree="SK 10", by=SYSTEM)
    assert (superior_of(world), superior_of(world, "peer")) == (world.acting, world.acting)
    assert world.office.path not in world.viewer("peer").leads
    assert not reads.vacant_units(world.viewer("admin")).exists()


def test_when_his_days_end_the_people_go_back_up_and_a_clerk_is_asked(world: World) -> None:
    leaves(world)
    seat = appoint(world, days=0)
    SeatActing.objects.filter(pk=seat.pk).update(via=ACTION, valid=(world.today - 9 * DAY, world.today))
    WorkItem.objects.all().delete()
    tasks.seats()
    assert superior_of(world) == world.head
    assert WorkItem.objects.filter(matter="unit_without_head", unit=world.office).count() == 1
    assert vacancies.end_due_seats(by=SYSTEM) == 0


def test_it_is_ended_early_from_the_page(world: World) -> None:
    leaves(world)
    seat = appoint(world)
    assert world.client("stranger_head").post(reverse("people:seat_end", args=[seat.pk])).status_code == 404
    assert world.client("admin").post(reverse("people:seat_end", args=[seat.pk])).status_code == 303
    assert superior_of(world) == world.head and world.office.path not in world.viewer("peer").leads


def gone(world: World) -> None:
    """The file ended his post, and nobody told his people."""
    post = Assignment.objects.get(person=world.superior)
    Assignment.objects.filter(pk=post.pk).update(via=ACTION, valid=(post.valid.lower, world.today))


def test_a_superior_who_is_gone_but_still_named_is_flagged_each_night(world: World) -> None:
    gone(world)
    tasks.seats()
    items = WorkItem.objects.filter(matter="gone_superior")
    assert {item.person for item in items} == {world.employee, world.peer}
    (check,) = [c for c in report(world.viewer("admin")) if c.id == "gone_superior"]
    assert check.count == 2
    page = text(world.client("head").get(reverse("people:vacancies")))
    assert "2 pegawai masih di bawahnya" in page and f"Alihkan ke {world.head.name}" in page


def test_his_people_come_under_who_stands_above_with_one_click(world: World) -> None:
    skp = plans.submitted(world)
    gone(world)
    tasks.seats()
    url = reverse("people:superior_replace", args=[world.superior.pk])
    assert world.client("employee").post(url).status_code in (403, 404)
    assert world.client("head").post(url).status_code == 303
    skp.refresh_from_db()
    assert (superior_of(world), superior_of(world, "peer"), skp.assessor) == (world.head, world.head, world.head)
    assert not WorkItem.objects.filter(matter="gone_superior", done_at__isnull=True).exists()
    assert world.client("head").post(url).status_code == 404  # nothing is left to do


def test_above_the_highest_nobody_stands(world: World) -> None:
    post = Assignment.objects.get(person=world.head)
    Assignment.objects.filter(pk=post.pk).update(via=ACTION, valid=(post.valid.lower, world.today))
    with pytest.raises(Refused):
        vacancies.replace_gone(person_id=world.head.pk, by=world.viewer("admin"))
    assert "Tidak ada pimpinan di atasnya" in text(world.client("admin").get(reverse("people:vacancies")))


def test_who_stands_in_the_place_of_somebody_gone(world: World) -> None:
    assert people.in_place_of([world.superior.pk]) == {}
    gone(world)
    assert people.in_place_of([world.superior.pk, world.employee.pk]) == {world.superior.pk: world.head.pk}
    world.appoint_acting()  # his duties are carried: nobody else is needed
    assert people.in_place_of([world.superior.pk]) == {}


def test_a_departed_superior_of_a_departed_one_is_passed_over(world: World) -> None:
    section = unit(world.a, "Seksi Akta", world.office)
    chief = person("Budi Santoso", "198001012006041009")
    assign(chief, section, "Kepala Seksi", world.superior, is_head=True)
    clerk = person("Ayu Pratiwi", "199501012019032007")
    assign(clerk, section, "Staf", chief)
    careers.leave(person=chief, reason="death", day=world.today, decree="", by=SYSTEM)
    leaves(world)
    assert Assignment.objects.get(person=clerk, valid__contains=world.today).superior == world.head
    assert Assignment.objects.get(person=chief).superior == world.superior
    assert people.in_place_of([chief.pk]) == {chief.pk: world.head.pk}


def test_the_page_asks_as_much_for_many_units_as_for_one(world: World, django_assert_max_num_queries: Any) -> None:
    def empty_units(count: int) -> None:
        for n in range(count):
            one = unit(world.a, f"Bidang {Skp.objects.count()}-{n}-{Person.objects.count()}", world.root)
            folk = person(f"Pegawai {one.pk}", f"19900101{2015 + n % 5}011{one.pk % 1000:03d}")
            assign(folk, one, "Staf", world.head)

    empty_units(1)
    client = world.client("admin")
    client.get(reverse("people:vacancies"))
    with django_assert_max_num_queries(16):
        client.get(reverse("people:vacancies"))
    empty_units(12)
    with django_assert_max_num_queries(16):
        client.get(reverse("people:vacancies"))
