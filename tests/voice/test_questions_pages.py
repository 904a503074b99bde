"""Each question of the citizen's form by itself: what it offers, refuses and keeps."""

import re
from decimal import Decimal
from typing import Any

import pytest
from django.core import signing

from pamong.platform.access import throttle
from pamong.voice.complaints import actions
from pamong.voice.complaints.enums import Mode
from pamong.voice.complaints.models import Complaint
from pamong.voice.complaints.rules.questions import Question
from pamong.voice.complaints.web import ask_forms as asks
from pamong.voice.complaints.web.draft import SIGNER, Draft, coordinate
from pamong.voice.complaints.web.views.ask import PER_ADDRESS
from tests.voice import builder
from tests.voice.builder import Catalogue
from tests.voice.test_pages import FOLLOW, REPORT, hidden, say, walk
from tests.world import KeyedClient, World

pytestmark = pytest.mark.django_db


def form(made: type[asks.Ask], draft: Draft | None = None, **data: Any) -> asks.Ask:
    return made(data, draft=draft or Draft(mode="open"))


class TestDraft:
    def test_it_comes_back_as_it_was(self) -> None:
        draft = Draft(mode="open", category="lampu-jalan", text="Ü “ꦧ”\nbaris dua", answers={"a": ["1", "2"]})
        again = Draft.read(draft.signed())
        assert again == draft

    @pytest.mark.parametrize("text", ["", "x", "a:b:c", "{}", "=" * 5000])
    def test_what_was_not_made_here_is_none(self, text: str) -> None:
        assert Draft.read(text) is None

    def test_nor_what_another_part_of_the_product_signed(self) -> None:
        assert Draft.read(signing.Signer(salt="lain").sign_object({"token": "x"})) is None
        assert Draft.read(SIGNER.sign_object({"mode": "open"})) is None

    def test_unknown_parts_of_an_older_page_are_left_out(self) -> None:
        draft = Draft.read(SIGNER.sign_object({"token": "t", "warna": "merah", "text": "x"}))
        assert draft is not None
        assert (draft.token, draft.text) == ("t", "x")

    def test_no_contact_travels_on_in_anonymous_mode(self, cat: Catalogue) -> None:
        draft = Draft(mode="anonymous", category="lampu-jalan", text="x", name="Pak Takut", phone="1", email="a@b.id")
        made = draft.report()
        assert (made.name, made.phone, made.email, made.address) == ("", "", "", "")

    def test_a_named_unit_counts_only_in_complaints_about_officers(self, world: World, cat: Catalogue) -> None:
        draft = Draft(mode="open", category="lampu-jalan", text="x", accused_unit=str(world.office.pk))
        assert draft.report().accused_unit is None
        draft.category = "perilaku-petugas"
        assert draft.report().accused_unit == world.office

    def test_a_full_story_still_fits_a_light_page(self, cat: Catalogue) -> None:
        import random

        words = [f"kata{random.Random(1).randint(0, 9_000)}" for _ in range(700)]
        draft = Draft(mode="open", category="lampu-jalan", text=" ".join(words)[:4000], street="x" * 300)
        assert len(draft.signed()) < 6_000

    @pytest.mark.parametrize(
        ("text", "expected"),
        [("-7.331234", Decimal("-7.33123")), ("", None), ("abc", None), ("110", Decimal("110.00000"))],
    )
    def test_coordinates(self, text: str, expected: Decimal | None) -> None:
        assert coordinate(text) == expected


