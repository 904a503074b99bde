"""Field visits: who has to go where, what a phone may carry of it, and what is written at the place."""

import datetime as dt
import json
import re
from typing import Any

import pytest
from django.test import Client

from pamong.platform.access.errors import NotVisible
from pamong.platform.access.who import Who
from pamong.platform.audit.models import Read
from pamong.platform.guard import ACTION
from pamong.platform.offline import receipts
from pamong.rulebook.errors import Refused
from pamong.voice.complaints import actions, queries
from pamong.voice.complaints.enums import Mode, PhotoKind, State, StepKind
from pamong.voice.complaints.models import Complaint, Inspection
from tests.voice import builder
from tests.voice.builder import Catalogue
from tests.world import World

pytestmark = pytest.mark.django_db
LIST, DATA, OFFLINE = "/pengaduan/lapangan/", "/pengaduan/lapangan/data/", "/pengaduan/lapangan/luring/"


def stops(world: World, who: str, place: int | None = None) -> list[tuple[str, str]]:
    page = queries.stop_page(world.viewer(who), place, None, 30)
    return [(stop.complaint.number, stop.why.value) for stop in page]


def drawn(world: World, case: Complaint) -> Complaint:
    Inspection.objects.add(via=ACTION, complaint=case, month=world.today.replace(day=1))
    return case


def carried(world: World, who: str, query: str = "") -> dict[str, Any]:
    answer = world.client(who).get(DATA + query)
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store"
    found: dict[str, Any] = json.loads(answer.content)
    return found


def fresh(case: Complaint) -> Complaint:
    return Complaint.objects.get(pk=case.pk)


class TestWhoGoesWhere:
    def test_the_handler_looks_at_what_he_has_in_hand(self, world: World, cat: Catalogue) -> None:
        case = builder.assigned(world, cat)
        builder.received(cat)
        assert stops(world, "employee") == [(case.number, "kunjungan")]
        assert stops(world, "superior") == [], "in the unit, but given to another by name"
        assert stops(world, "peer") == stops(world, "stranger") == []

    def test_what_one_has_answered_another_makes_sure_of(self, world: World, cat: Catalogue) -> None:
        case = builder.answered(world, cat)
        assert stops(world, "employee") == [], "not his own answer"
        assert stops(world, "superior") == stops(world, "officer") == [(case.number, "lapangan")]

    def test_the_inspector_goes_where_the_draw_sends_him_until_he_has_been_there(
        self, world: World, cat: Catalogue
    ) -> None:
        case = drawn(world, builder.answered(world, cat))
        actions.confirm(complaint=case, by=builder.CITIZEN)
        assert stops(world, "inspector") == [(case.number, "inspeksi")]
        by = world.viewer("inspector")
        actions.inspect(inspection=queries.inspection_for(by, case.pk), result="true", text="Menyala.", by=by)
        assert stops(world, "inspector") == []

    def test_nobody_is_sent_where_there_is_no_place(self, world: World, cat: Catalogue) -> None:
        case = builder.assigned(world, cat)
        Complaint.objects.filter(pk=case.pk).update(via=ACTION, place=None, street="")
        assert stops(world, "employee") == []
        Complaint.objects.filter(pk=case.pk).update(via=ACTION, street="Jalan Melati")
        assert stops(world, "employee") == [(case.number, "kunjungan")]

    def test_a_case_about_his_own_chain_is_not_there(self, world: World, cat: Catalogue) -> None:
        case = builder.assigned(world, cat)
        Complaint.objects.filter(pk=case.pk).update(via=ACTION, about_officer=True, accused_unit=world.office)
        for who in ("employee", "superior", "head"):
            assert stops(world, who) == []
            assert carried(world, who)["rows"] == []

    def test_the_nearest_limit_comes_first_then_the_place(self, world: World, cat: Catalogue) -> None:
        late, far, near = (builder.assigned(world, cat, street=street) for street in ("C", "B", "A"))
        day = world.today + dt.timedelta(days=9)
        Complaint.objects.filter(pk__in=[far.pk, near.pk]).update(via=ACTION, due=day)
        Complaint.objects.filter(pk=late.pk).update(via=ACTION, due=world.today)
        assert [number for number, _why in stops(world, "employee")] == [late.number, near.number, far.number]

    def test_the_filter_offers_places_with_something_to_do(self, world: World, cat: Catalogue) -> None:
        here = builder.assigned(world, cat)
        other = actions.catalogue.save_place(name="Mangunsari", parent=cat.north, by=builder.BY)
        there = builder.assigned(world, cat, place=other)
        builder.received(cat, place=actions.catalogue.save_place(name="Kosong", parent=cat.north, by=builder.BY))
        assert [name for _pk, name in queries.stop_places(world.viewer("employee"))] == ["Mangunsari", "Salatiga"]
        assert stops(world, "employee", other.pk) == [(there.number, "kunjungan")]
        assert {n for n, _why in stops(world, "employee", cat.north.pk)} == {here.number, there.number}, "the kecamatan"

    def test_the_page_asks_the_same_for_one_as_for_many(
        self, world: World, cat: Catalogue, django_assert_num_queries: Any
    ) -> None:
        viewer = world.viewer("officer")
        for many in (1, 6):
            for _ in range(many):
                builder.answered(world, cat)
            with django_assert_num_queries(5):  # count, ids, rows, decisions, last visits
                page = queries.stop_page(viewer, None, None, 30)
            assert all(stop.answer and stop.where and stop.complaint.category.name for stop in page)

    @pytest.mark.parametrize(
        "key", ["", "x", "-1-kunjungan", "9" * 30 + "-kunjungan", "12-apa", "1-kunjungan", "²-kunjungan"]
    )
    def test_an_unknown_stop_is_not_there(self, world: World, cat: Catalogue, key: str) -> None:
        with pytest.raises(NotVisible):
            queries.stop_of(world.viewer("employee"), key)


