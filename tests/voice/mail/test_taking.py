"""A letter becomes a complaint, or something more to one; its sender is answered; once."""

import email
import email.policy
import json
import re
from pathlib import Path
from typing import Any

import pytest

from pamong.cli.main import main
from pamong.platform.access.errors import NotAllowed
from pamong.platform.files import queries as files
from pamong.platform.notifications import composing
from pamong.platform.notifications.channels.files import mail
from pamong.platform.notifications.models import Delivery
from pamong.rulebook.errors import Refused
from pamong.voice.complaints import actions as complaints
from pamong.voice.complaints import queries
from pamong.voice.complaints.enums import Channel, Mode, StepKind
from pamong.voice.complaints.models import Category, Complaint, Identity, Photo, Step
from pamong.voice.mail.actions import Later, Taken, take, taking
from tests.voice.builder import BY, CITIZEN, Catalogue, keys, photo, report
from tests.voice.mail.builder import JPEG, letter
from tests.world import World

BODY = "Pohon tumbang di tepi sungai Kali Wedok sejak kemarin.\n\nSiti"


@pytest.fixture(autouse=True)
def other(cat: Catalogue) -> Category:
    return complaints.catalogue.save_category(code="lainnya", name="Lainnya", order=9, by=BY)


def said_to(address: str = "siti@warga.contoh") -> str:
    return Delivery.objects.filter(channel="email", address=address).latest("pk").body


def receipt() -> tuple[str, str]:
    text = said_to()
    number, secret = re.search(r"P-\w{4}-\w{4}", text), re.search(r"\w{4}(-\w{4}){4}", text)
    assert number and secret
    return number[0], secret[0]


def test_a_letter_becomes_an_open_complaint_and_its_sender_gets_a_receipt(other: Category) -> None:
    taken = take(raw=letter(BODY, subject="Pohon tumbang"), by=BY)
    case = Complaint.objects.get(number=taken.number)
    assert taken.outcome == "new"
    assert (case.mode, case.channel, case.category) == (Mode.OPEN, Channel.EMAIL, other)
    assert case.text == f"Pohon tumbang\n\n{BODY}"
    who = Identity.objects.get(complaint=case)
    assert (who.name, who.email) == ("Siti Aminah", "siti@warga.contoh")
    number, secret = receipt()
    assert number == case.number
    found = queries.by_receipt(number, secret)
    assert found is not None and found.pk == case.pk
    assert "/tanda-terima/" in said_to()
    assert "rahasia atau anonim" in said_to()


def test_lines_of_the_letter_name_category_place_and_answers(cat: Catalogue) -> None:
    body = f"{BODY}\n\nKategori: lampu jalan\nLokasi: Jl. Diponegoro, kelurahan Salatiga\nSejak kapan? : Lebih lama\nBerapa lampu: 2"
    case = Complaint.objects.get(number=take(raw=letter(body), by=BY).number)
    assert (case.category, case.place, case.street) == (cat.lamp, cat.market, "Jl. Diponegoro, kelurahan Salatiga")
    assert case.answers == {"sejak": "lama", "jumlah": "2"}
    assert "balas surel ini dengan" not in said_to()


@pytest.mark.parametrize("line", ["", "Sejak kapan: entah"])
def test_what_a_category_must_know_is_asked_for_in_the_answer(cat: Catalogue, settings: Any, line: str) -> None:
    settings.COMPLAINT_MAIL_CATEGORY = "lampu-jalan"
    taken = take(raw=letter(f"{BODY}\n{line}"), by=BY)
    assert taken.outcome == "new", "a letter is never refused for an answer its writer did not know to give"
    assert Complaint.objects.get(number=taken.number).answers == {}
    said = said_to()
    assert "Lokasi: (kelurahan, jalan, atau patokan)" in said
    assert "Sejak kapan: (Hari ini / Lebih lama)" in said
    assert "Berapa lampu" not in said, "what may be left out is not asked for"
    number, secret = receipt()
    reply = letter(f"Sejak kapan: Lebih lama\n> {number} {secret}", headers={"Message-ID": "<b@c>"})
    assert take(raw=reply, by=BY) == Taken("more", number)
    assert Step.objects.get(complaint__number=number, kind=StepKind.TOLD).text == "Sejak kapan: Lebih lama"


