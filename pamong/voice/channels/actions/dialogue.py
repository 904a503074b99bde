"""The dialogue: what a message does to the report being told, and what is answered. One for all carriers."""

import datetime as dt
import hashlib
import hmac
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from pamong.platform.access import throttle
from pamong.platform.access.viewer import Viewer
from pamong.platform.calendar.queries import today
from pamong.platform.ui.text import normalised, refusal_text, refused_characters
from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_
from pamong.voice.channels.actions import _answers as answers
from pamong.voice.channels.actions import _asking as asking
from pamong.voice.channels.actions import _following as following
from pamong.voice.channels.models import Dialogue
from pamong.voice.channels.queries import address
from pamong.voice.channels.rules import gsm
from pamong.voice.channels.rules import story as rules
from pamong.voice.channels.rules.carriers import Carrier
from pamong.voice.channels.rules.story import AtOnce, Story
from pamong.voice.complaints import actions as complaints
from pamong.voice.complaints import queries
from pamong.voice.complaints.enums import Channel

KEPT = dt.timedelta(hours=1)
DAY = dt.timedelta(days=1)
MOST_MESSAGES, MOST_REPORTS = 60, 5  # in a quarter of an hour; in a day
CHANNELS = {"whatsapp": Channel.WHATSAPP, "sms": Channel.SMS}
MAGIC = ((b"\xff\xd8\xff", "jpg"), (b"\x89PNG", "png"), (b"RIFF", "webp"))


class Said(NamedTuple):
    """The answer, empty for none; ``keep=False`` for one with a secret or a case in it."""

    text: str
    keep: bool = True


class _Message(NamedTuple):
    """A message with whoever sent it: ``who`` is a keyed digest of carrier and number."""

    carrier: Carrier
    who: str
    sender: str
    said: str
    media: Sequence[bytes]
    by: Viewer


@transaction.atomic
def converse(*, carrier: Carrier, sender: str, text: str, media: Sequence[bytes] = (), by: Viewer) -> Said:
    """Take one message and answer it as its carrier allows. Of the number only a keyed digest is used, until its holder
    asks to be known; the same number by another carrier is another dialogue. An empty answer means: say nothing.
    """
    who = _digest(carrier, sender)
    said = _limited(carrier, who)
    if said is None:
        pictures = media if carrier.photos else ()
        said = _heard(_Message(carrier, who, sender, normalised(text).strip(), pictures, by))
    return Said(carrier.fitting(said.text), said.keep)


def _limited(carrier: Carrier, who: str) -> Said | None:
    """Too many messages, or replies that are paid for: told once, then silence, so that two machines do not go on."""
    scope = f"voice.{carrier.name}"
    if throttle.claim(scope, who, limit=MOST_MESSAGES):
        told = throttle.claim(f"{scope}.told", who, limit=1)
        return Said("" if told else _("Terlalu banyak pesan. Coba lagi seperempat jam lagi."))
    if not carrier.is_sms:
        return None
    if throttle.claim(f"{scope}.replies", who, limit=queries.policy_on(today()).sms_replies_per_day, window=DAY):
        told = throttle.claim(f"{scope}.replies.told", who, limit=1, window=DAY)
        text = _("Batas balasan SMS untuk hari ini tercapai. Lanjutkan besok, atau lewat web: %(url)s")
        return Said("" if told else text % {"url": address("complaints:report")})
    return None


def _heard(message: _Message) -> Said:
    if refused_characters(message.said):
        return Said(_("Pesan ini berisi karakter tersembunyi. Ketik ulang sebagai teks biasa."))
    asked = rules.follow(message.said)
    if asked is not None:
        return Said(following.followed(asked, message.sender, message.carrier, message.by), keep=False)
    if rules.word(message.said) in rules.START:
        return _begun(message, None)
    return _steered(message) or _told(message)


def _steered(message: _Message) -> Said | None:
    """Words that mean the same at every step."""
    word = rules.word(message.said)
    if word in rules.STOP:
        Dialogue.objects.filter(sender=message.who).delete()
        return Said(_("Dihentikan. Tidak ada yang dikirim. Balas LAPOR untuk mulai lagi."))
    if word in rules.SEALED:
        return Said(asking.not_sealed_here())
    return Said(asking.help_text(message.carrier)) if word in rules.HELP else None


