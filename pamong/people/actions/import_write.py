"""Writes an import plan in batches, each a whole by itself: person, account and assignment of everybody in it together.

Killed between two batches, what is written is complete, and the next run finds it and does the rest.
"""

import copy
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import connection, transaction
from django.db.models import Q

from pamong.people.actions import _changes as changes
from pamong.people.enums import Matter
from pamong.people.models import Agency, Assignment, Person, Unit, User, WorkItem
from pamong.people.models.passwords import unusable_password
from pamong.people.queries.imports import Ids
from pamong.people.rules.changes import Step, Way
from pamong.people.rules.plan import ImportPlan, Planned, order
from pamong.people.rules.units import Chain
from pamong.platform.access.viewer import Viewer
from pamong.platform.audit import actions as audit
from pamong.platform.guard import ACTION

BATCH = 1000
ROUTE = "people.import"
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Defaults:
    """Region and time zone of agencies the import makes."""

    region: str = ""
    time_zone: str = "Asia/Jakarta"


@contextmanager
def step(*, by: Viewer) -> Iterator[None]:
    """One transaction of the import, audited under the importer's name; batches may take longer than a page."""
    with transaction.atomic():
        audit.set_context(by=by, route=ROUTE)
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = '60s'")
        yield


def write(*, plan: ImportPlan, ids: Ids, defaults: Defaults, by: Viewer, progress: Progress) -> None:
    """Carry out a plan. Raises IntegrityError when somebody changed the same assignments meanwhile."""
    batches = order(plan, BATCH)
    total, done = sum(map(len, batches)), 0
    progress(0, total)
    with step(by=by):
        _make_units(plan, ids, defaults)
    for batch in batches:
        with step(by=by):
            _write_batch(batch, ids, by)
        done += len(batch)
        progress(done, total)
    with step(by=by):
        _ensure_accounts([planned.row.nip for planned in plan.people])
        _update_work(plan, ids)


# --- units ---


def _make_units(plan: ImportPlan, ids: Ids, defaults: Defaults) -> None:
    """Agencies and units the database lacks, parents first; numbers are drawn beforehand because paths hold them."""
    wanted = sorted(plan.new_units, key=len)
    if not wanted:
        return
    for chain in wanted:
        if chain[0] not in ids.agencies:
            name = plan.new_units.get(chain[:1]) or chain[0].title()
            agency = Agency.objects.add(via=ACTION, name=name, region=defaults.region, time_zone=defaults.time_zone)
            ids.agencies[chain[0]] = agency.pk
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence('people_unit', 'id')) FROM generate_series(1, %s)", [len(wanted)]
        )
        numbers = [row[0] for row in cursor.fetchall()]
    made = []
    for chain, number in zip(wanted, numbers, strict=True):
        ids.units[chain] = number
        ids.paths[chain] = ids.paths.get(chain[:-1], "") + Unit.step(number)
        made.append(
            Unit(
                id=number, agency_id=ids.agencies[chain[0]], parent_id=ids.units.get(chain[:-1]),
                name=plan.new_units[chain], path=ids.paths[chain],
            )
        )  # fmt: skip
    Unit.objects.bulk_create(made, via=ACTION)


# --- people ---


def _write_batch(batch: Sequence[Planned], ids: Ids, by: Viewer) -> None:
    _make_persons([p for p in batch if p.is_new], ids)
    _change_persons([p for p in batch if p.fields])
    steps = [(p.row.nip, p.step) for p in batch if p.step]
    stored = Assignment.objects.in_bulk([s.post.id for _nip, s in steps if s.post])
    before = {pk: copy.copy(row) for pk, row in stored.items()}
    _close([s for _nip, s in steps if s.way is Way.REPLACE], stored)
    _amend([s for _nip, s in steps if s.way is Way.AMEND], stored, ids)
    opened = [(s, _assignment(nip, s, ids)) for nip, s in steps if s.way in (Way.OPEN, Way.REPLACE)]
    Assignment.objects.bulk_create([row for _step, row in opened], via=ACTION)
    amended = [(s, stored[s.post.id]) for _nip, s in steps if s.way is Way.AMEND and s.post]
    told = (changes.compare(before.get(s.post.id) if s.post else None, row, s.start) for s, row in [*opened, *amended])
    changes.tell(told, cause="import", by=by)


def _make_persons(new: Sequence[Planned], ids: Ids) -> None:
    made = Person.objects.bulk_create(
        [
            Person(
                nip=p.row.nip, name=p.row.name, status=p.row.status, rank=p.row.rank or "", birth_date=p.row.born,
                sex=p.row.sex, email=p.row.email or "", phone=p.row.phone or "",
            )
            for p in new
        ],
        via=ACTION,
    )  # fmt: skip
    ids.persons.update({person.nip: person.pk for person in made})
    _ensure_accounts([p.row.nip for p in new])


