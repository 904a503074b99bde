"""The clinic's turns of duty for this month and the next, and what the attendance machine counted in the last weeks."""

import datetime as dt
import random
from collections.abc import Callable, Sequence

from pamong.cli.seeding import offices as o
from pamong.cli.seeding.plans import Working
from pamong.people import queries as people
from pamong.people.actions import rosters
from pamong.people.models import Unit
from pamong.platform.access.viewer import RoleGrant, Viewer
from pamong.platform.access.who import Who
from pamong.platform.importexport.writer import workbook
from pamong.worklog import actions as worklog

TAPPED_DAYS = 14
TURNS = (
    ("P", "Pagi", dt.time(7), dt.time(14), 30),
    ("S", "Siang", dt.time(14), dt.time(21), 30),
    ("M", "Malam", dt.time(21), dt.time(7), 60),
)
PATTERN = ("P", "P", "S", "S", "M", "M", "L", "L")  # eight days round; L is off
ON_TURNS = (o.NURSE.title, o.MIDWIFE.title, o.DOCTOR.title)


def roster(
    clinic: Sequence[Working], agency_id: int, *, today: dt.date, viewer: Callable[[str], Viewer], by: Viewer
) -> None:
    """Nurses, midwives and doctors work in turns from today to the end of the next month, each two days behind the other."""
    head = next((one for one in clinic if one.planned.is_head), None)
    turning = [one for one in clinic if one.planned.post.title in ON_TURNS and not one.planned.is_head]
    if head is None or not turning:
        return
    leader = viewer(head.planned.person.nip)
    for code, name, starts, ends, pause in TURNS:
        rosters.set_shift(
            agency_id=agency_id, code=code, name=name, starts=starts, ends=ends, break_minutes=pause, by=by
        )
    unit = Unit.objects.get(pk=leader.unit_id or 0)
    next_month = (today.replace(day=1) + dt.timedelta(days=32)).replace(day=1)
    for month, first in ((today.replace(day=1), today.day), (next_month, 1)):
        last = ((month + dt.timedelta(days=32)).replace(day=1) - dt.timedelta(days=1)).day
        days = range(first, last + 1)
        rows = [
            [one.planned.person.nip, *(_turn(month.replace(day=day), place) for day in days)]
            for place, one in enumerate(turning)
        ]
        content = workbook(headings=["NIP", *(str(day) for day in days)], rows=rows, sheet="Jaga")
        rosters.take_roster(unit=unit, month=month, content=content, file_name=f"jaga-{month:%Y-%m}.xlsx", by=leader)


def _turn(day: dt.date, place: int) -> str:
    return PATTERN[(day.toordinal() + 2 * place) % len(PATTERN)]


def taps(folk: Sequence[Working], agency_id: int, *, today: dt.date, rng: random.Random) -> None:
    """The machine's file of two weeks: on workdays somebody comes early, somebody late, a few forget to tap out."""
    days = [today - dt.timedelta(days=back) for back in range(TAPPED_DAYS, 0, -1)]
    asked = people.presence_of([one.person_id for one in folk], days[0], days[-1])
    rows = []
    for one in folk:
        for day in days:
            if not asked[one.person_id, day].expected.minutes:
                continue
            first = dt.datetime.combine(day, dt.time(7, 15)) + dt.timedelta(minutes=rng.randint(0, 35))
            last = dt.datetime.combine(day, dt.time(16)) + dt.timedelta(minutes=rng.randint(0, 50))
            gone = "" if rng.random() < 0.03 else f"{last:%H:%M}"
            rows.append([one.planned.person.nip, day.isoformat(), f"{first:%H:%M}", gone])
    if not rows:
        return
    content = workbook(headings=["NIP", "Tanggal", "Jam masuk", "Jam pulang"], rows=rows, sheet="Presensi")
    by = Viewer(
        name="Mesin presensi (contoh)", grants=frozenset({RoleGrant(Who.AGENCY_ADMIN, agency_id)}), is_system=True
    )
    worklog.take_taps(content=content, file_name=f"presensi-{today:%Y-%m-%d}.xlsx", by=by)
