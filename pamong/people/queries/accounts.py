"""Reads of accounts and of the persons a clerk may act for."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from pamong.people.models import Assignment, Person, User
from pamong.people.queries.assignments import under
from pamong.platform.access import scope
from pamong.platform.access.viewer import Viewer
from pamong.platform.access.who import Who
from pamong.platform.calendar.queries import today


def user_by_name(name: str) -> User | None:
    """The account with this sign-in name (NIP without blanks), or None."""
    return User.objects.filter(nip=name).first() if name else None


def account_of(viewer: Viewer) -> User:
    """The viewer's own account row."""
    return User.objects.select_related("person").get(pk=viewer.user_id)


def persons_for(viewer: Viewer, policy: str) -> QuerySet[Person]:
    """Persons on whom the viewer holds ``policy`` by today's assignment (the system acts for everybody)."""
    if viewer.is_system:
        return Person.objects.all()
    relations = {
        Who.SELF: Q(person_id=viewer.person_id),
        Who.SUPERIOR: Q(superior_id__in=viewer.acts_for),
        Who.ABOVE: under(viewer.leads, "unit__path"),
    }
    visible = Assignment.objects.filter(
        scope(viewer, policy, relations), person_id=OuterRef("pk"), valid__contains=today()
    )
    return Person.objects.filter(Exists(visible))
