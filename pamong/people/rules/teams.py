"""Days of teams and of membership in them."""

import datetime as dt

from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_

MAX_BACKDATED = 366


def check_period(starts: dt.date, ends: dt.date | None, today: dt.date) -> None:
    """First and last day, both included; the last may be open."""
    if ends is not None and ends < starts:
        raise Refused(N_("Tanggal selesai mendahului tanggal mulai."), field="ends")
    if starts < today - dt.timedelta(days=MAX_BACKDATED):
        raise Refused(
            N_("Tanggal mulai paling awal %(earliest)s."),
            field="starts",
            earliest=today - dt.timedelta(days=MAX_BACKDATED),
        )


def check_within(since: dt.date, starts: dt.date, until: dt.date | None) -> None:
    """A membership begins while the team exists (``until``: the first day without it)."""
    if since < starts or (until is not None and since >= until):
        raise Refused(N_("Tim ini ada mulai %(starts)s; pilih tanggal di dalamnya."), field="since", starts=starts)


def first_day_without(last_day: dt.date, starts: dt.date, until: dt.date | None) -> dt.date:
    """The first day after a membership or team that ends with ``last_day``; raises Refused for days outside it."""
    if last_day < starts:
        raise Refused(N_("Hari terakhir mendahului hari pertama, %(starts)s."), field="last_day", starts=starts)
    if until is not None and last_day >= until:
        raise Refused(N_("Pilih hari sebelum %(until)s."), field="last_day", until=until)
    return last_day + dt.timedelta(days=1)


def check_text(text: str, field: str) -> str:
    """Something must be said."""
    said = text.strip()
    if not said:
        raise Refused(N_("Isian ini wajib diisi."), field=field)
    return said
