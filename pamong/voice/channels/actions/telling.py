"""Whoever reported openly by WhatsApp, SMS or letter and left number or address hears how the case goes on: its number and
state, never what it is about. Written when it leaves, from the case as it then is; the outbox keeps neither number nor text."""

import datetime as dt

from django.conf import settings
from django.utils.translation import gettext as _

from pamong.platform.access.viewer import Viewer
from pamong.platform.calendar.queries import today
from pamong.platform.notifications.actions import send_letters
from pamong.platform.notifications.enums import Channel as Way
from pamong.platform.notifications.letters import Letter
from pamong.platform.ui import formatting
from pamong.voice.channels.actions import _asking as asking
from pamong.voice.channels.rules.carriers import SMS
from pamong.voice.complaints import queries
from pamong.voice.complaints.enums import Channel, Mode, State, StepKind
from pamong.voice.complaints.events import ReporterMayHear
from pamong.voice.complaints.queries import Complaint, Contact

NEWS = "channels.news"
WAYS = {Channel.WHATSAPP: Way.WHATSAPP, Channel.SMS: Way.SMS, Channel.EMAIL: Way.EMAIL}
SETTLES = dt.timedelta(minutes=30)  # an officer often does two things in a row: one message, of the last
# What is on its way: one message a day, however many of these. The others ask for something, or end it: each is told.
UNDER_WAY = {StepKind.VERIFIED, StepKind.ASSIGNED, StepKind.STARTED, StepKind.EXPLAINED}
ENDS = {
    StepKind.ASKED, StepKind.PROMISED, StepKind.ANSWERED, StepKind.VISITED, StepKind.UNCONFIRMED, StepKind.REFUSED,
    StepKind.HANDED_OVER, StepKind.MERGED, StepKind.WITHDRAWN, StepKind.PRAISED,
}  # fmt: skip


def tell_reporter(event: ReporterMayHear, *, by: Viewer) -> int:
    """Put the news of a case into the outbox, in the transaction of the step; answers 1 when there is one to tell.

    Never of sealed and anonymous reports, nor of those about an officer: their reporter asks when nobody looks on.
    """
    way = WAYS.get(Channel(event.channel))
    if way is None or event.mode != Mode.OPEN or event.about_officer or not _leaves(way):
        return 0
    if queries.contact_of(event.complaint_id) is None:
        return 0
    if event.kind in UNDER_WAY:
        key = f"laporan:{event.complaint_id}:{today():%Y%m%d}"
    elif event.kind in ENDS:
        key = f"laporan:{event.complaint_id}:{event.kind}:{event.version}"
    else:
        return 0
    return send_letters(kind=NEWS, keys=[key], channel=way, after=SETTLES, by=by)


def news(key: str) -> Letter | None:
    """The message of a key; None when its reporter may not or cannot be told any more."""
    found = queries.contact_of(int(key.split(":")[1]))
    if found is None:
        return None
    channel = Channel(found.complaint.channel)
    if channel == Channel.EMAIL:
        answers = (("Reply-To", settings.COMPLAINT_MAIL),)
        return Letter(found.email, _("Kabar dari pemerintah daerah"), _letter(found), answers) if found.email else None
    text = f"{_state(found.complaint)} {_asked_for(found.complaint)}"
    return Letter(found.phone, "", SMS.fitting(text) if channel == Channel.SMS else text) if found.phone else None


def _leaves(way: Way) -> bool:
    return way == Way.EMAIL or bool(settings.GATEWAY_URL or settings.GATEWAY_FILES)


def _state(case: Complaint) -> str:
    told = _("Pengaduan %(number)s: %(state)s.") % {"number": case.number, "state": case.status.label}
    if case.due and case.status.is_open and case.state not in (State.ANSWERED, State.WAITING):
        return told + " " + _("Batas berikutnya: %(day)s") % {"day": formatting.long_date(case.due)} + "."
    return told


def _asked_for(case: Complaint) -> str:
    """What the reporter may do now, in a message."""
    if case.state == State.WAITING:
        return _("Petugas bertanya. Baca: STATUS nomor kode. Jawab: TAMBAH nomor kode teks.")
    if case.state == State.ANSWERED:
        return _("Baca: STATUS nomor kode. Beres: SELESAI nomor kode. Belum: BELUM nomor kode alasan.")
    return _("Balas STATUS %(number)s untuk melihat.") % {"number": case.number}


def _letter(found: Contact) -> str:
    lines = [_state(found.complaint)]
    if found.complaint.state == State.WAITING:
        lines.append(_("Petugas bertanya kepada Anda dan menunggu jawabannya."))
    elif found.complaint.state == State.ANSWERED:
        lines.append(_("Nyatakan selesai, atau buka kembali bila belum beres."))
    lines += [
        _("Buka dengan nomor dan kode rahasia dari tanda terima Anda: %(link)s")
        % {"link": asking.address("complaints:follow")},
        _("Menambah keterangan: balas surel tanda terima tanpa menghapus nomor dan kodenya."),
    ]
    return "\n".join(lines)
