"""Acting superiors (capability 6): by date range, duties follow by themselves, overlap refused in words."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.urls import reverse

from pamong.people import queries
from pamong.people.actions import acting as actions
from pamong.people.enums import ActingKind
from pamong.people.models import Acting
from pamong.platform.access.errors import NotVisible
from pamong.platform.access.viewer import Viewer
from pamong.platform.audit.models import Event
from pamong.platform.guard import ACTION
from pamong.platform.notifications.models import Notification
from pamong.rulebook.errors import Refused
from tests.world import World

pytestmark = pytest.mark.django_db
SYSTEM = Viewer.system("uji")
DAY = dt.timedelta(days=1)
FORM = "/kepegawaian/plt-plh/tunjuk/"


def appoint(
    world: World, starts: int, ends: int, *, absent: str = "superior", acting: str = "acting", by: str = "admin"
) -> Acting:
    """From today plus ``starts`` to today plus ``ends`` days, both included."""
    return actions.appoint(
        absent=world.people[absent],
        acting=world.people[acting],
        kind=ActingKind.PLH,
        starts=world.today + starts * DAY,
        ends=world.today + ends * DAY,
        decree="800/12/2026",
        by=world.viewer(by),
    )


@pytest.mark.parametrize(
    ("starts", "ends", "running"),
    [(-5, -1, False), (-5, 0, True), (0, 0, True), (-1, 5, True), (0, 5, True), (1, 5, False)],
)
def test_duties_follow_the_days(world: World, starts: int, ends: int, running: bool) -> None:
    appoint(world, starts, ends)
    stand_in, absent = world.viewer("acting"), world.viewer("superior")
    assert (world.superior.pk in stand_in.acts_for) == running
    assert (world.superior.pk in absent.acts_for) == (not running)
    staff = {a.person_id for a in queries.direct_reports(stand_in)}
    assert ({world.employee.pk, world.peer.pk} <= staff) == running
    assert stand_in.has_reports == running
    assert (world.office.path in stand_in.leads) == running
    assert queries.carrier_of(world.superior.pk) == (world.acting.pk if running else world.superior.pk)


def test_the_absent_one_gets_his_duties_back_by_himself(world: World) -> None:
    made = appoint(world, -3, 0)
    assert not queries.direct_reports(world.viewer("superior")).exists()
    Acting.objects.filter(pk=made.pk).update(via=ACTION, valid=(world.today - 3 * DAY, world.today))
    assert queries.direct_reports(world.viewer("superior")).count() == 2
    assert not queries.direct_reports(world.viewer("acting")).exists()


def test_the_past_knows_who_carried_what(world: World) -> None:
    appoint(world, -10, -5)
    assert queries.carrier_of(world.superior.pk, world.today - 7 * DAY) == world.acting.pk
    assert queries.carrier_of(world.superior.pk, world.today - 4 * DAY) == world.superior.pk
    assert queries.carrier_of(world.superior.pk, world.today - 11 * DAY) == world.superior.pk


@pytest.mark.parametrize(("starts", "ends"), [(0, 9), (-5, 0), (9, 20), (3, 4), (-5, 30)])
def test_two_stand_ins_at_once_are_refused_in_words(world: World, starts: int, ends: int) -> None:
    appoint(world, 0, 9)
    with pytest.raises(Refused) as refused:
        appoint(world, starts, ends, acting="admin")
    assert "sudah digantikan Rina Kusuma" in refused.value.text()
    assert refused.value.field == "starts"
    assert Acting.objects.count() == 1


@pytest.mark.parametrize(("starts", "ends"), [(10, 20), (-9, -1)])
def test_one_after_the_other_is_fine(world: World, starts: int, ends: int) -> None:
    appoint(world, 0, 9)
    appoint(world, starts, ends, acting="admin")
    assert Acting.objects.count() == 2


def test_somebody_who_is_away_cannot_stand_in(world: World) -> None:
    appoint(world, 0, 9, absent="acting", acting="admin")
    with pytest.raises(Refused, match="sendiri sedang digantikan"):
        appoint(world, 5, 6)
    appoint(world, 10, 12)


def test_one_person_may_stand_in_for_two(world: World) -> None:
    appoint(world, 0, 9)
    appoint(world, 0, 9, absent="head")
    assert {world.superior.pk, world.head.pk, world.acting.pk} == world.viewer("acting").acts_for


def test_nobody_replaces_himself(world: World) -> None:
    with pytest.raises(Refused, match="orang lain"):
        appoint(world, 0, 9, acting="superior")


def test_a_superior_appoints_for_his_own_duties_only(world: World) -> None:
    appoint(world, 0, 9, by="superior")
    with pytest.raises(NotVisible):
        appoint(world, 0, 9, absent="head", by="superior")
    with pytest.raises(NotVisible):
        appoint(world, 20, 29, absent="superior", by="peer")


def test_clerks_stay_in_their_agency(world: World) -> None:
    with pytest.raises(NotVisible):
        appoint(world, 0, 9, absent="stranger_head", acting="stranger")
    appoint(world, 0, 9, absent="stranger_head", acting="stranger", by="personnel")


def test_only_clerks_may_enter_an_order_late(world: World) -> None:
    with pytest.raises(Refused, match="paling awal"):
        appoint(world, -1, 9, by="superior")
    with pytest.raises(Refused, match="paling awal"):
        appoint(world, -32, 9)
    appoint(world, -31, 9)


def test_both_are_told_and_it_is_recorded(world: World) -> None:
    made = appoint(world, 0, 9)
    told = {n.person_id: n.text for n in Notification.objects.all()}
    assert told.keys() == {world.acting.pk, world.superior.pk}
    assert world.superior.name in told[world.acting.pk]
    assert world.acting.name in told[world.superior.pk]
    event = Event.objects.get(verb="acting.appointed")
    assert event.row_id == str(made.pk)
    assert event.actor == world.admin.name


def test_ending_early_keeps_the_past(world: World) -> None:
    made = appoint(world, -5, 9)
    ended = actions.end(acting=made, last_day=world.today - DAY, by=world.viewer("admin"))
    assert ended is not None
    assert ended.valid.upper == world.today
    assert world.superior.pk in world.viewer("superior").acts_for
    assert queries.carrier_of(world.superior.pk, world.today - 3 * DAY) == world.acting.pk


def test_what_has_passed_stays(world: World) -> None:
    made = appoint(world, -5, 9)
    for last_day in (-2, -6, -60):
        with pytest.raises(Refused, match="sudah lewat"):
            actions.end(acting=made, last_day=world.today + last_day * DAY, by=world.viewer("admin"))
    for last_day in (9, 10):
        with pytest.raises(Refused, match="sebelum"):
            actions.end(acting=made, last_day=world.today + last_day * DAY, by=world.viewer("admin"))


def test_one_that_has_not_begun_is_taken_back(world: World) -> None:
    made = appoint(world, 3, 9)
    assert actions.end(acting=made, last_day=world.today, by=world.viewer("superior")) is None
    assert not Acting.objects.exists()
    assert Event.objects.filter(verb="acting.taken_back").count() == 1
    assert Event.objects.filter(kind="delete", table="people_acting").count() == 1


def test_ending_is_for_the_absent_one_and_his_clerks(world: World) -> None:
    made = appoint(world, 0, 9)
    for who in ("acting", "employee", "stranger_head", "inspector"):
        with pytest.raises(NotVisible):
            actions.end(acting=made, last_day=world.today, by=world.viewer(who))
    assert actions.end(acting=made, last_day=world.today, by=world.viewer("superior"))


@pytest.mark.django_db(transaction=True)
def test_two_clerks_at_once_make_one_appointment(world: World) -> None:
    viewer = world.viewer("admin")
    names = ["acting", "peer", "employee", "admin", "head"]

    def one(name: str) -> str:
        try:
            appoint_as(world, viewer, name)
        except Refused as refused:
            return refused.field or ""
        finally:
            connection.close()
        return "made"

    with ThreadPoolExecutor(5) as pool:
        results = list(pool.map(one, names))
    assert results.count("made") == 1
    assert results.count("starts") == 4
    assert Acting.objects.count() == 1


def appoint_as(world: World, viewer: Viewer, name: str) -> Acting:
    return actions.appoint(
        absent=world.superior,
        acting=world.people[name],
        kind=ActingKind.PLT,
        starts=world.today,
        ends=world.today + 5 * DAY,
        decree="1",
        by=viewer,
    )


# --- pages ---


def sent(world: World, **changes: str) -> dict[str, str]:
    values = {
        "absent": world.superior.nip,
        "acting": world.acting.name,
        "kind": "plh",
        "starts": world.today.isoformat(),
        "ends": (world.today + 5 * DAY).isoformat(),
        "decree": "800/12/2026",
    }
    return {**values, **changes}


def test_a_clerk_appoints_on_the_page(world: World) -> None:
    client = world.client("admin")
    response = client.post(FORM, sent(world))
    made = Acting.objects.get()
    assert response.status_code == 303
    assert response["X-Object-Id"] == str(made.pk)
    assert (made.absent_id, made.acting_id, made.kind) == (world.superior.pk, world.acting.pk, "plh")
    assert made.valid.upper == world.today + 6 * DAY
    page = client.get(reverse("people:acting")).content.decode()
    assert world.acting.name in page
    assert "berjalan" in page


def test_a_superior_appoints_for_himself_whatever_he_sends(world: World) -> None:
    client = world.client("superior")
    page = client.get(FORM).content.decode()
    assert 'name="absent"' not in page
    assert f'value="{world.employee.name}"' in page
    client.post(FORM, sent(world, absent=world.head.nip, acting=world.peer.nip))
    assert Acting.objects.get().absent_id == world.superior.pk


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"acting": "Tidak Ada"}, "Tidak ada pegawai aktif"),
        ({"acting": "199104152016031008"}, "Tidak ada pegawai aktif"),
        ({"acting": "\x00"}, "karakter"),
        ({"starts": "31-02-2026"}, "tanggal seperti"),
        ({"ends": "2020-01-01"}, "mendahului"),
        ({"ends": "2199-01-01"}, "satu tahun"),
        ({"kind": "raja"}, "Sebagai:"),
        ({"decree": ""}, "wajib"),
    ],
)
def test_mistakes_are_told_and_the_text_stays(world: World, changes: dict[str, str], words: str) -> None:
    response = world.client("admin").post(FORM, sent(world, **changes))
    text = response.content.decode()
    assert response.status_code == 422
    assert words in text
    assert "800/12/2026" in text or changes.get("decree") == ""
    assert not Acting.objects.exists()


def test_a_name_that_two_bear_needs_the_number(world: World) -> None:
    from tests.world import assign, person

    assign(person(world.acting.name, "199707152024212003"), world.office, "Arsiparis", world.superior)
    text = world.client("admin").post(FORM, sent(world)).content.decode()
    assert "Ada beberapa pegawai dengan nama itu" in text


def test_the_refusal_of_an_overlap_reaches_the_page(world: World) -> None:
    appoint(world, 0, 9)
    response = world.client("admin").post(FORM, sent(world, acting=world.peer.nip))
    assert response.status_code == 422
    assert "sudah digantikan" in response.content.decode()


def test_ending_on_the_page(world: World) -> None:
    made = appoint(world, -1, 9)
    client = world.client("superior")
    url = reverse("people:acting_end", args=[made.pk])
    assert client.get(url).status_code == 200
    assert client.post(url, {"last_day": (world.today + 20 * DAY).isoformat()}).status_code == 422
    assert client.post(url, {"last_day": world.today.isoformat()}).status_code == 302
    assert Acting.objects.get().valid.upper == world.today + DAY


@pytest.mark.parametrize("who", ["employee", "acting", "stranger_head", "peer"])
def test_others_cannot_even_open_the_end_page(world: World, who: str) -> None:
    made = appoint(world, 0, 9)
    assert world.client(who).get(reverse("people:acting_end", args=[made.pk])).status_code == 404


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("acting", True),
        ("superior", True),
        ("admin", True),
        ("inspector", True),
        ("employee", False),
        ("stranger", False),
    ],
)
def test_who_sees_the_appointment(world: World, who: str, sees: bool) -> None:
    appoint(world, 0, 9)
    page = world.client(who).get(reverse("people:acting")).content.decode()
    assert ("800/12/2026" in page) == sees


def test_the_home_page_tells_the_stand_in(world: World) -> None:
    appoint(world, 0, 9)
    page = world.client("acting").get("/").content.decode()
    assert "Anda menggantikan" in page
    assert world.superior.name in page
