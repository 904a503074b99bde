"""A report by SMS, over the signed endpoint: for a telephone that can do nothing else. Every reply fits and is paid for once."""

from typing import Any

import pytest
from django.db import connection
from django.utils import timezone
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis
from hypothesis import strategies as st

from pamong.platform.gateway.models import InboundMessage
from pamong.voice.channels.actions import _asking as asking
from pamong.voice.channels.actions import dialogue
from pamong.voice.channels.models import Dialogue
from pamong.voice.channels.rules import gsm
from pamong.voice.channels.rules import story as rules
from pamong.voice.channels.rules.carriers import SMS
from pamong.voice.complaints import actions as complaints
from pamong.voice.complaints.enums import Channel, Mode, State, StepKind
from pamong.voice.complaints.models import Complaint, DraftPhoto, Identity, Step
from pamong.voice.complaints.rules.questions import Question
from tests.voice import builder
from tests.voice.builder import BY, Catalogue
from tests.voice.channels.phone import FROM, SECRET, Phone, receipt
from tests.world import World

pytestmark = pytest.mark.django_db
STORY = "Lampu di depan SD mati, anak-anak pulang gelap."
UP_TO_CONFIRM = ("LAPOR", "1", "2", "2", STORY, "Jl. Diponegoro 5, Salatiga, dekat pasar")


class OldPhone(Phone):
    """It sends and shows letters only; whatever it is sent must fit."""

    def __init__(self, number: str = FROM) -> None:
        super().__init__(number, "sms")

    def deliver(self, ident: str, text: str, media: tuple[bytes, ...] = ()) -> dict[str, Any]:
        answer = super().deliver(ident, text, media)
        check(answer["reply"])
        return answer


def check(reply: str) -> None:
    assert set(reply) <= gsm.BASIC | gsm.EXTENDED, reply
    assert gsm.room(reply) <= gsm.MOST, reply
    assert gsm.parts(reply) <= gsm.MOST_PARTS
    assert "foto" not in reply.lower(), "a picture cannot come by SMS"


@pytest.fixture
def phone(cat: Catalogue, settings: Any) -> OldPhone:
    settings.GATEWAY_SECRET = SECRET
    return OldPhone()


