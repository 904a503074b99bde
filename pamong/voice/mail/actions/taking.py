"""Taking a letter: a new complaint, or something more to one whose receipt it carries. Its sender is answered through the outbox."""

import hashlib
import hmac
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from pamong.platform.access import throttle
from pamong.platform.access.errors import NotAllowed
from pamong.platform.access.viewer import Viewer
from pamong.platform.notifications.actions import send_direct
from pamong.platform.notifications.enums import Channel as Way
from pamong.platform.ui.formatting import long_date
from pamong.platform.ui.text import refusal_text
from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_
from pamong.voice.complaints import actions as complaints
from pamong.voice.complaints import queries
from pamong.voice.complaints.enums import Channel, Mode, PhotoKind, State
from pamong.voice.complaints.queries import Category, Complaint, Question
from pamong.voice.mail.rules import letter as rules

LONGEST_STEP = 4000
MOST_STEPS = 5
MOST_PICTURES = 3  # of one letter
MOST_NOTES = 6  # lines about files left out
PER_SENDER = 10  # letters of one sender in a quarter of an hour: more is a program


@dataclass(frozen=True)
class Taken:
    """What came of a letter: ``new``, ``more`` (to a known case), ``refused`` (the sender is told why), ``same``, ``ignored``."""

    outcome: str
    number: str = ""


class Later(Exception):
    """Too many letters of one sender, and he has been told: the mail server keeps this one and tries again. An answer to each
    would keep two machines writing to each other."""


class _Again(Exception):
    """The letter was taken before."""


def take(*, raw: bytes, by: Viewer) -> Taken:
    """Take one letter, once, however often a mail server delivers it. What is stored and the answer are one transaction.

    Raises NotAllowed for anybody but a command; Refused for a letter that is too large, or when no category is set for
    letters: then nothing is kept and the mail server has to tell its sender, or try again.
    """
    if not by.is_system:
        raise NotAllowed
    if len(raw) > rules.MOST_BYTES:
        raise Refused(N_("Surel terlalu besar. Kirim paling banyak 3 foto, masing-masing paling besar 8 MB."))
    letter = rules.read(raw)
    if letter.by_machine or letter.sender in _own_addresses():
        return Taken("ignored")
    mark = _mark(letter, raw)
    try:
        with transaction.atomic():
            taken, said = _worked(letter, mark, by)
            if not send_direct(channel=Way.EMAIL, address=letter.sender, text=said, key=f"voice.mail:{mark}", by=by):
                raise _Again
            return taken
    except _Again:
        return Taken("same")