class TestForms:
    def test_a_story_is_needed_and_has_an_end(self) -> None:
        assert "text" in form(asks.TextForm, text=" ").errors
        assert "text" in form(asks.TextForm, text="x" * 4001).errors
        assert form(asks.TextForm, text="x" * 4000).is_valid()
        assert "wanted" in form(asks.TextForm, text="x", wanted="y" * 1001).errors

    @pytest.mark.parametrize("hidden_sign", ["\u202e", "\x00", "\u2066", "\x1b"])
    def test_hidden_signs_are_refused(self, hidden_sign: str) -> None:
        assert "text" in form(asks.TextForm, text=f"Lampu{hidden_sign}mati").errors

    def test_all_scripts_are_accepted(self) -> None:
        for text in ("ꦲꦏ꧀ꦱꦫꦗꦮ", "ᬅᬓ᭄ᬱᬭ", "é à ñ", "👍 bagus"):
            assert form(asks.TextForm, text=text).is_valid(), text

    @pytest.mark.parametrize("mode", ["confidential", "anonymous"])
    def test_nothing_stays_in_the_browser_of_those_who_are_afraid(self, mode: str) -> None:
        shown = asks.TextForm(draft=Draft(mode=mode))
        for name in ("text", "wanted"):
            assert "data-keep" not in shown.fields[name].widget.attrs
            assert "data-private" in shown.fields[name].widget.attrs
        assert "data-keep" in asks.TextForm(draft=Draft(mode="open")).fields["text"].widget.attrs

    def test_a_place_in_one_of_three_ways(self, cat: Catalogue) -> None:
        assert "street" in form(asks.PlaceForm).errors
        assert form(asks.PlaceForm, street="Jalan A").is_valid()
        assert form(asks.PlaceForm, place=str(cat.market.pk)).is_valid()
        assert form(asks.PlaceForm, latitude="-7.3", longitude="110.5").is_valid()

    @pytest.mark.parametrize(
        ("lat", "long"), [("91", "0"), ("0", "181"), ("NaN", "1"), ("1e400", "1"), ("7", ""), ("x", "y")]
    )
    def test_half_or_impossible_points_are_left_out(self, cat: Catalogue, lat: str, long: str) -> None:
        found = form(asks.PlaceForm, street="Jalan A", latitude=lat, longitude=long)
        assert found.is_valid()
        assert (found.cleaned_data["latitude"], found.cleaned_data["longitude"]) == ("", "")

    def test_a_place_that_is_not_in_the_list(self, cat: Catalogue) -> None:
        assert "place" in form(asks.PlaceForm, place="999999").errors

    def test_open_reporters_can_be_reached(self) -> None:
        assert "name" in form(asks.ContactForm, phone="1").errors
        assert "phone" in form(asks.ContactForm, name="Slamet").errors
        assert "email" in form(asks.ContactForm, name="Slamet", email="bukan surel").errors
        for how, value in (("phone", "0812"), ("email", "a@contoh.id"), ("address", "Jalan A 1")):
            data: dict[str, Any] = {"name": "Slamet", how: value}
            assert form(asks.ContactForm, **data).is_valid()

    def test_confidential_ones_may_leave_it_empty(self) -> None:
        shown = form(asks.ContactForm, Draft(mode="confidential"))
        assert shown.is_valid()
        assert shown.fields["name"].widget.attrs["autocomplete"] == "off"

    @pytest.mark.parametrize(
        ("question", "good", "bad"),
        [
            (Question("a", "Berapa?", "number", True), "3", "tiga"),
            (Question("a", "Kapan?", "date", True), "2026-11-02", "kemarin"),
            (Question("a", "Apa?", "choice", True, (("1", "Satu"),)), "1", "2"),
            (Question("a", "Apa saja?", "choices", True, (("1", "Satu"), ("2", "Dua"))), ["1", "2"], ["3"]),
            (Question("a", "Apa?", "text", True), "ya", "x" * 301),
        ],
    )
    def test_each_kind_of_question(self, cat: Catalogue, question: Question, good: Any, bad: Any) -> None:
        actions.catalogue.save_category(code="uji", name="Uji", questions=[question], by=builder.BY)
        draft = Draft(mode="open", category="uji")
        right = form(asks.QuestionsForm, draft, q_a=good)
        assert right.is_valid(), right.errors
        right.keep()
        assert list(draft.answers) == ["a"]
        assert not form(asks.QuestionsForm, draft, q_a=bad).is_valid()
        assert not form(asks.QuestionsForm, draft).is_valid()