class TestTelling:
    def test_from_the_first_word_to_the_receipt(self, phone: OldPhone, cat: Catalogue) -> None:
        assert "1. Lampu jalan" in phone.say("Lapor")
        assert "Berapa lampu?" in phone.say("1")
        assert "2. Lebih lama" in phone.say("2")
        assert "dalam satu SMS" in phone.say("2")
        assert "Di mana?" in phone.say(STORY)
        review = phone.say("Jl. Diponegoro 5, kelurahan Salatiga")
        assert STORY in review
        assert "Jl. Diponegoro 5" in review
        reply = phone.say("KIRIM")
        number, secret = receipt(reply)
        assert gsm.parts(reply) <= 2
        assert "hapus SMS ini" in reply
        case = Complaint.objects.get(number=number)
        assert (case.channel, case.mode, case.text) == (Channel.SMS, Mode.OPEN, STORY)
        assert case.get_channel_display() == "SMS"
        assert case.answers == {"jumlah": "2", "sejak": "lama"}
        assert (case.place, case.street) == (cat.market, "Jl. Diponegoro 5, kelurahan Salatiga")
        assert Identity.objects.get(complaint=case).phone == FROM
        assert builder.queries.by_receipt(number, secret) is not None
        assert not Dialogue.objects.exists()

    def test_without_number_none_is_kept(self, phone: OldPhone) -> None:
        phone.tell(*UP_TO_CONFIRM)
        reply = phone.say("tanpa nomor")
        number, _secret = receipt(reply)
        assert "STATUS nomor kode" in reply
        assert not Identity.objects.exists()
        with connection.cursor() as cursor:
            for table in ("complaints_complaint", "channels_dialogue", "gateway_inboundmessage", "audit_event"):
                cursor.execute(f"SELECT coalesce(string_agg(to_jsonb(t)::text, ' '), '') FROM {table} t")
                assert FROM.lstrip("+") not in cursor.fetchone()[0], table
        assert "tidak terbuka dari nomor telepon ini" in phone.say(f"STATUS {number}")

    def test_all_in_one_message(self, phone: OldPhone, cat: Catalogue) -> None:
        assert "Berapa lampu?" in phone.say(f"LAPOR lampu jalan#Pasar Salatiga#{STORY}")
        assert "Sejak kapan?" in phone.say("LEWAT")
        assert STORY in phone.say("1"), "what was told is not asked again"
        case = Complaint.objects.get(number=receipt(phone.say("KIRIM"))[0])
        assert (case.category, case.street, case.text) == (cat.lamp, "Pasar Salatiga", STORY)

    def test_the_story_behind_the_word_is_not_asked_again(self, phone: OldPhone) -> None:
        assert "1. Lampu jalan" in phone.say(f"Lapor, {STORY}")
        assert "Di mana?" in phone.tell("1", "LEWAT", "2")
        assert STORY in phone.say("Pasar")

    def test_a_category_nobody_knows_is_chosen_and_the_rest_kept(self, phone: OldPhone) -> None:
        assert "Tentang apa?" in phone.say(f"LAPOR lampuu#Pasar#{STORY}")
        assert STORY in phone.tell("1", "lewat", "1")

    def test_a_story_that_begins_with_the_word_does_not_begin_anew(self, phone: OldPhone) -> None:
        phone.tell(*UP_TO_CONFIRM[:4])
        assert "Di mana?" in phone.say("Lapor pak, lampu mati")
        assert Dialogue.objects.get().state["text"] == "Lapor pak, lampu mati"

    def test_a_message_delivered_twice_goes_one_step(self, phone: OldPhone) -> None:
        phone.tell(*UP_TO_CONFIRM)
        first, again = (phone.deliver("sms.kirim", "KIRIM") for _ in range(2))
        receipt(first["reply"])
        assert again == {"received": True, "first": False, "reply": ""}, "the secret is not kept, even for a day"
        assert Complaint.objects.count() == 1

    def test_a_lost_reply_is_asked_for_by_the_number_alone_or_told_again(self, phone: OldPhone) -> None:
        first, again = (phone.deliver("sms.lapor", "LAPOR") for _ in range(2))
        assert first["reply"] == again["reply"]
        phone.tell(*UP_TO_CONFIRM[1:])
        number, _secret = receipt(phone.say("KIRIM"))
        assert "Baru diterima" in phone.say(f"status {number}")

    @pytest.mark.parametrize(
        ("told", "wrong", "word"),
        [
            (("LAPOR",), "99", "Pilih salah satu angka"),
            (("LAPOR", "1"), "banyak", "Jawaban belum sesuai"),
            (("LAPOR", "1", "2"), "7", "Jawaban belum sesuai"),
            (("LAPOR", "1", "2", "1"), "", "Ceritakan dulu"),
            (UP_TO_CONFIRM[:5], "", "Tunjukkan tempatnya"),
            (UP_TO_CONFIRM, "ya", "Balas KIRIM"),
        ],
    )
    def test_what_does_not_fit_is_told_and_asked_again(
        self, phone: OldPhone, told: tuple[str, ...], wrong: str, word: str
    ) -> None:
        phone.tell(*told)
        before = Dialogue.objects.get().state
        assert word in phone.say(wrong)
        assert Dialogue.objects.get().state == before


