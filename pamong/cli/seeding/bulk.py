"""Large offices for measuring: people, agreed plans, entries and evidence in bulk; the same seed gives the same office.

`--profile` makes a region of many agencies. `--people` makes an office for `make bench`: one large agency whose head leads
nearly everybody, and a small personnel office.
"""

import datetime as dt
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from django.conf import settings
from django.db import connection, transaction

from pamong.cli.seeding import accounts as store
from pamong.cli.seeding import living, plans
from pamong.cli.seeding import offices as o
from pamong.cli.seeding.days import Diary, Span
from pamong.cli.seeding.demo import NotHere, is_empty, new_person
from pamong.cli.seeding.folk import Planned, populate
from pamong.cli.seeding.offices import Office, Post
from pamong.cli.setup import say
from pamong.people.actions.bulk import Added, add_people
from pamong.planning import actions as planning
from pamong.planning.queries import cycle_of
from pamong.platform.access.viewer import Viewer
from pamong.platform.access.who import Who
from pamong.platform.calendar import actions as calendar
from pamong.platform.calendar.queries import now
from pamong.worklog.actions.bulk import NewEntry, add_entries

BY = Viewer.system("Data tiruan")
TEAM = 8  # people under one superior at the foot of the tree
FAN = 12  # units under one unit above it
BATCH = 4000
WRITERS = 80  # employees whose sessions a measurement may open
TEACHER = Post("Guru", "JF", "Ahli Pertama", "bachelor")
SCHOOL_STAFF = (TEACHER, TEACHER, TEACHER, o.CLERK)
OFFICE_STAFF = (o.OPERATOR, o.STAFFING, o.FINANCE, o.PLANNER, o.ARCHIVIST, o.COMPUTING, o.CLERK)


@dataclass(frozen=True)
class Profile:
    """How much there is: months of work behind today, and on which share of the days people write."""

    people: int
    months: int
    share: float
    agency: int = 0  # people per agency; 0: one large agency


PROFILES = {
    "s": Profile(300, 3, 0.8, 100),
    "m": Profile(12_000, 36, 0.2, 300),
    "l": Profile(100_000, 1, 0.1, 400),
}


def bench(people: int) -> Profile:
    """An office of this many people with one month of work; fewer entries each where there are many (see ``_entries``)."""
    return Profile(people, 1, min(0.8, 800 / people))


