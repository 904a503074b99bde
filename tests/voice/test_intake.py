"""Receiving: one way in for every channel."""

import threading
from typing import Any

import pytest
from django.contrib.auth.hashers import check_password
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test import override_settings

from pamong.platform.files.models import StoredFile
from pamong.platform.guard import ACTION, GuardError
from pamong.platform.notifications.models import Notification
from pamong.platform.privacy import sealing
from pamong.rulebook.errors import Refused
from pamong.voice.complaints import actions, queries
from pamong.voice.complaints.enums import Channel, Mode
from pamong.voice.complaints.models import Complaint, DraftPhoto, Identity, Step
from tests.voice import builder
from tests.voice.builder import BY, CITIZEN, Catalogue
from tests.world import World, build_world

pytestmark = pytest.mark.django_db


def refused(cat: Catalogue, **changes: Any) -> Refused:
    with pytest.raises(Refused) as found:
        builder.received(cat, **changes)
    return found.value


class TestOpen:
    def test_a_report_has_number_secret_first_step_and_first_clock(self, cat: Catalogue) -> None:
        receipt = actions.receive(report=builder.report(cat), by=CITIZEN)
        case = Complaint.objects.get(number=receipt.number)
        assert check_password(receipt.secret, case.secret_hash)
        assert receipt.secret not in case.secret_hash
        assert case.due is not None
        assert case.due_kind == "verifikasi_lapor"
        assert [s.kind for s in case.steps.all()] == ["received"]
        assert Identity.objects.get(complaint=case).name == "Pak Slamet"
        assert queries.by_receipt(receipt.number, receipt.secret) == case

    def test_sent_twice_it_is_one_case_with_one_receipt(self, cat: Catalogue) -> None:
        report = builder.report(cat)
        first, second = (actions.receive(report=report, by=CITIZEN) for _ in range(2))
        assert (first.number, first.secret) == (second.number, second.secret)
        assert (first.repeated, second.repeated) == (False, True)
        assert Complaint.objects.count() == 1

    def test_officers_are_told(self, world: World, cat: Catalogue) -> None:
        builder.grant(world.users["admin"], builder.Who.COMPLAINT_OFFICER)
        builder.received(cat)
        assert Notification.objects.filter(person_id=world.admin.pk, kind="voice.received").count() == 1

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"text": "  "}, "text"),
            ({"text": "x" * 4001}, "text"),
            ({"wanted": "x" * 1001}, "wanted"),
            ({"place": None, "street": " "}, "street"),
            ({"answers": {}}, "sejak"),
            ({"name": ""}, "name"),
            ({"phone": "", "email": "", "address": ""}, "phone"),
            ({"mode": Mode.CONFIDENTIAL}, "mode"),
        ],
    )
    def test_what_is_missing_is_named(self, cat: Catalogue, changes: dict[str, Any], field: str) -> None:
        assert refused(cat, **changes).field == field
        assert not Complaint.objects.exists()

    def test_programs_need_no_contact(self, cat: Catalogue) -> None:
        assert builder.received(cat, channel=Channel.OPEN311, name="", phone="").mode == Mode.OPEN

    def test_a_stranger_with_number_or_secret_alone_gets_nothing(self, cat: Catalogue) -> None:
        receipt = actions.receive(report=builder.report(cat), by=CITIZEN)
        assert queries.by_receipt(receipt.number, "0000-0000-0000-0000-0000") is None
        assert queries.by_receipt("P-0000-0000", receipt.secret) is None
        assert queries.by_receipt("", "") is None

    def test_the_model_refuses_other_writers(self, cat: Catalogue) -> None:
        case = builder.received(cat)
        with pytest.raises(GuardError):
            case.save()


class TestConfidential:
    def test_the_identity_is_sealed_for_two(self, cat: Catalogue) -> None:
        pairs = builder.keys()
        case = builder.received(cat, mode=Mode.CONFIDENTIAL, name="Bu Rahasia", phone="0811")
        row = Identity.objects.get(complaint=case)
        assert (row.name, row.phone, row.email, row.address) == ("", "", "", "")
        assert row.sealed is not None
        private = {holder: sealing.unlock(pair.locked, "sandi panjang dua orang") for holder, pair in pairs.items()}
        with pytest.raises(sealing.WrongKey):
            sealing.open_layer(bytes(row.sealed), private[2])
        inner = sealing.open_layer(bytes(row.sealed), private[1])
        assert sealing.read(inner) is None
        assert sealing.read(sealing.open_layer(inner, private[2])) == {
            "name": "Bu Rahasia", "address": "", "phone": "0811", "email": "",
        }  # fmt: skip

    def test_a_wrong_passphrase_opens_nothing(self) -> None:
        with pytest.raises(sealing.WrongKey):
            sealing.unlock(sealing.new_pair("benar sekali").locked, "salah sekali")

    def test_the_length_tells_nothing(self) -> None:
        pair = sealing.new_pair("x")
        sizes = {
            len(sealing.seal({"name": name}, [pair.public])) for name in ("A", "Muhammad Ridwan Syahputra bin Ali")
        }
        assert len(sizes) == 1

    def test_the_database_refuses_plain_beside_sealed(self, cat: Catalogue) -> None:
        builder.keys()
        case = builder.received(cat, mode=Mode.CONFIDENTIAL)
        row = Identity.objects.get(complaint=case)
        row.name = "Bu Rahasia"
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save(via=ACTION)

    def test_without_contact_there_is_no_row(self, cat: Catalogue) -> None:
        builder.keys()
        case = builder.received(cat, mode=Mode.CONFIDENTIAL, name="", phone="")
        assert not Identity.objects.filter(complaint=case).exists()