@pytest.mark.parametrize("named", ["tidak ada", "", "lampu"])
def test_a_category_nobody_knows_is_for_an_officer_to_sort(other: Category, named: str) -> None:
    assert Complaint.objects.get(number=take(raw=letter(f"{BODY}\nKategori: {named}"), by=BY).number).category == other


def test_the_same_letter_twice_is_one_complaint_and_one_answer() -> None:
    raw = letter(BODY, files=[("pohon.jpg", "image/jpeg", JPEG)])
    first, second = take(raw=raw, by=BY), take(raw=raw, by=BY)
    assert (first.outcome, second) == ("new", Taken("same"))
    assert (Complaint.objects.count(), Delivery.objects.count(), Photo.objects.count()) == (1, 1, 1)


def test_two_letters_of_one_person_are_two_and_one_without_id_is_known_by_its_bytes() -> None:
    take(raw=letter(BODY), by=BY)
    take(raw=letter(BODY, headers={"Message-ID": "<dua@warga.contoh>"}), by=BY)
    bare = letter("Tanpa tanda").replace(b"Message-ID", b"X-Lain")
    assert [take(raw=bare, by=BY).outcome for _ in range(2)] == ["new", "same"]
    assert Complaint.objects.count() == 3


def test_somebody_else_with_the_same_id_is_somebody_else() -> None:
    take(raw=letter(BODY), by=BY)
    assert take(raw=letter(BODY, From="budi@warga.contoh"), by=BY).outcome == "new"


def test_an_answer_with_receipt_goes_to_its_case() -> None:
    take(raw=letter(BODY), by=BY)
    number, secret = receipt()
    reply = f"Di Kelurahan Tegalrejo.\n\nPada Kam, Pemkot menulis:\n> {number}\n> Kode rahasia: {secret}"
    taken = take(
        raw=letter(reply, files=[("a.jpg", "image/jpeg", JPEG)], headers={"Message-ID": "<balas@warga.contoh>"}), by=BY
    )
    assert taken == Taken("more", number)
    step = Step.objects.get(complaint__number=number, kind=StepKind.TOLD)
    assert (step.text, step.by_reporter) == ("Di Kelurahan Tegalrejo.", True)
    assert Photo.objects.filter(complaint__number=number).count() == 1
    assert Complaint.objects.count() == 1
    assert secret not in said_to()


def test_a_number_with_a_wrong_secret_changes_nothing_and_the_sender_is_told() -> None:
    take(raw=letter(BODY), by=BY)
    number, _secret = receipt()
    before = Step.objects.count()
    wrong = letter(f"Tambahan {number} AAAA-BBBB-CCCC-DDDD-EEEE", headers={"Message-ID": "<b@c>"})
    assert take(raw=wrong, by=BY) == Taken("refused")
    assert "belum tersimpan" in said_to()
    assert (Step.objects.count(), Complaint.objects.count()) == (before, 1)


def test_a_number_alone_makes_a_new_complaint_that_names_it() -> None:
    take(raw=letter(BODY), by=BY)
    number, _secret = receipt()
    taken = take(raw=letter(f"Masih sama seperti {number}.", headers={"Message-ID": "<b@c>"}), by=BY)
    assert taken.outcome == "new" and taken.number != number
    assert number in Complaint.objects.get(number=taken.number).text
    assert "menyebut laporan lain" in said_to()


@pytest.mark.parametrize("mode", [Mode.CONFIDENTIAL, Mode.ANONYMOUS])
def test_a_report_that_is_not_open_is_never_tied_to_an_address(cat: Catalogue, mode: Mode) -> None:
    keys()
    kept = complaints.receive(report=report(cat, mode=mode, name="", phone=""), by=CITIZEN)
    before = Step.objects.count()
    assert take(raw=letter(f"Tambahan {kept.number} {kept.secret}"), by=BY) == Taken("refused")
    assert "lewat laman" in said_to()
    assert kept.number not in said_to()
    assert Step.objects.count() == before


def test_guessing_ends_soon() -> None:
    take(raw=letter(BODY), by=BY)
    number, secret = receipt()
    for turn in range(10):
        wrong = letter(f"{number} AAAA-BBBB-CCCC-DDDD-EEE{turn}", From=f"x{turn}@y.contoh")
        assert take(raw=wrong, by=BY).outcome == "refused"
    wrong = letter(f"{number} AAAA-BBBB-CCCC-DDDD-EEEE", From="z@y.contoh")
    assert take(raw=wrong, by=BY).outcome == "refused"
    assert "Terlalu banyak percobaan" in said_to("z@y.contoh")
    right = letter(f"Tambahan. {number} {secret}", From="w@y.contoh")
    assert take(raw=right, by=BY).outcome == "more", "others' guesses keep nobody out"


