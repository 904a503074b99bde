"""Asked for on a page, confirmed by a link, ended by a link: nothing is sent before, and nothing is kept after."""

import datetime as dt
import re
from typing import Any

import pytest
from django.test import Client

from pamong.platform.audit.models import Event
from pamong.platform.guard import ACTION
from pamong.voice.complaints import actions as complaints
from pamong.voice.complaints.models import Complaint
from pamong.voice.following import actions
from pamong.voice.following.models import Follow
from pamong.voice.following.queries.links import confirm_link, stop_link
from tests.voice import builder
from tests.voice.builder import Catalogue
from tests.voice.following.conftest import ADDRESS, WORKER, Post, follow, link_in, on
from tests.voice.public.builder import show
from tests.world import KeyedClient, World

pytestmark = pytest.mark.django_db
AREA = "/laporan/kabar/"
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


def page(case: Complaint) -> str:
    return f"/laporan/{case.number}/ikuti/"


def ask(url: str, address: str = ADDRESS, **form: str) -> Any:
    return KeyedClient().post(url, {"email": address, **form})


def path_of(link: str) -> str:
    return "/" + link.split("/", 3)[3]


class TestAsking:
    def test_one_mail_asks_and_nothing_else_is_sent(self, case: Complaint, post: Post) -> None:
        answer = ask(page(case))
        assert answer.status_code == 200
        assert "Periksa surel Anda" in answer.content.decode()
        (mail,) = post.left()
        assert mail.to == ADDRESS
        assert case.number in mail.text
        assert case.number not in mail.subject
        assert Follow.objects.get().confirmed_day is None
        assert actions.tell(by=WORKER) == 0

    def test_opening_the_link_changes_nothing_and_the_button_says_yes_once(self, case: Complaint, post: Post) -> None:
        ask(page(case))
        link = link_in(post.left()[0])
        for _ in range(2):
            assert "Ya, kirimi saya kabar" in KeyedClient().get(link).content.decode()
        assert Follow.objects.get().confirmed_day is None
        for _ in range(2):
            assert "Anda akan menerima kabar" in KeyedClient().post(link).content.decode()
        kept = Follow.objects.get()
        assert kept.confirmed_day is not None
        assert kept.ends is None  # a case: it ends with the case
        assert Event.objects.filter(verb="following.confirmed").count() == 1

    def test_the_answer_is_the_same_for_a_known_address(self, case: Complaint, post: Post) -> None:
        first = ask(page(case)).content.decode()
        KeyedClient().post(link_in(post.left()[0]))
        again = ask(page(case)).content.decode()
        tokens = re.compile(r'nonce="[^"]+"|value="[^"]+"')
        assert tokens.sub("", first) == tokens.sub("", again)
        assert Follow.objects.count() == 1

    def test_an_address_is_asked_once_an_hour_for_the_same_and_six_times_a_day(
        self, world: World, cat: Catalogue, case: Complaint, post: Post
    ) -> None:
        ask(page(case))
        ask(page(case), ADDRESS.upper())
        assert len(post.left()) == 1
        for number in range(8):
            answer = ask(AREA, irama="daily", kategori="lampu-jalan" if number % 2 else "", tempat=str(cat.north.pk))
            assert answer.status_code == 200
        more = [show(world, builder.received(cat)) for _ in range(4)]
        assert [ask(page(one)).status_code for one in more] == [200] * 4
        assert len(post.left()) <= 5
        assert Follow.objects.count() <= 6

    def test_a_client_that_asks_too_often_waits(self, case: Complaint, post: Post) -> None:
        codes = [ask(page(case), f"orang{n}@contoh.example").status_code for n in range(22)]
        assert codes == [200] * 20 + [429] * 2
        assert len(post.left()) == 20

    @pytest.mark.parametrize(
        "address", ["", "bukan-surel", "a@b", "ünal@contoh.example", "a@contoh.example\nBcc: b@c.example"]
    )
    def test_what_is_no_address_is_told_and_kept_in_the_form(self, case: Complaint, post: Post, address: str) -> None:
        answer = ask(page(case), address)
        assert answer.status_code == 422
        assert "Kesalahan" in answer.content.decode()
        assert not Follow.objects.exists()
        assert not post.left()

    def test_what_is_not_public_cannot_be_followed(self, world: World, cat: Catalogue, post: Post) -> None:
        kept = builder.received(cat)
        about = builder.received(cat, category=cat.conduct, answers={})
        for number in (kept.number, about.number, "P-0000-0000"):
            assert KeyedClient().get(f"/laporan/{number}/ikuti/").status_code == 404
            assert ask(f"/laporan/{number}/ikuti/").status_code == 404
        assert not Follow.objects.exists()

    def test_an_area_ends_after_its_time_and_its_filters_come_from_the_list(self, cat: Catalogue, post: Post) -> None:
        form = KeyedClient().get(AREA, {"tempat": str(cat.market.pk), "kategori": "lampu-jalan"}).content.decode()
        assert f'<option value="{cat.market.pk}" selected' in form
        kept = follow(AREA, post, tempat=str(cat.market.pk), irama="weekly")
        assert (kept.place, kept.category, kept.rhythm) == (cat.market, None, "weekly")
        assert kept.confirmed_day and kept.ends == kept.confirmed_day + dt.timedelta(days=365)

    def test_a_forged_link_or_one_for_something_else_does_not_exist(self, case: Complaint, post: Post) -> None:
        kept = follow(page(case), post)
        confirm, stop = path_of(confirm_link(kept.pk)), path_of(stop_link(kept.pk))
        token = confirm.split("/")[3]
        for url in (
            f"{AREA}{token[:-1]}x/",
            f"{AREA}{token}/berhenti/",
            f"{AREA}{kept.pk}/",
            f"{AREA}{stop.split('/')[3]}/",
        ):
            assert KeyedClient().get(url).status_code == 404
            assert Client().post(url).status_code in (400, 404)
        assert Follow.objects.filter(pk=kept.pk).exists()


