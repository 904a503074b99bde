"""Who answers to whom when the head of a unit goes or comes: nobody is left under somebody who is no longer there."""

import datetime as dt

from pamong.people.actions import _posts as posts
from pamong.people.enums import Matter
from pamong.people.events import PostChange
from pamong.people.models import Assignment, SeatActing, Unit


def hand_over(*, person_id: int, above_id: int | None, day: dt.date, within: str = "") -> list[PostChange]:
    """Those who answered to somebody answer from ``day`` on to the head of their unit, else to who stood above him
    (PP 30/2019 Ps. 46: the superior of an absent assessor). ``within``: only in this part of the tree.

    Where nobody stood above him either, a clerk is asked for each.
    """
    carrying = posts.Carrying(day)
    left = posts.from_day(day).filter(superior_id=person_id)
    if within:
        left = left.filter(unit__path__startswith=within)
    rows = list(left)
    heads = _heads({row.unit_id for row in rows}, day)
    for row in rows:
        head = heads.get(row.unit_id)
        new = head if head and head not in (person_id, row.person_id) else above_id
        new = None if new == row.person_id else new
        carrying.change(row, superior_id=new)
        if new is None:
            posts.ask(Matter.UNKNOWN_SUPERIOR, agency_id=row.agency_id, person_id=row.person_id)
    return posts.write(carrying)


def _heads(unit_ids: set[int], day: dt.date) -> dict[int, int]:
    found = Assignment.objects.filter(unit_id__in=unit_ids, is_head=True, valid__contains=day)
    return dict(found.values_list("unit_id", "person_id"))


def vacate(*, unit: Unit, day: dt.date) -> None:
    """Ask for a head where none leads the unit on the day or later."""
    if not Assignment.objects.filter(unit=unit, is_head=True, valid__overlap=(day, None)).exists():
        posts.ask(Matter.UNIT_WITHOUT_HEAD, agency_id=unit.agency_id, unit_id=unit.pk)


def follow(*, head: Assignment, day: dt.date) -> list[PostChange]:
    """Under a new head come the members of the unit and the heads directly below it who answer to nobody, to somebody
    who led the unit before, or to who stands above the new head (as while the seat was empty).
    """
    before = set(
        Assignment.objects.filter(unit_id=head.unit_id, is_head=True)
        .exclude(person_id=head.person_id)
        .values_list("person_id", flat=True)
    )
    acted = SeatActing.objects.filter(unit_id=head.unit_id, is_over=False).values_list("acting_id", flat=True)
    replaced = {None, head.superior_id, *before, *acted}
    return _come_under(head.unit_id, head.person_id, head.superior_id, replaced - {head.person_id}, day)


def take(*, unit: Unit, person_id: int, above_id: int | None, day: dt.date) -> list[PostChange]:
    """Under the Plt of an empty seat come those who would come under a new head (see ``follow``)."""
    before = Assignment.objects.filter(unit=unit, is_head=True).values_list("person_id", flat=True)
    return _come_under(unit.pk, person_id, above_id, {None, above_id, *before} - {person_id}, day)


def release(*, unit: Unit, person_id: int, above_id: int | None, day: dt.date) -> list[PostChange]:
    """The Plt of a seat goes and nobody comes: they answer to who stands above, else a clerk is asked for each."""
    told = _come_under(unit.pk, above_id, None, {person_id}, day)
    if above_id is None:
        for change in told:
            post = Assignment.objects.get(pk=change.after_id)
            posts.ask(Matter.UNKNOWN_SUPERIOR, agency_id=post.agency_id, person_id=post.person_id)
    return told


def _come_under(
    unit_id: int, person_id: int | None, above_id: int | None, replaced: set[int | None], day: dt.date
) -> list[PostChange]:
    """Members of a unit and the heads directly below it who answer to one of ``replaced`` answer to somebody else."""
    carrying = posts.Carrying(day)
    members = posts.from_day(day).filter(unit_id=unit_id)
    below = posts.from_day(day).filter(unit__parent_id=unit_id, is_head=True)
    for row in [*members, *below]:
        if row.person_id not in (person_id, above_id) and row.superior_id in replaced:
            carrying.change(row, superior_id=person_id)
    return posts.write(carrying)
