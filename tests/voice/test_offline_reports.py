"""The page that opens without a connection, and what a telephone sends from it: once, never anonymous, with the receipt."""

import hashlib
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pamong.platform.access.models import AnsweredRequest
from pamong.platform.audit.models import Event
from pamong.platform.offline.models import Receipt
from pamong.voice.complaints import actions, queries
from pamong.voice.complaints.enums import Channel, Mode
from pamong.voice.complaints.models import Complaint, DraftPhoto, Identity, Photo
from pamong.voice.complaints.rules.receipts import digest
from tests.voice import builder
from tests.voice.builder import WRITTEN_OFFLINE, Catalogue
from tests.world import World

PAGE = "/lapor/tanpa-sinyal/"
TOKEN = WRITTEN_OFFLINE["token"]


def send(client: Client, *, token: str = TOKEN, queued: bool = True, **changes: Any) -> Any:
    """As the telephone's queue sends it."""
    headers = {"Idempotency-Key": "kunci-uji-1"}
    if queued:
        headers |= {
            "X-Pamong-Queue": "publik",
            "X-Pamong-Written-At": "2026-11-20T01:00:00.000Z",
            "X-Pamong-Sent-At": "2026-11-22T01:00:00.000Z",
        }
    return client.post(PAGE, {**WRITTEN_OFFLINE, "token": token, **changes}, headers=headers)


def again(client: Client, token: str = TOKEN) -> str:
    answer = client.post(PAGE, {"token": token}, headers={"Idempotency-Key": "kunci-uji-1"})
    assert answer.status_code == 200
    return str(answer.content.decode())


def secret_on(page: str) -> str:
    found = re.search(r">(\w{4}(?:-\w{4}){4})<", page)
    assert found
    return found[1]


class TestThePage:
    def test_it_is_nobodys_and_offers_no_anonymous_way(self, world: World, cat: Catalogue) -> None:
        builder.keys()
        clean = re.compile(r'value="[^"]{20,}"')
        pages = [world.client(who).get(PAGE).content.decode() for who in ("employee", "stranger", None)]
        assert len({clean.sub("", page) for page in pages}) == 1
        assert 'value="confidential"' in pages[0]
        assert 'value="anonymous"' not in pages[0]
        assert 'data-unless="mode=anonymous"' in pages[0]
        assert world.employee.name not in pages[0]

    def test_it_holds_every_categorys_questions_and_warns(self, client: Client, cat: Catalogue) -> None:
        page = client.get(PAGE).content.decode()
        assert "Berapa lampu?" in page
        assert 'data-only="category=lampu-jalan"' in page
        assert 'data-only="category=perilaku-petugas pujian"' in page
        assert "Siapa pun yang memegang ponsel ini" in page
        assert "7 hari" in page
        assert PAGE in client.get("/lapor/").content.decode()

    def test_without_keys_of_custodians_only_open(self, client: Client, cat: Catalogue) -> None:
        assert 'value="confidential"' not in client.get(PAGE).content.decode()

    def test_reading_it_costs_the_same_with_many_categories(self, client: Client, cat: Catalogue) -> None:
        def cost() -> int:
            with CaptureQueriesContext(connection) as counted:
                client.get(PAGE)
            return len(counted)

        before = cost()
        for number in range(12):
            actions.catalogue.save_category(code=f"lain-{number}", name=f"Lain {number}", by=builder.BY)
        assert cost() == before <= 5


