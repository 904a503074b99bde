"""What a change of a unit needs to know beforehand: the tree, what the unit holds, and what stands against the change."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pamong.people.enums import UnitChangeKind, UnitChangeState
from pamong.people.events import OpenMatter, OpenMattersAsked
from pamong.people.models import Acting, Assignment, Team, Unit, UnitChange, UnitPast, WorkItem
from pamong.people.rules import reorganisation as rules
from pamong.people.rules.reorganisation import Node, Steps
from pamong.platform import events
from pamong.platform.access import scope
from pamong.platform.access.errors import NotVisible
from pamong.platform.access.viewer import Viewer
from pamong.platform.calendar.queries import today
from pamong.rulebook.errors import Refused
from pamong.rulebook.text import N_


@dataclass(frozen=True)
class Wanted:
    """A change as the clerk asks for it. ``head_title``: the new post of the head of a unit that goes up in another."""

    unit: Unit
    kind: str
    day: dt.date
    target: Unit | None = None
    name: str = ""
    head_title: str = ""


@dataclass
class Preview:
    """What a change would carry and what stands against it; nothing is written."""

    people: int = 0
    heads: list[Assignment] = field(default_factory=list)
    successor_head: Assignment | None = None
    moves: list[tuple[str, str]] = field(default_factory=list)  # unit → new parent
    merges: list[tuple[str, str]] = field(default_factory=list)  # unit → successor
    acting: int = 0
    teams: int = 0
    items: int = 0
    matters: list[OpenMatter] = field(default_factory=list)  # of other areas
    warnings: list[str] = field(default_factory=list)
    blockers: list[Refused] = field(default_factory=list)
    unit_ids: list[int] = field(default_factory=list)


def nodes(agency_ids: Iterable[int]) -> dict[int, Node]:
    """The active units of some agencies."""
    found = Unit.objects.filter(agency_id__in=set(agency_ids), is_active=True).order_by("path")
    return {row[0]: Node(*row) for row in found.values_list("pk", "parent_id", "agency_id", "name", "path")}


def last_changes(unit_ids: Iterable[int]) -> dict[int, dt.date]:
    """The day since which each of these units is as it is now; units that never changed are missing."""
    ends: dict[int, dt.date] = {}
    for unit_id, valid in UnitPast.objects.filter(unit_id__in=list(unit_ids)).values_list("unit_id", "valid"):
        ends[unit_id] = max(valid.upper, ends.get(unit_id, valid.upper))
    return ends


def paths_above(path: str) -> list[str]:
    """A unit's path and those of all units above it, the highest first."""
    steps = path.rstrip(".").split(".")
    return [".".join(steps[:end]) + "." for end in range(1, len(steps) + 1)]


def today_of(unit: Unit) -> dt.date:
    """The civil day where the unit is."""
    return today(unit.agency.time_zone)


def changeable(viewer: Viewer) -> QuerySet[Unit]:
    """Active units whose changes this viewer may plan."""
    found = Unit.objects.filter(is_active=True).select_related("agency", "parent")
    return found if viewer.is_system else found.filter(scope(viewer, "unit.change", {}))


def changeable_unit(viewer: Viewer, pk: int) -> Unit:
    """One unit to change. Raises NotVisible."""
    found = changeable(viewer).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def changes(viewer: Viewer) -> QuerySet[UnitChange]:
    """Planned and past changes of the agencies this viewer keeps, the latest day first."""
    visible = scope(viewer, "unit.change", {}, agency="unit__agency_id")
    return UnitChange.objects.filter(visible).select_related("unit", "unit__agency", "target", "planned_by__person")


def change_for(viewer: Viewer, pk: int) -> UnitChange:
    """One change. Raises NotVisible."""
    found = changes(viewer).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def planned() -> list[UnitChange]:
    """Changes that wait for their day, in its order."""
    found = UnitChange.objects.filter(state=UnitChangeState.PLANNED).order_by("day", "pk")
    return list(found.select_related("unit__agency", "target__agency"))


def wanted_of(change: UnitChange) -> Wanted:
    """What a stored change asks for, with the units as they are now."""
    units = Unit.objects.select_related("agency").in_bulk([pk for pk in (change.unit_id, change.target_id) if pk])
    target = units[change.target_id] if change.target_id else None
    return Wanted(units[change.unit_id], change.kind, change.day, target, change.name, change.head_title)


# --- preview ---


def preview(viewer: Viewer, wanted: Wanted) -> Preview:
    """What would happen, and why it cannot where it cannot. For those who may plan it (``changeable``)."""
    found = Preview(unit_ids=[wanted.unit.pk])
    tree = nodes({wanted.unit.agency_id, *([wanted.target.agency_id] if wanted.target else [])})
    try:
        rules.check_day(wanted.day, today_of(wanted.unit))
        _look(wanted, tree, found)
        rules_of_day(found.unit_ids, wanted)
    except Refused as refused:
        found.blockers.append(refused)
    return found


def rules_of_day(unit_ids: Iterable[int], wanted: Wanted) -> None:
    """No unit that changes may have changed again later. Raises Refused."""
    for end in last_changes(unit_ids).values():
        rules.remembered(end, wanted.day)


