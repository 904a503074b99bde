"""From offices to people on posts: who works where under whom. Plain data; the loaders write it."""

import datetime as dt
import random
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pamong.cli.seeding.names import Invented, Registry
from pamong.cli.seeding.offices import Office, Post

MAIL = "kotacontoh.example"  # a name that can never be a real address (RFC 2606)


@dataclass(frozen=True)
class Slot:
    """A place in the town that a named person takes: unit, and 0 for its head or the number of the staff member."""

    agency: str
    unit: str
    number: int = 0


@dataclass(frozen=True)
class Named:
    """A person whom texts and journeys call by name."""

    name: str
    sex: str


@dataclass(frozen=True)
class Planned:
    """A person on a post. ``units`` names the way from the agency's root down; ``superior`` is a NIP or None."""

    person: Invented
    units: tuple[str, ...]
    post: Post
    is_head: bool
    superior: str | None
    since: dt.date
    slot: Slot

    @property
    def agency(self) -> str:
        return self.units[0]

    @property
    def email(self) -> str:
        return f"{self.person.nip}@{MAIL}"

    @property
    def phone(self) -> str:
        return f"08120000{int(self.person.nip[-3:] + self.person.nip[6:8]) % 10_000:04d}"


def populate(offices: Iterable[Office], rng: random.Random, named: Mapping[Slot, Named] | None = None) -> list[Planned]:
    """People for all offices, superiors before their staff. The head of the first office leads the other heads."""
    filler = _Filler(rng, named or {})
    people: list[Planned] = []
    for office in offices:
        first = people[0].person.nip if people else None
        people += filler.fill(office, (), first)
    return people


class _Filler:
    def __init__(self, rng: random.Random, named: Mapping[Slot, Named]) -> None:
        self._rng = rng
        self._named = named
        self._registry = Registry(rng)

    def fill(self, office: Office, above: tuple[str, ...], superior: str | None) -> Iterator[Planned]:
        units = (*above, office.name)
        head = self._one(office.head, units, 0, superior)
        yield head
        for number in range(1, office.staff + 1):
            yield self._one(office.posts[(number - 1) % len(office.posts)], units, number, head.person.nip)
        for lower in office.below:
            yield from self.fill(lower, units, head.person.nip)

    def _one(self, post: Post, units: tuple[str, ...], number: int, superior: str | None) -> Planned:
        slot = Slot(units[0], units[-1], number)
        who = self._named.get(slot)
        senior = number == 0
        person = self._registry.person(
            post.schooling, senior=senior, name=who.name if who else "", sex=who.sex if who else ""
        )
        since = dt.date(self._rng.randint(2018, 2022), self._rng.randint(1, 12), self._rng.randint(1, 28))
        since = max(since, dt.date(int(person.nip[8:12]) + 1, 1, 2))
        return Planned(person, units, post, senior, superior, since, slot)
