"""What the database knows when an import is planned, as plain values. NIPs and chains stand for people and units."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from pamong.people.rules.units import Chain


@dataclass(frozen=True)
class KnownPerson:
    """A person as stored."""

    id: int
    nip: str
    name: str
    status: str
    rank: str
    email: str
    phone: str


@dataclass(frozen=True)
class KnownPost:
    """The latest assignment of a person. ``first``: there is none before it. ``end`` is the first day after it."""

    id: int
    nip: str
    unit: Chain
    title: str
    kind: str
    level: str
    is_head: bool
    superior: str | None
    start: dt.date
    end: dt.date | None
    first: bool


@dataclass(frozen=True)
class Headship:
    """That somebody led a unit from one day to another (``end`` None: still does)."""

    unit: Chain
    nip: str
    start: dt.date
    end: dt.date | None


@dataclass(frozen=True)
class Known:
    """``agencies``: keys of the agencies the one who imports may write to; None for all."""

    today: dt.date
    units: Mapping[Chain, str] = field(default_factory=dict)
    closed: Mapping[str, str] = field(default_factory=dict)  # key of a closed unit → name of its successor or ''
    persons: Mapping[str, KnownPerson] = field(default_factory=dict)
    posts: Mapping[str, KnownPost] = field(default_factory=dict)
    superiors: Mapping[str, str | None] = field(default_factory=dict)
    headships: tuple[Headship, ...] = ()
    agencies: frozenset[str] | None = None

    def heads(self) -> dict[Chain, str]:
        """Who leads each unit today or will."""
        return {
            h.unit: h.nip for h in sorted(self.headships, key=lambda h: h.start) if h.end is None or h.end > self.today
        }