class TestLists:
    @pytest.fixture
    def many(self, cat: Catalogue) -> None:
        for n in range(20):
            complaints.catalogue.save_category(
                code=f"urusan-{n}", name=f"Urusan “panjang” nomor {n} – pelayanan dan penertiban", order=9, by=BY
            )

    def test_long_lists_are_turned_page_by_page_and_round(self, phone: OldPhone, many: None) -> None:
        seen = [phone.say("LAPOR")]
        while "0 = berikutnya" in seen[-1] and len(seen) < 20:
            seen.append(phone.say("0"))
        assert "0 = dari awal" in seen[-1]
        assert phone.say("0") == seen[0]
        told = [line.partition(".")[0] for page in seen for line in page.split("\n")[1:] if not line.startswith("0 =")]
        assert told == [str(n) for n in range(1, 24)]
        phone.tell("0", "0")
        assert "Ceritakan" in phone.say("20"), "any number counts, whichever page is shown"

    def test_choices_too(self, phone: OldPhone, cat: Catalogue) -> None:
        choices = tuple((f"k{n}", f"Pilihan yang cukup panjang nomor {n}") for n in range(1, 15))
        complaints.catalogue.save_category(
            code="pasar",
            name="Pasar",
            order=3,
            questions=[Question("apa", "Apa saja yang rusak? " * 12, "choices", choices=choices)],
            by=BY,
        )
        assert "1. Pilihan" in phone.tell("LAPOR", "Pasar")
        assert "1. Pilihan" not in phone.say("0")
        phone.say("3, 14")
        assert Dialogue.objects.get().state["answers"] == {"apa": ["k14", "k3"]}

    def test_a_number_of_zero_is_an_answer(self, phone: OldPhone) -> None:
        phone.tell("LAPOR", "1")
        assert "Sejak kapan?" in phone.say("0")


class TestHonesty:
    def test_the_help_says_who_reads_and_where_it_is_safer(self, phone: OldPhone) -> None:
        for text in ("BANTUAN", "halo", "ada keluhan"):
            reply = phone.say(text)
            assert "/lapor/" in reply
            assert "operator" in reply

    @pytest.mark.parametrize("text", ["ANONIM", "rahasia", "LAPOR ANONIM", "Lapor rahasia"])
    def test_sealed_ways_are_not_offered_wherever_one_asks(self, phone: OldPhone, text: str) -> None:
        for told in ((), UP_TO_CONFIRM):
            phone.tell("batal", *told)
            reply = phone.say(text)
            assert "tidak dapat dibuat di sini" in reply
            assert "/lapor/" in reply
        assert not Complaint.objects.exists()

    def test_about_an_officer_the_safer_way_comes_first(self, phone: OldPhone) -> None:
        phone.say("lapor")
        reply = phone.say("2")
        assert "Anonim" in reply
        assert "operator" in reply
        assert "Balas YA" in phone.say("Petugas minta uang")
        phone.tell("ya", "Petugas minta uang", "Loket 3")
        number, _secret = receipt(phone.say("tanpa nomor"))
        assert Complaint.objects.get(number=number).about_officer

    @pytest.mark.parametrize("mode", [Mode.CONFIDENTIAL, Mode.ANONYMOUS])
    def test_a_case_that_is_not_open_is_never_tied_to_a_number(
        self, phone: OldPhone, cat: Catalogue, mode: Mode
    ) -> None:
        builder.keys()
        done = complaints.receive(report=builder.report(cat, mode=mode), by=builder.CITIZEN)
        sent = f"{done.number} {done.secret}"
        for text in (f"STATUS {sent}", f"TAMBAH {sent} masih mati", f"SELESAI {sent}", f"BELUM {sent} masih"):
            reply = phone.say(text)
            assert "hanya dilanjutkan lewat laman" in reply
            assert "/tanda-terima/" in reply
            assert done.number not in reply
        assert "tidak terbuka" in phone.say(f"STATUS {done.number}")
        assert not Step.objects.filter(kind=StepKind.TOLD).exists()
        kept = " ".join(m.reply for m in InboundMessage.objects.all())
        assert done.number not in kept
        assert done.secret not in kept


