"""Working days: when people write, what, and what became of it."""

import datetime as dt
import random
from collections import Counter
from decimal import Decimal
from itertools import pairwise

import pytest

from pamong.cli.seeding import offices as o
from pamong.cli.seeding.days import ZONE, Diary, Span, places
from pamong.cli.seeding.duties import duties_of
from pamong.cli.seeding.folk import populate
from pamong.cli.seeding.living import Year
from pamong.cli.seeding.plans import Working
from pamong.people.actions.bulk import Added
from pamong.planning.actions.bulk import AgreedPlan
from pamong.platform.access.viewer import Viewer
from pamong.platform.calendar import actions as calendar
from pamong.worklog.actions.bulk import NewEntry

NOON = dt.datetime(2026, 11, 20, 12, tzinfo=ZONE)  # a Friday
OFFICE = o.Office(
    "Kantor", o.top("Kepala Dinas"), 3, (o.CLERK,), (o.Office("Loket", o.manager("Kepala"), 4, (o.NURSE,)),)
)
ADDED = Added({"Kantor": 1}, {("Kantor",): 10, ("Kantor", "Loket"): 11}, {})


def team() -> list[Working]:
    """The office's people with plans as if they had been stored: ids by counting."""
    found = []
    folk = populate([OFFICE], random.Random(1))
    ids = {p.person.nip: number for number, p in enumerate(folk, 100)}
    for planned in folk:
        pk = ids[planned.person.nip]
        duties = duties_of(planned)
        results = tuple(1000 * pk + n for n in range(len(duties)))
        plan = AgreedPlan(pk, pk, results, tuple((result + 500,) for result in results))
        found.append(Working(planned, pk, ids.get(planned.superior or ""), plan, duties))
    return found


def diary(seed: int = 1, now: dt.datetime = NOON) -> Diary:
    return Diary(random.Random(seed), ADDED, now)


def days(count: int = 20) -> list[dt.date]:
    every = (NOON.date() - dt.timedelta(days=n) for n in range(count, -1, -1))
    return [day for day in every if day.weekday() < 5]


@pytest.fixture
def written() -> list[NewEntry]:
    return list(diary().write(team(), days()))


@pytest.mark.django_db
def test_only_working_days_are_written() -> None:
    calendar.seed_year(year=2026, by=Viewer.system("uji"))
    found = Span(dt.date(2026, 8, 10), dt.date(2026, 8, 23), NOON).days()
    assert dt.date(2026, 8, 17) not in found, "independence day"
    assert {day.weekday() for day in found} <= {0, 1, 2, 3, 4}
    assert found == sorted(found)
    assert dt.date(2026, 8, 10) in found


@pytest.mark.django_db
def test_a_span_that_ends_before_it_begins_has_no_days() -> None:
    assert Span(dt.date(2026, 8, 10), dt.date(2026, 8, 9), NOON).days() == []


def test_places_carry_the_path_of_the_unit() -> None:
    found = places(ADDED)
    assert found["Kantor", "Loket"].unit_path == "000010.000011."
    assert found["Kantor",].agency_id == 1


def test_the_same_seed_writes_the_same_days(written: list[NewEntry]) -> None:
    assert list(diary().write(team(), days())) == written
    assert list(diary(seed=2).write(team(), days())) != written


def test_nobody_without_a_superior_writes(written: list[NewEntry]) -> None:
    writers = {entry.person_id for entry in written}
    assert 100 not in writers
    assert len(writers) == 8


def test_a_persons_entries_never_overlap(written: list[NewEntry]) -> None:
    ordered = sorted(written, key=lambda e: (e.person_id, e.starts_at))
    for first, second in pairwise(ordered):
        if first.person_id == second.person_id:
            assert first.ends_at <= second.starts_at


def test_times_are_those_of_an_office(written: list[NewEntry]) -> None:
    for entry in written:
        assert entry.starts_at.date() == entry.day == entry.ends_at.date()
        assert dt.time(7, 30) <= entry.starts_at.time()
        assert dt.timedelta(minutes=10) <= entry.ends_at - entry.starts_at <= dt.timedelta(hours=7)


def test_nothing_lies_in_the_future(written: list[NewEntry]) -> None:
    assert max(entry.ends_at for entry in written) <= NOON
    assert all(entry.decided_at is None or entry.decided_at <= NOON for entry in written)
    assert any(entry.day == NOON.date() for entry in written), "today is alive"


def test_old_days_are_mostly_decided_and_fresh_ones_mostly_wait(written: list[NewEntry]) -> None:
    fresh = NOON - dt.timedelta(days=2)
    old = Counter(e.state for e in written if e.ends_at <= fresh)
    new = Counter(e.state for e in written if e.ends_at > fresh)
    assert old["accepted"] > 0.85 * old.total()
    assert old["returned"]
    assert new["sent"] > new["accepted"]


def test_decisions_are_whole(written: list[NewEntry]) -> None:
    superiors = {w.person_id: w.superior for w in team()}
    for entry in written:
        decided = entry.state != "sent"
        assert (entry.decided_by_id is not None) is decided
        assert (entry.decided_at is not None) is decided
        assert bool(entry.note) is (entry.state == "returned")
        if decided:
            assert entry.decided_by_id == superiors[entry.person_id]


def test_entries_name_the_indicator_and_its_unit(written: list[NewEntry]) -> None:
    known = {w.person_id: w for w in team()}
    for entry in written:
        working = known[entry.person_id]
        number = working.plan.results.index(entry.result_id)
        assert working.plan.indicators[number] == (entry.indicator_id,)
        assert entry.unit_label == working.duties[number].indicator.unit
        doing = next(d for d in working.duties[number].doings if d.text == entry.text)
        assert Decimal(doing.least) <= entry.quantity <= Decimal(doing.most)


def test_a_share_of_the_days_makes_a_share_of_the_entries(written: list[NewEntry]) -> None:
    some = list(diary().write(team(), days(), 0.3))
    assert 0.15 * len(written) < len(some) < 0.45 * len(written)


@pytest.mark.parametrize(
    ("day", "quarter", "first"),
    [
        (dt.date(2026, 11, 22), 3, dt.date(2026, 7, 1)),
        (dt.date(2026, 7, 1), 2, dt.date(2026, 4, 1)),
        (dt.date(2026, 4, 2), 1, dt.date(2026, 1, 20)),
        (dt.date(2026, 3, 31), 0, dt.date(2026, 1, 20)),
        (dt.date(2026, 1, 5), 0, dt.date(2026, 1, 5)),
    ],
)
def test_the_living_agencies_fit_every_day_of_the_year(day: dt.date, quarter: int, first: dt.date) -> None:
    year = Year(dt.datetime.combine(day, dt.time(12), ZONE))
    assert year.quarter == quarter
    assert year.close_span.first == first
    assert year.close_span.last == year.recent_span.last == day
    assert year.agreed_at <= year.moment
    assert year.recent_span.first.year == 2026