def test_a_flood_of_one_sender_is_answered_and_not_kept() -> None:
    for turn in range(11):
        taken = take(raw=letter(f"{BODY} {turn}", headers={"Message-ID": f"<{turn}@c>"}), by=BY)
    assert taken == Taken("refused")
    assert Complaint.objects.count() == 10
    assert "Terlalu banyak surel" in said_to()
    told = Delivery.objects.count()
    for turn in range(11, 14):
        with pytest.raises(Later):
            take(raw=letter(f"{BODY} {turn}", headers={"Message-ID": f"<{turn}@c>"}), by=BY)
    assert Delivery.objects.count() == told, "two machines do not go on answering each other"
    assert take(raw=letter(BODY, From="budi@warga.contoh"), by=BY).outcome == "new"


@pytest.mark.parametrize(
    "header", [{"Auto-Submitted": "auto-replied"}, {"From": "pengaduan@pamong.localhost"}, {"From": ""}]
)
def test_machines_and_ourselves_are_neither_kept_nor_answered(header: dict[str, str]) -> None:
    assert take(raw=letter(BODY, headers=header), by=BY) == Taken("ignored")
    assert not Complaint.objects.exists()
    assert not Delivery.objects.exists()


def test_what_is_no_picture_is_named_in_the_answer() -> None:
    files = [
        ("surat.pdf", "application/pdf", b"%PDF-1.7"),
        ("jahat.jpg", "image/jpeg", b"<svg onload=alert(1)>"),
        *[(f"{n}.jpg", "image/jpeg", JPEG) for n in range(4)],
    ]
    taken = take(raw=letter(BODY, files=files), by=BY)
    assert Photo.objects.filter(complaint__number=taken.number).count() == 3
    for name in ("surat.pdf", "jahat.jpg", "3.jpg"):
        assert f"Lampiran {name} tidak tersimpan" in said_to()


def test_a_picture_keeps_neither_name_nor_metadata() -> None:
    canary = photo(comment=b"CANARY-7-Tingkir").read()
    taken = take(raw=letter(BODY, files=[("IMG-CANARY-7.jpg", "image/jpeg", canary)]), by=BY)
    kept = Photo.objects.select_related("file").get(complaint__number=taken.number).file
    assert "CANARY" not in kept.name
    assert b"CANARY" not in files.read(kept)


def test_a_long_letter_is_kept_whole_in_pieces() -> None:
    long = " ".join(f"kata{n}" for n in range(1500))
    case = Complaint.objects.get(number=take(raw=letter(long), by=BY).number)
    told = [
        case.text,
        *Step.objects.filter(complaint=case, kind=StepKind.TOLD).order_by("pk").values_list("text", flat=True),
    ]
    assert sorted(" ".join(told).split()) == sorted(long.split())
    assert take(raw=letter("x" * 20_001, headers={"Message-ID": "<p@c>"}), by=BY).outcome == "refused"
    assert "terlalu panjang" in said_to()


def test_an_empty_letter_is_answered() -> None:
    assert take(raw=letter(" \n"), by=BY) == Taken("refused")
    assert "Isinya kosong" in said_to()


def test_only_commands_take_letters_and_not_any_size(world: World) -> None:
    with pytest.raises(NotAllowed):
        take(raw=letter(BODY), by=world.viewer("employee"))
    with pytest.raises(Refused, match="terlalu besar"):
        take(raw=b"x" * 25_000_001, by=BY)


def test_without_a_category_the_mail_server_keeps_the_letter(other: Category, tmp_path: Path) -> None:
    complaints.catalogue.save_category(code="lainnya", name="Lainnya", is_active=False, by=BY)
    path = tmp_path / "surat.eml"
    path.write_bytes(letter(BODY))
    assert main(["mail-in", str(path)]) == 75
    assert not Complaint.objects.exists()
    assert not Delivery.objects.exists()


