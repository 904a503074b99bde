"""The dialogue: what a message does to the report being told, and what is answered."""

import datetime as dt
import hashlib
import hmac
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import NamedTuple

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from pamong.platform.access import throttle
from pamong.platform.access.viewer import Viewer
from pamong.platform.ui import formatting
from pamong.platform.ui.text import normalised, refusal_text, refused_characters
from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_
from pamong.voice.channels.actions import _asking as asking
from pamong.voice.channels.models import Dialogue
from pamong.voice.channels.rules import story as rules
from pamong.voice.channels.rules.story import Story
from pamong.voice.complaints import actions as complaints
from pamong.voice.complaints import queries
from pamong.voice.complaints.enums import Channel

KEPT = dt.timedelta(hours=1)
DAY = dt.timedelta(days=1)
MOST_MESSAGES, MOST_REPORTS = 60, 5  # in a quarter of an hour; in a day
MAGIC = ((b"\xff\xd8\xff", "jpg"), (b"\x89PNG", "png"), (b"RIFF", "webp"))


class Said(NamedTuple):
    """The answer; ``keep=False`` for one with a secret or a case in it."""

    text: str
    keep: bool = True


@transaction.atomic
def converse(*, sender: str, text: str, media: Sequence[bytes] = (), by: Viewer) -> Said:
    """Take one message and answer it. Of the number only a keyed digest is used, until its holder asks to be known."""
    who = _digest(sender)
    if throttle.claim("voice.whatsapp", who, limit=MOST_MESSAGES):
        return Said(_("Terlalu banyak pesan. Coba lagi seperempat jam lagi."))
    said = normalised(text).strip()
    if refused_characters(said):
        return Said(_("Pesan ini berisi karakter tersembunyi. Ketik ulang sebagai teks biasa."))
    if rules.word(said).split(" ", 1)[0] in ("status", "tambah"):
        return _followed(said, by)
    return _told(who, sender, said, media, by)


def _told(who: str, sender: str, said: str, media: Sequence[bytes], by: Viewer) -> Said:
    word = rules.word(said)
    if word in rules.STOP:
        Dialogue.objects.filter(sender=who).delete()
        return Said(_("Dihentikan. Tidak ada yang dikirim. Balas LAPOR untuk mulai lagi."))
    if word in rules.START:
        return _begun(who)
    row = None if word in rules.HELP else _open_dialogue(who)
    return Said(asking.help_text()) if row is None else _step(row, sender, said, media, by)


def forget(*, by: Viewer) -> int:
    """Delete dialogues that nobody went on with for an hour; answers how many."""
    del by
    return Dialogue.objects.filter(touched_at__lt=Now() - KEPT).delete()[0]


def _digest(sender: str) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), f"voice.whatsapp:{sender}".encode(), hashlib.sha256).hexdigest()


def _open_dialogue(who: str) -> Dialogue | None:
    found = Dialogue.objects.select_for_update().filter(sender=who, touched_at__gte=Now() - KEPT)
    return found.first()


def _begun(who: str) -> Said:
    if not asking.open_categories():
        return Said(_("Pengaduan lewat pesan belum dibuka di sini."))
    story = Story(token=complaints.draw_token())
    Dialogue.objects.filter(sender=who).delete()
    Dialogue.objects.create(sender=who, state=story.kept())
    return Said(asking.question(story))


def _step(row: Dialogue, sender: str, said: str, media: Sequence[bytes], by: Viewer) -> Said:
    story = Story.read(row.state)
    try:
        with transaction.atomic():
            for content in media:
                complaints.add_draft_photo(token=story.token, upload=_upload(content), by=by)
                story.photos += 1
            if story.step == rules.CONFIRM:
                sent = _sent(story, sender, rules.word(said), by)
                if sent is not None:
                    row.delete()
                    return sent
            else:
                STEPS[story.step](story, said)
    except Refused as refused:
        return Said(f"{refusal_text(refused)}\n\n{asking.question(Story.read(row.state))}")
    row.state = story.kept()
    Dialogue.objects.filter(pk=row.pk).update(state=row.state, touched_at=Now())
    return Said(asking.question(story))


def _upload(content: bytes) -> SimpleUploadedFile:
    """Under a name of ours, after what the bytes look like: the sender's name is not used."""
    kind = next((kind for magic, kind in MAGIC if content.startswith(magic)), "bin")
    return SimpleUploadedFile(f"foto.{kind}", content)


def _category(story: Story, said: str) -> None:
    choices = tuple((category.code, category.name) for category in asking.open_categories())
    category = queries.category_by_code(queries.chosen(said, choices))
    if category is None:
        raise Refused(N_("Pilih salah satu angka dari daftar."))
    story.category, story.asked, story.answers = category.code, 0, {}
    story.step = rules.WARN if category.about_officer else _after_category(story)