class TestWalking:
    def test_retired_categories_and_places_are_not_offered(self, world: World, cat: Catalogue) -> None:
        actions.catalogue.save_category(code="pujian", name="Pujian", is_active=False, by=builder.BY)
        page = say(KeyedClient(), KeyedClient().get(REPORT), mode="anonymous").content.decode()
        assert 'value="lampu-jalan"' in page
        assert 'value="pujian"' not in page

    def test_a_photo_can_be_taken_out_again(self, cat: Catalogue) -> None:
        client = KeyedClient()
        page = say(client, client.get(REPORT), mode="anonymous")
        page = say(client, page, category="lampu-jalan")
        page = say(client, page, text=builder.TEXT)
        page = say(client, page, q_sejak="lama")
        page = say(client, page, street="Jalan A")
        page = say(client, page, tambah="1", photo=builder.photo())
        assert hidden(page, "langkah") == "photos"
        found = re.search(r'name="hapus" value="(\d+)"', page.content.decode())
        assert found
        page = say(client, page, hapus=found.group(1))
        assert 'name="hapus"' not in page.content.decode()
        say(client, say(client, page))
        assert Complaint.objects.get().photos.count() == 0

    def test_a_wrong_file_is_named_and_the_rest_stays(self, cat: Catalogue) -> None:
        from django.core.files.uploadedfile import SimpleUploadedFile

        client = KeyedClient()
        page = say(client, client.get(REPORT), mode="anonymous")
        page = say(client, page, category="lampu-jalan")
        page = say(client, page, text=builder.TEXT)
        page = say(client, page, q_sejak="lama")
        page = say(client, page, street="Jalan A")
        for name, content in (
            ("a.jpg", b"<svg onload=alert(1)>"),
            ("a.svg", b"<svg/>"),
            ("a.pdf", b"%PDF-1.7"),
            ("a.png", b"\x89PNG\r\n\x1a\n" + b"0" * 40),
            ("a.jpg.exe", b"MZ"),
        ):
            wrong = say(client, page, photo=SimpleUploadedFile(name, content))
            assert wrong.status_code == 422, name
            assert hidden(wrong, "langkah") == "photos"
        sent = say(client, say(client, page))
        assert sent.status_code == 200
        assert Complaint.objects.get().text == builder.TEXT

    @pytest.mark.parametrize("step", ["review", "alike", "contact", "hapus", "", "__class__"])
    def test_odd_steps_are_no_error(self, cat: Catalogue, step: str) -> None:
        client = KeyedClient()
        page = client.get(REPORT)
        answer = client.post(REPORT, {"state": hidden(page, "state"), "langkah": step, "ke": step, "hapus": "9" * 30})
        assert answer.status_code in (200, 422)

    def test_joining_what_is_not_public_is_not_possible(self, cat: Catalogue) -> None:
        case = builder.received(cat)
        client = KeyedClient()
        page = client.get(REPORT)
        answer = client.post(REPORT, {"state": hidden(page, "state"), "langkah": "alike", "sama": case.number})
        assert answer.status_code == 404
        case.refresh_from_db()
        assert case.voices == 1

    def test_twenty_open_reports_from_one_address_are_enough(self, cat: Catalogue) -> None:
        for _ in range(19):
            assert not throttle.claim("voice.send", "127.0.0.1", limit=PER_ADDRESS)
        codes = []
        for _ in range(2):
            client = KeyedClient()
            codes.append(say(client, walk(client, name="Pak Slamet", phone="0812")).status_code)
        assert codes == [200, 429]

    def test_every_page_of_the_form_is_light(self, cat: Catalogue) -> None:
        client = KeyedClient()
        pages = [client.get(REPORT)]
        for answer in (
            {"mode": "open"},
            {"category": "lampu-jalan"},
            {"text": "x" * 3000},
            {"q_sejak": "lama"},
            {"street": "Jalan A"},
            {},
            {"name": "Slamet", "phone": "1"},
            {},
        ):
            pages.append(say(client, pages[-1], **answer))
        assert all(page.status_code == 200 for page in pages)
        assert max(len(page.content) for page in pages) < 14_000


def test_other_ways_are_named_where_there_are_any(cat: Catalogue, settings: Any) -> None:
    settings.SMS_NUMBER = settings.WHATSAPP_NUMBER = ""
    assert "Cara lain" not in KeyedClient().get("/lapor/").content.decode()
    settings.SMS_NUMBER, settings.WHATSAPP_NUMBER = "0811-0000-111", "0811-0000-222"
    settings.COMPLAINT_MAIL = "pengaduan@kota.contoh"
    page = KeyedClient().get("/lapor/").content.decode()
    for way in (
        "SMS: kirim LAPOR ke 0811-0000-111",
        "WhatsApp: kirim LAPOR ke 0811-0000-222",
        "Surel: pengaduan@kota.contoh",
    ):
        assert way in page
    assert "memperlihatkan nomor atau alamat" in page


