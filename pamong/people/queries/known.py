"""Persons by NIP for files that clerks bring."""

from collections.abc import Iterable

from django.db.models import Q

from pamong.people.models import Assignment, Person
from pamong.platform.access import scope
from pamong.platform.access.viewer import Viewer
from pamong.platform.access.who import Who
from pamong.platform.calendar.queries import today


def persons_by_nip(viewer: Viewer, nips: Iterable[str], policy: str = "absence.record") -> dict[str, int]:
    """Person ids by NIP of those who work today in the agencies that a clerk keeps (one statement)."""
    nobody = Q(pk__in=())
    agencies = scope(viewer, policy, {Who.SELF: nobody, Who.SUPERIOR: nobody, Who.ABOVE: nobody})
    found = Assignment.objects.filter(agencies, person__nip__in=set(nips), valid__contains=today())
    return dict(found.values_list("person__nip", "person_id"))


def agencies_of(person_ids: Iterable[int]) -> set[int]:
    """The agencies in which these persons work today (one statement); for jobs and listeners."""
    found = Assignment.objects.filter(person_id__in=list(person_ids), valid__contains=today())
    return set(found.values_list("agency_id", flat=True))


def mail_address_of(person_id: int) -> str:
    """The e-mail address of an active person in the personnel data, or an empty text; for what comes in by mail."""
    found = Person.objects.filter(pk=person_id, is_active=True).values_list("email", flat=True)
    return found.first() or ""
