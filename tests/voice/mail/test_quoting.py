"""What the writer of a letter wrote himself, as the usual mail programs send it."""

from email.message import EmailMessage
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pamong.voice.mail.rules import letter as rules
from pamong.voice.mail.rules.quoting import own_words, title, without_secrets
from tests.voice.mail.builder import JPEG, letter

RECEIPT = "Nomor P-7K3M-9QXD\nKode rahasia: AAAA-BBBB-CCCC-DDDD-EEEE"
QUOTED = "\n".join(f"> {line}" for line in RECEIPT.split("\n"))


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(f"Sudah terang.\n\nPada Kam, 26 Nov 2026 menulis:\n{QUOTED}", id="above"),
        pytest.param(
            f"Sudah terang.\n\nPada Kam, 26 Nov 2026 pukul 10.00 Pemerintah Kota <pengaduan@kota.contoh>\nmenulis:\n\n{QUOTED}",
            id="attribution over two lines",
        ),
        pytest.param(
            f"Sudah terang.\n\nOn Thu, 26 Nov 2026 at 10:00, Pemerintah\nKota Salatiga <pengaduan@kota.contoh>\nwrote:\n\n{QUOTED}",
            id="over three",
        ),
        pytest.param(f"On Thu someone wrote:\n{QUOTED}\n\nSudah terang.", id="below"),
        pytest.param(f"{QUOTED}\nSudah terang.", id="below without attribution"),
        pytest.param(f"Sudah terang.\n\nSent from my iPhone\n\nOn Thu someone wrote:\n{QUOTED}", id="iPhone"),
        pytest.param(f"Sudah terang.\nDikirim dari Yahoo Mail di Android\n{QUOTED}", id="Yahoo"),
        pytest.param(
            f"Sudah terang.\n\nDapatkan Outlook untuk Android\n________________________________\n{RECEIPT}",
            id="Outlook",
        ),
        pytest.param(
            f"Sudah terang.\n\nDari: Pemkot\nDikirim: Kamis\nKepada: Siti\nSubjek: Kabar\n\n{RECEIPT}", id="headings"
        ),
        pytest.param(f"Sudah terang.\n\n*From:* Pemkot\n*Sent:* Thursday\n\n{RECEIPT}", id="headings in stars"),
        pytest.param(f"Sudah terang.\n\n-----Pesan Asli-----\n{RECEIPT}", id="Pesan Asli"),
        pytest.param(f"Sudah terang.\n\nPada Kam, 26 Nov menulis:\n\n{RECEIPT}", id="quoted without marks"),
        pytest.param("Sudah terang.\n\n-- \nSiti Aminah\nJl. Mawar 5", id="signature"),
        pytest.param(
            f"Sudah terang.\n\n---------- Forwarded message ---------\nDari: Pemkot <a@b>\n\n{RECEIPT}",
            id="receipt sent on",
        ),
    ],
)
def test_only_his_own_words(body: str) -> None:
    said = own_words(body)
    assert "\n".join(line for line in said.split("\n") if "Outlook" not in line).strip() == "Sudah terang."


def test_answers_between_the_lines_are_kept() -> None:
    body = "Halo,\n\n> Di mana tepatnya?\nDepan SD 3.\n\n> Sejak kapan?\nSenin.\n\n-- \nSiti"
    assert own_words(body) == "Halo,\n\nDepan SD 3.\n\nSenin."


@pytest.mark.parametrize(
    ("body", "subject"),
    [
        (
            "Tolong ditangani.\n\n---------- Forwarded message ---------\nDari: Budi <b@c>\nTanggal: Kam\n\nPohon tumbang.",
            "",
        ),
        ("Tolong ditangani.\n\nBegin forwarded message:\n\nFrom: Budi <b@c>\nDate: Thu\n\nPohon tumbang.", ""),
        ("Tolong ditangani.\n\n-------- Pesan Terusan --------\nSubjek: Pohon\nDari: Budi\n\nPohon tumbang.", ""),
        ("Tolong ditangani.\n\nDari: Budi\nDikirim: Kamis\nKepada: Siti\n\nPohon tumbang.", "FW: Pohon"),
    ],
)
def test_what_is_sent_on_belongs_to_it(body: str, subject: str) -> None:
    assert own_words(body, subject) == "Tolong ditangani.\n\nPohon tumbang."


def test_a_letter_that_is_only_sent_on_or_has_an_official_head_is_not_empty() -> None:
    assert own_words("---------- Forwarded message ---------\nFrom: Budi <b@c>\n\nPohon tumbang.") == "Pohon tumbang."
    assert own_words("Dari: Warga RT 5\nPerihal: Pohon\n\nPohon tumbang di jalan.") == "Pohon tumbang di jalan."
    assert own_words("From: Budi <b@c>\nSent: Thu\n\nPohon tumbang.") == "Pohon tumbang."


@pytest.mark.parametrize(
    "body",
    [
        "Pada hari Senin warga menulis:\nJalan rusak",
        "Dikirim dari kelurahan ke dinas, tidak ada jawaban.",
        "Dari pasar ke utara gelap semua.",
        "Kepada Yth. Walikota\n\nJalan rusak.",
    ],
)
def test_sentences_of_residents_are_no_quotations(body: str) -> None:
    said = own_words(body)
    assert said, "nothing is lost"
    if "menulis:" not in body:
        assert said == body


