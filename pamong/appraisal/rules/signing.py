"""Signing by the employee, and what happens without it (PP 30/2019 Ps. 49-50)."""

from datetime import date

from pamong.rulebook.deadlines import deadline, limit
from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_
from pamong.rulebook.workingdays import Holidays

SHORTEST_REASON = 20


def sign_by(rated_on: date) -> date:
    """Last day to sign: 14 days after receipt (Ps. 49(3)). The rating reaches the employee on the day it is given."""
    return deadline("tanda_tangan", rated_on)


def source() -> str:
    """Where the time to sign stands."""
    return str(limit("tanda_tangan").source)


def set_by(signed_until: date, holidays: Holidays) -> date:
    """Last day for the assessor's superior to set an unsigned document: 7 working days after the limit (Ps. 50)."""
    return deadline("putusan_atasan", signed_until, holidays)


def check_can_acknowledge(*, state: str) -> None:
    """Only a rated evaluation that nobody has signed yet; late signing is still signing. Raises Refused."""
    if state != "rated":
        raise Refused(N_("Penilaian ini tidak sedang menunggu tanda tangan Anda."))


def check_can_set(*, state: str, today: date, until: date | None, reason: str) -> str:
    """The assessor's superior sets an unsigned document after the limit, with a reason; raises Refused."""
    if state != "rated" or until is None:
        raise Refused(N_("Penilaian ini tidak sedang menunggu tanda tangan."))
    if today <= until:
        raise Refused(N_("Pegawai masih dapat menandatangani sampai %(until)s."), until=until)
    said = reason.strip()
    if len(said) < SHORTEST_REASON:
        raise Refused(
            N_("Tulis alasan penetapan paling sedikit %(least)s karakter."),
            field="reason",
            code="wajib",
            least=SHORTEST_REASON,
        )
    return said


def check_can_finalise(*, state: str) -> None:
    """The document is made once, of a signed evaluation; raises Refused."""
    if state != "acknowledged":
        raise Refused(N_("Dokumen hanya dibuat untuk penilaian yang sudah ditandatangani dan belum punya dokumen."))