def _ensure_accounts(nips: Sequence[str]) -> None:
    """Everybody has an account under his NIP; without password until he activates it."""
    without = Person.objects.filter(nip__in=nips, user__isnull=True).in_bulk(field_name="nip")
    if not without:
        return
    waiting = list(User.objects.filter(nip__in=without, person__isnull=True))
    for user in waiting:
        user.person = without.pop(user.nip)
    User.objects.bulk_update(waiting, ["person"])
    User.objects.bulk_create(
        [User(nip=nip, person=person, password=unusable_password()) for nip, person in without.items()]
    )


def _change_persons(changed: Sequence[Planned]) -> None:
    persons = Person.objects.in_bulk([p.person.id for p in changed if p.person])
    touched: Counter[str] = Counter()
    for planned in changed:
        if planned.person:
            for name, (_old, new) in planned.fields.items():
                setattr(persons[planned.person.id], name, new)
                touched[name] += 1
    if touched:
        Person.objects.bulk_update(list(persons.values()), sorted(touched), via=ACTION)


# --- assignments ---


def _close(steps: Sequence[Step], stored: Mapping[int, Assignment]) -> None:
    """End the old assignments on the day before the new ones begin."""
    starts = {s.post.id: s for s in steps if s.post}
    rows = [stored[pk] for pk in starts]
    for row in rows:
        start, post = starts[row.pk].start, starts[row.pk].post
        end = min(start, post.end) if post and post.end else start
        row.valid = (row.valid.lower, end)
    Assignment.objects.bulk_update(rows, ["valid"], via=ACTION)


def _amend(steps: Sequence[Step], stored: Mapping[int, Assignment], ids: Ids) -> None:
    """Mend assignments in place; those who leave a seat of head before those who take one."""
    by_id = {s.post.id: s for s in steps if s.post}
    rows = [stored[pk] for pk in by_id]
    columns = [
        "agency_id",
        "unit_id",
        "position_title",
        "position_kind",
        "position_level",
        "is_head",
        "superior_id",
        "valid",
    ]
    for row in rows:
        step_, end = by_id[row.pk], row.valid.upper
        amended = _assignment(step_.post.nip if step_.post else "", step_, ids)
        for name in columns[:-1]:
            setattr(row, name, getattr(amended, name))
        row.valid = (step_.start, end)
    names = [name.removesuffix("_id") for name in columns]
    for heads in (False, True):
        Assignment.objects.bulk_update([row for row in rows if row.is_head is heads], names, via=ACTION)


def _assignment(nip: str, step_: Step, ids: Ids) -> Assignment:
    target = step_.target
    return Assignment(
        person_id=ids.persons[nip],
        agency_id=ids.agencies[target.unit[0]],
        unit_id=ids.units[target.unit],
        position_title=target.title,
        position_kind=target.kind,
        position_level=target.level,
        is_head=target.is_head,
        superior_id=ids.persons[target.superior] if target.superior else None,
        valid=(step_.start, None),
    )


# --- the clerk's list ---


def _update_work(plan: ImportPlan, ids: Ids) -> None:
    """Open what the plan found doubtful; what this import put right disappears from the list (the audit keeps it)."""
    _drop_settled(plan, ids)
    items = []
    for work in plan.work:
        detail = work.detail[:300]
        if work.unit:
            items.append(
                WorkItem(
                    agency_id=_agency(work.unit, ids), unit_id=ids.units[work.unit], matter=work.matter, detail=detail
                )
            )
        elif work.nip:
            agency = _agency(plan.where[work.nip], ids)
            items.append(WorkItem(agency_id=agency, person_id=ids.persons[work.nip], matter=work.matter, detail=detail))
    WorkItem.objects.bulk_create(items, ignore_conflicts=True)


def _agency(chain: Chain, ids: Ids) -> int:
    return ids.agencies[chain[0]]


def _drop_settled(plan: ImportPlan, ids: Ids) -> None:
    led = [ids.units[unit] for unit in plan.led if unit in ids.units]
    settled = [ids.persons[nip] for nip in plan.settled]
    superior = Q(
        matter__in=[Matter.UNKNOWN_SUPERIOR, Matter.SELF_SUPERIOR, Matter.SUPERIOR_CYCLE], person_id__in=settled
    )
    WorkItem.objects.filter(
        superior | Q(matter=Matter.UNIT_WITHOUT_HEAD, unit_id__in=led), done_at__isnull=True
    ).delete()