def _after_category(story: Story) -> str:
    category = queries.category_by_code(story.category)
    left = len(queries.questions(category)) - story.asked if category else 0
    return rules.QUESTION if left > 0 else rules.TEXT


def _warned(story: Story, said: str) -> None:
    if rules.word(said) not in ("ya", "lanjut"):
        raise Refused(N_("Balas YA untuk melanjutkan di sini, atau BATAL."))
    story.step = _after_category(story)


def _question(story: Story, said: str) -> None:
    category = queries.category_by_code(story.category)
    if category is None:
        raise Refused(N_("Kategori ini sudah tidak dipakai. Balas LAPOR untuk mulai lagi."))
    asked = queries.questions(category)[story.asked]
    if rules.word(said) not in rules.SKIP or asked.required:
        parts = said.split(",") if asked.kind == "choices" else [said]
        given = [queries.chosen(part, asked.choices) if asked.choices else part.strip() for part in parts]
        story.answers |= queries.clean_answers((asked,), {asked.code: given})
    story.asked += 1
    story.step = _after_category(story)


def _text(story: Story, said: str) -> None:
    if not said:
        raise Refused(N_("Ceritakan dulu apa yang terjadi."))
    story.text, story.step = said, rules.PLACE


def _place(story: Story, said: str) -> None:
    if not said:
        raise Refused(N_("Tunjukkan tempatnya: pilih dari daftar, atau tulis nama jalan dan patokannya."))
    found = rules.point(said)
    if found:
        story.latitude, story.longitude = found
    named = queries.place_named(said)
    story.place = named.pk if named else 0
    story.street, story.step = said[:300], rules.PHOTO


def _photo(story: Story, said: str) -> None:
    if story.photos or rules.word(said) in rules.SKIP:
        story.step = rules.CONFIRM
        return
    raise Refused(N_("Kirim foto sebagai gambar, atau balas LEWAT."))


STEPS: dict[str, Callable[[Story, str], None]] = {
    rules.CATEGORY: _category,
    rules.WARN: _warned,
    rules.QUESTION: _question,
    rules.TEXT: _text,
    rules.PLACE: _place,
    rules.PHOTO: _photo,
}


def _sent(story: Story, sender: str, word: str, by: Viewer) -> Said | None:
    """Sent, when the reporter said so. More pictures are taken until then. Raises Refused."""
    if word not in ("kirim", "tanpa nomor"):
        return None
    if throttle.claim("voice.whatsapp.sent", _digest(sender), limit=MOST_REPORTS, window=DAY):
        raise Refused(N_("Hari ini sudah cukup banyak laporan dari nomor ini. Coba besok, atau pakai formulir web."))
    category = queries.category_by_code(story.category)
    if category is None:
        raise Refused(N_("Kategori ini sudah tidak dipakai. Balas LAPOR untuk mulai lagi."))
    point = [Decimal(text).quantize(Decimal("0.00001")) for text in (story.latitude, story.longitude) if text]
    report = complaints.Report(
        token=story.token,
        category=category,
        text=story.text,
        channel=Channel.WHATSAPP,
        answers=story.answers,
        place=queries.place_by_pk(story.place),
        street=story.street,
        latitude=point[0] if point else None,
        longitude=point[1] if point else None,
        phone=sender if word == "kirim" else "",
    )
    receipt = complaints.receive(report=report, by=by)
    return Said(asking.receipt_text(receipt.number, receipt.secret), keep=False)


def _followed(said: str, by: Viewer) -> Said:
    """STATUS and TAMBAH with number and code."""
    parts = rules.follow(said)
    if parts is None:
        return Said(_("Tulis: STATUS nomor kode, atau TAMBAH nomor kode teks. Keduanya ada di tanda terima Anda."))
    act, number, secret, text = parts
    try:
        case = complaints.open_receipt(number=number, secret=secret, named=True, by=by)
        if act == "tambah":
            complaints.write(complaint=case, text=text, by=by)
            return Said(_("Tersimpan. Petugas membacanya."), keep=False)
    except Refused as refused:
        return Said(_not_opened(refused), keep=False)
    lines = [f"{case.number}: {case.status.label}"]
    told: list[queries.Step] = getattr(case, "told", [])
    lines += [f"{formatting.long_date(step.day)}: {step.get_kind_display()}" for step in told[-3:]]
    if told and told[-1].text:
        lines.append(told[-1].text[:1000])
    if case.due and case.status.is_open:
        lines.append(_("Batas berikutnya: %(day)s") % {"day": formatting.long_date(case.due)})
    return Said("\n".join(lines), keep=False)


def _not_opened(refused: Refused) -> str:
    said = refusal_text(refused)
    if refused.code != "lewat_laman":
        return said
    return said + " " + asking.address("complaints:follow")
