"""STATUS, TAMBAH, SELESAI and BELUM: a case that is known, by its receipt or from the telephone that reported it."""

from django.utils.translation import gettext as _

from pamong.platform.access.viewer import Viewer
from pamong.platform.ui import formatting
from pamong.platform.ui.text import refusal_text
from pamong.rulebook.errors import Refused
from pamong.voice.channels.queries import address
from pamong.voice.channels.rules.carriers import Carrier
from pamong.voice.channels.rules.story import Followed
from pamong.voice.complaints import actions as complaints
from pamong.voice.complaints import queries
from pamong.voice.complaints.enums import State
from pamong.voice.complaints.queries import Complaint


def usage() -> str:
    """What is missing."""
    return _("Tulis: STATUS nomor kode, atau TAMBAH nomor kode teks. Keduanya ada di tanda terima Anda.")


def followed(asked: Followed, sender: str, carrier: Carrier, by: Viewer) -> str:
    """What the case says, or that the words are kept. Only open reports, by whoever has the receipt or the telephone."""
    try:
        if not asked.secret:
            case = complaints.open_by_telephone(number=asked.number, phone=sender, by=by)
            return _standing(case, with_text=False, carrier=carrier)
        case = complaints.open_receipt(number=asked.number, secret=asked.secret, named=True, by=by)
        return _done(asked, case, carrier, by)
    except Refused as refused:
        said = refusal_text(refused)
        return f"{said} {address('complaints:follow')}" if refused.code == "lewat_laman" else said


def _done(asked: Followed, case: Complaint, carrier: Carrier, by: Viewer) -> str:
    if asked.act == "tambah":
        complaints.write(complaint=case, text=asked.text, by=by)
        return _("Tersimpan. Petugas membacanya.")
    if asked.act == "selesai":
        complaints.confirm(complaint=case, by=by)
        return _("Terima kasih. Laporan %(number)s selesai menurut Anda.") % {"number": case.number}
    if asked.act == "belum":
        complaints.reopen(complaint=case, text=asked.text, by=by)
        return _("Laporan %(number)s dibuka kembali. Petugas membaca alasan Anda.") % {"number": case.number}
    return _standing(case, with_text=True, carrier=carrier)


def _standing(case: Complaint, *, with_text: bool, carrier: Carrier) -> str:
    """State, limit and last step. What officers wrote is for who has the code, since a telephone is lent and sold."""
    told: list[queries.Step] = getattr(case, "told", [])
    lines = [f"{case.number}: {case.status.label}"]
    if case.due and case.status.is_open:
        lines.append(_("Batas berikutnya: %(day)s") % {"day": formatting.long_date(case.due)})
    lines += [
        f"{formatting.long_date(step.day)}: {step.get_kind_display()}" for step in told[-1 if carrier.is_sms else -3 :]
    ]
    if with_text and told and told[-1].text:
        lines.append(told[-1].text[:1000])
    if case.state == State.ANSWERED:
        lines.append(_("Beres? Balas SELESAI nomor kode. Belum? Balas BELUM nomor kode alasan."))
    return "\n".join(lines)