class TestEnding:
    def test_opening_the_link_changes_nothing_the_button_removes_the_address(self, case: Complaint, post: Post) -> None:
        kept = follow(page(case), post)
        link = path_of(stop_link(kept.pk))
        assert "Berhenti dan hapus alamat saya" in KeyedClient().get(link).content.decode()
        assert Follow.objects.exists()
        for _ in range(2):
            assert "Kabar dihentikan" in KeyedClient().post(link).content.decode()
        assert not Follow.objects.exists()
        assert "Kabar dihentikan" in KeyedClient().get(link).content.decode()
        assert KeyedClient().post(path_of(confirm_link(kept.pk))).status_code == 404

    def test_a_mail_program_ends_it_without_cookie_key_or_page(self, case: Complaint, post: Post) -> None:
        follow(page(case), post)
        headers = dict(post.all[-1].headers)
        assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        url = path_of(headers["List-Unsubscribe"].strip("<>"))
        bare = Client(enforce_csrf_checks=True)  # neither cookie nor key, as RFC 8058 sends it
        assert bare.post(url, ONE_CLICK).status_code == 200
        assert not Follow.objects.exists()
        assert "Kabar dihentikan" in KeyedClient().get(url).content.decode()

    @pytest.mark.parametrize(("days", "left"), [(2, 1), (3, 0)])
    def test_a_wish_nobody_confirmed_goes(
        self, world: World, case: Complaint, post: Post, days: int, left: int
    ) -> None:
        ask(page(case))
        with on(world.today + dt.timedelta(days=days)):
            actions.tidy(by=WORKER)
        assert Follow.objects.count() == left

    @pytest.mark.parametrize(("days", "left"), [(30, 1), (31, 0)])
    def test_a_closed_case_lets_addresses_go_after_the_days_in_force(
        self, world: World, case: Complaint, post: Post, days: int, left: int
    ) -> None:
        follow(page(case), post)
        closed = world.today - dt.timedelta(days=days)
        Complaint.objects.filter(pk=case.pk).update(via=ACTION, closed_day=closed)
        actions.tidy(by=WORKER)
        assert Follow.objects.count() == left

    def test_the_days_are_a_setting(self, world: World, case: Complaint, post: Post) -> None:
        follow(page(case), post)
        Complaint.objects.filter(pk=case.pk).update(via=ACTION, closed_day=world.today - dt.timedelta(days=1))
        numbers = {"silence": 10, "reopen": 30, "sample": 5, "anonymous": 300}
        complaints.catalogue.set_policy(
            valid_from=world.today, **numbers, follow=0, alert=30, today=world.today, by=WORKER
        )
        assert actions.tidy(by=WORKER) == 1

    def test_a_case_taken_out_of_public_and_an_area_at_its_end_go(
        self, world: World, cat: Catalogue, case: Complaint, post: Post
    ) -> None:
        follow(page(case), post)
        complaints.moderate(complaint=case, show=False, text="", by=world.viewer("officer"))
        assert actions.tidy(by=WORKER) == 1
        follow(AREA, post, irama="daily")
        with on(world.today + dt.timedelta(days=365)):
            assert actions.tidy(by=WORKER) == 0
        with on(world.today + dt.timedelta(days=366)):
            assert actions.tidy(by=WORKER) == 1


class TestStaff:
    def test_follow_in_the_application_and_see_only_ones_own(
        self, world: World, cat: Catalogue, case: Complaint
    ) -> None:
        mine, other = world.client("employee"), world.client("superior")
        for _ in range(2):
            assert mine.post(f"/laporan/{case.number}/ikuti/aplikasi/").status_code == 303
        assert mine.post("/laporan/kabar/saya/wilayah/", {"tempat": str(cat.north.pk)}).status_code == 303
        assert Follow.objects.count() == 2
        page_of = mine.get("/laporan/kabar/saya/").content.decode()
        assert case.number in page_of
        assert "Sidorejo" in page_of
        assert case.number not in other.get("/laporan/kabar/saya/").content.decode()
        for row in Follow.objects.all():
            assert other.post(f"/laporan/kabar/saya/{row.pk}/berhenti/").status_code == 404
        assert Follow.objects.count() == 2
        for row in list(Follow.objects.all()):
            mine.post(f"/laporan/kabar/saya/{row.pk}/berhenti/")
        assert not Follow.objects.exists()

    def test_hundred_at_most(self, world: World, case: Complaint, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("pamong.voice.following.actions.wishes.MOST_OWN", 0)
        answer = world.client("employee").post(f"/laporan/{case.number}/ikuti/aplikasi/", follow=True)
        assert "Hentikan beberapa dahulu" in answer.content.decode()
        assert not Follow.objects.exists()