def _worked(letter: rules.Letter, mark: str, by: Viewer) -> tuple[Taken, str]:
    if wait := throttle.claim("voice.mail", letter.sender, limit=PER_SENDER):
        if throttle.claim("voice.mail.told", letter.sender, limit=1):
            raise Later
        return Taken("refused"), _(
            "Terlalu banyak surel dari alamat ini. Surel Anda belum tersimpan; kirim lagi %(minutes)s menit lagi."
        ) % {"minutes": -(-wait // 60)}
    number, secret = rules.receipt_in(letter.whole)
    try:
        found = complaints.open_receipt(number=number, secret=secret, named=True, by=by) if number and secret else None
        with transaction.atomic():
            return _more(letter, found, by) if found else _new(letter, mark, by)
    except Refused as refused:
        reason = refusal_text(refused)
        return Taken("refused"), _("Surel Anda belum tersimpan. %(reason)s") % {"reason": reason} + "\n\n" + _ways()


def _new(letter: rules.Letter, mark: str, by: Viewer) -> tuple[Taken, str]:
    category = _category(letter)
    answers, open_questions = _answers(letter, category)
    where = letter.line("lokasi", "tempat", "alamat kejadian")
    token = queries.program_token("voice.mail", mark)
    pieces = _pieces("\n\n".join(part for part in (letter.subject, letter.said) if part))
    notes = _keep_pictures(letter, token, by)
    report = complaints.Report(
        token=token,
        category=category,
        text=pieces[0],
        mode=Mode.OPEN,
        channel=Channel.EMAIL,
        answers=answers,
        place=queries.place_named(where),
        street=where or _("Tempat belum disebut (lewat surel)"),
        name=letter.name or letter.sender,
        email=letter.sender,
    )
    receipt = complaints.receive(report=report, by=by)
    for piece in pieces[1:]:
        complaints.write(complaint=receipt.complaint, text=piece, by=by)
    lines = [
        _("Terima kasih. Laporan Anda kami terima dengan nomor %(number)s.") % {"number": receipt.number},
        _("Kode rahasia: %(secret)s") % {"secret": receipt.secret},
        "",
        _("Simpan keduanya. Membuka laporan: %(link)s") % {"link": _link("complaints:follow")},
        _("Menambah keterangan: balas surel ini tanpa menghapus nomor dan kodenya."),
    ]
    asked = [] if where else [_("Lokasi: (kelurahan, jalan, atau patokan)")]
    if asked := [*asked, *(f"{question.label.rstrip(' ?')}: {_choices(question)}" for question in open_questions)]:
        lines += [_("Supaya dapat dikerjakan, balas surel ini dengan:"), *asked]
    if rules.receipt_in(letter.whole)[0]:
        lines.append(
            _(
                "Surel Anda menyebut laporan lain tanpa kode rahasianya, jadi ini menjadi laporan baru; petugas membaca keduanya."
            )
        )
    if due := receipt.complaint.due:
        lines.append(_("Tenggat berikutnya bagi kami: %(day)s.") % {"day": long_date(due)})
    return Taken("new", receipt.number), "\n".join([*lines, *_some(notes), "", _privacy()])


def _category(letter: rules.Letter) -> Category:
    """The one that its line "Kategori:" names, else the one for letters; an officer sorts it."""
    said = rules.plain(letter.line("kategori"))
    named = [c for c in queries.categories() if said and said in (c.code, rules.plain(c.name))]
    category = named[0] if named else queries.category_by_code(settings.COMPLAINT_MAIL_CATEGORY)
    if category is None:
        raise LookupError(f"PAMONG_COMPLAINT_MAIL_CATEGORY: no category {settings.COMPLAINT_MAIL_CATEGORY!r}")
    return category


def _answers(letter: rules.Letter, category: Category) -> tuple[dict[str, Any], list[Question]]:
    """What lines of the letter answer, and the compulsory questions that none does: they are asked for in the reply."""
    found: dict[str, Any] = {}
    missing = []
    for question in queries.questions(category):
        said = letter.line(question.label, question.code)
        given = [queries.chosen(part, question.choices) for part in said.split(",")] if question.choices else said
        try:
            found |= queries.clean_answers((question,), {question.code: given})
        except Refused:
            missing.append(question)
    return found, [question for question in missing if question.required]


def _choices(question: Question) -> str:
    return f"({' / '.join(name for _key, name in question.choices)})" if question.choices else ""


def _more(letter: rules.Letter, found: Complaint, by: Viewer) -> tuple[Taken, str]:
    pieces = _pieces(letter.said or (_("Foto lewat surel") if letter.pictures else ""))
    for piece in pieces:
        complaints.write(complaint=found, text=piece, by=by)
    said = [_("Keterangan Anda tersimpan pada laporan %(number)s. Petugas membacanya.") % {"number": found.number}]
    if not found.status.is_open:
        said.append(
            _("Laporan ini sudah ditutup: %(state)s. Bila belum beres, buka kembali dengan nomor dan kodenya: %(link)s")
            % {"state": found.status.label, "link": _link("complaints:follow")}
        )
    elif found.state == State.ANSWERED:
        said.append(
            _("Laporan ini sudah ditanggapi. Nyatakan selesai atau buka kembali: %(link)s")
            % {"link": _link("complaints:follow")}
        )
    return Taken("more", found.number), "\n".join([*said, *_some(_add_pictures(letter, found, by))])


def _add_pictures(letter: rules.Letter, found: Complaint, by: Viewer) -> list[str]:
    """Those that can be taken; one that cannot costs neither the others nor the words."""
    notes = [_left_out(name) for name in letter.others]
    for number, picture in enumerate(letter.pictures):
        if number >= MOST_PICTURES:
            notes.append(_left_out(picture.name) + " " + _("Paling banyak %(most)s foto.") % {"most": MOST_PICTURES})
            continue
        try:
            with transaction.atomic():
                complaints.attach(complaint=found, uploads=[_upload(picture)], kind=PhotoKind.REPORT, by=by)
        except Refused as refused:
            notes.append(_left_out(picture.name) + " " + refusal_text(refused))
    return notes


def _pieces(text: str) -> list[str]:
    found = rules.parts(text, LONGEST_STEP)
    if not found:
        raise Refused(N_("Isinya kosong. Ceritakan apa yang terjadi, di mana, dan kapan."))
    if len(found) > MOST_STEPS:
        raise Refused(N_("Tulisannya terlalu panjang. Ringkaskan, atau kirim dalam beberapa surel."))
    return found


def _keep_pictures(letter: rules.Letter, token: str, by: Viewer) -> list[str]:
    """Every picture is drawn anew; the answer names what could not be taken, and why."""
    notes = [_left_out(name) for name in letter.others]
    for picture in letter.pictures:
        try:
            with transaction.atomic():
                complaints.add_draft_photo(token=token, upload=_upload(picture), by=by)
        except Refused as refused:
            if refused.code == "terkirim":
                raise _Again from refused
            notes.append(_left_out(picture.name) + " " + refusal_text(refused))
    return notes


def _some(notes: list[str]) -> list[str]:
    """The first few: a letter may bring hundreds of files, an answer has its length."""
    more = len(notes) - MOST_NOTES
    rest = [_("%(count)s lampiran lain juga tidak tersimpan.") % {"count": more}] if more > 0 else []
    return notes[:MOST_NOTES] + rest


def _left_out(name: str) -> str:
    return _("Lampiran %(name)s tidak tersimpan; di sini hanya foto (JPG, PNG, WebP) yang diterima.") % {"name": name}


def _upload(picture: rules.Attachment) -> SimpleUploadedFile:
    return SimpleUploadedFile(picture.name, picture.content)


def _ways() -> str:
    return _("Cara lain melapor: %(link)s") % {"link": _link("complaints:report")}


def _privacy() -> str:
    return _(
        "Surel memuat nama dan alamat Anda, maka laporan ini terbuka bagi petugas yang menanganinya; publik dan pihak yang diadukan "
        "tidak melihatnya. Bila Anda ingin melapor secara rahasia atau anonim, jangan lewat surel: %(link)s"
    ) % {"link": _link("complaints:report")}


def _link(name: str) -> str:
    return settings.PUBLIC_URL.rstrip("/") + reverse(name)


def _own_addresses() -> frozenset[str]:
    """Letters from ourselves would go round and round."""
    return frozenset(
        {settings.COMPLAINT_MAIL.casefold(), settings.MAIL_IN.casefold(), settings.DEFAULT_FROM_EMAIL.casefold()}
    )


def _mark(letter: rules.Letter, raw: bytes) -> str:
    """One mark per letter, by its Message-ID and sender; by its bytes when it has none."""
    ident = f"{letter.sender}\0{letter.ident}".encode() if letter.ident else raw
    return hmac.new(settings.SECRET_KEY.encode(), ident, hashlib.sha256).hexdigest()[:40]