class TestSending:
    def test_a_report_with_a_photo_is_kept_and_the_telephone_told_what_arrived(
        self, client: Client, cat: Catalogue
    ) -> None:
        picture = builder.photo(comment=b"CANARY-11")
        content = picture.read()
        picture.seek(0)
        answer = send(client, photo_2=picture)
        case = Complaint.objects.get()
        assert answer.json() == {"id": case.number, "url": "", "received": [hashlib.sha256(content).hexdigest()]}
        assert (case.mode, case.channel, case.text) == (Mode.OPEN, Channel.WEB, builder.TEXT)
        assert case.answers == {"sejak": "lama", "jumlah": "3"}
        assert Identity.objects.get(complaint=case).phone == "0812-0000-0001"
        assert Photo.objects.filter(complaint=case).count() == 1
        assert not DraftPhoto.objects.exists()

    def test_the_receipt_is_on_the_page_only_and_the_token_shows_it_again(self, client: Client, cat: Catalogue) -> None:
        answer = send(client)
        number = answer.json()["id"]
        page = again(client)
        secret = secret_on(page)
        assert number in page
        assert secret not in answer.content.decode()
        found = queries.by_receipt(number, secret)
        assert found is not None
        assert found.number == number

    def test_an_answer_that_was_lost_leads_to_the_same_receipt(self, client: Client, cat: Catalogue) -> None:
        first = send(client, photo_1=builder.photo())
        second = send(Client(), photo_1=builder.photo())
        third = send(client, category="tidak-ada", text="")  # what has changed meanwhile does not matter
        assert first.json()["id"] == second.json()["id"] == third.json()["id"]
        assert (Complaint.objects.count(), Photo.objects.count(), DraftPhoto.objects.count()) == (1, 1, 0)

    def test_another_draft_is_another_report(self, client: Client, cat: Catalogue) -> None:
        ids = {send(client, token=token).json()["id"] for token in (TOKEN, "f" * 32)}
        assert len(ids) == 2

    def test_neither_key_nor_answer_nor_writing_time_is_kept(self, client: Client, cat: Catalogue) -> None:
        send(client)
        again(client)
        assert not AnsweredRequest.objects.exists()
        assert not Receipt.objects.exists()
        logged = " ".join(str(e.__dict__) for e in Event.objects.all())
        assert TOKEN not in logged
        assert "2026-11-20" not in logged

    def test_confidential_seals_the_contact_and_counts_no_address(
        self, client: Client, cat: Catalogue, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        builder.keys()
        monkeypatch.setattr("pamong.platform.access.throttle.client_address", lambda _request: pytest.fail("looked at"))
        answer = send(client, mode="confidential")
        kept = Identity.objects.get(complaint__number=answer.json()["id"])
        assert (kept.name, kept.phone) == ("", "")
        assert kept.sealed
        assert send(client, token="e" * 32, mode="confidential", name="", phone="").status_code == 200

    def test_open_reports_of_one_address_are_limited_and_the_telephone_keeps_them(
        self, client: Client, cat: Catalogue, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("pamong.voice.complaints.web.views.ask.PER_ADDRESS", 1)
        assert send(client).status_code == 200
        assert send(client, token="d" * 32).status_code == 429
        assert send(client).status_code == 200, "a repetition is no second report"


class TestRefusing:
    @pytest.mark.parametrize(
        ("changes", "said"),
        [
            ({"mode": "anonymous"}, ""),
            ({"mode": ""}, ""),
            ({"category": ""}, ""),
            ({"text": " "}, ""),
            ({"street": ""}, ""),
            ({"name": ""}, "Tulis nama Anda"),
            ({"phone": ""}, "Tulis satu cara"),
            ({"q_lampu-jalan_sejak": ""}, ""),
            ({"q_lampu-jalan_sejak": "kemarin dulu"}, ""),
            ({"photo_1": SimpleUploadedFile("a.jpg", b"<svg onload=alert(1)>")}, ""),
        ],
    )
    def test_what_does_not_fit_comes_back_in_words_and_nothing_is_kept(
        self, client: Client, cat: Catalogue, changes: dict[str, Any], said: str
    ) -> None:
        answer = send(client, **changes)
        page = answer.content.decode()
        assert answer.status_code == 422
        assert "data-error-summary" in page
        assert said in page
        assert not Complaint.objects.exists()
        assert not DraftPhoto.objects.exists()

    @pytest.mark.parametrize("token", ["", "pendek", "Z" * 32, "0" * 64])
    def test_without_a_token_of_the_telephone_nothing_is_taken(
        self, client: Client, cat: Catalogue, token: str
    ) -> None:
        answer = send(client, token=token, queued=False)
        assert answer.status_code == 422
        assert "formulir biasa" in answer.content.decode()
        assert not Complaint.objects.exists()

    def test_an_unknown_token_shows_no_receipt(self, client: Client, cat: Catalogue) -> None:
        send(client)
        answer = client.post(PAGE, {"token": "a" * 32}, headers={"Idempotency-Key": "kunci-uji-1"})
        assert answer.status_code == 422
        assert Complaint.objects.get().number not in answer.content.decode()

    def test_about_an_officer_a_name_is_asked_for_instead_of_a_place(self, client: Client, cat: Catalogue) -> None:
        answer = send(client, category="perilaku-petugas", street="", accused_words="Petugas loket 3")
        case = Complaint.objects.get(number=answer.json()["id"])
        assert case.about_officer
        assert case.accused_words == "Petugas loket 3"
        assert case.answers == {}, "answers to the questions of another category are not kept"


def test_two_telephones_with_one_token_at_once_are_one(cat: Catalogue) -> None:
    """The pictures of the later one go with it."""
    report = builder.report(cat, token=TOKEN)
    actions.receive(report=report, by=builder.CITIZEN)
    DraftPhoto.objects.create(draft=digest(TOKEN), content=b"x", preview=b"x", kind="jpg", day="2026-11-22")
    receipt = actions.receive_whole(report=report, uploads=[builder.photo()], by=builder.CITIZEN)
    assert receipt.repeated
    assert not DraftPhoto.objects.exists()
