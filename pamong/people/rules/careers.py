"""Days of a person's way: how far back a clerk may enter one, and where posts may begin."""

import datetime as dt

from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_, day

MAX_BACKDATED = 366  # days; a decree often reaches the clerk late
MAX_AHEAD = 366


def check_day(wanted: dt.date, today: dt.date, *, field: str) -> None:
    """A move or a leaving may lie a year back or ahead."""
    earliest, latest = today - dt.timedelta(days=MAX_BACKDATED), today + dt.timedelta(days=MAX_AHEAD)
    if not earliest <= wanted <= latest:
        raise Refused(
            N_("Pilih tanggal dari %(earliest)s sampai %(latest)s."), field=field, earliest=earliest, latest=latest
        )


def check_start(start: dt.date, old: dt.date, end: dt.date | None, previous: dt.date | None) -> None:
    """A corrected first day lies before the end of the post and after the first day of the post before it."""
    if start == old:
        return
    if end is not None and start >= end:
        raise Refused(N_("Penempatan ini berakhir %(end)s; mulai harus sebelum itu."), field="start", end=end)
    if previous is not None and start <= previous:
        raise Refused(
            N_("Penempatan sebelumnya mulai %(previous)s; pilih tanggal sesudahnya."), field="start", previous=previous
        )


def check_seat_free(taken: bool) -> None:
    """One head at a time."""
    if taken:
        raise Refused(N_("Unit itu dipimpin orang lain pada hari-hari itu."), field="start")


def shown(wanted: dt.date) -> str:
    """A day in words."""
    return day(wanted)
