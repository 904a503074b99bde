"""What the news to a reporter say: number and state, never what it is about. Written when they leave, from the case as it then is."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from pamong.platform.notifications.letters import Letter
from pamong.platform.ui import formatting
from pamong.voice.channels.rules.carriers import SMS
from pamong.voice.complaints import queries as complaints
from pamong.voice.complaints.enums import Channel, State
from pamong.voice.complaints.queries import Complaint, Contact

NEWS = "channels.news"


def address(name: str) -> str:
    """The address of a page."""
    return settings.PUBLIC_URL.rstrip("/") + reverse(name)


def news(key: str) -> Letter | None:
    """The message of a key; None when its reporter may not or cannot be told any more."""
    found = complaints.contact_of(int(key.split(":")[1]))
    if found is None:
        return None
    channel = Channel(found.complaint.channel)
    if channel == Channel.EMAIL:
        answers = (("Reply-To", settings.COMPLAINT_MAIL),)
        return Letter(found.email, _("Kabar dari pemerintah daerah"), _letter(found), answers) if found.email else None
    text = f"{_state(found.complaint)} {_asked_for(found.complaint)}"
    return Letter(found.phone, "", SMS.fitting(text) if channel == Channel.SMS else text) if found.phone else None


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
        % {"link": address("complaints:follow")},
        _("Menambah keterangan: balas surel tanda terima tanpa menghapus nomor dan kodenya."),
    ]
    return "\n".join(lines)
