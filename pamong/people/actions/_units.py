"""What a change of a unit does, statement by statement: history first, then people, acting, teams, open items, events."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q, Value
from django.db.models.functions import Concat, Substr
from django.utils.translation import gettext as _

from pamong.people.actions import _changes as changes
from pamong.people.actions import _posts as posts
from pamong.people.enums import Matter, Outcome
from pamong.people.events import PostChange, UnitClosed, UnitMerged, UnitMoved, UnitRenamed
from pamong.people.models import Acting, Assignment, Team, Unit, UnitPast, WorkItem
from pamong.people.queries import units as reads
from pamong.people.rules import reorganisation as rules
from pamong.platform import events
from pamong.platform.access.viewer import Viewer
from pamong.platform.calendar.queries import now
from pamong.platform.guard import ACTION

Carried = dict[str, int]


@dataclass
class Merger:
    """What all steps of one merger share: the day, the new post of the former head, who is carried, and the count."""

    day: dt.date
    title: str
    within: set[int]
    counts: Carried


def rename(wanted: reads.Wanted, *, by: Viewer) -> Carried:
    """Another name; people, children and posts stay as they are."""
    remember([wanted.unit.pk], wanted.day)
    Unit.objects.filter(pk=wanted.unit.pk).update(via=ACTION, name=wanted.name.strip())
    events.publish(UnitRenamed(wanted.unit.pk, wanted.day, by))
    return {}


def close(wanted: reads.Wanted, *, by: Viewer) -> Carried:
    """An empty unit ends; what asks for its head is settled with it."""
    Unit.objects.filter(pk=wanted.unit.pk).update(via=ACTION, is_active=False, closed_on=wanted.day)
    _settle_items(wanted.unit.pk, _("Unit ditutup."))
    events.publish(UnitClosed(wanted.unit.pk, wanted.day, by))
    return {}


def move(wanted: reads.Wanted, *, by: Viewer) -> Carried:
    """The unit with all below it hangs under another; its head answers to the head there."""
    tree = reads.nodes({wanted.unit.agency_id, *([wanted.target.agency_id] if wanted.target else [])})
    carrying = posts.Carrying(wanted.day)
    _report_to_new_parent(wanted.unit.pk, wanted.target, carrying)
    moved = hang(wanted.unit.pk, wanted.target, wanted.day, carrying, by=by)
    told = posts.write(carrying)
    changes.tell(told, cause="unit_moved", by=by)
    posts.cut_rings(told, by=by)
    return {"units": len([n for n in tree.values() if n.path.startswith(moved)]), "people": _heads_count(told)}


def merge(wanted: reads.Wanted, *, by: Viewer) -> Carried:
    """The unit goes up in another, with people, children, acting, teams and open items."""
    if wanted.target is None:
        raise ValueError("a merger has a successor")
    tree = reads.nodes({wanted.unit.agency_id, wanted.target.agency_id})
    steps = rules.merge_steps(tree, wanted.unit.pk, wanted.target.pk)
    units = Unit.objects.in_bulk({pk for step in [*steps.moves, *steps.merges] for pk in step})
    told: list[PostChange] = []
    counts = {"units": len(steps.moves) + len(steps.merges), "acting": 0, "teams": 0, "items": 0}
    merger = Merger(wanted.day, "", _people_below(wanted.unit, wanted.day), counts)
    for unit_id, parent_id in steps.moves:
        carrying = posts.Carrying(wanted.day)
        hang(unit_id, Unit.objects.get(pk=parent_id), wanted.day, carrying, by=by)
        told += posts.write(carrying)
    for unit_id, into_id in steps.merges:
        merger.title = wanted.head_title.strip() if unit_id == wanted.unit.pk else ""
        told += _carry_people(units[unit_id], units[into_id], merger)
        _carry_rest(units[unit_id], units[into_id], merger)
        _end_unit(unit_id, into_id, wanted.day, by=by)
    changes.tell(told, cause="merger", by=by)
    posts.cut_rings(told, by=by)
    return {**counts, "people": len({change.person_id for change in told})}


def _heads_count(told: Iterable[PostChange]) -> int:
    return len({change.person_id for change in told})


# --- the tree ---


def remember(unit_ids: Iterable[int], day: dt.date) -> None:
    """Keep how units are before they change; a state that had no day of its own is not kept. Raises Refused."""
    ends = reads.last_changes(unit_ids)
    rows = [
        UnitPast(
            unit=unit, agency_id=unit.agency_id, parent_id=unit.parent_id, name=unit.name, path=unit.path,
            valid=(ends.get(unit.pk), day),
        )
        for unit in Unit.objects.filter(pk__in=list(unit_ids))
        if rules.remembered(ends.get(unit.pk), day)
    ]  # fmt: skip
    UnitPast.objects.bulk_create(rows, via=ACTION)


def hang(unit_id: int, parent: Unit | None, day: dt.date, carrying: posts.Carrying, *, by: Viewer) -> str:
    """Hang a unit with everything below it elsewhere, posts of another agency included. Answers its old path."""
    unit = Unit.objects.get(pk=unit_id)
    old, new = unit.path, (parent.path if parent else "") + Unit.step(unit.pk)
    remember(Unit.objects.filter(path__startswith=old).values_list("pk", flat=True), day)
    Unit.objects.filter(pk=unit.pk).update(via=ACTION, parent=parent)
    agency_id = parent.agency_id if parent else unit.agency_id
    _replant(old, new, agency_id)
    if agency_id != unit.agency_id:
        for post in posts.from_day(day).filter(unit__path__startswith=new):
            carrying.change(post, agency_id=agency_id)
        _follow_agency(new, agency_id)
    events.publish(UnitMoved(unit.pk, old, new, day, by))
    return old


def _replant(old: str, new: str, agency_id: int) -> None:
    below = Unit.objects.filter(path__startswith=old)
    below.update(via=ACTION, agency_id=agency_id, path=Concat(Value(new), Substr(F("path"), len(old) + 1)))


def _follow_agency(path: str, agency_id: int) -> None:
    """Teams and open items of units that now belong to another agency."""
    Team.objects.filter(unit__path__startswith=path).update(via=ACTION, agency_id=agency_id)
    here = Q(unit__path__startswith=path) | Q(
        person__assignments__unit__path__startswith=path, person__assignments__valid__endswith=None
    )
    ids = WorkItem.objects.filter(here, done_at__isnull=True).values_list("pk", flat=True)
    WorkItem.objects.filter(pk__in=list(ids)).update(agency_id=agency_id)


def _end_unit(unit_id: int, into_id: int, day: dt.date, *, by: Viewer) -> None:
    """The unit stays for the history, below its successor, so that whoever leads that one reaches what was done here."""
    unit, into = Unit.objects.get(pk=unit_id), Unit.objects.get(pk=into_id)
    old, new = unit.path, into.path + Unit.step(unit.pk)
    if new != old:
        remember(Unit.objects.filter(path__startswith=old).values_list("pk", flat=True), day)
        _replant(old, new, into.agency_id)
    Unit.objects.filter(pk=unit_id).update(
        via=ACTION, is_active=False, closed_on=day, successor_id=into_id, parent_id=into_id
    )
    events.publish(UnitMerged(unit_id, into_id, old, day, by))


# --- people ---


def _report_to_new_parent(unit_id: int, target: Unit | None, carrying: posts.Carrying) -> None:
    """The heads of a moved unit answer to the head above it from then on, if there is one."""
    heads = posts.from_day(carrying.day).filter(unit_id=unit_id, is_head=True)
    above = _head_above(target, carrying.day)
    if above is None:
        return
    for post in heads:
        if post.person_id != above:
            carrying.change(post, superior_id=above)


def _head_above(unit: Unit | None, day: dt.date) -> int | None:
    """Who leads a unit, or the nearest one above it that has a head on the day."""
    if unit is None:
        return None
    paths = reads.paths_above(unit.path)
    found = Assignment.objects.filter(unit__path__in=paths, is_head=True, valid__contains=day)
    return found.order_by("-unit__path").values_list("person_id", flat=True).first()


def _people_below(unit: Unit, day: dt.date) -> set[int]:
    here = Assignment.objects.filter(unit__path__startswith=unit.path, valid__overlap=(day, None))
    return set(here.values_list("person_id", flat=True))


def _carry_people(src: Unit, dst: Unit, merger: Merger) -> list[PostChange]:
    """The people of a unit and those who answer to its head come under the successor's head."""
    day, title = merger.day, merger.title
    carrying = posts.Carrying(day)
    mine = list(posts.from_day(day).filter(unit=src))
    former = {post.person_id: post.superior_id for post in mine if post.is_head}
    lead = _leader_of(list(posts.from_day(day).filter(unit=dst, is_head=True)), day)
    for post in mine:
        carrying.change(post, unit_id=dst.pk, agency_id=dst.agency_id, is_head=False)
        if post.is_head and title:
            carrying.change(post, position_title=title)
        _new_superior(post, former, lead, carrying)
    below = posts.from_day(day).filter(Q(person_id__in=merger.within) | Q(unit=dst), superior_id__in=former)
    for post in below.exclude(unit=src):
        if post.is_head and post.unit_id == dst.pk:  # the successor's head stood below the head of what goes up in it
            carrying.change(post, superior_id=former[post.superior_id or 0])
        else:
            _new_superior(post, former, lead, carrying)
    told = posts.write(carrying)
    merger.counts["acting"] += _end_acting(former, day)
    for person_id in former if not title else ():
        posts.ask(Matter.FORMER_HEAD, agency_id=dst.agency_id, person_id=person_id, detail=src.name)
    if lead(max(day, reads.today_of(dst))) is None:
        posts.ask(Matter.UNIT_WITHOUT_HEAD, agency_id=dst.agency_id, unit_id=dst.pk)
    return told