class TestOnSite:
    def test_the_first_visit_is_the_first_follow_up_and_keeps_words_and_pictures_for_officers(
        self, world: World, cat: Catalogue
    ) -> None:
        case = builder.assigned(world, cat)
        photos = [builder.photo(), builder.photo()]
        actions.on_site(complaint=case, text="Dua lampu padam.", photos=photos, by=world.viewer("employee"))
        now = fresh(case)
        assert (now.state, now.followed_up_day, now.handler_id) == (State.WORKING, world.today, world.employee.pk)
        step = now.steps.get(kind=StepKind.ON_SITE)
        assert (step.text, step.for_reporter, step.is_public) == ("Dua lampu padam.", False, False)
        assert list(now.photos.values_list("kind", "is_public")) == [(PhotoKind.VISIT, False)] * 2

    def test_a_second_visit_adds_and_is_refused_once_the_case_has_moved_on(self, world: World, cat: Catalogue) -> None:
        case = builder.assigned(world, cat)
        by = world.viewer("employee")
        actions.on_site(complaint=case, text="Satu.", by=by)
        actions.on_site(complaint=case, text="Dua.", by=by)
        assert fresh(case).steps.filter(kind=StepKind.ON_SITE).count() == 2
        assert queries.stop_of(by, f"{case.pk}-kunjungan").seen == world.today
        assert "sudah dikunjungi" in world.client("employee").get(LIST).content.decode()
        actions.decide(complaint=case, decision=builder.UPHELD, by=by)
        with pytest.raises(Refused) as refused:
            actions.on_site(complaint=case, text="Tiga.", by=by)
        assert refused.value.code == "keadaan"

    def test_written_in_time_it_counts_in_time(self, world: World, cat: Catalogue) -> None:
        case = builder.assigned(world, cat)
        Complaint.objects.filter(pk=case.pk).update(via=ACTION, received_day=world.today - dt.timedelta(days=9))
        now = dt.datetime.now(dt.UTC)
        receipts.set_current(receipts.Queued("1", now - dt.timedelta(days=2), dt.timedelta(days=2)))
        try:
            actions.on_site(complaint=case, text="Ditulis di sana.", by=world.viewer("employee"))
        finally:
            receipts.set_current(None)
        assert fresh(case).followed_up_day == world.today - dt.timedelta(days=2)

    def test_pictures_of_an_inspection_are_kept_with_it(self, world: World, cat: Catalogue) -> None:
        case = drawn(world, builder.answered(world, cat))
        data = {
            "version": 1,
            "result": "false",
            "text": "Masih padam.",
            "photo": builder.photo(),
            "photo_3": builder.photo(),
        }
        answer = world.client("inspector").post(f"/pengaduan/{case.pk}/inspeksi/", data)
        assert answer.status_code == 303
        assert case.photos.filter(kind=PhotoKind.VISIT).count() == 2
        assert Inspection.objects.get(complaint=case).result == "false"


