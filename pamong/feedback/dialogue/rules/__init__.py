"""Rules of dialogue. Plain Python."""

import datetime as dt

from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_

LONGEST = 2000
FARTHEST = dt.timedelta(days=366)


def check_text(text: str, field: str = "text") -> str:
    """The text without blanks around it; raises Refused when it is empty or too long."""
    said = text.strip()
    if not said:
        raise Refused(N_("Bagian ini belum diisi."), field=field, code="wajib")
    if len(said) > LONGEST:
        raise Refused(N_("Paling banyak %(limit)s karakter."), field=field, limit=LONGEST)
    return said


def check_day(day: dt.date, today: dt.date, field: str) -> dt.date:
    """A day from today to a year ahead; raises Refused."""
    if day < today:
        raise Refused(N_("Tanggal ini sudah lewat. Pilih hari ini atau sesudahnya."), field=field)
    if day > today + FARTHEST:
        raise Refused(N_("Pilih tanggal dalam satu tahun ke depan."), field=field)
    return day


def check_pair(*, person_id: int, superior_id: int | None) -> int:
    """The superior of a conversation; raises Refused when there is none or it is the person himself."""
    if superior_id is None:
        raise Refused(N_("Atasan Anda belum tercatat. Laporkan dari halaman Data saya."))
    if superior_id == person_id:
        raise Refused(N_("Dialog memerlukan dua orang."))
    return superior_id


def check_running(state: str) -> None:
    """Raises Refused when a meeting was cancelled."""
    if state == "cancelled":
        raise Refused(N_("Dialog ini dibatalkan. Buat dialog baru."))


def check_done(*, done: bool, cancelled: bool) -> None:
    """Raises Refused for an action that is finished or dropped already."""
    if done or cancelled:
        raise Refused(N_("Tindak lanjut ini sudah ditutup."))
