"""Changing what was agreed (PP 30/2019 Ps. 28): the states of a revision, and from which day it counts."""

import datetime as dt

from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_

DRAFT, SUBMITTED, RETURNED, AGREED, CANCELLED = "draft", "submitted", "returned", "agreed", "cancelled"
EDITABLE = frozenset({DRAFT, RETURNED})
MOVES: dict[str, tuple[frozenset[str], str]] = {
    "submit": (EDITABLE, SUBMITTED),
    "withdraw": (frozenset({SUBMITTED}), DRAFT),
    "return": (frozenset({SUBMITTED}), RETURNED),
    "agree": (frozenset({SUBMITTED}), AGREED),
    "cancel": (frozenset({DRAFT, RETURNED, SUBMITTED}), CANCELLED),
}
SOURCE = "PP 30/2019 Ps. 28(2)"
ONE_DAY = dt.timedelta(days=1)


def move(state: str, act: str) -> str:
    """The state after ``act``; raises Refused when it is not open from ``state``."""
    allowed, target = MOVES[act]
    if state not in allowed:
        raise Refused(N_("Keadaan revisi sudah berubah. Muat ulang halaman untuk melihatnya."), code="keadaan_berubah")
    return target


def check_editable(state: str) -> None:
    """The content of a revision changes only in a draft or a returned one; raises Refused otherwise."""
    if state not in EDITABLE:
        raise Refused(N_("Revisi sedang diperiksa pejabat penilai. Tarik dahulu, lalu ubah."), code="terkunci")


def check_day(day: dt.date, *, starts: dt.date, ends: dt.date, in_force_from: dt.date | None) -> None:
    """A version counts from a day inside the plan, after the first day of the one before it; raises Refused."""
    earliest = (in_force_from or starts) + ONE_DAY
    if not earliest <= day <= ends:
        raise Refused(
            N_("Revisi berlaku mulai tanggal antara %(first)s dan %(last)s."),
            field="in_force_from",
            first=earliest,
            last=ends,
        )
