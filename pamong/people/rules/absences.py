"""Which absences may be entered: their days, half days, and how far back."""

import datetime as dt

from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_

MAX_DAYS = 5 * 366  # the longest on paper: study, and leave outside the state's charge with its extension
MAX_BACKDATED = 366


def check_period(starts: dt.date, ends: dt.date, *, part: str, today: dt.date) -> None:
    """Both days are included. Raises Refused for a wrong order, a length nobody grants, half days over several days."""
    if ends < starts:
        raise Refused(N_("Tanggal selesai mendahului tanggal mulai."), field="ends")
    if (ends - starts).days >= MAX_DAYS:
        raise Refused(N_("Paling lama lima tahun. Periksa tahun pada tanggal selesai."), field="ends")
    if part and starts != ends:
        raise Refused(N_("Setengah hari hanya untuk satu tanggal. Samakan tanggal mulai dan selesai."), field="part")
    earliest = today - dt.timedelta(days=MAX_BACKDATED)
    if starts < earliest:
        raise Refused(N_("Tanggal mulai paling awal %(earliest)s."), field="starts", earliest=earliest)