def _told(message: _Message) -> Said:
    row = _open_dialogue(message.who)
    telling = row is not None and row.state["step"] in (rules.TEXT, rules.PLACE)
    told = None if telling else rules.at_once(message.said)
    if told is not None:
        return _begun(message, told)
    if not telling and message.said[:6].lower().startswith(("status", "tambah")):
        return Said(following.usage())
    return Said(asking.help_text(message.carrier)) if row is None else _step(row, message)


def forget(*, by: Viewer) -> int:
    """Delete dialogues that nobody went on with for an hour; answers how many."""
    del by
    return Dialogue.objects.filter(touched_at__lt=Now() - KEPT).delete()[0]


def _digest(carrier: Carrier, sender: str) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), f"voice.{carrier.name}:{sender}".encode(), hashlib.sha256).hexdigest()


def _open_dialogue(who: str) -> Dialogue | None:
    found = Dialogue.objects.select_for_update().filter(sender=who, touched_at__gte=Now() - KEPT)
    return found.first()


def _begun(message: _Message, told: AtOnce | None) -> Said:
    if not asking.open_categories():
        return Said(_("Pengaduan lewat pesan belum dibuka di sini."))
    story = Story(token=complaints.draw_token())
    answers.begin(story, told, message.carrier)
    Dialogue.objects.filter(sender=message.who).delete()
    Dialogue.objects.create(sender=message.who, state=story.kept())
    return Said(asking.question(story, message.carrier))


def _step(row: Dialogue, message: _Message) -> Said:
    story, carrier = Story.read(row.state), message.carrier
    try:
        with transaction.atomic():
            for content in message.media:
                complaints.add_draft_photo(token=story.token, upload=_upload(content), by=message.by)
                story.photos += 1
            if story.step == rules.CONFIRM:
                sent = _sent(story, message)
                if sent is not None:
                    row.delete()
                    return sent
            else:
                answers.answer(story, message.said, carrier)
    except Refused as refused:
        return Said(_again(refusal_text(refused), asking.question(Story.read(row.state), carrier), carrier))
    row.state = story.kept()
    Dialogue.objects.filter(pk=row.pk).update(state=row.state, touched_at=Now())
    return Said(asking.question(story, carrier))


def _again(refusal: str, question: str, carrier: Carrier) -> str:
    """What did not fit, and the question; by SMS the question only where both have room: it stands in the message before."""
    both = f"{refusal}\n\n{question}"
    return refusal if carrier.is_sms and gsm.room(gsm.written(both)) > carrier.most else both


def _upload(content: bytes) -> SimpleUploadedFile:
    """Under a name of ours, after what the bytes look like: the sender's name is not used."""
    kind = next((kind for magic, kind in MAGIC if content.startswith(magic)), "bin")
    return SimpleUploadedFile(f"foto.{kind}", content)


def _sent(story: Story, message: _Message) -> Said | None:
    """Sent, when the reporter said so. More pictures are taken until then. Raises Refused."""
    carrier, word = message.carrier, rules.word(message.said)
    if word not in ("kirim", "tanpa nomor"):
        return None
    if throttle.claim(f"voice.{carrier.name}.sent", message.who, limit=MOST_REPORTS, window=DAY):
        raise Refused(N_("Hari ini sudah cukup banyak laporan dari nomor ini. Coba besok, atau pakai formulir web."))
    category = queries.category_by_code(story.category)
    if category is None:
        raise Refused(N_("Kategori ini sudah tidak dipakai. Balas LAPOR untuk mulai lagi."))
    point = [Decimal(text).quantize(Decimal("0.00001")) for text in (story.latitude, story.longitude) if text]
    report = complaints.Report(
        token=story.token,
        category=category,
        text=story.text,
        channel=CHANNELS[carrier.name],
        answers=story.answers,
        place=queries.place_by_pk(story.place),
        street=story.street,
        latitude=point[0] if point else None,
        longitude=point[1] if point else None,
        phone=message.sender if word == "kirim" else "",
    )
    receipt = complaints.receive(report=report, by=message.by)
    text = asking.receipt_text(receipt.number, receipt.secret, kept=word == "kirim", carrier=carrier)
    return Said(text, keep=False)
