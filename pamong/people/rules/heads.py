"""Who leads a unit, by a rule everybody can check.

1. Whoever works in the unit under a title that names its head ("Kepala Bidang Mutasi", "Camat", "Direktur"); of several the
   one whom most members of the unit name as their superior.
2. Else whoever leads it already and stays.
3. Else the member whom more than half of the others, and at least two, name as their superior.
Somebody who leads the unit and is not in the file keeps the seat, whatever the file claims for others.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pamong.people.rules import posts
from pamong.people.rules.units import Chain


@dataclass(frozen=True)
class Member:
    """Somebody whom the file places in a unit."""

    row: int
    nip: str
    title: str
    unit: Chain
    superior: str | None


@dataclass(frozen=True)
class Heads:
    """Head of each unit (None: nobody), and the members who claim a seat that somebody else keeps."""

    of: Mapping[Chain, str | None]
    passed_over: tuple[tuple[Member, str], ...]


def choose(members: Iterable[Member], incumbents: Mapping[Chain, str], names: Mapping[Chain, str]) -> Heads:
    """The heads of all units that have members in the file. ``names``: chain → name of the unit."""
    there: dict[Chain, list[Member]] = defaultdict(list)
    where: dict[str, Chain] = {}
    for member in members:
        there[member.unit].append(member)
        where[member.nip] = member.unit
    chosen: dict[Chain, str | None] = {}
    passed_over: list[tuple[Member, str]] = []
    for unit, people in there.items():
        incumbent = incumbents.get(unit)
        stays = incumbent if incumbent and where.get(incumbent, unit) == unit else None
        claimants = [member for member in people if posts.leads(member.title, names[unit])]
        head = _head(people, claimants, stays, in_file=stays in where)
        chosen[unit] = head
        passed_over += [(member, head) for member in claimants if head and member.nip != head]
    return Heads(chosen, tuple(passed_over))


def _head(people: list[Member], claimants: list[Member], stays: str | None, *, in_file: bool) -> str | None:
    if stays and (not claimants or not in_file):
        return stays
    named = Counter(member.superior for member in people if member.superior != member.nip)
    if claimants:
        return max(claimants, key=lambda m: (named[m.nip], m.nip == stays, -m.row)).nip
    present = {member.nip for member in people}
    for nip, times in named.most_common():
        if nip in present:
            return nip if times >= 2 and times * 2 > len(people) - 1 else None
    return None
