"""The first page, the language and the rights in words."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from pamong.people.enums import Matter
from pamong.people.models import User, WorkItem
from pamong.people.queries import home_cards as people_cards
from pamong.platform.access.table import ROWS
from pamong.platform.access.viewer import RoleGrant, Viewer
from pamong.platform.access.who import Who
from pamong.platform.counting import Ask
from pamong.platform.ui.cards import Card
from pamong.sites import home
from pamong.sites.rights import ACTIONS, OBJECTS, SHOWN_TO_ALL, rights_of, roles_of
from tests.people.signing import sign_in
from tests.world import KeyedClient, World


@pytest.mark.parametrize(
    ("hour", "word"),
    [
        (0, "malam"),
        (2, "malam"),
        (3, "pagi"),
        (10, "pagi"),
        (11, "siang"),
        (14, "siang"),
        (15, "sore"),
        (18, "sore"),
        (19, "malam"),
        (23, "malam"),
    ],
)
def test_the_greeting_of_the_hour(hour: int, word: str) -> None:
    assert home.greeting(hour) == word


def test_urgent_cards_come_first_and_areas_keep_their_order(monkeypatch: pytest.MonkeyPatch) -> None:
    one = [Card("a", "1", tone="ok"), Card("b", "2", tone="info"), Card("c", "3", tone="bad")]
    two = [Card("d", "4", tone="info"), Card("e", "5", tone="warn"), Card("f", "6", tone="ungu")]
    monkeypatch.setattr(home, "SOURCES", (lambda viewer: Ask({}, lambda _: one), lambda viewer: Ask({}, lambda _: two)))
    assert [card.title for card in home.home_cards(Viewer.anonymous())] == ["c", "e", "b", "d", "f", "a"]


@pytest.mark.django_db
class TestFirstPage:
    def test_visitors_read_what_pamong_is_and_where_to_enter(self, world: World) -> None:
        response = KeyedClient().get("/")
        page = response.content.decode()
        assert response.status_code == 200
        assert "Masuk untuk pegawai" in page
        assert 'href="/akun/masuk/"' in page
        assert 'href="/akun/aktivasi/"' in page
        assert "<c-" not in page

    def test_visitors_cost_the_database_nothing(self, world: World) -> None:
        client = KeyedClient()
        client.get("/")
        with CaptureQueriesContext(connection) as captured:
            client.get("/")
        assert len(captured) == 0

    def test_staff_are_greeted_by_name_with_the_day(self, world: World) -> None:
        page = world.client("employee").get("/").content.decode()
        assert re.search(r"Selamat (pagi|siang|sore|malam), Sari Lestari, A\.Md\.", page)
        assert str(world.today.year) in page
        assert re.search(r"Senin|Selasa|Rabu|Kamis|Jumat|Sabtu|Minggu", page)

    @pytest.mark.parametrize(
        "who", ["employee", "superior", "head", "admin", "personnel", "inspector", "leader", "sysadmin"]
    )
    def test_everybody_with_an_account_has_a_home(self, world: World, who: str) -> None:
        response = world.client(who).get("/")
        assert response.status_code == 200
        assert "<c-" not in response.content.decode()

    def test_it_is_cheap(self, world: World) -> None:
        client = world.client("admin")
        client.get("/")
        with CaptureQueriesContext(connection) as captured:
            client.get("/")
        assert len(captured) <= 12

    def test_a_name_with_markup_is_only_text(self, world: World) -> None:
        User.objects.filter(pk=world.users["sysadmin"].pk).update(display_name="<b>Kuasa</b>")
        assert "<b>Kuasa</b>" not in world.client("sysadmin").get("/").content.decode()


@pytest.mark.django_db
class TestCards:
    def work(self, world: World, done: bool = False) -> WorkItem:
        item = WorkItem.objects.create(agency=world.a, person=world.employee, matter=Matter.UNKNOWN_SUPERIOR)
        if done:
            WorkItem.objects.filter(pk=item.pk).update(done_at=item.created_at, done_by=world.users["admin"])
        return item

    def test_clerks_see_how_much_waits(self, world: World) -> None:
        assert [(c.value, c.tone) for c in people_cards(world.viewer("admin")).alone()] == [("0", "ok")]
        self.work(world)
        assert [(c.value, c.tone) for c in people_cards(world.viewer("admin")).alone()] == [("1", "warn")]
        assert [(c.value, c.tone) for c in people_cards(world.viewer("personnel")).alone()] == [("1", "warn")]

    def test_what_is_done_does_not_wait(self, world: World) -> None:
        self.work(world, done=True)
        assert [c.value for c in people_cards(world.viewer("admin")).alone()] == ["0"]

    def test_other_agencies_wait_elsewhere(self, world: World) -> None:
        WorkItem.objects.create(agency=world.b, person=world.stranger, matter=Matter.UNKNOWN_SUPERIOR)
        assert [c.value for c in people_cards(world.viewer("admin")).alone()] == ["0"]
        assert [c.value for c in people_cards(world.viewer("personnel")).alone()] == ["1"]

    @pytest.mark.parametrize("who", ["employee", "superior", "head", "inspector", "leader", "sysadmin"])
    def test_others_have_no_such_card(self, world: World, who: str) -> None:
        self.work(world)
        assert people_cards(world.viewer(who)).alone() == []

    def test_a_stand_in_is_reminded_until_when(self, world: World) -> None:
        acting = world.appoint_acting(days=3)
        card = people_cards(world.viewer("acting")).alone()[0]
        assert card.value == world.superior.name
        last = acting.valid[1] - dt.timedelta(days=1)
        assert str(last.day) in card.note
        assert card.url == "/kepegawaian/plt-plh/"


@pytest.mark.django_db
class TestLanguage:
    def switch(self, client: KeyedClient, language: str = "en", target: str = "/hak-saya/") -> object:
        return client.post("/bahasa/", {"language": language, "next": target})

    def test_visitors_switch_by_cookie(self, world: World) -> None:
        client = KeyedClient()
        response = self.switch(client, target="/")
        assert response.status_code == 303  # type: ignore[attr-defined]
        assert client.cookies["django_language"].value == "en"
        assert '<html lang="en">' in client.get("/").content.decode()
        self.switch(client, "id", "/")
        assert '<html lang="id">' in client.get("/").content.decode()

    def test_staff_keep_it_for_the_next_sign_in(self, world: World) -> None:
        client = world.client("employee")
        assert self.switch(client)["Location"] == "/hak-saya/"  # type: ignore[index]
        world.users["employee"].refresh_from_db()
        assert world.users["employee"].language == "en"
        elsewhere = KeyedClient()
        sign_in(elsewhere, world.employee.nip)
        assert '<html lang="en">' in elsewhere.get("/").content.decode()

    @pytest.mark.parametrize("language", ["", "xx", "../../etc", "id\x00", "e" * 500])
    def test_languages_nobody_offers_change_nothing(self, world: World, language: str) -> None:
        client = world.client("employee")
        assert self.switch(client, language).status_code == 303  # type: ignore[attr-defined]
        assert "django_language" not in client.cookies
        world.users["employee"].refresh_from_db()
        assert world.users["employee"].language == "id"

    @pytest.mark.parametrize(
        "target", ["https://jahat.example/", "//jahat.example", "/\\jahat.example", "javascript:alert(1)", "", "jahat"]
    )
    def test_switching_never_leads_elsewhere(self, world: World, target: str) -> None:
        assert self.switch(KeyedClient(), target=target)["Location"] == "/"  # type: ignore[index]

    def test_it_is_no_get(self, world: World) -> None:
        assert KeyedClient().get("/bahasa/?language=en").status_code == 405


@pytest.mark.django_db
class TestRights:
    @pytest.mark.parametrize(
        "who", ["employee", "superior", "head", "admin", "personnel", "inspector", "leader", "sysadmin"]
    )
    def test_the_page_tells_who_one_is(self, world: World, who: str) -> None:
        page = world.client(who).get("/hak-saya/").content.decode()
        assert world.viewer(who).name in page
        assert "Hak saya" in page

    def test_visitors_have_to_sign_in(self) -> None:
        assert KeyedClient().get("/hak-saya/").status_code == 302

    def test_a_superior_reads_that_he_is_one(self, world: World) -> None:
        page = world.client("superior").get("/hak-saya/").content.decode()
        assert "Atasan langsung" in page
        assert "Atasan langsung / pejabat penilai" not in world.client("employee").get("/hak-saya/").content.decode()


def held(viewer: Viewer) -> set[tuple[str, str]]:
    return {(group.name, right.action) for group in rights_of(viewer) for right in group.rights}


def test_rights_follow_roles_and_relations() -> None:
    employee = Viewer(user_id=1, person_id=1, name="a")
    clerk = Viewer(user_id=2, person_id=2, name="b", grants=frozenset({RoleGrant(Who.AGENCY_ADMIN, 1)}))
    keeper = Viewer(user_id=3, name="c", grants=frozenset({RoleGrant(Who.SYSADMIN, None)}))
    assert ("Akun pegawai", "menerbitkan kode dan mengurus akun") in held(clerk)
    assert ("Akun pegawai", "menerbitkan kode dan mengurus akun") not in held(employee)
    assert ("Data saya", "melihat") in held(employee)
    assert ("Data pegawai", "melihat daftar") not in held(keeper)
    assert held(employee) < held(clerk)


def test_a_visitor_has_no_rights_to_read_about() -> None:
    assert rights_of(Viewer.anonymous()) == []


def test_logged_rights_say_so() -> None:
    clerk = Viewer(user_id=2, person_id=2, grants=frozenset({RoleGrant(Who.AGENCY_ADMIN, 1)}))
    people = next(g for g in rights_of(clerk) if g.name == "Data pegawai")
    assert {r.action for r in people.rights if r.logged} >= {"melihat", "melihat daftar", "mengunduh"}


def test_roles_are_told_in_words() -> None:
    viewer = Viewer(
        grants=frozenset(
            {RoleGrant(Who.AGENCY_ADMIN, 1), RoleGrant(Who.AGENCY_ADMIN, 2), RoleGrant(Who.INSPECTOR, None)}
        )
    )
    with translation.override("id"):
        assert roles_of(viewer) == ["Admin kepegawaian perangkat daerah", "Inspektorat"]


def test_every_right_of_the_table_has_words() -> None:
    assert not {row.object for row in ROWS} - set(OBJECTS) - set(SHOWN_TO_ALL)
    assert not {row.action for row in ROWS if row.object not in SHOWN_TO_ALL} - set(ACTIONS)


def test_the_day_is_one_press_away_for_those_who_work_here(world: World) -> None:
    day = 'href="/harian/#catat"'
    assert day in world.client("employee").get("/").content.decode()
    assert day not in world.client("sysadmin").get("/").content.decode()