def test_what_comes_too_often_stays_with_the_mail_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(taking, "PER_SENDER", 1)
    path = tmp_path / "surat.eml"
    codes = []
    for turn in range(3):
        path.write_bytes(letter(BODY, headers={"Message-ID": f"<{turn}@c>"}))
        codes.append(main(["mail-in", str(path)]))
    assert codes == [0, 0, 75]
    assert Delivery.objects.count() == 2


def test_the_command_tells_residents_and_employees_apart(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "surat.eml"
    path.write_bytes(letter(BODY))
    assert main(["mail-in", str(path), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told == {"outcome": "new", "number": Complaint.objects.get().number}
    path.write_bytes(letter(BODY, To="siapa@lain.contoh", headers={"Message-ID": "<x@y>"}))
    assert main(["mail-in", str(path)]) == 65
    assert main(["mail-in", str(path), "--complaint"]) == 0
    assert Complaint.objects.count() == 2


def test_the_answer_is_a_letter_that_can_be_answered() -> None:
    """Reply-To is the complaints address, so that the answer comes back here."""
    take(raw=letter(BODY), by=BY)
    sent = email.message_from_bytes(bytes(mail(composing.direct(Delivery.objects.get()))), policy=email.policy.default)
    assert sent["To"] == "siti@warga.contoh"
    assert sent["Reply-To"] == "pengaduan@pamong.localhost"
    assert sent["Auto-Submitted"] == "auto-generated"


def reply(text: str, ident: str = "<balas@warga.contoh>", **more: Any) -> bytes:
    """An answer to the last letter of ours that carries a receipt."""
    number, secret = receipt()
    return letter(f"{text}\n\n> {number} {secret}", headers={"Message-ID": ident}, **more)


def test_pictures_that_cannot_be_taken_cost_neither_words_nor_the_others() -> None:
    take(raw=letter(BODY), by=BY)
    number, _secret = receipt()
    files = [("rusak.jpg", "image/jpeg", b"\xff\xd8\xff rusak"), *[(f"{n}.jpg", "image/jpeg", JPEG) for n in range(4)]]
    assert take(raw=reply("Masih gelap.", files=files), by=BY) == Taken("more", number)
    assert Step.objects.get(complaint__number=number, kind=StepKind.TOLD).text == "Masih gelap."
    assert Photo.objects.filter(complaint__number=number).count() == 2
    assert "rusak.jpg tidak tersimpan" in said_to()
    assert "3.jpg tidak tersimpan" in said_to()


def test_an_answer_of_pictures_alone_is_kept() -> None:
    take(raw=letter(BODY), by=BY)
    number, _secret = receipt()
    assert take(raw=reply("", files=[("a.jpg", "image/jpeg", JPEG)]), by=BY) == Taken("more", number)
    assert Step.objects.get(complaint__number=number, kind=StepKind.TOLD).text == "Foto lewat surel"


def test_who_answers_an_ended_case_is_told_how_to_open_it_again(world: World) -> None:
    take(raw=letter(BODY), by=BY)
    number, _secret = receipt()
    answer = reply("Belum beres, masih tumbang.")
    complaints.refuse(complaint=Complaint.objects.get(number=number), text="Iklan.", by=world.viewer("officer"))
    assert take(raw=answer, by=BY) == Taken("more", number)
    assert "sudah ditutup: Ditolak dengan alasan" in said_to()
    assert "/tanda-terima/" in said_to()
    assert Complaint.objects.get(number=number).state == "refused", "thanks must not open it again"


def test_who_answers_the_answer_is_told_what_is_asked_of_him(world: World) -> None:
    take(raw=letter(BODY), by=BY)
    number, _secret = receipt()
    answer = reply("Terima kasih.")
    case = Complaint.objects.get(number=number)
    given = complaints.assign(
        complaint=case, unit=world.office, handler_id=world.employee.pk, by=world.viewer("officer")
    )
    complaints.decide(
        complaint=given, decision=complaints.Decision(outcome="answered", answer="Sudah."), by=world.viewer("employee")
    )
    assert take(raw=answer, by=BY) == Taken("more", number)
    assert "sudah ditanggapi" in said_to()


def test_the_secret_part_never_reaches_the_officers() -> None:
    take(raw=letter(BODY), by=BY)
    number, secret = receipt()
    inline = letter(f"Untuk {number} kode {secret}: masih tumbang", headers={"Message-ID": "<k@c>"})
    assert take(raw=inline, by=BY) == Taken("more", number)
    assert secret not in " ".join(Step.objects.values_list("text", flat=True))