class TestAnonymous:
    def test_nothing_tells_who_or_when(self, cat: Catalogue) -> None:
        case = builder.received(cat, mode=Mode.ANONYMOUS, name="Pak Takut", email="takut@contoh.id")
        assert case.received_at is None
        assert not Identity.objects.exists()
        assert [(s.at, s.unwatched) for s in Step.objects.all()] == [(None, True)]
        assert not Notification.objects.filter(kind="voice.received").exists()

    def test_the_database_refuses_a_moment(self, cat: Catalogue) -> None:
        case = builder.received(cat, mode=Mode.ANONYMOUS)
        case.received_at = builder.received(cat).received_at
        with pytest.raises(IntegrityError), transaction.atomic():
            case.save(via=ACTION)

    def test_floods_end_at_the_days_limit(self, world: World, cat: Catalogue) -> None:
        actions.catalogue.set_policy(
            valid_from=world.today, silence=10, reopen=30, sample=5, anonymous=1, today=world.today, by=BY
        )
        builder.received(cat, mode=Mode.ANONYMOUS)
        assert refused(cat, mode=Mode.ANONYMOUS).code == "penuh"
        builder.received(cat)


class TestPhotos:
    def test_they_wait_with_the_draft_and_come_along_without_metadata_and_name(self, cat: Catalogue) -> None:
        report = builder.report(cat)
        actions.add_draft_photo(token=report.token, upload=builder.photo(comment=b"CANARY-GPS"), by=CITIZEN)
        assert len(queries.draft_photos(report.token)) == 1
        case = actions.receive(report=report, by=CITIZEN).complaint
        file = case.photos.get().file
        assert file.name == "foto-1.jpg"
        assert b"CANARY" not in queries_read(file)
        assert not DraftPhoto.objects.exists()

    def test_three_at_most_and_only_pictures(self, cat: Catalogue) -> None:
        token = actions.draw_token()
        for _ in range(3):
            actions.add_draft_photo(token=token, upload=builder.photo(), by=CITIZEN)
        with pytest.raises(Refused) as found:
            actions.add_draft_photo(token=token, upload=builder.photo(), by=CITIZEN)
        assert found.value.field == "photo"
        wrong = SimpleUploadedFile("a.pdf", b"%PDF-1.4")
        with pytest.raises(Refused):
            actions.add_draft_photo(token=actions.draw_token(), upload=wrong, by=CITIZEN)

    def test_only_the_holder_of_the_token_finds_or_removes_them(self, cat: Catalogue) -> None:
        token = actions.draw_token()
        row = actions.add_draft_photo(token=token, upload=builder.photo(), by=CITIZEN)
        assert queries.draft_photo("andere", row.pk) is None
        actions.remove_draft_photo(token="andere", pk=row.pk, by=CITIZEN)
        assert queries.draft_photo(token, row.pk) is not None
        actions.remove_draft_photo(token=token, pk=row.pk, by=CITIZEN)
        assert not DraftPhoto.objects.exists()

    def test_of_an_anonymous_reporter_the_file_tells_only_the_day(self, cat: Catalogue, settings: Any) -> None:
        report = builder.report(cat, mode=Mode.ANONYMOUS)
        actions.add_draft_photo(token=report.token, upload=builder.photo(), by=CITIZEN)
        actions.receive(report=report, by=CITIZEN)
        file = StoredFile.objects.get()
        assert (file.created_at.hour, file.created_at.minute, file.created_at.second) == (0, 0, 0)
        assert file.uploaded_by is None
        on_disk = settings.MEDIA_ROOT / file.path
        assert on_disk.stat().st_mtime == on_disk.parent.stat().st_mtime == file.created_at.timestamp()


class TestAlike:
    def test_open_public_cases_nearby_are_offered(self, world: World, cat: Catalogue) -> None:
        case = builder.received(cat)
        asked: dict[str, Any] = {
            "category": cat.lamp,
            "place": cat.market,
            "text": "lampu jalan depan pasar mati",
            "today": world.today,
        }
        assert queries.alike(**asked) == []
        actions.moderate(complaint=case, show=True, text=builder.TEXT, by=world.viewer("officer"))
        assert queries.alike(**asked) == [case]
        assert queries.alike(**{**asked, "category": cat.conduct}) == []
        assert queries.alike(**{**asked, "text": "sampah menumpuk berbau"}) == []
        actions.join(complaint=case, token=actions.draw_token(), by=CITIZEN)
        case.refresh_from_db()
        assert case.voices == 2


def queries_read(file: StoredFile) -> bytes:
    from pamong.platform.files.queries import read

    return read(file)


@pytest.mark.django_db(transaction=True)
@override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"])
def test_eight_sendings_of_one_draft_at_once_are_one_case() -> None:
    world = build_world()
    builder.officers(world)
    cat = builder.catalogue(world)
    report, found = builder.report(cat), []

    def send() -> None:
        try:
            found.append(actions.receive(report=report, by=CITIZEN))
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({(r.number, r.secret) for r in found}) == 1
    assert len(found) == 8
    assert sum(not r.repeated for r in found) == 1
    assert Complaint.objects.count() == 1
    assert Step.objects.count() == 1
