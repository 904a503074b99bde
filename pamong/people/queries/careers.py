"""What a change of somebody's post needs to know, and who may make it."""

import datetime as dt

from django.db.models import F, Q, QuerySet

from pamong.people.models import Assignment, Person, Unit
from pamong.people.queries.units import paths_above
from pamong.platform.access import scope
from pamong.platform.access.errors import NotVisible
from pamong.platform.access.table import TABLE
from pamong.platform.access.viewer import Viewer
from pamong.platform.calendar.queries import today


def last_post(person_id: int) -> Assignment | None:
    """The latest assignment of a person, locked; it may lie ahead or have ended."""
    found = Assignment.objects.select_for_update(of=("self",)).filter(person_id=person_id).order_by("-valid")
    return found.select_related("unit", "agency", "person").first()


def post_on(person_id: int, day: dt.date) -> Assignment | None:
    """The assignment that holds on a day, or the latest that began before it and has not ended."""
    found = Assignment.objects.filter(person_id=person_id, valid__contains=day)
    return found.select_related("unit", "agency").first()


def keeps(viewer: Viewer, unit: Unit) -> bool:
    """Whether the viewer may change posts in a unit."""
    return Unit.objects.filter(scope(viewer, "assignment.change", {}), pk=unit.pk).exists()


def _changeable(viewer: Viewer) -> QuerySet[Assignment]:
    return Assignment.objects.filter(scope(viewer, "assignment.change", {}))


def is_clerk(viewer: Viewer) -> bool:
    """Whether the viewer changes posts at all."""
    return any(viewer.has_role(who) for who in TABLE["assignment.change"].who if who.is_role)


def may_change(viewer: Viewer, person_id: int) -> bool:
    """Whether the viewer may change this person's post today."""
    return _changeable(viewer).filter(person_id=person_id, valid__overlap=(today(), None)).exists()


def changeable_post(viewer: Viewer, person_id: int) -> Assignment:
    """The post of somebody the viewer may move: today's, else the coming one. Raises NotVisible."""
    found = _changeable(viewer).filter(person_id=person_id, valid__overlap=(today(), None)).order_by("valid")
    post = found.select_related("person", "unit", "agency", "superior").first()
    if post is None:
        raise NotVisible
    return post


def correctable(viewer: Viewer, assignment_id: int) -> Assignment:
    """One assignment, past ones too, of the agencies the viewer keeps. Raises NotVisible."""
    found = _changeable(viewer).filter(pk=assignment_id).select_related("person", "unit", "agency").first()
    if found is None:
        raise NotVisible
    return found


def departed(viewer: Viewer, person_id: int) -> Person:
    """Somebody entered as having left, whose last post was in an agency the viewer keeps. Raises NotVisible."""
    person = Person.objects.filter(pk=person_id, left_on__isnull=False).first()
    last = Assignment.objects.filter(person_id=person_id).order_by("-valid").first()
    if person is None or last is None or not _changeable(viewer).filter(pk=last.pk).exists():
        raise NotVisible
    return person


def default_superior(unit: Unit, day: dt.date, *, is_head: bool, person_id: int) -> Person | None:
    """The head of the unit on a day, or of the nearest unit above with one; a head answers to those above."""
    paths = paths_above(unit.path)[:-1] if is_head else paths_above(unit.path)
    found = Assignment.objects.filter(unit__path__in=paths, is_head=True, valid__contains=day)
    head = found.exclude(person_id=person_id).order_by("-unit__path").select_related("person").first()
    return head.person if head else None


def seat_taken(post: Assignment, start: dt.date, *, without_end: bool = False) -> bool:
    """Whether somebody else leads the post's unit on a day the post would hold (``without_end``: and goes on holding)."""
    period = (start, None if without_end else post.valid.upper)
    others = Assignment.objects.filter(~Q(person_id=post.person_id), unit_id=post.unit_id, is_head=True)
    return others.filter(valid__overlap=period).exists()


def departures(viewer: Viewer) -> list[Assignment]:
    """The last posts of those of the viewer's agencies who left in the last two years or will, the latest first."""
    since = today() - dt.timedelta(days=731)
    found = _changeable(viewer).filter(person__left_on__gte=since, valid__endswith=F("person__left_on"))
    return list(found.select_related("person", "unit").order_by("-person__left_on", "person__name")[:500])