def _leader_of(heads: list[Assignment], day: dt.date) -> Callable[[dt.date], int | None]:
    """Who leads the successor on a day; before its first head the first, after its last nobody."""

    def lead(on: dt.date) -> int | None:
        at = max(on, day)
        for post in sorted(heads, key=lambda row: row.valid.lower):
            if post.valid.upper is None or post.valid.upper > at:
                return post.person_id
        return None

    return lead


def _new_superior(
    post: Assignment, former: dict[int, int | None], lead: Callable[[dt.date], int | None], carrying: posts.Carrying
) -> None:
    """Whoever led the unit, or answered to who led it, answers to the successor's head; without one all stays."""
    if not (post.is_head or post.superior_id in former):
        return
    above = lead(post.valid.lower)
    if above is not None and above != post.person_id:
        carrying.change(post, superior_id=above)


# --- what hangs on people and units ---


def _end_acting(former: dict[int, Any], day: dt.date) -> int:
    """A stand-in for a head ends with the headship, unless others still answer to that head."""
    still = set(
        Assignment.objects.filter(superior_id__in=former, valid__overlap=(day, None)).values_list(
            "superior_id", flat=True
        )
    )
    rows = Acting.objects.select_for_update().filter(absent_id__in=set(former) - still, valid__overlap=(day, None))
    running = [row for row in rows if row.valid.lower < day]
    for row in running:
        row.valid = (row.valid.lower, day)
    coming = [row.pk for row in rows if row.pk not in {kept.pk for kept in running}]
    Acting.objects.bulk_update(running, ["valid"], via=ACTION)
    Acting.objects.filter(pk__in=coming).delete(via=ACTION)
    return len(running) + len(coming)


