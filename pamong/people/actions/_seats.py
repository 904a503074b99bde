"""Who answers to whom when the head of a unit goes or comes: nobody is left under somebody who is no longer there."""

import datetime as dt

from pamong.people.actions import _posts as posts
from pamong.people.enums import Matter
from pamong.people.events import PostChange
from pamong.people.models import Assignment, Unit


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
    replaced = {None, head.superior_id, *before}
    carrying = posts.Carrying(day)
    members = posts.from_day(day).filter(unit_id=head.unit_id)
    below = posts.from_day(day).filter(unit__parent_id=head.unit_id, is_head=True)
    for row in [*members, *below]:
        if row.person_id not in (head.person_id, head.superior_id) and row.superior_id in replaced:
            carrying.change(row, superior_id=head.person_id)
    return posts.write(carrying)
