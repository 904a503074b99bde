"""Absences, turns and weeks for tests."""

import datetime as dt

from pamong.people.models import Absence
from pamong.platform.guard import ACTION
from tests.world import World

MONDAY = dt.date(2026, 11, 23)


def away(
    world: World,
    who: str = "employee",
    *,
    days: int = 1,
    kind: str = "annual",
    part: str = "",
    first: dt.date = MONDAY,
) -> Absence:
    """``who`` is away for ``days`` days from ``first``."""
    valid = (first, first + dt.timedelta(days=days))
    made = Absence.objects.add(via=ACTION, person=world.people[who], kind=kind, part=part, valid=valid)
    made.refresh_from_db()
    return made