def _look(wanted: Wanted, tree: dict[int, Node], found: Preview) -> None:
    if wanted.unit.pk not in tree or (wanted.target and wanted.target.pk not in tree):
        raise Refused(N_("Unit ini atau unit tujuannya sudah ditutup. Pilih unit yang masih aktif."), field="target")
    unit = tree[wanted.unit.pk]
    if wanted.kind == UnitChangeKind.RENAME:
        rules.check_name_free(tree.values(), parent_id=unit.parent_id, name=wanted.name, unit_id=unit.id)
        if not wanted.name.strip():
            raise Refused(N_("Tulis nama yang baru."), field="name")
    elif wanted.kind == UnitChangeKind.MOVE:
        _look_at_move(wanted, tree, found)
    elif wanted.kind == UnitChangeKind.MERGE:
        _look_at_merge(wanted, tree, found)
    else:
        _look_at_close(wanted, tree, found)


def _look_at_move(wanted: Wanted, tree: dict[int, Node], found: Preview) -> None:
    unit = tree[wanted.unit.pk]
    if wanted.target is None:
        raise Refused(N_("Pilih unit induk yang baru."), field="target")
    target = tree[wanted.target.pk]
    rules.check_elsewhere(unit, target)
    if unit.parent_id == target.id:
        raise Refused(N_("Unit ini sudah berada di bawah unit itu."), field="target")
    rules.check_name_free(tree.values(), parent_id=target.id, name=unit.name, unit_id=unit.id)
    found.moves = [(unit.name, target.name)]
    below = [node for node in tree.values() if node.path.startswith(unit.path)]
    found.unit_ids = [node.id for node in below]
    _count(found, found.unit_ids, wanted.day)
    found.heads = _heads([unit.id], wanted.day)
    found.successor_head = next(iter(_heads([target.id], wanted.day)), None)
    if found.heads and found.successor_head is None:
        found.warnings.append(_("Unit induk yang baru tanpa pimpinan; atasan pimpinan unit ini tidak berubah."))
    _warn_agency(wanted, tree, found)


def _look_at_merge(wanted: Wanted, tree: dict[int, Node], found: Preview) -> None:
    if wanted.target is None:
        raise Refused(N_("Pilih unit penerusnya."), field="target")
    steps: Steps = rules.merge_steps(tree, wanted.unit.pk, wanted.target.pk)
    found.moves = [(tree[one].name, tree[other].name) for one, other in steps.moves]
    found.merges = [(tree[one].name, tree[other].name) for one, other in steps.merges]
    gone = [one for one, _other in steps.merges]
    found.unit_ids = sorted({pk for step in [*steps.moves, *steps.merges] for pk in step})
    _count(found, gone, wanted.day)
    found.heads = _heads(gone, wanted.day)
    found.successor_head = next(iter(_heads([wanted.target.pk], wanted.day)), None)
    if found.successor_head is None:
        found.warnings.append(
            _("Unit penerus tanpa pimpinan: atasan pegawai tidak berubah dan admin diminta mengisinya.")
        )
    if wanted.unit.parent_id is None:
        found.warnings.append(
            _("Ini unit puncak perangkat daerah; peran admin perangkat daerah itu tidak ikut pindah.")
        )
    _warn_agency(wanted, tree, found)


def _warn_agency(wanted: Wanted, tree: dict[int, Node], found: Preview) -> None:
    if wanted.target and tree[wanted.unit.pk].agency_id != tree[wanted.target.pk].agency_id:
        found.warnings.append(
            _("Pindah ke %(agency)s: admin perangkat daerah lama tidak lagi melihat pegawainya.")
            % {"agency": wanted.target.agency.name}
        )


def _look_at_close(wanted: Wanted, tree: dict[int, Node], found: Preview) -> None:
    below = rules.children(tree, wanted.unit.pk)
    _count(found, [wanted.unit.pk], wanted.day)
    held = [
        ngettext("%d pegawai", "%d pegawai", found.people) % found.people if found.people else "",
        ngettext("%d unit di bawahnya", "%d unit di bawahnya", len(below)) % len(below) if below else "",
        ngettext("%d tim kerja", "%d tim kerja", found.teams) % found.teams if found.teams else "",
        *(matter.label for matter in found.matters),
    ]
    carried = [text for text in held if text]
    if carried:
        raise Refused(
            N_("Unit ini masih memuat %(held)s. Sebutkan unit penerusnya: pilih “Gabung ke unit lain”."),
            field="kind",
            held=", ".join(carried),
        )


def _count(found: Preview, unit_ids: list[int], day: dt.date) -> None:
    here = Assignment.objects.filter(unit_id__in=unit_ids, valid__overlap=(day, None))
    heads = here.filter(is_head=True).values("person_id")
    found.people = here.values("person_id").distinct().count()
    found.acting = Acting.objects.filter(absent_id__in=heads, valid__overlap=(day, None)).count()
    found.teams = Team.objects.filter(unit_id__in=unit_ids, valid__overlap=(day, None)).count()
    found.items = WorkItem.objects.filter(unit_id__in=unit_ids, done_at__isnull=True).count()
    asked = OpenMattersAsked(tuple(unit_ids))
    events.publish(asked)
    found.matters = [matter for matter in asked.found if matter.count]


def _heads(unit_ids: list[int], day: dt.date) -> list[Assignment]:
    found = Assignment.objects.filter(unit_id__in=unit_ids, is_head=True, valid__contains=day)
    return list(found.select_related("person", "unit").order_by("unit__path"))
