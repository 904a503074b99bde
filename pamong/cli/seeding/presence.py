"""Leave, trips, a local holiday, turns, orders, templates, taps and an outage: so that no day in the example is like another."""

import datetime as dt
import random
from collections.abc import Mapping, Sequence
from zoneinfo import ZoneInfo

from pamong.cli.seeding.plans import Working
from pamong.people import queries as people
from pamong.people.actions import absences
from pamong.people.actions import calendar as holidays
from pamong.people.enums import AbsenceKind
from pamong.platform.access.viewer import Viewer
from pamong.worklog import actions as worklog
from pamong.worklog import queries as entries

ZONE = ZoneInfo("Asia/Jakarta")
KINDS = (
    (AbsenceKind.TRIP, "094/ST/{n}", "Rapat koordinasi di provinsi"),
    (AbsenceKind.ANNUAL, "851/CT/{n}", ""),
    (AbsenceKind.TRAINING, "893/DL/{n}", "Pelatihan pelayanan publik"),
    (AbsenceKind.SICK, "851/CS/{n}", ""),
)
ORDERS = (
    "Siapkan bahan rapat evaluasi pelayanan triwulan ini.",
    "Tindak lanjuti surat permintaan data dari Inspektorat.",
)


def fill(
    working: Sequence[Working],
    closely: Sequence[Working],
    agencies: Mapping[str, int],
    *,
    today: dt.date,
    rng: random.Random,
    by: Viewer,
) -> None:
    """Fill in what surrounds the days; needs the plans and entries of these people and an open transaction."""
    _away([w for w in working if w not in closely], today, rng, by)
    _local_day(agencies, today, by)
    _orders(closely, today)
    _templates(closely)
    for agency_id in agencies.values():
        worklog.count_agency(agency_id=agency_id, day=today, by=by)


def _away(folk: Sequence[Working], today: dt.date, rng: random.Random, by: Viewer) -> None:
    """Every eighth person is away around today; some came back, some will go."""
    for number, one in enumerate(rng.sample(list(folk), len(folk) // 8)):
        kind, letter, note = KINDS[number % len(KINDS)]
        first = today + dt.timedelta(days=rng.choice((-12, -2, -1, 0, 0, 5)))
        absences.record_absence(
            person_id=one.person_id,
            kind=kind,
            starts=first,
            ends=first + dt.timedelta(days=rng.randint(1, 4)),
            decree=letter.format(n=100 + number),
            note=note,
            by=by,
        )


def _local_day(agencies: Mapping[str, int], today: dt.date, by: Viewer) -> None:
    agency_id = next(iter(agencies.values()))
    _outage(today, agency_id, by)
    holidays.set_holiday(
        day=_weekday(today + dt.timedelta(days=18)),
        name="Hari jadi kota (contoh)",
        kind="local",
        agency_id=agency_id,
        region="",
        source="Surat edaran wali kota (contoh)",
        by=by,
    )


def _weekday(day: dt.date) -> dt.date:
    return day + dt.timedelta(days=max(7 - day.weekday(), 0) if day.weekday() > 4 else 0)


def _outage(today: dt.date, agency_id: int, by: Viewer) -> None:
    start = dt.datetime.combine(today - dt.timedelta(days=3), dt.time(13), ZONE)
    worklog.record_outage(
        starts_at=start,
        ends_at=start + dt.timedelta(hours=3),
        reason="Listrik pusat data padam (contoh)",
        agency_id=agency_id,
        by=by,
    )


def _orders(team: Sequence[Working], today: dt.date) -> None:
    """Superiors of the closely written units have given orders, one of them due soon."""
    for number, one in enumerate([w for w in team if not w.planned.is_head and w.planned.superior][:4]):
        giver = people.user_by_name(str(one.planned.superior))
        if giver is None:
            continue
        worklog.give_order(
            person_ids=[one.person_id],
            text=ORDERS[number % 2],
            letter=f"005/{210 + number}",
            due=today + dt.timedelta(days=2 + number),
            by=people.viewer_for_user(giver),
        )


def _templates(team: Sequence[Working]) -> None:
    """Each keeps the work of his last day as templates."""
    for one in team:
        account = people.user_by_name(one.planned.person.nip)
        if account is None:
            continue
        viewer = people.viewer_for_user(account)
        for entry in entries.entries(viewer, person_id=one.person_id)[:2]:
            worklog.keep_template(entry=entry, by=viewer)
