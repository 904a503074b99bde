"""A report by WhatsApp, over the signed endpoint: told step by step, sent once, followed, called off, forgotten."""

from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from pamong.platform.access.viewer import Viewer
from pamong.platform.gateway.models import InboundMessage
from pamong.voice.channels import actions
from pamong.voice.channels.actions import dialogue
from pamong.voice.channels.models import Dialogue
from pamong.voice.complaints import actions as complaints
from pamong.voice.complaints.enums import Channel, Mode, State
from pamong.voice.complaints.models import Complaint, DraftPhoto, Identity, Step
from tests.voice import builder
from tests.voice.builder import Catalogue
from tests.voice.channels.phone import FROM, SECRET, Phone, receipt
from tests.world import World

pytestmark = pytest.mark.django_db
STORY = "Lampu di depan SD mati, anak-anak pulang gelap."


@pytest.fixture
def phone(cat: Catalogue, settings: Any) -> Phone:
    settings.GATEWAY_SECRET = SECRET
    return Phone()


UP_TO_PLACE = ("LAPOR", "1", "2", "2", STORY, "Jl. Diponegoro 5, Salatiga, dekat pasar")


class TestTelling:
    def test_from_the_first_word_to_the_receipt(self, phone: Phone, cat: Catalogue) -> None:
        assert "1. Lampu jalan" in phone.say("lapor")
        assert "Berapa lampu?" in phone.say("1")
        asked = phone.say("2")
        assert "Sejak kapan?" in asked
        assert "2. Lebih lama" in asked
        assert "Ceritakan" in phone.say("2")
        assert "Di mana?" in phone.say(STORY)
        assert "foto" in phone.say("Jl. Diponegoro 5, kelurahan Salatiga")
        review = phone.say("", builder.photo().read())
        assert STORY in review
        assert "Foto: 1" in review
        number, secret = receipt(phone.say("KIRIM"))
        case = Complaint.objects.get(number=number)
        assert (case.channel, case.mode, case.text) == (Channel.WHATSAPP, Mode.OPEN, STORY)
        assert case.answers == {"jumlah": "2", "sejak": "lama"}
        assert (case.place, case.street) == (cat.market, "Jl. Diponegoro 5, kelurahan Salatiga")
        assert case.photos.count() == 1
        assert "WA0001" not in case.photos.get().file.name
        assert Identity.objects.get(complaint=case).phone == FROM
        assert builder.queries.by_receipt(number, secret) is not None
        assert not Dialogue.objects.exists()
        assert not DraftPhoto.objects.exists()

    def test_without_number_none_is_kept(self, phone: Phone) -> None:
        phone.tell(*UP_TO_PLACE, "LEWAT")
        receipt(phone.say("tanpa nomor"))
        assert not Identity.objects.exists()
        with connection.cursor() as cursor:
            for table in ("complaints_complaint", "channels_dialogue", "gateway_inboundmessage", "audit_event"):
                cursor.execute(f"SELECT coalesce(string_agg(to_jsonb(t)::text, ' '), '') FROM {table} t")
                assert FROM.lstrip("+") not in cursor.fetchone()[0], table

    def test_a_place_as_a_point(self, phone: Phone) -> None:
        phone.tell(*UP_TO_PLACE[:5], "https://maps.contoh/?q=-7.331234,110.492345", "lewat")
        number, _secret = receipt(phone.say("kirim"))
        case = Complaint.objects.get(number=number)
        assert (str(case.latitude), str(case.longitude)) == ("-7.33123", "110.49234")

    def test_a_message_delivered_twice_goes_one_step(self, phone: Phone) -> None:
        phone.tell(*UP_TO_PLACE, "LEWAT")
        first, again = (phone.deliver("wamid.kirim", "KIRIM") for _ in range(2))
        receipt(first["reply"])
        assert again == {"received": True, "first": False, "reply": ""}, "the secret is not kept, even for a day"
        assert Complaint.objects.count() == 1
        assert not any(receipt(first["reply"])[1] in m.reply for m in InboundMessage.objects.all())

    @pytest.mark.parametrize(
        ("told", "wrong", "word"),
        [
            (("LAPOR",), "99", "Pilih salah satu angka"),
            (("LAPOR",), "", "Pilih salah satu angka"),
            (("LAPOR", "1"), "banyak", "Jawaban belum sesuai"),
            (("LAPOR", "1", "2"), "LEWAT", "Sejak kapan?"),
            (("LAPOR", "1", "2"), "7", "Jawaban belum sesuai"),
            (("LAPOR", "1", "2", "1"), "", "Ceritakan dulu"),
            (UP_TO_PLACE[:5], "", "Tunjukkan tempatnya"),
            (UP_TO_PLACE, "ini fotonya", "Kirim foto"),
        ],
    )
    def test_what_does_not_fit_is_told_and_asked_again(
        self, phone: Phone, told: tuple[str, ...], wrong: str, word: str
    ) -> None:
        phone.tell(*told)
        before = Dialogue.objects.get().state
        assert word in phone.say(wrong)
        assert Dialogue.objects.get().state == before

    def test_a_broken_picture_is_told_and_nothing_lost(self, phone: Phone) -> None:
        phone.tell(*UP_TO_PLACE)
        reply = phone.say("", b"\xff\xd8\xff rusak")
        assert "rusak" in reply
        assert "Kirim foto" in phone.say("", b"<svg onload=alert(1)>")
        assert not DraftPhoto.objects.exists()
        assert "Periksa dulu" in phone.say("", builder.photo().read())

    def test_an_optional_question_may_be_left_out(self, phone: Phone) -> None:
        phone.tell("LAPOR", "lampu jalan", "lewat", "hari ini", STORY, "Pasar", "lewat")
        number, _secret = receipt(phone.say("kirim"))
        assert Complaint.objects.get(number=number).answers == {"sejak": "hari"}