def load(*, profile: str, seed: int, people: int | None) -> dict[str, int]:
    """Fill an empty home; answers what was made. A home with people in it is left as it is."""
    if settings.PRODUCTION:
        raise NotHere
    if not is_empty():
        say("Sudah ada pegawai; tidak ada yang diisi.")
        return {}
    size = bench(people) if people else PROFILES[profile]
    rng = random.Random(seed)  # noqa: S311  # example data
    folk = populate(region(size), rng)
    moment = now()
    for year in range(moment.year - size.months // 12 - 1, moment.year + 2):
        calendar.seed_year(year=year, by=BY)
    added = add_people(region=o.REGION, people=[new_person(p) for p in folk], by=BY, progress=_progress("pegawai"))
    made = {"pegawai": len(folk), "unit": len(added.units)}
    working = _plans(folk, added, moment)
    made["SKP"] = len(working)
    chosen = _accounts(folk)
    made["catatan"] = _entries(working, chosen["superior"], added, size, rng)
    made["penilaian"] = _evaluations(working, chosen["superior"], added, moment)
    tidy()
    return made


def tidy() -> None:
    """What autovacuum would have done after so much writing."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def region(size: Profile) -> list[Office]:
    """Offices for this many people, the personnel office first (its head leads the heads)."""
    small = min(12, max(4, size.people // 20))
    personnel = Office(o.PERSONNEL_OFFICE, o.top("Kepala Badan"), small - 1, OFFICE_STAFF)
    left = size.people - small
    each = size.agency or left
    found = [personnel]
    for number in range(1, -(-left // each) + 1):
        share = min(each, left - (number - 1) * each)
        name = f"Dinas Pendidikan {o.REGION}" if number == 1 else f"Dinas Urusan {number} {o.REGION}"
        found.append(agency(name, share))
    return found


def agency(name: str, people: int) -> Office:
    """An agency of exactly this many people: teams of nine at the foot, units of units above them."""
    teams = max(1, round((people - 1) / (TEAM + 1)))
    heads = _heads_above(teams)
    staff = people - 1 - teams - heads
    sizes = [staff // teams + (1 if n < staff % teams else 0) for n in range(teams)]
    layer = [
        Office(f"Satuan {n:05d} {name}", o.supervisor("Kepala Satuan"), size, SCHOOL_STAFF)
        for n, size in enumerate(sizes, 1)
    ]
    while len(layer) > FAN:
        groups = [tuple(layer[n : n + FAN]) for n in range(0, len(layer), FAN)]
        layer = [
            Office(f"Wilayah {len(groups)}.{n} {name}", o.manager("Koordinator Wilayah"), 0, (), group)
            for n, group in enumerate(groups, 1)
        ]
    return Office(name, o.top("Kepala Dinas"), 0, (), tuple(layer))


def _heads_above(teams: int) -> int:
    """Leaders between the teams and the head of the agency."""
    heads, layer = 0, teams
    while layer > FAN:
        layer = -(-layer // FAN)
        heads += layer
    return heads


def _plans(folk: Sequence[Planned], added: Added, moment: dt.datetime) -> list[plans.Working]:
    """A cycle of this year and agreed plans for every agency."""
    agreed_at = min(moment, dt.datetime(moment.year, 1, 20, 3, tzinfo=dt.UTC))
    working: list[plans.Working] = []
    by_agency: dict[str, list[Planned]] = {}
    for planned in folk:
        by_agency.setdefault(planned.agency, []).append(planned)
    show = _progress("SKP")
    for name, members in by_agency.items():
        cycle = planning.open_cycle(agency_id=added.agencies[name], year=moment.year, by=BY)
        working += plans.agree(members, added, cycle_id=cycle.pk, agreed_at=agreed_at, on=moment.date(), by=BY)
        show(len(working), len(folk))
    return working


def _entries(
    working: Sequence[plans.Working], superior: Planned, added: Added, size: Profile, rng: random.Random
) -> int:
    """Entries with their evidence, each batch a transaction of its own. The team that is measured writes every day."""
    moment = now()
    yesterday = moment.date() - dt.timedelta(days=1)
    days = Span(yesterday - dt.timedelta(days=30 * size.months), yesterday, moment).days()
    diary = Diary(rng, added, moment)
    team = [w for w in working if w.planned.superior == superior.person.nip]
    others = [w for w in working if w.planned.superior != superior.person.nip]
    rows = chain(diary.write(team, days), diary.write(others, days, size.share))
    expected = int(len(working) * len(days) * size.share * 1.3)
    show, written = _progress("catatan (kira-kira)"), 0
    while batch := _next(rows):
        written += len(add_entries(entries=batch, by=BY))
        show(written, max(expected, written))
    return written


def _next(rows: Iterator[NewEntry]) -> list[NewEntry]:
    return list(islice(rows, BATCH))


def _progress(what: str) -> "Show":
    return Show(what)


class Show:
    """Says how far it is, at every tenth part."""

    def __init__(self, what: str) -> None:
        self._what, self._told = what, 0

    def __call__(self, done: int, total: int) -> None:
        tenth = 10 * done // max(1, total)
        if tenth > self._told:
            self._told = tenth
            say(f"  {self._what}: {done:,} dari {total:,}".replace(",", "."))


def _accounts(folk: Sequence[Planned]) -> dict[str, Planned]:
    """Accounts that can sign in: the head of the large agency, a superior of a full team, one of his staff, a clerk."""
    large = next(p for p in folk if p.superior == folk[0].person.nip and p.is_head)
    superior = next(p for p in folk if p.is_head and p.agency == large.agency and p.post.title == "Kepala Satuan")
    employee = next(p for p in folk if p.superior == superior.person.nip)
    clerk = folk[1]
    chosen = {"head": large, "superior": superior, "employee": employee, "personnel": clerk}
    sign_ins = [store.draw(role=role, nip=p.person.nip, name=p.person.name) for role, p in chosen.items()]
    store.keep(sign_ins)
    for one in sign_ins:
        store.open_account(one, grant=Who.PERSONNEL if one.role == "personnel" else None, by=BY)
    named = {one.nip for one in sign_ins}
    for writer in islice((p for p in folk if not p.is_head and p.person.nip not in named), WRITERS):
        store.bind_factor(writer.person.nip)
    return chosen


def _evaluations(working: Sequence[plans.Working], superior: Planned, added: Added, moment: dt.datetime) -> int:
    """The last full quarter of the large agency: opened for all, at various stages for the team of ``superior``."""
    quarter = living.Year(moment).quarter
    cycle = cycle_of(added.agencies[superior.agency], moment.date())
    if not quarter or cycle is None:
        return 0
    say("  penilaian dibuka …")
    team = [w for w in working if w.planned.superior == superior.person.nip]
    with transaction.atomic():
        living.evaluate(cycle.id, quarter, team, BY)
    return sum(w.planned.agency == superior.agency for w in working)
