"""Whom to tell: who leads a unit, who holds a role. Ids only; for the actions of areas above."""

import datetime as dt
from collections.abc import Sequence

from django.db.models import Q

from pamong.people.models import Assignment, Person, User
from pamong.platform.access.who import Who
from pamong.platform.calendar.queries import today


def heads_of(unit_ids: Sequence[int], on: dt.date | None = None) -> dict[int, int]:
    """Unit → the person who leads it on a day (default today); units without head are left out. One statement."""
    found = Assignment.objects.filter(unit_id__in=unit_ids, is_head=True, valid__contains=on or today())
    return dict(found.values_list("unit_id", "person_id"))


def role_holders(role: Who, *, agency_id: int | None = None) -> list[int]:
    """Persons whose account holds a role for the whole region or for this agency. One statement."""
    held = Q(role_grants__agency__isnull=True)
    if agency_id is not None:
        held |= Q(role_grants__agency_id=agency_id)
    found = User.objects.filter(held, role_grants__role=role, is_active=True, person__isnull=False)
    return sorted(set(found.values_list("person_id", flat=True)))


def person_by_nip(nip: str) -> Person | None:
    """The active person of a NIP, or None; for forms in which an officer types it."""
    return Person.objects.filter(nip=nip, is_active=True).first()


def working_under(person_ids: Sequence[int], path: str, on: dt.date | None = None) -> set[int]:
    """Which of these persons work in the unit of ``path`` or below it on a day (default today). One statement."""
    found = Assignment.objects.filter(
        person_id__in=person_ids, unit__path__startswith=path, valid__contains=on or today()
    )
    return set(found.values_list("person_id", flat=True))
