"""What is read from the bytes of an e-mail, however strange they are."""

from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pamong.voice.mail.rules import letter as rules
from tests.voice.mail.builder import JPEG, TO, letter


def test_a_plain_letter() -> None:
    found = rules.read(letter("Lampu mati sejak Senin.\n\nSiti", subject="Lampu  jalan"))
    assert (found.sender, found.name, found.subject) == ("siti@warga.contoh", "Siti Aminah", "Lampu jalan")
    assert found.said == "Lampu mati sejak Senin.\n\nSiti"
    assert not found.by_machine


@pytest.mark.parametrize(
    "mark",
    [
        "> kutipan lama",
        "Pada Kam, 26 Nov 2026 Pemerintah Kota menulis:",
        "On Thu, 26 Nov 2026 someone wrote:",
        "-----Original Message-----",
        "________________________________",
        "-- ",
        "Dari: Pamong <pamong@localhost>",
    ],
)
def test_what_stands_below_a_quotation_is_left_out_but_searched_for_a_receipt(mark: str) -> None:
    body = f"Sudah diperbaiki?\n\n{mark}\n> Nomor P-7K3M-9QXD\n> Kode rahasia: AAAA-BBBB-CCCC-DDDD-EEEE"
    found = rules.read(letter(body))
    assert found.said == "Sudah diperbaiki?"
    assert rules.receipt_in(found.whole) == ("P-7K3M-9QXD", "AAAA-BBBB-CCCC-DDDD-EEEE")


@pytest.mark.parametrize(
    ("text", "receipt"),
    [
        ("tanpa apa-apa", ("", "")),
        ("laporan p-7k3m-9qxd", ("p-7k3m-9qxd", "")),
        ("AAAA-BBBB-CCCC-DDDD-EEEE-FFFF", ("", "")),
        ("XP-7K3M-9QXD dan P-7K3M-9QXDA", ("", "")),
    ],
)
def test_receipts_are_found_whole_or_not_at_all(text: str, receipt: tuple[str, str]) -> None:
    assert rules.receipt_in(text) == receipt


@pytest.mark.parametrize(
    "header",
    [
        ("Auto-Submitted", "auto-replied"),
        ("Auto-Submitted", "auto-generated; type=x"),
        ("Precedence", "bulk"),
        ("List-Id", "<warga.contoh>"),
        ("X-Autoreply", "yes"),
        ("Precedence", "auto_reply"),
        ("List-Unsubscribe", "<mailto:x@bank.contoh>"),
        ("List-Post", "<mailto:milis@warga.contoh>"),
        ("X-Loop", "siti@warga.contoh"),
        ("Message-ID", "<pamong-0123456789abcdef@pamong>"),
        ("Return-Path", "<>"),
        ("From", "MAILER-DAEMON@warga.contoh"),
        ("From", "no-reply@bank.contoh"),
        ("From", ""),
        ("From", "a@b.contoh, c@d.contoh"),
    ],
)
def test_nobody_wrote_these(header: tuple[str, str]) -> None:
    assert rules.read(letter("Saya sedang cuti.", headers={header[0]: header[1]})).by_machine


@pytest.mark.parametrize(("hops", "circle"), [(3, False), (rules.MOST_HOPS, False), (rules.MOST_HOPS + 1, True)])
def test_a_letter_that_passed_too_many_servers_runs_in_a_circle(hops: int, circle: bool) -> None:
    passed = b"".join(b"Received: from a.contoh by b.contoh; Fri, 27 Nov 2026 08:00:00 +0700\n" for _ in range(hops))
    assert rules.read(passed + letter("Lampu mati.")).by_machine is circle


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("Lokasi: Jalan Merdeka 4", "Jalan Merdeka 4"),
        ("Pohon tumbang.\n  * LOKASI : dekat pasar\n", "dekat pasar"),
        ("tempat: sana\nlokasi: sini", "sana"),
        ("Lokasi:", ""),
        ("Di lokasi: tidak di awal baris", ""),
        ("Tidak ada", ""),
        ("> Lokasi: kutipan lama", ""),
    ],
)
def test_lines_with_a_label_are_read(said: str, found: str) -> None:
    assert rules.read(letter(said)).line("lokasi", "tempat") == found


def test_a_delivery_report_is_a_machines() -> None:
    raw = b"From: a@b.contoh\nContent-Type: multipart/report; boundary=x\n\n--x\n\ngagal\n--x--\n"
    assert rules.read(raw).by_machine


def test_one_says_that_nobody_sent_it_automatically() -> None:
    assert not rules.read(letter("Isi", headers={"Auto-Submitted": "no"})).by_machine


def test_html_is_read_as_a_person_sees_it() -> None:
    message = EmailMessage()
    message["From"] = "siti@warga.contoh"
    message.set_content(
        "<html><head><title>x</title><style>p{}</style></head><body><p>Jalan &amp; lampu</p><script>alert(1)</script>"
        "<div>rusak<br>parah</div><blockquote>lama</blockquote></body></html>",
        subtype="html",
    )
    found = rules.read(bytes(message))
    assert found.said == "Jalan & lampu\n\nrusak\nparah"
    assert "alert" not in found.whole


def test_pictures_and_others_are_told_apart() -> None:
    found = rules.read(letter("Isi", files=[("a.jpg", "image/jpeg", JPEG), ("surat.pdf", "application/pdf", b"%PDF")]))
    assert [(one.name, one.content) for one in found.pictures] == [("a.jpg", JPEG)]
    assert found.others == ("surat.pdf",)


@pytest.mark.parametrize("charset", [b"tidak-ada", b"utf-7", b"iso-8859-1", b"\xff\xfe"])
def test_odd_charsets_lose_no_letter(charset: bytes) -> None:
    raw = b"From: siti@warga.contoh\nContent-Type: text/plain; charset=" + charset + b"\n\nLampu mati \xe9\x00\n"
    said = rules.read(raw).said
    assert said.startswith("Lampu mati")
    assert "\0" not in said


@given(st.binary(max_size=400))
def test_any_bytes_make_a_letter(raw: bytes) -> None:
    found = rules.read(raw)
    assert found.by_machine or "@" in found.sender
    for text in (found.said, found.whole, found.subject, found.name, found.ident):
        assert "\0" not in text
        text.encode()
    rules.addressed_to(raw, TO)


@given(st.text(max_size=300), st.integers(min_value=1, max_value=40))
def test_pieces_are_short_and_lose_no_word(text: str, limit: int) -> None:
    pieces = rules.parts(text, limit)
    assert all(0 < len(piece) <= limit for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("to", "ours"),
    [
        (TO, True),
        (f"Pemkot <{TO.upper()}>", True),
        (TO.replace("@", "+jalan@"), True),
        ("catatan+1.20261126.aaaa@pamong.localhost", False),
        ("pengaduan@lain.contoh", False),
        ("", False),
    ],
)
def test_letters_to_the_complaints_address(to: str, ours: bool) -> None:
    assert rules.addressed_to(letter("Isi", To=to), TO) is ours