class TestHonesty:
    def test_the_help_says_who_sees_the_number_and_where_it_is_safer(self, phone: Phone) -> None:
        for text in ("BANTUAN", "halo", "ada keluhan"):
            reply = phone.say(text)
            assert "/lapor/" in reply
            assert "terlihat" in reply
        assert not Dialogue.objects.exists()

    def test_about_an_officer_the_safer_way_comes_first(self, phone: Phone) -> None:
        phone.say("lapor")
        reply = phone.say("2")
        assert "Anonim" in reply
        assert "/lapor/" in reply
        assert "Balas YA" in phone.say("Petugas minta uang")
        assert "Ceritakan" in phone.say("ya")
        phone.tell("Petugas minta uang", "Loket 3", "lewat")
        number, _secret = receipt(phone.say("tanpa nomor"))
        assert Complaint.objects.get(number=number).about_officer

    @pytest.mark.parametrize("mode", [Mode.CONFIDENTIAL, Mode.ANONYMOUS])
    def test_a_case_that_is_not_open_is_never_tied_to_a_number(self, phone: Phone, cat: Catalogue, mode: Mode) -> None:
        """The provider would see a telephone number beside a case whose reporter was promised otherwise."""
        builder.keys()
        done = complaints.receive(report=builder.report(cat, mode=mode), by=builder.CITIZEN)
        replies = [phone.say(f"STATUS {done.number} {done.secret}")]
        replies.append(phone.say(f"TAMBAH {done.number} {done.secret} masih mati"))
        for reply in replies:
            assert "hanya dilanjutkan lewat laman" in reply
            assert "/tanda-terima/" in reply
            assert done.number not in reply
            assert "Baru diterima" not in reply
        assert not Step.objects.filter(kind="told").exists()
        kept = " ".join(m.reply for m in InboundMessage.objects.all())
        assert done.number not in kept
        assert done.secret not in kept


class TestFollowing:
    def test_status_and_more_words(self, phone: Phone, world: World) -> None:
        phone.tell(*UP_TO_PLACE, "LEWAT")
        number, secret = receipt(phone.say("KIRIM"))
        assert "Baru diterima" in phone.say(f"status {number.lower()} {secret.lower()}")
        assert "Tersimpan" in phone.say(f"TAMBAH {number} {secret} Sekarang dua lampu mati")
        assert Step.objects.get(kind="told").text == "Sekarang dua lampu mati"
        complaints.verify(complaint=Complaint.objects.get(number=number), by=world.viewer("officer"))
        assert "Diverifikasi" in phone.say(f"STATUS {number} {secret}")
        assert Complaint.objects.get(number=number).state == State.VERIFIED

    def test_a_wrong_code_opens_nothing_and_is_counted(self, phone: Phone, cat: Catalogue) -> None:
        case = builder.received(cat)
        wrong = f"STATUS {case.number} {'-'.join(['0000'] * 5)}"
        replies = [phone.say(wrong) for _ in range(11)]
        assert all("tidak cocok" in reply for reply in replies[:10])
        assert "Terlalu banyak percobaan" in replies[10]
        assert "Tulis: STATUS" in phone.say("status laporan saya")

    def test_words_that_are_missing_are_asked_for(self, phone: Phone, cat: Catalogue) -> None:
        done = complaints.receive(report=builder.report(cat), by=builder.CITIZEN)
        before = Step.objects.count()
        assert "Tersimpan" not in phone.say(f"TAMBAH {done.number} {done.secret}")
        assert Step.objects.count() == before


class TestEnding:
    def test_called_off_leaves_nothing(self, phone: Phone) -> None:
        phone.tell(*UP_TO_PLACE)
        assert "Tidak ada yang dikirim" in phone.say("batal")
        assert not Dialogue.objects.exists()
        assert not Complaint.objects.exists()

    def test_an_old_dialogue_is_over_and_then_forgotten(self, phone: Phone) -> None:
        phone.tell("LAPOR", "1")
        Dialogue.objects.update(touched_at=timezone.now() - dialogue.KEPT * 2)
        assert "LAPOR" in phone.say("2")
        assert actions.forget(by=Viewer.system("uji")) == 1
        phone.say("LAPOR")
        assert actions.forget(by=Viewer.system("uji")) == 0

    def test_two_telephones_do_not_meet(self, phone: Phone) -> None:
        other = Phone("+628999888777")
        phone.tell("LAPOR", "1")
        assert "Tentang apa?" in other.say("LAPOR")
        assert "Sejak kapan?" in phone.say("3")
        assert Dialogue.objects.count() == 2

    def test_floods_end_in_words(self, phone: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(dialogue, "MOST_MESSAGES", 3)
        assert ["Terlalu banyak pesan" in phone.say("halo") for _ in range(4)] == [False, False, False, True]

    def test_reports_of_a_day_are_limited_and_nothing_told_is_lost(
        self, phone: Phone, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(dialogue, "MOST_REPORTS", 1)
        for _ in range(2):
            phone.tell(*UP_TO_PLACE, "LEWAT")
            reply = phone.say("KIRIM")
        assert "Coba besok" in reply
        assert Complaint.objects.count() == 1
        assert Dialogue.objects.count() == 1

    def test_hidden_characters(self, phone: Phone) -> None:
        assert "karakter tersembunyi" in phone.say("LAPOR\u202e")
