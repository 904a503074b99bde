"""Changes of units: which steps a merger or a move takes in the tree, and how a dated post is cut at a day.

A merger carries the children along. A child whose name the successor's children already bear goes up in its namesake,
the others hang below the successor. Deepest first, so that no unit is left behind under one that is gone.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pamong.rulebook.errors import Refused
from pamong.rulebook.tables import normal
from pamong.rulebook.text import N_

MAX_BACKDATED = 366  # days: a decree often reaches the clerk late, but not after a year's evaluations are closed
MAX_AHEAD = 366


@dataclass(frozen=True)
class Node:
    """An active unit in the tree."""

    id: int
    parent_id: int | None
    agency_id: int
    name: str
    path: str


@dataclass(frozen=True)
class Steps:
    """``moves``: (unit, new parent). ``merges``: (unit, successor), deepest first, the wanted one last."""

    moves: tuple[tuple[int, int], ...]
    merges: tuple[tuple[int, int], ...]


def check_day(day: dt.date, today: dt.date) -> None:
    """How far back or ahead a change may begin."""
    if day < today - dt.timedelta(days=MAX_BACKDATED):
        raise Refused(
            N_("Tanggal berlaku paling awal %(earliest)s."),
            field="day",
            earliest=today - dt.timedelta(days=MAX_BACKDATED),
        )
    if day > today + dt.timedelta(days=MAX_AHEAD):
        raise Refused(
            N_("Tanggal berlaku paling akhir %(latest)s."), field="day", latest=today + dt.timedelta(days=MAX_AHEAD)
        )


def check_elsewhere(unit: Node, target: Node) -> None:
    """A unit can neither hang below itself nor go up in itself or in what hangs below it."""
    if target.path.startswith(unit.path):
        raise Refused(N_("Pilih unit di luar unit ini dan di luar unit-unit di bawahnya."), field="target")


def merge_steps(nodes: Mapping[int, Node], unit_id: int, into_id: int) -> Steps:
    """What happens to the unit, to its children, and to theirs. Raises Refused for a successor below the unit itself."""
    check_elsewhere(nodes[unit_id], nodes[into_id])
    moves: list[tuple[int, int]] = []
    merges: list[tuple[int, int]] = []
    _merge(nodes, unit_id, into_id, moves, merges)
    return Steps(tuple(moves), tuple(merges))


def _merge(
    nodes: Mapping[int, Node], unit_id: int, into_id: int, moves: list[tuple[int, int]], merges: list[tuple[int, int]]
) -> None:
    namesakes = {normal(child.name): child.id for child in children(nodes, into_id) if child.id != unit_id}
    for child in children(nodes, unit_id):
        same = namesakes.get(normal(child.name))
        if same is None:
            moves.append((child.id, into_id))
        else:
            _merge(nodes, child.id, same, moves, merges)
    merges.append((unit_id, into_id))


def children(nodes: Mapping[int, Node], unit_id: int) -> list[Node]:
    """The units directly below one, in the order of their ids."""
    return sorted((node for node in nodes.values() if node.parent_id == unit_id), key=lambda node: node.id)


def check_name_free(nodes: Iterable[Node], *, parent_id: int | None, name: str, unit_id: int) -> None:
    """Two units below the same parent cannot bear one name."""
    for node in nodes:
        if node.parent_id == parent_id and node.id != unit_id and normal(node.name) == normal(name):
            raise Refused(
                N_("Unit “%(name)s” sudah ada di sana. Gabungkan, atau ganti nama salah satunya dulu."),
                field="name",
                name=node.name,
            )


def remembered(last_end: dt.date | None, day: dt.date) -> bool:
    """Whether the state before ``day`` had days of its own and must be kept; raises Refused when history would fork."""
    if last_end is not None and last_end > day:
        raise Refused(
            N_("Unit ini sudah berubah lagi pada %(day)s; pilih tanggal itu atau sesudahnya."),
            field="day",
            day=last_end,
        )
    return last_end != day


def rings(superior: Mapping[int, int | None], of: Iterable[int]) -> list[int]:
    """Those of some people who stand in a ring of superiors: each above himself over others."""
    found = []
    for person in of:
        seen: set[int] = set()
        at = superior.get(person)
        while at is not None and at not in seen and at != person:
            seen.add(at)
            at = superior.get(at)
        if at == person:
            found.append(person)
    return found