class TestReturning:
    def test_an_old_pass_opens_nothing(self, cat: Catalogue) -> None:
        case = builder.received(cat)
        old = signing.dumps({"c": case.pk}, salt="complaints.lain")
        answer = KeyedClient().post(f"{FOLLOW}tulis/", {"pass": old, "aksi": "tulis", "text": "x"})
        assert answer.status_code == 404

    @pytest.mark.parametrize(
        ("act", "data", "status"),
        [
            ("tulis", {"text": ""}, 422),
            ("buka", {"text": "x"}, 422),
            ("nilai", {"score": "4"}, 422),
            ("nilai", {"score": "9"}, 422),
            ("selesai", {}, 409),
            ("lain", {}, 404),
        ],
    )
    def test_what_cannot_be_done_yet_is_said(self, cat: Catalogue, act: str, data: dict[str, str], status: int) -> None:
        receipt = actions.receive(report=builder.report(cat), by=builder.CITIZEN)
        client = KeyedClient()
        page = client.post(FOLLOW, {"number": receipt.number, "secret": receipt.secret})
        answer = client.post(f"{FOLLOW}tulis/", {"pass": hidden(page, "pass"), "aksi": act, **data})
        assert answer.status_code == status

    def test_the_reporter_does_not_see_what_is_for_officers(self, world: World, cat: Catalogue) -> None:
        receipt = actions.receive(report=builder.report(cat), by=builder.CITIZEN)
        case = receipt.complaint
        actions.note(complaint=case, text="CATATAN-DALAM", by=world.viewer("officer"))
        actions.assign(complaint=case, unit=world.office, handler_id=world.employee.pk, by=world.viewer("officer"))
        actions.ask(complaint=case, text="PERTANYAAN-KAMI", by=world.viewer("employee"))
        page = KeyedClient().post(FOLLOW, {"number": receipt.number, "secret": receipt.secret}).content.decode()
        assert "CATATAN-DALAM" not in page
        assert "PERTANYAAN-KAMI" in page
        assert world.office.name in page
        assert world.employee.name not in page

    def test_in_a_case_about_an_officer_the_unit_is_not_named(self, world: World, cat: Catalogue) -> None:
        report = builder.report(cat, category=cat.conduct, answers={}, accused_unit=world.office)
        receipt = actions.receive(report=report, by=builder.CITIZEN)
        actions.assign(complaint=receipt.complaint, unit=world.b_root, by=world.viewer("officer"))
        page = KeyedClient().post(FOLLOW, {"number": receipt.number, "secret": receipt.secret}).content.decode()
        assert world.b_root.name not in page

    @pytest.mark.parametrize("mode", list(Mode))
    def test_every_mode_comes_back(self, cat: Catalogue, mode: Mode) -> None:
        builder.keys()
        receipt = actions.receive(report=builder.report(cat, mode=mode), by=builder.CITIZEN)
        page = KeyedClient().post(FOLLOW, {"number": receipt.number, "secret": receipt.secret})
        assert receipt.number in page.content.decode()
        assert "Pak Slamet" not in page.content.decode()

    def test_markup_of_the_reporter_is_text(self, world: World, cat: Catalogue) -> None:
        text = "<script>alert(1)</script><img src=x onerror=alert(2)>'\""
        receipt = actions.receive(report=builder.report(cat, text=text, street=text, name=text), by=builder.CITIZEN)
        pages = [
            KeyedClient().post(FOLLOW, {"number": receipt.number, "secret": receipt.secret}),
            world.client("officer").get(f"/pengaduan/{receipt.complaint.pk}/"),
            world.client("officer").get("/pengaduan/"),
        ]
        for page in pages:
            body = page.content.decode()
            assert "<script>alert" not in body
            assert "<img src=x" not in body
            assert "&lt;script&gt;" in body