class TestPage:
    def test_it_shows_the_way_and_nothing_of_the_reporter(self, world: World, cat: Catalogue) -> None:
        case = builder.assigned(world, cat, latitude="-7.33100", longitude="110.50800")
        text = world.client("employee").get(LIST).content.decode()
        assert case.number in text
        assert "geo:-7.33100,110.50800?q=-7.33100,110.50800" in text
        assert "Jalan Jenderal Sudirman, Salatiga" in text
        assert "Pak Slamet" not in text
        assert "0812-0000-0001" not in text

    def test_without_scripts_the_result_is_sent_by_the_form_of_the_page(self, world: World, cat: Catalogue) -> None:
        case = builder.answered(world, cat)
        client = world.client("superior")
        page = client.get(f"{LIST}?isi={case.pk}-lapangan").content.decode()
        form = re.search(rf'<form[^>]*action="(/pengaduan/{case.pk}/lapangan/)"', page)
        version = re.search(r'name="version" value="(\d+)"', page)
        assert form and version, page
        data = {
            "version": version[1],
            "nomor": case.number,
            "text": "Menyala.",
            "photo": builder.photo(),
            "explained": "",
        }
        assert client.post(form[1], data).status_code == 303
        assert fresh(case).state == State.VISITED
        after = client.get(f"{LIST}?isi={case.pk}-lapangan").content.decode()
        assert "tidak menunggu Anda lagi" in after

    def test_nothing_to_do_says_what_would_be_here(self, world: World, cat: Catalogue) -> None:
        text = world.client("peer").get(LIST).content.decode()
        assert "Tidak ada tempat yang harus dikunjungi" in text
        assert "data-carry" not in text

    def test_who_is_no_employee_has_the_list_and_no_phone(self, world: World, cat: Catalogue) -> None:
        drawn(world, builder.answered(world, cat))
        client = world.client("inspector")
        text = client.get(LIST).content.decode()
        assert "Cocokkan keadaan" in text
        assert "data-carry-take" not in text
        assert client.get(DATA).json()["rows"] == []


