"""Reads of acting superiors (Plt/Plh): who carries whose duties, and who could."""

import datetime as dt

from django.db.models import Exists, OuterRef, Q, QuerySet

from pamong.people.models import Acting, Assignment, Person
from pamong.platform.access import scope
from pamong.platform.access.errors import NotVisible
from pamong.platform.access.viewer import Viewer
from pamong.platform.access.who import Who
from pamong.platform.calendar.queries import today

FOUND_AT_MOST = 5


def acting_list(viewer: Viewer) -> QuerySet[Acting]:
    """Appointments the viewer may see: his own on either side, or those of the agencies he keeps; newest first."""
    mine = Q(absent_id=viewer.person_id) | Q(acting_id=viewer.person_id)
    of_agency = Exists(
        Assignment.objects.filter(_agencies(viewer), person_id=OuterRef("absent_id"), valid__contains=today())
    )
    keeps = viewer.has_role(Who.AGENCY_ADMIN, Who.PERSONNEL, Who.INSPECTOR)
    seen = (mine | Q(of_agency)) if keeps else mine
    return Acting.objects.filter(seen).select_related("absent", "acting").order_by("-valid", "-pk")


def _agencies(viewer: Viewer) -> Q:
    return scope(viewer, "acting.view", {Who.SELF: Q(pk__in=())})


def acting_for(viewer: Viewer, pk: int) -> Acting:
    """One appointment on which the viewer holds ``acting.appoint``: his own duties, or those of his agencies; else NotVisible."""
    found = Acting.objects.select_related("absent", "acting").filter(pk=pk).first()
    if found is None or not may_appoint(viewer, found.absent_id):
        raise NotVisible
    return found


def may_appoint(viewer: Viewer, absent_id: int) -> bool:
    """Whether the viewer may say who carries this person's duties."""
    if viewer.is_system:
        return True
    visible = scope(viewer, "acting.appoint", {Who.SELF: Q(person_id=viewer.person_id)})
    return Assignment.objects.filter(visible, person_id=absent_id, valid__contains=today()).exists()


def overlapping(person_id: int, starts: dt.date, until: dt.date, *, side: str = "absent") -> Acting | None:
    """The first appointment of a person within [starts, until): as the one replaced (``absent``) or as the one replacing."""
    found = Acting.objects.select_related("absent", "acting").filter(
        valid__overlap=(starts, until), **{f"{side}_id": person_id}
    )
    return found.order_by("valid").first()


def find_person(typed: str, agency_id: int | None) -> list[Person]:
    """Active persons with this NIP or this full name who work today, in one agency if given; at most five."""
    text = " ".join(typed.split())
    digits = text.replace(" ", "")
    wanted = Q(nip=digits) if digits.isdigit() else Q(name__iexact=text)
    here = Assignment.objects.filter(person_id=OuterRef("pk"), valid__contains=today())
    if agency_id is not None:
        here = here.filter(agency_id=agency_id)
    return list(Person.objects.filter(wanted, Exists(here), is_active=True).order_by("name", "pk")[:FOUND_AT_MOST])


def likely_stand_ins(viewer: Viewer) -> list[Person]:
    """Who a superior would choose: his direct reports and his peers, at most fifty."""
    own = Assignment.objects.filter(person_id=viewer.person_id or 0, valid__contains=today()).first()
    near = Q(superior_id__in=viewer.acts_for)
    if own is not None and own.superior_id is not None:
        near |= Q(superior_id=own.superior_id)
    ids = (
        Assignment.objects.filter(near, valid__contains=today())
        .exclude(person_id=viewer.person_id or 0)
        .values("person_id")
    )
    return list(Person.objects.filter(pk__in=ids, is_active=True).order_by("name", "pk")[:50])
