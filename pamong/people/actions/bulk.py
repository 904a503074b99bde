"""Many people at once for example and measuring data: agencies, units, persons, accounts and posts in few statements.

Offices bring their people by the import, which compares with what is there; this only adds, and only for commands.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db import connection, transaction

from pamong.people.models import Agency, Assignment, Person, Unit, User
from pamong.people.models.passwords import unusable_password
from pamong.platform.access.errors import NotAllowed
from pamong.platform.access.viewer import Viewer
from pamong.platform.audit import actions as audit
from pamong.platform.guard import ACTION
from pamong.rulebook import nip as nips

BATCH = 2000
Way = tuple[str, ...]
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class NewPerson:
    """A person with a post. ``units`` is the way from the agency's root to the unit, ``superior`` a NIP that came before."""

    nip: str
    name: str
    rank: str
    email: str
    phone: str
    units: Way
    title: str
    kind: str
    level: str
    is_head: bool
    superior: str | None
    since: dt.date


@dataclass(frozen=True)
class Added:
    """What was made: ids of agencies and units by their way, of persons by NIP."""

    agencies: dict[str, int]
    units: dict[Way, int]
    persons: dict[str, int]


@transaction.atomic
def add_people(
    *, region: str, people: Sequence[NewPerson], by: Viewer, progress: Progress = lambda done, total: None
) -> Added:
    """Add people in the order given, superiors first; all or nothing. Accounts wait for their activation code.

    Raises NotAllowed for anybody but a command, ValueError for a NIP that is not sound, IntegrityError for what exists.
    """
    if not by.is_system:
        raise NotAllowed
    audit.set_context(by=by, route="people.bulk")
    agencies, units = _make_units(region, people)
    persons: dict[str, int] = {}
    for start in range(0, len(people), BATCH):
        batch = people[start : start + BATCH]
        made = Person.objects.bulk_create([_person(p) for p in batch], via=ACTION)
        persons.update({person.nip: person.pk for person in made})
        User.objects.bulk_create([User(nip=p.nip, person=p, password=unusable_password()) for p in made])
        posts = [_assignment(p, persons, agencies, units) for p in batch]
        Assignment.objects.bulk_create(posts, via=ACTION)
        progress(start + len(batch), len(people))
    return Added(agencies, units, persons)


def _make_units(region: str, people: Sequence[NewPerson]) -> tuple[dict[str, int], dict[Way, int]]:
    """Numbers are drawn beforehand, because the paths of units hold them."""
    ways = sorted(
        {p.units[:depth] for p in people for depth in range(1, len(p.units) + 1)}, key=lambda way: (len(way), way)
    )
    roots = [way[0] for way in ways if len(way) == 1]
    made = Agency.objects.bulk_create([Agency(name=name, region=region) for name in roots], via=ACTION)
    agencies = {agency.name: agency.pk for agency in made}
    with connection.cursor() as cursor:
        draw = "SELECT nextval(pg_get_serial_sequence('people_unit', 'id')) FROM generate_series(1, %s)"
        cursor.execute(draw, [len(ways)])
        units = {way: row[0] for way, row in zip(ways, cursor.fetchall(), strict=True)}
    rows = [
        Unit(
            id=number,
            agency_id=agencies[way[0]],
            parent_id=units.get(way[:-1]),
            name=way[-1],
            path="".join(Unit.step(units[way[:depth]]) for depth in range(1, len(way) + 1)),
        )
        for way, number in units.items()
    ]
    Unit.objects.bulk_create(rows, batch_size=BATCH, via=ACTION)
    return agencies, units


def _person(new: NewPerson) -> Person:
    parts = nips.parse(new.nip)
    if isinstance(parts, list):
        raise ValueError(f"{new.nip}: {', '.join(parts)}")
    return Person(
        nip=parts.nip,
        name=new.name,
        status=parts.status.value,
        rank=new.rank,
        birth_date=parts.born,
        sex=parts.sex.value,
        email=new.email,
        phone=new.phone,
    )


def _assignment(new: NewPerson, persons: dict[str, int], agencies: dict[str, int], units: dict[Way, int]) -> Assignment:
    return Assignment(
        person_id=persons[new.nip],
        agency_id=agencies[new.units[0]],
        unit_id=units[new.units],
        position_title=new.title,
        position_kind=new.kind,
        position_level=new.level,
        is_head=new.is_head,
        superior_id=persons[new.superior] if new.superior else None,
        valid=(new.since, None),
    )