class TestCarried:
    def test_a_row_holds_what_the_way_needs_and_no_more(self, world: World, cat: Catalogue) -> None:
        case = builder.assigned(world, cat, mode=Mode.OPEN)
        said = carried(world, "employee")
        assert (said["owner"], said["hours"]) == (str(world.employee.pk), 24)
        (row,) = said["rows"]
        assert set(row) == {
            "key", "number", "category", "where", "point", "why", "title", "text", "answer", "due", "seen", "version", "url", "home",
        }  # fmt: skip
        assert (row["number"], row["url"]) == (case.number, f"/pengaduan/{case.pk}/kunjungan/")
        assert row["version"] == fresh(case).version
        assert "Slamet" not in json.dumps(said)

    def test_it_is_noted_who_took_what_along_and_looking_again_is_not(self, world: World, cat: Catalogue) -> None:
        case = builder.assigned(world, cat)
        said = carried(world, "employee")
        carried(world, "employee", f"?kasus={said['rows'][0]['key']}")
        (read,) = Read.objects.filter(what="complaint.carried")
        assert (read.object_id, read.reader_id) == (case.number, world.users["employee"].pk)

    def test_asked_again_only_what_is_his_still_comes_back(self, world: World, cat: Catalogue) -> None:
        kept, gone = builder.assigned(world, cat), builder.assigned(world, cat)
        keys = [f"{case.pk}-kunjungan" for case in (kept, gone)]
        builder.assigned(world, cat)  # came later: it is not taken along unasked
        actions.give_back(complaint=gone, text="Bukan tugas kami.", by=world.viewer("employee"))
        said = carried(world, "employee", "?" + "&".join(f"kasus={key}" for key in [*keys, "x", "1-inspeksi"]))
        assert [row["number"] for row in said["rows"]] == [kept.number]

    def test_another_person_gets_nothing_for_the_same_keys(self, world: World, cat: Catalogue) -> None:
        case = builder.assigned(world, cat)
        said = carried(world, "peer", f"?kasus={case.pk}-kunjungan")
        assert said["rows"] == []
        assert said["owner"] == str(world.peer.pk)

    def test_what_is_about_an_officer_stays_on_the_server(self, world: World, cat: Catalogue) -> None:
        builder.grant(world.users["stranger"], Who.INSPECTOR)
        case = drawn(world, builder.answered(world, cat))
        assert [row["number"] for row in carried(world, "stranger")["rows"]] == [case.number]
        Complaint.objects.filter(pk=case.pk).update(via=ACTION, about_officer=True, accused_unit=world.office)
        assert stops(world, "stranger") == [(case.number, "inspeksi")]
        assert carried(world, "stranger")["rows"] == []
        assert "tidak dibawa" in world.client("stranger").get(LIST).content.decode()

    def test_only_the_chosen_place_and_no_more_than_fifty(
        self, world: World, cat: Catalogue, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        other = actions.catalogue.save_place(name="Mangunsari", parent=cat.north, by=builder.BY)
        there = builder.assigned(world, cat, place=other)
        for _ in range(3):
            builder.assigned(world, cat)
        assert [row["number"] for row in carried(world, "employee", f"?tempat={other.pk}")["rows"]] == [there.number]
        monkeypatch.setattr("pamong.voice.complaints.queries.field.MOST_CARRIED", 2)
        assert len(carried(world, "employee")["rows"]) == 2

    def test_another_password_is_another_seal(self, world: World, cat: Catalogue) -> None:
        before = carried(world, "employee")["seal"]
        assert carried(world, "employee")["seal"] == before
        user = world.users["employee"]
        user.set_password("kata-sandi-lain-456")
        user.save()
        assert carried(world, "employee")["seal"] != before

    def test_signed_out_there_is_nothing(self, cat: Catalogue) -> None:
        assert Client().get(DATA).status_code == 302


class TestQueue:
    """What a phone's queue is told; it decides by it whether to try again."""

    def sent(self, world: World, who: str, url: str, data: dict[str, Any], key: str = "a" * 32) -> Any:
        headers = {"X-Pamong-Queue": str(world.people[who].pk), "Idempotency-Key": key}
        return world.client(who).post(url, data, headers=headers)

    def test_twice_with_one_key_is_one_visit(self, world: World, cat: Catalogue) -> None:
        case = builder.assigned(world, cat)
        url, photo = f"/pengaduan/{case.pk}/kunjungan/", builder.photo()
        for _ in range(2):
            photo.seek(0)
            answer = self.sent(world, "employee", url, {"version": 1, "text": "Padam.", "photo": photo})
            assert answer.status_code == 200
            assert len(answer.json()["received"]) == 1
        assert fresh(case).steps.filter(kind=StepKind.ON_SITE).count() == 1
        assert case.photos.count() == 1

    def test_a_case_that_changed_is_said_in_words(self, world: World, cat: Catalogue) -> None:
        case = builder.answered(world, cat)
        data = {"version": fresh(case).version - 1, "text": "Menyala.", "photo": builder.photo()}
        answer = self.sent(world, "superior", f"/pengaduan/{case.pk}/lapangan/", data)
        assert answer.status_code == 422
        summary = answer.content.decode().split("data-error-summary", 1)[1]
        assert "berubah sejak halamannya dibuka" in summary

    def test_a_case_that_is_his_no_longer_is_not_tried_again(self, world: World, cat: Catalogue) -> None:
        case = builder.assigned(world, cat)
        actions.give_back(complaint=case, text="Bukan tugas kami.", by=world.viewer("employee"))
        answer = self.sent(world, "employee", f"/pengaduan/{case.pk}/kunjungan/", {"version": 1, "text": "Padam."})
        assert (answer.status_code, answer["X-Pamong-Refused"]) == (404, "1")
        forbidden = self.sent(world, "employee", f"/pengaduan/{case.pk}/inspeksi/", {"version": 1})
        assert (forbidden.status_code, forbidden["X-Pamong-Refused"]) == (403, "1")


def test_the_page_without_a_signal_carries_every_kind_of_visit_and_nobodys_data(world: World, cat: Catalogue) -> None:
    case = builder.assigned(world, cat)
    text = Client().get(OFFLINE).content.decode()
    assert case.number not in text
    assert {"result", "text", "photo", "photo_2", "photo_3", "explained", "version", "why", "nomor"} <= set(
        re.findall(r'name="(\w+)"', text)
    )