def _carry_rest(src: Unit, dst: Unit, merger: Merger) -> None:
    day, counts = merger.day, merger.counts
    teams = Team.objects.filter(unit=src, valid__overlap=(day, None))
    counts["teams"] += teams.update(via=ACTION, unit=dst, agency_id=dst.agency_id)
    counts["items"] += _settle_items(src.pk, _("Unit digabung ke %(name)s.") % {"name": dst.name})
    opened = WorkItem.objects.filter(unit=src, done_at__isnull=True)
    counts["items"] += opened.update(unit=dst, agency_id=dst.agency_id)
    WorkItem.objects.filter(proposed_unit=src, done_at__isnull=True).update(proposed_unit=dst)
    if src.agency_id != dst.agency_id:
        here = Assignment.objects.filter(unit=dst, valid__overlap=(day, None)).values("person_id")
        WorkItem.objects.filter(person_id__in=here, done_at__isnull=True).update(agency_id=dst.agency_id)


def _settle_items(unit_id: int, answer: str) -> int:
    """Nobody needs to find a head for a unit that is gone."""
    found = WorkItem.objects.filter(unit_id=unit_id, matter=Matter.UNIT_WITHOUT_HEAD, done_at__isnull=True)
    return found.update(done_at=now(), outcome=Outcome.SETTLED, answer=answer[:300])
