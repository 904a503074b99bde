"""Plt and Plh: who may carry whose duties, and for how long (PP 30/2019 Ps. 46; SE BKN 1/SE/I/2021 for the length of Plt)."""

import datetime as dt

from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_

MAX_DAYS = 366
MAX_BACKDATED = 31  # days a clerk may enter an order late


def check_pair(absent_id: int, acting_id: int) -> None:
    """Nobody replaces himself."""
    if absent_id == acting_id:
        raise Refused(N_("Pengganti harus orang lain."), field="acting")


def check_period(starts: dt.date, ends: dt.date, *, today: dt.date, may_backdate: bool) -> None:
    """Both days are included. The order of days, the length, and how far back it may begin."""
    if ends < starts:
        raise Refused(N_("Tanggal selesai mendahului tanggal mulai."), field="ends")
    if (ends - starts).days >= MAX_DAYS:
        raise Refused(N_("Paling lama satu tahun. Buat penunjukan baru bila masih diperlukan."), field="ends")
    earliest = today - dt.timedelta(days=MAX_BACKDATED if may_backdate else 0)
    if starts < earliest:
        raise Refused(N_("Tanggal mulai paling awal %(earliest)s."), field="starts", earliest=earliest)


def last_day_after_end(*, starts: dt.date, ends: dt.date, last_day: dt.date, today: dt.date) -> dt.date | None:
    """The new last day of an appointment that ends early, or None when it then never began (it is taken back).

    ``ends`` is the present last day. What has passed stays: the last day is yesterday or later.
    """
    if last_day >= ends:
        raise Refused(N_("Pilih hari sebelum %(ends)s, hari terakhir sekarang."), field="last_day", ends=ends)
    if last_day < starts and starts > today:
        return None
    earliest = max(starts, today - dt.timedelta(days=1))
    if last_day < earliest:
        raise Refused(
            N_("Hari yang sudah lewat tidak dapat diubah; paling awal %(earliest)s."),
            field="last_day",
            earliest=earliest,
        )
    return last_day