class TestFollowing:
    def sent(self, phone: OldPhone) -> tuple[str, str]:
        phone.tell(*UP_TO_CONFIRM)
        return receipt(phone.say("KIRIM"))

    def test_status_and_more_words(self, phone: OldPhone, world: World) -> None:
        number, secret = self.sent(phone)
        assert "Baru diterima" in phone.say(f"status {number.lower()} {secret.lower()}")
        assert "Tersimpan" in phone.say(f"TAMBAH {number} {secret} Sekarang dua lampu mati")
        assert Step.objects.get(kind=StepKind.TOLD).text == "Sekarang dua lampu mati"
        case = Complaint.objects.get(number=number)
        words = "Terima kasih – “lengkap”. " + "Kami jadwalkan minggu depan. " * 40
        complaints.verify(complaint=case, text=words, by=world.viewer("officer"))
        with_code, without = phone.say(f"STATUS {number} {secret}"), phone.say(f"STATUS {number}")
        assert 'Terima kasih - "lengkap"' in with_code
        assert with_code.endswith(gsm.CUT)
        assert "Diverifikasi" in without
        assert "lengkap" not in without, "what officers wrote is for who has the code"

    def test_only_the_telephone_that_reported_needs_no_code(self, phone: OldPhone, cat: Catalogue) -> None:
        number, _secret = self.sent(phone)
        other = OldPhone("+628999888777")
        desk = builder.received(cat, phone="+628999888777")
        assert "tidak terbuka" in other.say(f"STATUS {number}")
        assert other.say(f"STATUS {number}") == other.say("STATUS P-0000-0000")
        assert desk.number in other.say(f"STATUS {desk.number}")
        assert "Tulis: STATUS" in phone.say(f"TAMBAH {number} lagi")

    def test_done_and_not_done(self, phone: OldPhone, world: World) -> None:
        number, secret = self.sent(phone)
        case = Complaint.objects.get(number=number)
        given = complaints.assign(
            complaint=case, unit=world.office, handler_id=world.employee.pk, by=world.viewer("officer")
        )
        assert "berpindah keadaan" in phone.say(f"SELESAI {number} {secret}")
        complaints.decide(complaint=given, decision=builder.NOT_UPHELD, by=world.viewer("employee"))
        assert "Balas SELESAI" in phone.say(f"STATUS {number}")
        assert "dibuka kembali" in phone.say(f"BELUM {number} {secret} Masih gelap.")
        case.refresh_from_db()
        assert (case.state, case.reopened) == (State.WORKING, 1)
        complaints.decide(complaint=case, decision=builder.NOT_UPHELD, by=world.viewer("employee"))
        assert "selesai menurut Anda" in phone.say(f"SELESAI {number} {secret}")
        case.refresh_from_db()
        assert case.state == State.CONFIRMED

    def test_a_wrong_code_opens_nothing_and_is_counted(self, phone: OldPhone, cat: Catalogue) -> None:
        case = builder.received(cat)
        replies = [phone.say(f"STATUS {case.number} {'-'.join(['0000'] * 5)}") for _ in range(11)]
        assert "tidak cocok" in replies[9]
        assert "Terlalu banyak percobaan" in replies[10]


