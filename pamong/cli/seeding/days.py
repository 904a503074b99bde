"""Working days of the invented people: what they logged, and what their superiors made of it."""

import datetime as dt
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from zoneinfo import ZoneInfo

from pamong.cli.seeding.duties import Doing
from pamong.cli.seeding.plans import Working
from pamong.people.actions.bulk import Added
from pamong.platform.calendar.queries import holidays_between
from pamong.worklog.actions.bulk import NewEntry

ZONE = ZoneInfo("Asia/Jakarta")
DAY_STARTS = dt.time(7, 30)
NOTES = (
    "Jumlahnya tidak sama dengan register. Mohon diperiksa lagi.",
    "Sebutkan nama kegiatannya supaya mudah ditelusuri.",
    "Lampirkan daftar hadir atau foto kegiatannya.",
)


@dataclass(frozen=True)
class Span:
    """Which days are written: the working days from ``first`` to ``last``, nothing after ``now``."""

    first: dt.date
    last: dt.date
    now: dt.datetime

    def days(self) -> list[dt.date]:
        """Working days, oldest first."""
        off = holidays_between(self.first, self.last)
        count = (self.last - self.first).days + 1
        every = (self.first + dt.timedelta(days=n) for n in range(count))
        return [day for day in every if day.weekday() < 5 and day not in off]


@dataclass(frozen=True)
class Place:
    """Where a person's entries count."""

    agency_id: int
    unit_id: int
    unit_path: str


def places(added: Added) -> dict[tuple[str, ...], Place]:
    """Agency, unit and path of every unit by its way."""
    step = "{:06d}.".format
    return {
        way: Place(
            added.agencies[way[0]],
            pk,
            "".join(step(added.units[way[:depth]]) for depth in range(1, len(way) + 1)),
        )
        for way, pk in added.units.items()
    }


class Diary:
    """Writes entries; the same random source writes the same ones."""

    def __init__(self, rng: random.Random, added: Added, now: dt.datetime) -> None:
        self._rng = rng
        self._places = places(added)
        self._now = now
        self._fresh = now - dt.timedelta(days=2)  # what is younger mostly still waits

    def write(self, people: Sequence[Working], days: Iterable[dt.date], share: float = 1.0) -> Iterator[NewEntry]:
        """Entries of all people day by day; on a day each of them writes with the probability ``share``."""
        writers = [p for p in people if any(duty.doings for duty in p.duties) and p.superior is not None]
        for day in days:
            for working in writers:
                if share >= 1 or self._rng.random() < share:
                    yield from self._day(working, day)

    def _day(self, working: Working, day: dt.date) -> Iterator[NewEntry]:
        rng = self._rng
        at = dt.datetime.combine(day, DAY_STARTS, ZONE) + dt.timedelta(minutes=5 * rng.randint(0, 6))
        for number in rng.sample(range(len(working.duties)), rng.randint(1, min(2, len(working.duties)))):
            doings = working.duties[number].doings
            if not doings:
                continue
            doing = rng.choice(doings)
            ends = at + dt.timedelta(minutes=5 * round(doing.minutes * rng.uniform(0.7, 1.3) / 5))
            if ends > self._now:
                return
            yield self._entry(working, number, doing, at, ends)
            at = ends + dt.timedelta(minutes=5 * rng.randint(1, 6))

    def _entry(self, working: Working, number: int, doing: Doing, at: dt.datetime, ends: dt.datetime) -> NewEntry:
        state = self._state(ends)
        place = self._places[working.planned.units]
        decided = min(ends + dt.timedelta(minutes=self._rng.randint(20, 240)), self._now)
        return NewEntry(
            person_id=working.person_id,
            agency_id=place.agency_id,
            unit_id=place.unit_id,
            unit_path=place.unit_path,
            day=at.date(),
            starts_at=at,
            ends_at=ends,
            text=doing.text,
            quantity=Decimal(self._rng.randint(doing.least, doing.most)),
            unit_label=working.duties[number].indicator.unit,
            indicator_id=working.plan.indicators[number][0],
            result_id=working.plan.results[number],
            state=state,
            decided_by_id=working.superior if state != "sent" else None,
            decided_at=decided if state != "sent" else None,
            note=self._rng.choice(NOTES) if state == "returned" else "",
        )

    def _state(self, ends: dt.datetime) -> str:
        drawn = self._rng.random()
        if ends > self._fresh:
            return "accepted" if drawn < 0.35 else "returned" if drawn < 0.4 else "sent"
        return "accepted" if drawn < 0.95 else "returned" if drawn < 0.97 else "sent"
