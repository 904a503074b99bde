"""What a change of post tells the other areas: comparing the assignment before with the one after."""

import datetime as dt
from collections.abc import Iterable

from pamong.people.events import AssignmentChanged, PostChange
from pamong.people.models import Assignment
from pamong.platform import events
from pamong.platform.access.viewer import Viewer

POST = ("position_title", "position_kind", "position_level", "is_head")


def compare(before: Assignment | None, after: Assignment, day: dt.date) -> PostChange:
    """The change from one assignment to the next, or of one that was mended in place (``before`` is its copy)."""
    return PostChange(
        person_id=after.person_id,
        before_id=before.pk if before else None,
        after_id=after.pk,
        day=day,
        unit_changed=before is None or (before.unit_id, before.agency_id) != (after.unit_id, after.agency_id),
        post_changed=before is None or any(getattr(before, name) != getattr(after, name) for name in POST),
        superior_changed=before is None or before.superior_id != after.superior_id,
        superior_before_id=before.superior_id if before else None,
        superior_id=after.superior_id,
    )


def tell(changes: Iterable[PostChange], *, cause: str, by: Viewer) -> None:
    """Publish what changed; changes in which nothing but a date differs are told too, nothing at all is not."""
    told = tuple(changes)
    if told:
        events.publish(AssignmentChanged(told, cause, by))