class TestEnding:
    def test_called_off_leaves_nothing(self, phone: OldPhone) -> None:
        phone.tell(*UP_TO_CONFIRM)
        assert "Tidak ada yang dikirim" in phone.say("batal")
        assert not Dialogue.objects.exists()
        assert not Complaint.objects.exists()

    def test_an_old_dialogue_is_over(self, phone: OldPhone) -> None:
        phone.tell("LAPOR", "1")
        Dialogue.objects.update(touched_at=timezone.now() - dialogue.KEPT * 2)
        assert "LAPOR = melapor" in phone.say("2")

    def test_both_carriers_of_one_number_do_not_meet(self, phone: OldPhone) -> None:
        modern = Phone(FROM, "whatsapp")
        phone.tell("LAPOR", "1")
        assert "Tentang apa?" in modern.say("LAPOR")
        assert "Sejak kapan?" in phone.say("3")
        modern.say("BATAL")
        assert "Ceritakan" in phone.say("1")
        assert Dialogue.objects.count() == 1

    def test_replies_of_a_day_are_limited_told_once_and_then_silent(self, phone: OldPhone, world: World) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT column_default FROM information_schema.columns WHERE column_name = 'sms_replies_per_day'"
            )
            assert cursor.fetchone()[0] == "30"
        complaints.catalogue.set_policy(
            valid_from=world.today, silence=10, reopen=30, sample=5, anonymous=300, sms=3, today=world.today, by=BY
        )
        replies = [phone.say("halo") for _ in range(6)]
        assert ["LAPOR" in reply for reply in replies] == [True, True, True, False, False, False]
        assert "Batas balasan SMS" in replies[3]
        assert replies[4:] == ["", ""]
        assert "LAPOR" in OldPhone("+628999888777").say("halo")
        assert "LAPOR" in Phone(FROM, "whatsapp").say("halo"), "nobody pays for these"

    def test_two_machines_do_not_go_on_answering_each_other(
        self, phone: OldPhone, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(dialogue, "MOST_MESSAGES", 2)
        replies = [phone.say("Pesan otomatis: kami sedang tidak di tempat") for _ in range(5)]
        assert ["Terlalu banyak" in reply for reply in replies] == [False, False, True, False, False]
        assert replies[3:] == ["", ""]


class TestHostile:
    def test_files_on_an_sms_are_not_looked_at(self, phone: OldPhone) -> None:
        phone.say("LAPOR", builder.photo().read(), b"<svg onload=alert(1)>")
        phone.tell(*UP_TO_CONFIRM[1:])
        case = Complaint.objects.get(number=receipt(phone.say("KIRIM", builder.photo().read()))[0])
        assert not case.photos.exists()
        assert not DraftPhoto.objects.exists()

    @pytest.mark.parametrize(
        "text",
        [
            "x" * 10_000,
            "🙂" * 500,
            "LAPOR " + "路" * 900,
            "LAPOR a#" + "é" * 900 + "#" + "~" * 900,
            "\x07\x1b",
            "LAPOR\u202e",
            "#" * 200,
        ],
    )
    def test_odd_messages_are_answered_in_words(self, phone: OldPhone, text: str) -> None:
        assert phone.say(text)
        phone.tell(*UP_TO_CONFIRM[:5])
        assert phone.say(text)

    def test_a_long_story_is_kept_whole_and_shown_in_part(self, phone: OldPhone) -> None:
        story = ("Lampu “mati” – gelap 🙂 " * 160)[:3900].strip()
        phone.tell(*UP_TO_CONFIRM[:4], story)
        assert gsm.CUT in phone.say("Jalan " + "Panjang " * 30)
        case = Complaint.objects.get(number=receipt(phone.say("KIRIM"))[0])
        assert case.text == story


@hypothesis(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    texts=st.lists(
        st.sampled_from(("LAPOR", "1", "2", "3", "0", "ya", "KIRIM", "batal", "?", "LEWAT")) | st.text(max_size=80),
        max_size=9,
    )
)
def test_whatever_is_said_the_reply_fits(cat: Catalogue, texts: list[str]) -> None:
    complaints.catalogue.save_category(code="jalan", name="Jalan “raya” – ☂ " * 6, order=3, by=BY)
    for text in ("batal", *texts):
        check(dialogue.converse(carrier=SMS, sender="+628123450000", text=text, by=BY).text)


def test_the_sentences_themselves_are_written_in_the_alphabet(cat: Catalogue) -> None:
    """Nothing has to be rewritten or cut: what an officer or a resident wrote aside."""
    story = rules.Story(token="x", category=cat.lamp.code, text=STORY, street="Pasar")
    said = [asking.help_text(SMS), asking.not_sealed_here()]
    for step in (rules.CATEGORY, rules.WARN, rules.QUESTION, rules.TEXT, rules.PLACE, rules.CONFIRM):
        story.step = step
        said.append(asking.question(story, SMS))
    code = "-".join(["AAAA"] * 5)
    said += [asking.receipt_text("P-7K3M-9QXD", code, kept=kept, carrier=SMS) for kept in (True, False)]
    for text in said:
        assert gsm.written(text) == text
        assert gsm.room(text) <= gsm.MOST, text
