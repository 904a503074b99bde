"""Many posts changed from a day on in few statements: cut at the day, or mended where they begin later."""

import copy
import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pamong.people.actions import _changes as changes
from pamong.people.enums import Matter
from pamong.people.events import PostChange
from pamong.people.models import Assignment, WorkItem
from pamong.people.rules import reorganisation as rules
from pamong.platform.access.viewer import Viewer
from pamong.platform.calendar.queries import today
from pamong.platform.guard import ACTION

COPIED = (
    "person_id",
    "agency_id",
    "unit_id",
    "position_title",
    "position_kind",
    "position_level",
    "is_head",
    "superior_id",
)


@dataclass
class Carrying:
    """Assignments and what shall be different about them from ``day`` on (assignment id → column → value)."""

    day: dt.date
    posts: dict[int, Assignment] = field(default_factory=dict)
    wanted: dict[int, dict[str, Any]] = field(default_factory=dict)

    def change(self, post: Assignment, **values: Any) -> None:
        """Note a change; a later one of the same column counts."""
        self.posts[post.pk] = post
        self.wanted.setdefault(post.pk, {}).update(values)

    def value(self, post: Assignment, column: str) -> Any:
        """A column as it will be."""
        return self.wanted.get(post.pk, {}).get(column, getattr(post, column))


def from_day(day: dt.date) -> Any:
    """Assignments that hold on the day or begin later, locked."""
    found = Assignment.objects.select_for_update(of=("self",)).filter(valid__overlap=(day, None))
    return found.select_related("person").order_by("person_id", "valid")


def write(carrying: Carrying) -> list[PostChange]:
    """Carry it out; four statements, however many. Answers what changed."""
    cut, mended, made, told = [], [], [], []
    for pk, values in carrying.wanted.items():
        post = carrying.posts[pk]
        real = {name: value for name, value in values.items() if getattr(post, name) != value}
        if not real:
            continue
        if post.valid.lower >= carrying.day:
            before = copy.copy(post)
            _set(post, real)
            mended.append(post)
            told.append((before, post, post.valid.lower))
        else:
            row = Assignment(**{name: getattr(post, name) for name in COPIED}, valid=(carrying.day, post.valid.upper))
            _set(row, real)
            before = copy.copy(post)
            post.valid = (post.valid.lower, carrying.day)
            cut.append(post)
            made.append(row)
            told.append((before, row, carrying.day))
    Assignment.objects.bulk_update(cut, ["valid"], via=ACTION)
    names = [name.removesuffix("_id") for name in COPIED[1:]]
    for heads in (False, True):  # seats are left before they are taken
        Assignment.objects.bulk_update([row for row in mended if row.is_head is heads], names, via=ACTION)
    Assignment.objects.bulk_create(sorted(made, key=lambda row: row.is_head), via=ACTION)
    return [changes.compare(before, after, day) for before, after, day in told]


def _set(post: Assignment, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(post, name, value)


def cut_rings(changed: Iterable[PostChange], *, by: Viewer) -> int:
    """Where the changes would put somebody above himself, nobody stands above him and a clerk is asked. Answers how many."""
    people = {change.person_id for change in changed}
    day = max((change.day for change in changed), default=today())
    at = max(day, today())
    present: dict[int, int | None] = dict(
        Assignment.objects.filter(valid__contains=at, person__is_active=True).values_list("person_id", "superior_id")
    )
    broken = 0
    for person_id in rules.rings(present, sorted(people)):
        if person_id not in rules.rings(present, [person_id]):
            continue  # an earlier cut opened this ring too
        present[person_id] = None
        post = Assignment.objects.select_for_update().get(person_id=person_id, valid__contains=at)
        post.superior = None
        post.save(via=ACTION, update_fields=["superior"])
        ask(Matter.SUPERIOR_CYCLE, agency_id=post.agency_id, person_id=person_id)
        broken += 1
    return broken


def ask(
    matter: Matter, *, agency_id: int, person_id: int | None = None, unit_id: int | None = None, detail: str = ""
) -> None:
    """Put something on the clerk's list unless it stands there already."""
    WorkItem.objects.bulk_create(
        [WorkItem(agency_id=agency_id, person_id=person_id, unit_id=unit_id, matter=matter, detail=detail[:300])],
        ignore_conflicts=True,
    )