def test_the_secret_part_is_never_among_what_officers_read() -> None:
    said = rules.read(letter(f"Tambahan untuk {RECEIPT}\nmasih gelap", subject="Re: AAAA-BBBB-CCCC-DDDD-EEEE"))
    assert "AAAA-BBBB" not in said.said + said.subject
    assert "masih gelap" in said.said
    assert rules.receipt_in(said.whole) == ("P-7K3M-9QXD", "AAAA-BBBB-CCCC-DDDD-EEEE")
    assert without_secrets("P-7K3M-9QXD") == "P-7K3M-9QXD"


@pytest.mark.parametrize(
    ("subject", "without"),
    [
        ("Re: Bls: Lampu", "Lampu"),
        ("FWD: Trs:Lampu", "Lampu"),
        ("Lampu re: mati", "Lampu re: mati"),
        ("Relokasi", "Relokasi"),
        ("", ""),
    ],
)
def test_marks_of_answering_are_no_title(subject: str, without: str) -> None:
    assert title(subject) == without


@given(st.text(max_size=400))
def test_any_text_has_own_words(body: str) -> None:
    said = own_words(body, "Fwd: x")
    assert said == said.strip()
    assert all(line.strip() in body for line in said.split("\n"))


def page(html: str, plain: str | None = None) -> rules.Letter:
    message = EmailMessage()
    message["From"] = "siti@warga.contoh"
    if plain is None:
        message.set_content(html, subtype="html")
    else:
        message.set_content(plain)
        message.add_alternative(html, subtype="html")
    return rules.read(bytes(message))


def test_html_of_gmail_and_outlook() -> None:
    gmail = (
        "<div dir='ltr'>Sudah terang.&nbsp;<br></div><br><div class='gmail_quote'><div dir='ltr'>Pada Kam, 26 Nov 2026 pukul 10.00 "
        "Pemkot &lt;<a href='mailto:a@b'>a@b</a>&gt; menulis:<br></div><blockquote>Nomor P-7K3M-9QXD<br>Kode<div>AAAA-BBBB-CCCC-DDDD-EEEE"
        "</div></blockquote></div>"
    )
    outlook = (
        "<p>Sudah terang.</p><div id='divRplyFwdMsg'><b>Dari:</b> Pemkot &lt;a@b&gt;<br><b>Dikirim:</b> Kamis<br></div>"
        "<div>P-7K3M-9QXD AAAA-BBBB-CCCC-DDDD-EEEE</div>"
    )
    for html in (gmail, outlook):
        found = page(html)
        assert found.said == "Sudah terang."
        assert rules.receipt_in(found.whole) == ("P-7K3M-9QXD", "AAAA-BBBB-CCCC-DDDD-EEEE")


def test_an_empty_plain_text_gives_way_to_the_page() -> None:
    assert page("<p>Lampu mati.</p>", plain=" \n").said == "Lampu mati."
    assert page("<p>Lampu <b>mati</b>.</p>", plain="Lampu mati (teks).").said == "Lampu mati (teks)."


def test_a_letter_that_came_as_an_attachment_is_read() -> None:
    inner = EmailMessage()
    inner["From"], inner["Subject"] = "budi@warga.contoh", "Pohon"
    inner.set_content("Pohon tumbang di jalan.")
    message = EmailMessage()
    message["From"] = "siti@warga.contoh"
    message.set_content("\n")
    message.add_attachment(inner)
    found = rules.read(bytes(message))
    assert (found.sender, found.said) == ("siti@warga.contoh", "Pohon tumbang di jalan.")


@pytest.mark.parametrize(
    ("kind", "content", "inline", "picture", "named"),
    [
        ("image/png", b"\x89PNG" + b"x" * 500, True, False, False),
        ("image/gif", b"GIF89a", True, False, False),
        ("image/jpeg", b"\xff\xd8\xff" + b"x" * 20_000, True, True, False),
        ("image/jpeg", JPEG, False, True, False),
        ("image/jpg", JPEG, False, True, False),
        ("application/octet-stream", JPEG, False, True, False),
        ("application/octet-stream", b"MZ", False, False, True),
        ("application/pgp-signature", b"-----BEGIN", False, False, False),
        ("image/heic", b"ftypheic", False, False, True),
    ],
)
def test_photos_logos_and_other_files(kind: str, content: bytes, *, inline: bool, picture: bool, named: bool) -> None:
    message = EmailMessage()
    message["From"] = "siti@warga.contoh"
    message.set_content("Lampu mati.")
    main, _slash, sub = kind.partition("/")
    more: dict[str, Any] = {"cid": "<a@b>", "disposition": "inline"} if inline else {}
    message.add_attachment(content, maintype=main, subtype=sub, filename="berkas", **more)
    found = rules.read(bytes(message))
    assert (len(found.pictures), found.others) == (int(picture), ("berkas",) if named else ())


@pytest.mark.parametrize(
    ("header", "value", "machine"),
    [
        ("Subject", "Automatic reply: Kabar dari pemerintah daerah", True),
        ("Subject", "Balasan otomatis", True),
        ("Subject", "Undeliverable: Kabar", True),
        ("Subject", "Re: Balasan petugas lambat", False),
        ("Subject", "Petugas sering out of office", False),
        ("X-Auto-Response-Suppress", "All", True),
        ("X-Failed-Recipients", "a@b.contoh", True),
        ("From", "no_reply@bank.contoh", True),
        ("From", "autoreply@bank.contoh", True),
        ("From", "noreen@warga.contoh", False),
    ],
)
def test_more_letters_that_nobody_wrote(header: str, value: str, *, machine: bool) -> None:
    raw = (
        letter("Saya tidak di tempat.", subject=value)
        if header == "Subject"
        else letter("Isi", headers={header: value})
    )
    assert rules.read(raw).by_machine is machine
